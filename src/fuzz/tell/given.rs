//! Generators as a scenario writes them.

use crate::contract::Given;
use crate::generate::{Alphabet, Generator};
use toml::{Table, Value};

/// A value as a scenario writes it under `[given]`.
pub(super) fn written(given: &Given) -> Value {
    let generator = match given {
        Given::Text(text) => return Value::from(text.as_str()),
        Given::Made(generator) => generator,
    };
    let one = |name: String, value: Value| Value::Table(Table::from_iter([(name, value)]));
    match generator {
        Generator::Uuid => one("uuid".into(), "v4".into()),
        Generator::Text(shape) => {
            let mut table = Table::new();
            table.insert("length".into(), Value::from(i64::from(shape.length)));
            if !shape.prefix.is_empty() {
                table.insert("prefix".into(), shape.prefix.as_str().into());
            }
            if shape.alphabet != Alphabet::default() {
                table.insert("alphabet".into(), shape.alphabet.name().into());
            }
            one("text".into(), table.into())
        }
        Generator::Money(shape) => {
            let mut table = Table::new();
            table.insert("at_least".into(), shape.at_least.to_string().into());
            table.insert("at_most".into(), shape.at_most.to_string().into());
            if let Some(cents) = shape.cents {
                table.insert("cents".into(), Value::from(i64::from(cents)));
            }
            one("money".into(), table.into())
        }
        Generator::Checked(scheme, form) => one(scheme.name().into(), form.name().into()),
        Generator::Broken(scheme, breakage) => one(format!("{}-broken", scheme.name()), breakage.name().into()),
    }
}
