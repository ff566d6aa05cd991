//! Changes to a JSON body: places set and places left out.

use super::Values;
use super::load::Loader;
use crate::expect::{MissingValue, RawValue, Template, literal_json, pointer};
use crate::files::{At, kind};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Changes to a body, applied in order: first removals, then new values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edits {
    /// JSON pointers and their new values.
    pub set: Vec<(String, NewValue)>,
    /// JSON pointers to leave out.
    pub remove: Vec<String>,
}

/// A new value for a place.
#[derive(Debug, Clone, PartialEq)]
pub enum NewValue {
    /// A text, possibly with places.
    Text(Template),
    /// Any JSON.
    Json(Value),
}

/// Why a body cannot be changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditFault {
    /// The body is not JSON.
    #[error("the body is no JSON, so nothing in it can be changed")]
    NotJson,
    /// There is nothing to put the value into.
    #[error("there is nothing at the parent of `{0}`")]
    NoParent(String),
    /// There is nothing to leave out.
    #[error("there is nothing at `{0}` to leave out")]
    NothingThere(String),
    /// A value the text needs is unknown.
    #[error(transparent)]
    Missing(#[from] MissingValue),
}

impl Edits {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.remove.is_empty()
    }

    /// The number of places touched.
    pub fn len(&self) -> usize {
        self.set.len() + self.remove.len()
    }

    /// The names of all values they use.
    pub fn names(&self) -> Vec<&str> {
        let texts = self.set.iter().filter_map(|(_, value)| match value {
            NewValue::Text(template) => Some(template),
            NewValue::Json(_) => None,
        });
        texts.flat_map(Template::names).collect()
    }

    /// These changes followed by others.
    pub fn then(mut self, later: &Edits) -> Self {
        self.remove.extend(later.remove.iter().cloned());
        for (at, value) in &later.set {
            self.set.retain(|(known, _)| known != at);
            self.set.push((at.clone(), value.clone()));
        }
        self
    }

    /// The changes without those that leave out what a body does not have: an operator's sample need not have every
    /// optional member.
    #[must_use]
    pub fn fitting(&self, body: &[u8]) -> Self {
        let value: Value = serde_json::from_slice(body).unwrap_or_default();
        let remove = self.remove.iter().filter(|at| value.pointer(at).is_some()).cloned().collect();
        Self { set: self.set.clone(), remove }
    }

    /// The body with the changes made.
    pub fn apply(&self, body: &[u8], values: &Values) -> Result<Vec<u8>, EditFault> {
        if self.is_empty() {
            return Ok(body.to_vec());
        }
        let mut value: Value = serde_json::from_slice(body).map_err(|_| EditFault::NotJson)?;
        for at in &self.remove {
            remove(&mut value, at)?;
        }
        for (at, new) in &self.set {
            let new = match new {
                NewValue::Text(template) => Value::String(values.fill(template)?),
                NewValue::Json(json) => json.clone(),
            };
            set(&mut value, at, new)?;
        }
        Ok(value.to_string().into_bytes())
    }
}

impl Loader<'_> {
    /// Changes to a body; mistakes are left out.
    pub(super) fn edits(&mut self, change: &BTreeMap<String, At<RawValue>>, remove: &[At<String>]) -> Edits {
        let mut edits = Edits::default();
        for (at, value) in change {
            self.accept(value.span(), pointer(at));
            if let Some(value) = self.accept(value.span(), new_value(&value.0)) {
                edits.set.push((at.clone(), value));
            }
        }
        for at in remove {
            if !at.starts_with('/') {
                self.problem(at.span(), format!("`{}` is no JSON pointer to a member", **at));
            }
            edits.remove.push(at.to_string());
        }
        edits
    }
}

/// A new value for a place of a body, from its raw form.
pub(crate) fn new_value(value: &toml::Value) -> Result<NewValue, String> {
    match value {
        toml::Value::String(text) => Template::parse(text).map(NewValue::Text),
        toml::Value::Table(table) if table.len() == 1 => match table.get("json").and_then(toml::Value::as_str) {
            Some(text) => literal_json(text).map(NewValue::Json),
            None => Err("a new value in braces is { json = \"…\" }".into()),
        },
        other => json_of(other).map(NewValue::Json),
    }
}

fn json_of(value: &toml::Value) -> Result<Value, String> {
    match value {
        toml::Value::String(text) => Ok(text.clone().into()),
        toml::Value::Integer(number) => Ok((*number).into()),
        toml::Value::Boolean(truth) => Ok((*truth).into()),
        toml::Value::Array(list) => list.iter().map(json_of).collect(),
        other => {
            Err(format!("{} is no new value; allowed: text, integer, boolean, list, {{ json = \"…\" }}", kind(other)))
        }
    }
}

fn split(at: &str) -> (&str, String) {
    let (parent, last) = at.rsplit_once('/').unwrap_or(("", at));
    (parent, last.replace("~1", "/").replace("~0", "~"))
}

fn set(value: &mut Value, at: &str, new: Value) -> Result<(), EditFault> {
    if at.is_empty() {
        *value = new;
        return Ok(());
    }
    let (parent, last) = split(at);
    let missing = || EditFault::NoParent(at.to_owned());
    // A member of an object that is not there yet is added, with the object it belongs to.
    if value.pointer(parent).is_none() {
        set(value, parent, Value::Object(Map::new()))?;
    }
    match value.pointer_mut(parent).ok_or_else(missing)? {
        Value::Object(members) => {
            members.insert(last, new);
            Ok(())
        }
        Value::Array(list) if last == "-" => {
            list.push(new);
            Ok(())
        }
        Value::Array(list) => {
            let place = last.parse::<usize>().ok().and_then(|index| list.get_mut(index)).ok_or_else(missing)?;
            *place = new;
            Ok(())
        }
        _ => Err(missing()),
    }
}

fn remove(value: &mut Value, at: &str) -> Result<(), EditFault> {
    let missing = || EditFault::NothingThere(at.to_owned());
    let (parent, last) = split(at);
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => members.shift_remove(&last).map(drop).ok_or_else(missing),
        Some(Value::Array(list)) => {
            let index = last.parse::<usize>().ok().filter(|index| *index < list.len()).ok_or_else(missing)?;
            list.remove(index);
            Ok(())
        }
        _ => Err(missing()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_members_their_order() {
        let edits = Edits { set: vec![("/c/d".into(), NewValue::Json(Value::Null))], remove: vec!["/b".into()] };
        let body = br#"{"z":10.00,"b":1,"a":90071992547409.93}"#;
        let changed = edits.apply(body, &Values::default()).unwrap();
        assert_eq!(String::from_utf8(changed).unwrap(), r#"{"z":10.00,"a":90071992547409.93,"c":{"d":null}}"#);
    }

    #[test]
    fn leaving_out_what_is_not_there_is_refused() {
        let edits = Edits { set: Vec::new(), remove: vec!["/x".into()] };
        assert_eq!(edits.apply(b"{}", &Values::default()), Err(EditFault::NothingThere("/x".into())));
        assert_eq!(edits.apply(b"{", &Values::default()), Err(EditFault::NotJson));
        assert!(edits.fitting(b"{}").is_empty());
        assert_eq!(edits.fitting(b"{\"x\": null}"), edits);
    }
}
