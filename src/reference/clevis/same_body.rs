//! When the bodies of two creates count as the same.

use axum::body::Bytes;
use serde_json::{Map, Value};

use super::behaviour::duplicates::SameBody;

/// Whether a body repeats an earlier one.
pub(crate) fn same(rule: SameBody, earlier: (&Value, Option<&Bytes>), later: (&Value, Option<&Bytes>)) -> bool {
    let equal_when = |view: fn(&Value) -> Value| view(earlier.0) == view(later.0);
    match rule {
        SameBody::Values => earlier.0 == later.0,
        SameBody::Bytes => earlier.1 == later.1,
        SameBody::AmountsByValue => equal_when(with_plain_amount),
        SameBody::NullIsAbsent => equal_when(without_nulls),
        SameBody::Ignoring(path) => without(earlier.0, path) == without(later.0, path),
        SameBody::TopLevelOnly => equal_when(flat),
        SameBody::AmountOnly => earlier.0.get("amount") == later.0.get("amount"),
        SameBody::TextCaseIgnored => equal_when(lower),
        SameBody::KeysOfMetadataOnly => equal_when(with_metadata_keys),
    }
}

fn members(body: &Value) -> Map<String, Value> {
    body.as_object().cloned().unwrap_or_default()
}

fn with_plain_amount(body: &Value) -> Value {
    let mut members = members(body);
    if let Some(amount) = members.get_mut("amount") {
        let text = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
        if let Ok(decimal) = rust_decimal::Decimal::from_str_exact(&text) {
            *amount = decimal.normalize().to_string().into();
        }
    }
    members.into()
}

fn without_nulls(body: &Value) -> Value {
    match body {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        other => other.clone(),
    }
}

fn without(body: &Value, path: &str) -> Value {
    let mut body = body.clone();
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    if let Some(members) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
        members.remove(name);
    }
    body
}

fn flat(body: &Value) -> Value {
    members(body).into_iter().filter(|(_, value)| !value.is_object()).collect::<Map<_, _>>().into()
}

fn lower(body: &Value) -> Value {
    match body {
        Value::String(text) => text.to_lowercase().into(),
        Value::Array(items) => items.iter().map(lower).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), lower(value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn with_metadata_keys(body: &Value) -> Value {
    let mut members = members(body);
    if let Some(Value::Object(metadata)) = members.get_mut("metadata") {
        metadata.values_mut().for_each(|value| *value = Value::Null);
    }
    members.into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn order_does_not_matter_and_everything_else_does() {
        let one: Value = json!({"amount": "10.00", "metadata": {"a": "1", "b": "2"}});
        let reordered: Value = json!({"metadata": {"b": "2", "a": "1"}, "amount": "10.00"});
        let nested: Value = json!({"amount": "10.00", "metadata": {"a": "1", "b": "3"}});
        let longer: Value = json!({"amount": "10.00", "metadata": {"a": "1", "b": "2"}, "description": null});
        let same = |other| same(SameBody::Values, (&one, None), (other, None));
        assert!(same(&reordered));
        assert!(!same(&nested));
        assert!(!same(&longer));
    }

    #[test]
    fn the_ignored_path_is_the_only_thing_ignored() {
        let one: Value = json!({"amount": "10.00", "beneficiary": {"name": "A", "document_id": "1"}});
        let renamed: Value = json!({"amount": "10.00", "beneficiary": {"name": "B", "document_id": "1"}});
        let other: Value = json!({"amount": "10.00", "beneficiary": {"name": "A", "document_id": "2"}});
        let rule = SameBody::Ignoring("/beneficiary/name");
        assert!(same(rule, (&one, None), (&renamed, None)));
        assert!(!same(rule, (&one, None), (&other, None)));
    }
}
