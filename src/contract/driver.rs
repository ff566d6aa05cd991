//! Ways of forcing an outcome upon a payment that this contract knows: changes to the body of its create.

use super::Outcome;
use crate::expect::{Template, pointer};
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A way of forcing outcomes by what a create says.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// What it is, in a sentence.
    pub text: String,
    /// New values for places of the body, by outcome; they may use values of the test.
    pub outcomes: BTreeMap<Outcome, Vec<(String, Template)>>,
}

/// A way of forcing outcomes by what a create says.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDriver {
    /// What it is, in a sentence.
    pub text: String,
    /// By outcome, JSON pointers into the body of a create and their new values.
    pub outcome: BTreeMap<String, BTreeMap<String, At<String>>>,
}

impl Driver {
    pub(super) fn check(raw: &At<RawDriver>, source: &Source, problems: &mut Problems) -> Self {
        let mut outcomes = BTreeMap::new();
        for (word, change) in &raw.outcome {
            let outcome = match Outcome::parse(word) {
                Ok(outcome) => outcome,
                Err(found) => {
                    problems.push(source.problem(raw.span(), found));
                    continue;
                }
            };
            let mut places = Vec::new();
            for (at, text) in change {
                match pointer(at).map(drop).and_then(|()| Template::parse(text)) {
                    Ok(template) => places.push((at.clone(), template)),
                    Err(found) => problems.push(source.problem(text.span(), found)),
                }
            }
            outcomes.insert(outcome, places);
        }
        Self { text: raw.text.clone(), outcomes }
    }
}
