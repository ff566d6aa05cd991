//! Puts a member into a body without touching another byte of it: what else is in a body is what a story is about.

use bytes::Bytes;
use serde_json::{Map, Value};

/// A body with one more member at its top, at the end; as it was when it has that member, or is no JSON object.
pub(super) fn filled(body: &Bytes, at: &str, json: &str) -> Bytes {
    let name = at.trim_start_matches('/').replace("~1", "/").replace("~0", "~");
    let Ok(members) = serde_json::from_slice::<Map<String, Value>>(body) else { return body.clone() };
    let Some(end) = body.iter().rposition(|byte| *byte == b'}').filter(|_| !members.contains_key(&name)) else {
        return body.clone();
    };
    let comma = if members.is_empty() { "" } else { "," };
    let member = format!("{comma}{}:{json}", Value::from(name));
    [&body[..end], member.as_bytes(), &body[end..]].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_added_and_nothing_else_is_touched() {
        for (body, with) in [
            ("{}", r#"{"id":7}"#),
            ("{ \"a\": 10.00, \"b\":\"}\" }\n", "{ \"a\": 10.00, \"b\":\"}\" ,\"id\":7}\n"),
            (r#"{"a":1,"a":2}"#, r#"{"a":1,"a":2,"id":7}"#),
            (r#"{"id":"mine"}"#, r#"{"id":"mine"}"#),
            ("[]", "[]"),
            ("{", "{"),
            ("", ""),
        ] {
            let filled = filled(&Bytes::from_static(body.as_bytes()), "/id", "7");
            assert_eq!(String::from_utf8_lossy(&filled), with);
        }
    }
}
