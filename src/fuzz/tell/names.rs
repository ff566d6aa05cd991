//! Names for the values of a walk: what a scenario makes anew, and what it keeps of answers.

use super::given::written;
use crate::contract::Given;
use crate::fuzz::drive::Naming;
use std::collections::BTreeMap;
use toml::Value;

/// Texts shorter than this are not looked for in others.
const SHORTEST: usize = 6;

/// Names given to values so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What stands under `[given]`, in order.
    pub(super) given: Vec<(String, Value)>,
    /// Values with what stands for them, the newest last.
    places: Vec<(String, String)>,
}

impl Names {
    /// Gives a value a name; the one it goes by, which differs where it is taken.
    pub(super) fn give(&mut self, naming: &Naming) -> String {
        if let Some((_, place)) = self.places.iter().find(|(value, _)| *value == naming.value)
            && let Some(name) = place.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
        {
            return name.to_owned();
        }
        let text = written(&naming.given);
        let literal = matches!(naming.given, Given::Text(_));
        if literal && self.given.iter().any(|(name, value)| *name == naming.name && *value == text) {
            return naming.name.clone();
        }
        let mut name = naming.name.clone();
        let mut number = 1;
        while self.given.iter().any(|(known, _)| *known == name) {
            number += 1;
            name = format!("{}-{number}", naming.name);
        }
        self.given.push((name.clone(), text));
        if !literal {
            self.stand_for(&naming.value, format!("${{{name}}}"));
        }
        name
    }

    /// Has a place stand for a value.
    pub(super) fn stand_for(&mut self, value: &str, place: String) {
        self.places.push((value.to_owned(), place));
    }

    /// A text with every known value in it replaced by what stands for it.
    pub(super) fn anew(&self, text: &str) -> String {
        if let Some((_, place)) = self.places.iter().find(|(value, _)| value == text) {
            return place.clone();
        }
        let mut text = text.to_owned();
        for (value, place) in self.places.iter().filter(|(value, _)| value.len() >= SHORTEST) {
            text = text.replace(value.as_str(), place);
        }
        text
    }
}

/// A value of an expectation with other names in it.
pub(super) fn renamed(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => {
            let mut text = text.clone();
            for (name, place) in names {
                text = text.replace(&format!("${{{name}}}"), place);
            }
            Value::String(text)
        }
        Value::Array(list) => Value::Array(list.iter().map(|value| renamed(value, names)).collect()),
        Value::Table(table) => {
            Value::Table(table.iter().map(|(key, value)| (key.clone(), renamed(value, names))).collect())
        }
        other => other.clone(),
    }
}
