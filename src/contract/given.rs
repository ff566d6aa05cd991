//! Given values: written out, or made from the run's seed by a generator.

use crate::files::{At, Problems, Source, choices, kind};
use crate::generate::{Alphabet, Generator, MoneyShape, Scheme, TextShape};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;
use toml::Value;

/// Where a value of a scenario comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// It is written out.
    Text(String),
    /// It is made from the run's seed.
    Made(Generator),
}

/// A value as people write it: a text, or a table with exactly one generator.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct RawGiven(pub Value);

impl JsonSchema for RawGiven {
    fn schema_name() -> Cow<'static, str> {
        "Given".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut properties = serde_json::Map::new();
        properties.insert("uuid".into(), serde_json::json!({ "const": "v4" }));
        properties.insert("text".into(), serde_json::json!({ "type": "object" }));
        properties.insert("money".into(), serde_json::json!({ "type": "object" }));
        for scheme in Scheme::ALL {
            properties.insert(scheme.name().into(), serde_json::json!({ "type": "string" }));
            properties.insert(format!("{}-broken", scheme.name()), serde_json::json!({ "type": "string" }));
        }
        json_schema!({
            "description": "A text, or a table with exactly one generator.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "minProperties": 1,
                    "maxProperties": 1,
                    "properties": properties
                }
            ]
        })
    }
}

/// The checked values of a table of givens.
pub(crate) fn given_table(
    raw: &BTreeMap<String, At<RawGiven>>,
    source: &Source,
    problems: &mut Problems,
) -> BTreeMap<String, Given> {
    let mut table = BTreeMap::new();
    for (name, raw) in raw {
        match given(&raw.0) {
            Ok(value) => {
                table.insert(name.clone(), value);
            }
            Err(found) => problems.push(source.problem(raw.span(), format!("value `{name}`: {found}"))),
        }
    }
    table
}

fn given(value: &Value) -> Result<Given, String> {
    let table = match value {
        Value::String(text) => return Ok(Given::Text(text.clone())),
        Value::Table(table) => table,
        other => return Err(format!("{} is no value; allowed: a text, or a generator in braces", kind(other))),
    };
    let mut entries = table.iter();
    let (Some((name, argument)), None) = (entries.next(), entries.next()) else {
        return Err(format!("a value has exactly one generator, this one has {}", table.len()));
    };
    match (name.as_str(), argument) {
        ("uuid", Value::String(version)) if version == "v4" => Ok(Given::Made(Generator::Uuid)),
        ("uuid", _) => Err("`uuid` takes \"v4\"".into()),
        ("text", Value::Table(shape)) => {
            Generator::text(text_shape(shape)?).map(Given::Made).map_err(|error| error.to_string())
        }
        ("money", Value::Table(shape)) => {
            Generator::money(money_shape(shape)?).map(Given::Made).map_err(|error| error.to_string())
        }
        (scheme, Value::String(form)) => {
            let made = match scheme.strip_suffix("-broken") {
                Some(scheme) => Generator::broken(scheme_named(scheme)?, form),
                None => Generator::checked(scheme_named(scheme)?, form),
            };
            made.map(Given::Made).map_err(|error| error.to_string())
        }
        (other, argument) => Err(format!("`{other}` does not take {}", kind(argument))),
    }
}

fn scheme_named(name: &str) -> Result<Scheme, String> {
    Scheme::from_name(name).ok_or_else(|| {
        let schemes = Scheme::ALL.iter().map(|scheme| scheme.name());
        format!(
            "unknown generator `{name}`; allowed: {}, each also with -broken",
            choices(schemes.chain(["uuid", "text", "money"]))
        )
    })
}

fn text_shape(table: &toml::Table) -> Result<TextShape, String> {
    let mut shape = TextShape { length: 0, prefix: String::new(), alphabet: Alphabet::LowerAlphanumeric };
    for (key, value) in table {
        match (key.as_str(), value) {
            ("length", Value::Integer(length)) => {
                shape.length = u32::try_from(*length)
                    .ok()
                    .filter(|n| (1..=100_000).contains(n))
                    .ok_or("`length` is 1 to 100000")?;
            }
            ("prefix", Value::String(prefix)) => shape.prefix.clone_from(prefix),
            ("alphabet", Value::String(word)) => {
                shape.alphabet = Alphabet::from_name(word).ok_or_else(|| {
                    format!(
                        "`{word}` is no alphabet; allowed: {}",
                        choices(Alphabet::ALL.iter().map(|known| known.name()))
                    )
                })?;
            }
            _ => return Err(format!("`text` takes length, prefix and alphabet; found `{key}`")),
        }
    }
    Ok(shape)
}

fn money_shape(table: &toml::Table) -> Result<MoneyShape, String> {
    let mut shape = MoneyShape::default();
    let amount = |text: &str| Decimal::from_str(text).map_err(|_| format!("`{text}` is no amount; write \"10.00\""));
    for (key, value) in table {
        match (key.as_str(), value) {
            ("at_least", Value::String(text)) => shape.at_least = amount(text)?,
            ("at_most", Value::String(text)) => shape.at_most = amount(text)?,
            ("cents", Value::Integer(cents)) => {
                shape.cents = Some(u8::try_from(*cents).ok().filter(|c| *c < 100).ok_or("`cents` is 0 to 99")?);
            }
            _ => return Err(format!("`money` takes at_least and at_most as text and cents as integer; found `{key}`")),
        }
    }
    Ok(shape)
}
