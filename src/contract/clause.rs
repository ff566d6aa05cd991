//! Clauses: the binding sentences of a contract.

use super::ambient::{Ambient, RawAlways};
use crate::files::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A clause's name: chapter, dot, key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ClauseId(String);

impl ClauseId {
    /// The id of a key in a chapter.
    pub fn new(chapter: &str, key: &str) -> Self {
        Self(format!("{chapter}.{key}"))
    }

    /// An id as it was written.
    pub fn of(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the dot.
    pub fn chapter(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How binding a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Stated by the documentation.
    Must,
    /// Stated, but self-contradictory, sample-only or soft.
    Should,
    /// A freedom the documentation leaves; never judged.
    May,
    /// Good practice from outside the contract; never a failure.
    Advice,
}

impl Level {
    /// The level as standards write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "MUST",
            Self::Should => "SHOULD",
            Self::May => "MAY",
            Self::Advice => "ADVICE",
        }
    }
}

/// One binding sentence.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Its name.
    pub id: ClauseId,
    /// How binding it is.
    pub level: Level,
    /// The sentence.
    pub text: String,
    /// The documentation page it rests on, a key of the contract's pages.
    pub source: String,
    /// The feature it belongs to.
    pub feature: String,
    /// Why no scenario can decide it.
    pub untestable: Option<String>,
    /// What is judged on every answer, for an ambient clause.
    pub always: Option<Ambient>,
    /// The file that states it.
    pub file: String,
    /// The line it starts on.
    pub line: u32,
}

/// A `clauses.toml`: clauses by key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RawClauses(pub BTreeMap<String, At<RawClause>>);

/// One clause.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClause {
    /// How binding it is.
    pub level: Level,
    /// One idea, in our own words, ending with a full stop.
    pub text: At<String>,
    /// The page that says so, a key of the contract's pages.
    pub source: At<String>,
    /// The feature it belongs to.
    pub feature: Option<At<String>>,
    /// Why no scenario can decide it.
    pub untestable: Option<String>,
    /// What is judged on every answer.
    pub always: Option<At<RawAlways>>,
}
