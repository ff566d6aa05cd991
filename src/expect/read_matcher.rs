//! From raw values to matchers: literals, and tables with exactly one operator.

use super::parse::place;
use super::{Bound, Kind, Literal, Matcher, Template, Way};
use crate::files::{choices, kind};
use regex::Regex;
use rust_decimal::Decimal;
use std::str::FromStr;
use toml::Value;

/// A matcher from its raw form; the error says what was found and what is allowed.
pub(crate) fn matcher(value: &Value) -> Result<Matcher, String> {
    let Value::Table(table) = value else { return literal(value).map(Matcher::Equals) };
    let mut entries = table.iter();
    let (Some((operator, argument)), None) = (entries.next(), entries.next()) else {
        return Err(format!("a matcher has exactly one operator, this one has {}", table.len()));
    };
    match operator.as_str() {
        "is" => {
            let word = text(argument, "is")?;
            let kind = Kind::ALL.iter().find(|(name, _)| *name == word);
            kind.map(|(_, kind)| Matcher::Is(*kind)).ok_or_else(|| {
                format!("`{word}` is no kind of value; allowed: {}", choices(Kind::ALL.iter().map(|(name, _)| *name)))
            })
        }
        "in" => {
            let list = argument.as_array().filter(|list| !list.is_empty());
            let list = list.ok_or("`in` takes a list of literals")?;
            list.iter().map(literal).collect::<Result<_, _>>().map(Matcher::In)
        }
        "json" => literal_json(text(argument, "json")?).map(Matcher::Json),
        "matches" => {
            let pattern = text(argument, "matches")?;
            Regex::new(pattern).map(Matcher::Matches).map_err(|error| {
                // The library draws the pattern over several lines; the last one says what is wrong.
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default();
                format!("`{pattern}` is no regular expression: {}", last.trim_start_matches("error: "))
            })
        }
        "starts_with" => template(argument, operator).map(Matcher::StartsWith),
        "ends_with" => template(argument, operator).map(Matcher::EndsWith),
        "contains" => template(argument, operator).map(Matcher::Contains),
        "length" => bound(argument).map(Matcher::Length),
        "at_least" => decimal(argument).map(Matcher::AtLeast),
        "at_most" => decimal(argument).map(Matcher::AtMost),
        "decimal" => template(argument, operator).map(Matcher::Decimal),
        "differs_from" => template(argument, operator).map(Matcher::DiffersFrom),
        "every" | "some" => {
            let table = argument.as_table().filter(|table| table.len() == 2);
            let parts = table.and_then(|table| Some((table.get("body")?.as_str()?, table.get("match")?)));
            let (at, inner) =
                parts.ok_or_else(|| format!("`{operator}` takes {{ body = \"/pointer\", match = … }}"))?;
            let (at, inner) = (place(at)?, Box::new(matcher(inner)?));
            Ok(if operator == "every" { Matcher::Every(at, inner) } else { Matcher::Some(at, inner) })
        }
        "unique" => place(text(argument, operator)?).map(Matcher::Unique),
        "rising" => place(text(argument, operator)?).map(|at| Matcher::Ordered(at, Way::Rising)),
        "falling" => place(text(argument, operator)?).map(|at| Matcher::Ordered(at, Way::Falling)),
        "optional" => matcher(argument).map(|inner| Matcher::Optional(Box::new(inner))),
        other => Err(format!(
            "unknown operator `{other}`; allowed: {}",
            choices([
                "is",
                "in",
                "json",
                "matches",
                "starts_with",
                "ends_with",
                "contains",
                "length",
                "at_least",
                "at_most",
                "decimal",
                "differs_from",
                "every",
                "some",
                "unique",
                "rising",
                "falling",
                "optional",
            ])
        )),
    }
}

/// Literal JSON text as a value.
pub(crate) fn literal_json(text: &str) -> Result<serde_json::Value, String> {
    serde_json::from_str(text).map_err(|error| format!("`{text}` is no JSON: {error}"))
}

fn literal(value: &Value) -> Result<Literal, String> {
    match value {
        Value::String(text) => Template::parse(text).map(Literal::Text),
        Value::Integer(number) => Ok(Literal::Integer(*number)),
        Value::Boolean(truth) => Ok(Literal::Boolean(*truth)),
        Value::Float(number) => Err(format!("{number} is a float; write amounts as text or use {{ json = \"…\" }}")),
        other => Err(format!("{} is no literal; allowed: text, integer, boolean", kind(other))),
    }
}

pub(super) fn bound(value: &Value) -> Result<Bound, String> {
    let refused = || "a count is a whole number or { at_least = 1, at_most = 5 }".to_owned();
    let number = |value: &Value| value.as_integer().and_then(|n| u64::try_from(n).ok()).ok_or_else(refused);
    match value {
        Value::Integer(_) => {
            let exactly = number(value)?;
            Ok(Bound { at_least: Some(exactly), at_most: Some(exactly) })
        }
        Value::Table(table) if !table.is_empty() => {
            let mut bound = Bound::default();
            for (key, value) in table {
                match key.as_str() {
                    "at_least" => bound.at_least = Some(number(value)?),
                    "at_most" => bound.at_most = Some(number(value)?),
                    _ => return Err(refused()),
                }
            }
            Ok(bound)
        }
        _ => Err(refused()),
    }
}

fn decimal(value: &Value) -> Result<Decimal, String> {
    let text = match value {
        Value::Integer(number) => number.to_string(),
        Value::String(text) => text.clone(),
        other => return Err(format!("{} is no number; allowed: an integer or a decimal text", kind(other))),
    };
    Decimal::from_str(&text).map_err(|_| format!("`{text}` is no decimal number"))
}

fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("`{key}` takes a text, found {}", kind(value)))
}

pub(super) fn template(value: &Value, key: &str) -> Result<Template, String> {
    text(value, key).and_then(Template::parse)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    fn read(text: &str) -> Result<Matcher, String> {
        let table: toml::Table = toml::from_str(&format!("m = {text}")).unwrap();
        matcher(&table["m"])
    }

    #[test]
    fn one_operator_is_read_and_others_are_refused_with_what_is_allowed() {
        assert!(matches!(read("{ is = 'null' }").unwrap(), Matcher::Is(Kind::Null)));
        assert!(read("{ is = 'nil' }").unwrap_err().contains("allowed: absent, array"));
        assert!(read("{ at_least = 1, at_most = 2 }").unwrap_err().contains("exactly one operator"));
        assert!(read("{ like = 'x' }").unwrap_err().contains("unknown operator `like`"));
        assert!(read("1.5").unwrap_err().contains("float"));
        assert!(read("{ matches = '(' }").unwrap_err().contains("no regular expression"));
    }
}
