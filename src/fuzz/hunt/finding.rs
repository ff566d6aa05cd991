//! Findings: bugs with the shortest walk that shows each, and how sure we are.

use super::{Bucket, Root};
use crate::contract::{ClauseId, Contract, Level};
use crate::fuzz::walk::WrittenWalk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One bug.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// A name for its files.
    pub name: String,
    /// The clause it breaks first.
    pub clause: ClauseId,
    /// The strongest level of what it breaks.
    pub level: Level,
    /// What the clause says.
    pub text: String,
    /// The operation it shows in.
    pub operation: String,
    /// The class of what was done.
    pub class: String,
    /// What was asked.
    pub expected: String,
    /// What came.
    pub actual: String,
    /// Clauses broken along with it.
    pub also: BTreeSet<ClauseId>,
    /// By what it is recognised.
    pub buckets: BTreeSet<Bucket>,
    /// How often it showed, as far as was counted.
    pub seen: u64,
    /// How many requests were sent before it showed first.
    pub after: u64,
    /// How many acts the walk had that showed it first.
    pub acts_before: usize,
    /// What came of walking the shortest walk again.
    pub repeats: Repeats,
    /// What its scenario showed.
    pub scenario: Shown,
    /// The shortest walk that shows it.
    pub walk: WrittenWalk,
}

/// What came of walking a walk again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// How often it was walked again.
    pub of: u32,
    /// How often the bug showed again.
    pub showed: u32,
}

/// What a finding's scenario showed when it was run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// The clause, broken.
    Broken,
    /// Something else, or nothing.
    NotBroken,
    /// It was not run, and why.
    NotRun(String),
}

impl Repeats {
    /// How sure a finding is, in words.
    pub fn words(self) -> String {
        match (self.showed, self.of) {
            (0, _) => "state-dependent: it did not show again by itself".to_owned(),
            (showed, of) if showed == of => "stable".to_owned(),
            (showed, of) => format!("flaky: {showed} of {of}"),
        }
    }
}

impl Finding {
    /// The finding of a root, shown by a walk.
    pub fn of(root: &Root, contract: &Contract, walk: WrittenWalk) -> Self {
        let broken = &root.broken;
        let text = contract.clause(&broken.clause).map(|clause| clause.text.clone()).unwrap_or_default();
        Self {
            name: name(&broken.clause, &broken.operation, &broken.observed),
            clause: broken.clause.clone(),
            level: root.level,
            text,
            operation: broken.operation.clone(),
            class: broken.class.clone(),
            expected: broken.expected.clone(),
            actual: broken.actual.clone(),
            also: root.also.clone(),
            buckets: BTreeSet::from([root.bucket()]),
            seen: 1,
            after: 0,
            acts_before: walk.acts.len(),
            repeats: Repeats { of: 0, showed: 0 },
            scenario: Shown::NotRun("not yet".into()),
            walk,
        }
    }
}

/// A name in lower-case words with dashes.
fn name(clause: &ClauseId, operation: &str, observed: &str) -> String {
    let whole = format!("{clause} {operation} {observed}").to_lowercase();
    let words: Vec<&str> = whole.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lower_case_words_with_dashes() {
        let clause = ClauseId::of("conflicts.reused-key-code");
        assert_eq!(name(&clause, "create", "409 EXTERNAL_ID"), "conflicts-reused-key-code-create-409-external-id");
    }

    #[test]
    fn certainty_is_said_in_words() {
        assert_eq!(Repeats { of: 5, showed: 5 }.words(), "stable");
        assert_eq!(Repeats { of: 5, showed: 2 }.words(), "flaky: 2 of 5");
        assert!(Repeats { of: 5, showed: 0 }.words().starts_with("state-dependent"));
    }
}
