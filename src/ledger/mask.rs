//! Makes unreadable who is paid.

use serde_json::Value;

/// How many characters stay readable at the end of a long text, so that an operator recognises an account.
const READABLE: usize = 4;

/// A body in which every text and number under a place is masked.
pub fn masked(mut body: Value, under: &str) -> Value {
    if let Some(place) = body.pointer_mut(under) {
        mask(place);
    }
    body
}

fn mask(value: &mut Value) {
    match value {
        Value::String(text) => *text = stars(text),
        Value::Number(number) => *value = Value::String(stars(&number.to_string())),
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(members) => members.values_mut().for_each(mask),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Stars in place of all but the last characters; of a short text nothing stays.
fn stars(text: &str) -> String {
    let length = text.chars().count();
    let hidden = if length > 2 * READABLE { length - READABLE } else { length };
    text.chars().enumerate().map(|(place, c)| if place < hidden { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn who_is_paid_cannot_be_read_and_the_rest_can() {
        let body =
            json!({ "amount": "1.00", "to": { "name": "José", "account": "40512233441", "codes": [1007, null] } });
        let expected =
            json!({ "amount": "1.00", "to": { "name": "****", "account": "*******3441", "codes": ["****", null] } });
        assert_eq!(masked(body, "/to"), expected);
    }
}
