//! The JSON Schemas of a contract, compiled once.

use crate::files::{Problem, Problems, Source, Tree};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Compiled schemas by file name.
#[derive(Debug, Default)]
pub struct Schemas {
    compiled: BTreeMap<String, Validator>,
    /// Schemas that are there and wrong: naming them is no further mistake.
    wrong: BTreeSet<String>,
}

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
        let mut schemas = Self::default();
        for path in tree.under(&folder) {
            let Some(source) = tree.source(path) else { continue };
            let name = path.strip_prefix(&folder).unwrap_or(path).trim_start_matches('/');
            match compile(&source) {
                Ok(validator) => schemas.put(name, validator),
                Err(problem) => {
                    schemas.wrong.insert(name.to_owned());
                    problems.push(problem);
                }
            }
        }
        schemas
    }

    /// Adds a compiled schema, in place of one of the same name: for contracts that need keywords of their own.
    pub fn put(&mut self, name: impl Into<String>, validator: Validator) {
        self.compiled.insert(name.into(), validator);
    }

    /// The names of all schemas.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.compiled.keys().map(String::as_str)
    }

    /// Whether a schema of this name exists.
    pub fn has(&self, name: &str) -> bool {
        self.compiled.contains_key(name) || self.wrong.contains(name)
    }

    /// The first fault of a value against a schema, by place; nothing when it is valid or the schema is unknown.
    pub fn fault(&self, name: &str, value: &Value) -> Option<SchemaFault> {
        let validator = self.compiled.get(name)?;
        if validator.is_valid(value) {
            return None;
        }
        validator
            .iter_errors(value)
            .map(|error| SchemaFault { at: error.instance_path().to_string(), text: error.masked().to_string() })
            .min()
    }
}

fn compile(source: &Source) -> Result<Validator, Problem> {
    let value: Value = serde_json::from_str(source.text()).map_err(|error| Problem {
        line: u32::try_from(error.line()).ok(),
        ..source.whole(format!("the schema is no JSON: {}", super::sample::without_place(&error)))
    })?;
    jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(&value).map_err(|error| {
        let place = error.instance_path().to_string();
        source
            .whole(format!("this is no JSON Schema: {error} at {}", if place.is_empty() { "the top" } else { &place }))
    })
}
