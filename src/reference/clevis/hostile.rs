//! Unusual but legal JSON that fragile servers stumble over. The sound server does not; the check costs nothing then.

use serde_json::Value;

use super::behaviour::errors::Kind;
use super::behaviour::fields::{Fields, Hostile, MetadataValues};
use super::refusal::Refusal;

pub(crate) fn check(body: &Value, rules: &Fields) -> Result<(), Refusal> {
    let rule = rules.hostile;
    let crash = || Refusal::new(Kind::Internal, "An unexpected error occurred.");
    let odd_metadata = || {
        let values = body.get("metadata").and_then(Value::as_object);
        values.is_some_and(|values| values.values().any(|value| !value.is_string()))
    };
    let stumbles = match rule {
        Hostile::Harmless => rules.metadata_values == MetadataValues::CrashOnOthers && odd_metadata(),
        Hostile::NulIsServerError => any_text(body, &|text| text.contains('\0')),
        Hostile::AstralDropsConnection => any_text(body, &|text| text.chars().any(|letter| letter > '\u{FFFF}')),
        Hostile::HugeNumberIsServerError => {
            body.get("amount").is_some_and(|amount| amount.to_string().trim_matches('"').len() > 20)
        }
        Hostile::DeepNestingIsServerError => depth(body) > 16,
    };
    match (stumbles, rule) {
        (false, _) => Ok(()),
        (true, Hostile::AstralDropsConnection) => Err(Refusal { hangs_up: true, ..crash() }),
        (true, _) => Err(crash()),
    }
}

fn any_text(value: &Value, matches: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => matches(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, matches)),
        Value::Object(members) => members.iter().any(|(name, value)| matches(name) || any_text(value, matches)),
        _ => false,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
