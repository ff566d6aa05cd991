//! How a request is signed, as a scenario writes it.

use super::scenario::new_value;
use crate::scenario::{Over, Signing};
use crate::signature::TimestampUnit;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// The table under `sign`.
pub(super) fn signed(signing: &Signing) -> Table {
    let mut table = Table::new();
    if signing.clock != 0 {
        table.insert("clock".into(), Value::from(format!("{}ms", signing.clock)));
    }
    if let Some(unit) = signing.unit {
        let word = match unit {
            TimestampUnit::Seconds => "seconds",
            TimestampUnit::Millis => "millis",
            TimestampUnit::Iso8601 => "iso8601",
        };
        table.insert("unit".into(), Value::from(word));
    }
    if let Some(by) = signing.by {
        table.insert("by".into(), Value::from(by.to_string()));
    }
    if let Some(like) = &signing.like {
        table.insert("like".into(), Value::from(like.as_str()));
    }
    match &signing.over {
        Over::Sent => {}
        Over::Changed(edits) => {
            let changed = edits.set.iter().map(|(at, value)| (at.clone(), new_value(value, &BTreeMap::new())));
            table.insert("change".into(), Value::Table(changed.collect()));
        }
        Over::Text(text) => drop(table.insert("body".into(), Value::from(text.to_string()))),
    }
    table
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::expect::Template;
    use crate::files::{At, Problems, Source};
    use crate::scenario::{Credential, Edits, NewValue, RawSign, signing};

    #[test]
    fn what_is_written_is_read_back() {
        let contract = crate::certify::load_suite(None, "clevis").unwrap().contract;
        let edits = Edits { set: vec![("/amount".into(), NewValue::Json(26.into()))], remove: Vec::new() };
        let ways = [
            Signing { clock: -600_000, ..Signing::default() },
            Signing { like: Some("read".into()), ..Signing::default() },
            Signing { unit: Some(TimestampUnit::Seconds), by: Some(Credential::Unknown), ..Signing::default() },
            Signing { over: Over::Changed(edits), ..Signing::default() },
            Signing { over: Over::Text(Template::literal("{ }")), ..Signing::default() },
        ];
        for way in ways {
            let text = toml::to_string(&Table::from_iter([("sign".to_owned(), signed(&way).into())])).unwrap();
            #[derive(serde::Deserialize)]
            struct Step {
                sign: At<RawSign>,
            }
            let source = Source::new("step.toml", &text);
            let step: Step = source.parse().unwrap();
            // That this contract has nothing signed is said, and read all the same.
            let mut problems = Problems::default();
            assert_eq!(signing(&step.sign, &contract, &source, &mut problems), way, "{text}");
            assert_eq!(problems.len(), 1, "{problems}");
        }
    }
}
