//! What is signed: the parts of a recipe put together.

use super::{Part, Recipe};
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

/// The secrets of a recipe, and the key that goes with them.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    /// What is signed with.
    pub key: &'a SecretString,
    /// What stands inside the message where a recipe says so; the key itself when absent.
    pub inside: Option<&'a SecretString>,
    /// What stands in the open and says whose message it is, where a recipe signs it; empty when absent.
    pub shown: Option<&'a str>,
}

impl<'a> From<&'a SecretString> for Keys<'a> {
    fn from(key: &'a SecretString) -> Self {
        Self { key, inside: None, shown: None }
    }
}

/// What a message is made of besides the recipe.
#[derive(Debug, Clone, Copy)]
pub(super) struct Material<'a> {
    pub(super) keys: Keys<'a>,
    pub(super) body: &'a [u8],
    pub(super) json: Option<&'a Value>,
    pub(super) timestamp: Option<&'a str>,
}

impl Recipe {
    /// What is signed; a field that is not there counts as empty.
    pub(super) fn message(&self, material: &Material<'_>) -> Vec<u8> {
        let mut message = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                message.extend_from_slice(self.separator.as_bytes());
            }
            match part {
                Part::Literal(text) => message.extend_from_slice(text.as_bytes()),
                Part::Timestamp => message.extend_from_slice(material.timestamp.unwrap_or_default().as_bytes()),
                Part::RawBody => message.extend_from_slice(material.body),
                Part::BodyField(at) => message.extend(field(material.json, at).unwrap_or_default().into_bytes()),
                Part::MinorUnits(at) => {
                    let amount = field(material.json, at).unwrap_or_default();
                    message.extend(minor_units(&amount).unwrap_or(amount).into_bytes());
                }
                Part::Secret => {
                    let secret = material.keys.inside.unwrap_or(material.keys.key);
                    message.extend_from_slice(secret.expose_secret().as_bytes());
                }
                Part::Key => message.extend_from_slice(material.keys.shown.unwrap_or_default().as_bytes()),
            }
        }
        message
    }

    /// The first signed field that the body does not have.
    pub(super) fn missing_field(&self, json: Option<&Value>) -> Option<&str> {
        self.parts.iter().find_map(|part| match part {
            Part::BodyField(at) | Part::MinorUnits(at) if field(json, at).is_none() => Some(at.as_str()),
            _ => None,
        })
    }

    /// Whether the body's fields matter, so that it has to be read as JSON.
    pub(super) fn has_fields(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::BodyField(_) | Part::MinorUnits(_)))
    }
}

/// The text of a field, a number as it is written.
pub(super) fn field(json: Option<&Value>, at: &str) -> Option<String> {
    match json?.pointer(at)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An amount in hundredths; nothing when it is none or has a fraction of them.
fn minor_units(amount: &str) -> Option<String> {
    let hundredths = amount.parse::<Decimal>().ok()?.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    hundredths.is_integer().then(|| hundredths.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_in_hundredths() {
        for (amount, hundredths) in
            [("10.00", "1000"), ("10", "1000"), ("0.5", "50"), ("1234567890123.45", "123456789012345")]
        {
            assert_eq!(minor_units(amount).as_deref(), Some(hundredths));
        }
        for amount in ["", "ten", "1.005", "79228162514264337593543950335"] {
            assert_eq!(minor_units(amount), None, "{amount}");
        }
    }
}
