//! What can be forced upon a payout, and the ways of forcing it that a contract knows: changes to the body of a create.

use crate::expect::{Template, pointer};
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What can be forced upon a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is paid.
    Paid,
    /// It is rejected on the way.
    Rejected,
    /// It is rejected at once.
    RejectedAtIntake,
    /// It stays in its first state for long.
    Held,
    /// It stays on its way for good.
    Stuck,
}

impl Outcome {
    /// Every outcome with its word.
    pub const ALL: [(&'static str, Outcome); 5] = [
        ("paid", Outcome::Paid),
        ("rejected", Outcome::Rejected),
        ("rejected-at-intake", Outcome::RejectedAtIntake),
        ("held", Outcome::Held),
        ("stuck", Outcome::Stuck),
    ];

    /// The outcome of a word; the error says what is allowed.
    pub fn parse(word: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, outcome)| *outcome);
        known.ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|(name, _)| *name).collect();
            format!("`{word}` is no outcome; allowed: {}", words.join(", "))
        })
    }

    /// The outcome's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, outcome)| *outcome == self).map_or("", |(word, _)| word)
    }
}

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
