//! The JSON Schemas of a contract, compiled once.

use crate::files::{Problems, Source, Tree};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;

/// Compiled schemas by file name.
#[derive(Debug, Default)]
pub struct Schemas(BTreeMap<String, Validator>);

/// Where and how a value breaks a schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaFault {
    /// JSON pointer to the offending value.
    pub at: String,
    /// What is wrong with it.
    pub text: String,
}

impl Schemas {
    /// Compiles every schema under `schemas/<contract>/`.
    pub fn load(tree: &Tree, contract: &str, problems: &mut Problems) -> Self {
        let folder = format!("schemas/{contract}");
        let mut schemas = BTreeMap::new();
        for path in tree.under(&folder) {
            let Some(source) = tree.source(path) else { continue };
            match compile(&source) {
                Ok(validator) => {
                    let name = path.strip_prefix(&folder).unwrap_or(path).trim_start_matches('/');
                    schemas.insert(name.to_owned(), validator);
                }
                Err(found) => problems.push(source.whole(found)),
            }
        }
        Self(schemas)
    }

    /// The names of all schemas.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether a schema of this name exists.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The first fault of a value against a schema, by place; nothing when it is valid or the schema is unknown.
    pub fn fault(&self, name: &str, value: &Value) -> Option<SchemaFault> {
        let validator = self.0.get(name)?;
        if validator.is_valid(value) {
            return None;
        }
        validator
            .iter_errors(value)
            .map(|error| SchemaFault { at: error.instance_path().to_string(), text: error.masked().to_string() })
            .min()
    }
}

fn compile(source: &Source) -> Result<Validator, String> {
    let value: Value = serde_json::from_str(source.text()).map_err(|error| format!("no JSON: {error}"))?;
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .build(&value)
        .map_err(|error| format!("no JSON Schema: {error} at {}", error.instance_path()))
}
