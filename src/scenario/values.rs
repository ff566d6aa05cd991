//! The values of one test: given, made, kept.

use crate::contract::Given;
use crate::expect::{MissingValue, Template};
use crate::generate::{RunSeed, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What makes two runs with one seed differ on a server that remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salt(pub String);

/// The values a test knows at a moment.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Shared, because those who walk hand them on unchanged far more often than they add to them.
    known: Arc<BTreeMap<String, String>>,
}

impl Values {
    /// The given values of a test.
    pub fn given(seed: RunSeed, salt: &Salt, test: &str, given: &BTreeMap<String, Given>) -> Self {
        let mut values = Self::default();
        for (name, given) in given {
            values.set(name.clone(), make(given, seed, salt, test, name));
        }
        values
    }

    /// Sets one value.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        Arc::make_mut(&mut self.known).insert(name.into(), value.into());
    }

    /// One value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.known.get(name).map(String::as_str)
    }

    /// A text with every place filled.
    pub fn fill(&self, template: &Template) -> Result<String, MissingValue> {
        template.fill(|name| self.get(name))
    }

    /// A JSON text with every place filled and escaped.
    pub fn fill_json(&self, template: &Template) -> Result<String, MissingValue> {
        template.fill_json(|name| self.get(name))
    }
}

fn make(given: &Given, seed: RunSeed, salt: &Salt, test: &str, name: &str) -> String {
    match given {
        Given::Text(text) => text.clone(),
        Given::Made(generator) => generator.make(&mut Source::new(seed, &salt.0, test, name)),
    }
}
