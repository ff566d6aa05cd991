//! Judges one value against one matcher.

use super::lists;
use super::show::{clean, shown};
use crate::expect::{Kind, Literal, Matcher, MissingValue, Template};
use crate::files::value_at;
use crate::scenario::Values;
use rust_decimal::Decimal;
use serde_json::Value;
use std::str::FromStr;

/// What was asked of a value and what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    pub(super) expected: String,
    pub(super) actual: String,
}

/// Nothing when the value matches; the mismatch otherwise.
pub(super) fn mismatch(
    matcher: &Matcher,
    value: Option<&Value>,
    values: &Values,
) -> Result<Option<Mismatch>, MissingValue> {
    let fill = |template: &Template| values.fill(template);
    let text = || value.and_then(Value::as_str);
    let (holds, expected) = match matcher {
        Matcher::Equals(literal) => {
            let wanted = literal_value(literal, values)?;
            (value.is_some_and(|value| same(value, &wanted)), shown(&wanted))
        }
        Matcher::Is(kind) => (is(*kind, value), kind.word().to_owned()),
        Matcher::In(literals) => {
            let wanted = literals.iter().map(|l| literal_value(l, values)).collect::<Result<Vec<_>, _>>()?;
            let holds = value.is_some_and(|value| wanted.iter().any(|wanted| same(value, wanted)));
            (holds, format!("one of {}", wanted.iter().map(shown).collect::<Vec<_>>().join(", ")))
        }
        Matcher::Json(wanted) => (value.is_some_and(|value| same(value, wanted)), shown(wanted)),
        Matcher::Matches(regex) => (text().is_some_and(|text| regex.is_match(text)), format!("text matching {regex}")),
        Matcher::StartsWith(wanted) => {
            let wanted = fill(wanted)?;
            (text().is_some_and(|text| text.starts_with(&wanted)), format!("text starting with {}", quoted(&wanted)))
        }
        Matcher::EndsWith(wanted) => {
            let wanted = fill(wanted)?;
            (text().is_some_and(|text| text.ends_with(&wanted)), format!("text ending with {}", quoted(&wanted)))
        }
        Matcher::Contains(wanted) => {
            let wanted = fill(wanted)?;
            let holds = match value {
                Some(Value::String(text)) => text.contains(&wanted),
                Some(Value::Array(list)) => list.iter().any(|element| element.as_str() == Some(wanted.as_str())),
                _ => false,
            };
            (holds, format!("something containing {}", quoted(&wanted)))
        }
        Matcher::Length(bound) => {
            (value.and_then(length).is_some_and(|length| bound.holds(length)), format!("a length of {bound}"))
        }
        Matcher::AtLeast(least) => {
            (value.and_then(number).is_some_and(|n| n >= *least), format!("a number not below {least}"))
        }
        Matcher::AtMost(most) => {
            (value.and_then(number).is_some_and(|n| n <= *most), format!("a number not above {most}"))
        }
        Matcher::Decimal(wanted) => {
            let wanted = fill(wanted)?;
            let holds =
                value.and_then(decimal).is_some_and(|found| Decimal::from_str(&wanted).is_ok_and(|w| w == found));
            (holds, format!("the decimal {}", clean(&wanted)))
        }
        Matcher::DiffersFrom(wanted) => {
            let wanted = fill(wanted)?;
            let holds = value.is_some_and(|value| plain(value) != wanted);
            (holds, format!("something other than {}", quoted(&wanted)))
        }
        Matcher::Every(at, inner) => return every(&fill(at)?, inner, value, values),
        Matcher::Some(at, inner) => {
            let at = fill(at)?;
            let elements = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let mut found = false;
            for element in elements {
                found |= mismatch(inner, value_at(element, &at), values)?.is_none();
            }
            (found, format!("a list with {inner} at {at} of some element"))
        }
        Matcher::Unique(at) => return Ok(lists::repeated(value, &fill(at)?)),
        Matcher::Ordered(at, way) => return Ok(lists::out_of_order(value, &fill(at)?, *way)),
        Matcher::Optional(inner) => {
            return match value {
                None => Ok(None),
                Some(_) => Ok(mismatch(inner, value, values)?
                    .map(|found| Mismatch { expected: format!("nothing, or {}", found.expected), ..found })),
            };
        }
    };
    Ok((!holds).then(|| Mismatch { expected, actual: value.map_or("nothing".to_owned(), shown) }))
}

/// Whether two JSON values are the same, numbers compared by value and not by spelling.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.to_string(), y.to_string());
            x == y || matches!((parsed(&x), parsed(&y)), (Some(x), Some(y)) if x == y)
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len() && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| same(x, y)))
        }
        _ => a == b,
    }
}

fn every(at: &str, inner: &Matcher, value: Option<&Value>, values: &Values) -> Result<Option<Mismatch>, MissingValue> {
    let Some(Value::Array(list)) = value else {
        return Ok(Some(Mismatch { expected: "a list".into(), actual: value.map_or("nothing".into(), shown) }));
    };
    for (index, element) in list.iter().enumerate() {
        if let Some(found) = mismatch(inner, value_at(element, at), values)? {
            return Ok(Some(Mismatch {
                expected: format!("{} at {at} of every element", found.expected),
                actual: format!("{} in element {index}", found.actual),
            }));
        }
    }
    Ok(None)
}

fn literal_value(literal: &Literal, values: &Values) -> Result<Value, MissingValue> {
    Ok(match literal {
        Literal::Text(template) => Value::String(values.fill(template)?),
        Literal::Integer(number) => Value::from(*number),
        Literal::Boolean(truth) => Value::from(*truth),
    })
}

fn is(kind: Kind, value: Option<&Value>) -> bool {
    let Some(value) = value else { return kind == Kind::Absent };
    match kind {
        Kind::Present => true,
        Kind::Absent => false,
        Kind::Null => value.is_null(),
        Kind::String => value.is_string(),
        Kind::NonEmpty => length(value).is_some_and(|length| length > 0),
        Kind::Number => value.is_number(),
        Kind::Integer => number(value).is_some_and(|n| n.is_integer()),
        Kind::Boolean => value.is_boolean(),
        Kind::Object => value.is_object(),
        Kind::Array => value.is_array(),
        Kind::Timestamp => value.as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()),
    }
}

fn length(value: &Value) -> Option<u64> {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(list) => list.len(),
        Value::Object(members) => members.len(),
        _ => return None,
    };
    u64::try_from(length).ok()
}

fn parsed(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

fn number(value: &Value) -> Option<Decimal> {
    value.as_number().and_then(|number| parsed(&number.to_string()))
}

pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => parsed(text),
        _ => number(value),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", clean(text))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::expect::Bound;

    fn holds(matcher: &Matcher, json: &str) -> bool {
        let value: Value = serde_json::from_str(json).unwrap();
        mismatch(matcher, Some(&value), &Values::default()).unwrap().is_none()
    }

    #[test]
    fn equality_is_of_type_and_value() {
        let text = Matcher::Equals(Literal::Text(Template::literal("200")));
        assert!(holds(&text, "\"200\""));
        assert!(!holds(&text, "200"));
        assert!(holds(&Matcher::Json(serde_json::json!({"a": [1, 2]})), r#"{"a":[1.0,2]}"#));
        assert!(!holds(&Matcher::Json(serde_json::json!({"a": 1})), r#"{"a":1,"b":2}"#));
    }

    #[test]
    fn decimals_keep_more_digits_than_a_double() {
        let matcher = Matcher::Decimal(Template::literal("90071992547409.93"));
        assert!(holds(&matcher, "\"90071992547409.93\""));
        assert!(holds(&matcher, "90071992547409.930"));
        assert!(!holds(&matcher, "\"90071992547409.94\""));
        assert!(!holds(&matcher, "\"NaN\""));
    }

    #[test]
    fn kinds_tell_null_from_nothing() {
        let none = |kind| mismatch(&Matcher::Is(kind), None, &Values::default()).unwrap().is_none();
        assert!(none(Kind::Absent) && !none(Kind::Present) && !none(Kind::Null));
        assert!(holds(&Matcher::Is(Kind::Null), "null") && !holds(&Matcher::Is(Kind::Absent), "null"));
        assert!(holds(&Matcher::Is(Kind::Timestamp), "\"2026-05-12T15:04:07Z\""));
        assert!(!holds(&Matcher::Is(Kind::Timestamp), "\"yesterday\""));
        assert!(!holds(&Matcher::Is(Kind::NonEmpty), "\"\""));
    }

    #[test]
    fn every_element_is_looked_at() {
        let inner = Box::new(Matcher::Length(Bound { at_least: Some(2), at_most: None }));
        let matcher = Matcher::Every(Template::literal("/a"), inner);
        assert!(holds(&matcher, r#"[{"a":"xx"},{"a":"yyy"}]"#));
        assert!(!holds(&matcher, r#"[{"a":"xx"},{"a":"y"}]"#));
        assert!(holds(&matcher, "[]"));
        assert!(!holds(&matcher, "{}"));
    }
}
