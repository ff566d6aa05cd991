//! The states of a resource and the moves between them.

use super::Operation;
use crate::expect::pointer;
use crate::files::{At, Problems, Source, choices};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The states of a resource and the moves between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifecycle {
    /// Where a resource says who it is.
    pub id: String,
    /// Where a resource says its state.
    pub status: String,
    /// States a resource may be seen in first.
    pub start: BTreeSet<String>,
    /// States that are never left.
    pub terminal: BTreeSet<String>,
    /// Documented moves.
    pub moves: BTreeMap<String, BTreeSet<String>>,
    /// Operations that show several resources at once: where their list is.
    pub lists: BTreeMap<String, String>,
}

/// States and moves.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLifecycle {
    /// JSON pointer to the resource's id.
    pub id: String,
    /// JSON pointer to the resource's state.
    pub status: String,
    /// States a resource may be seen in first.
    pub start: Vec<String>,
    /// States that are never left.
    pub terminal: Vec<String>,
    /// Moves by state.
    pub moves: BTreeMap<String, Vec<String>>,
    /// Operation → JSON pointer to a list of such resources in its answers; the other places are then in its elements.
    #[serde(default)]
    pub lists: BTreeMap<String, String>,
}

impl Lifecycle {
    /// Its states, in no order and some more than once.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.start.iter().chain(&self.terminal).chain(self.moves.keys()).map(String::as_str)
    }

    /// Whether a word is one of its states.
    pub fn knows(&self, state: &str) -> bool {
        self.start.contains(state) || self.terminal.contains(state) || self.moves.contains_key(state)
    }

    /// Whether somebody who looks now and then may see `after` next once they saw `before`.
    pub fn may_follow(&self, before: &str, after: &str) -> bool {
        if before == after {
            return true;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![before];
        while let Some(state) = open.pop() {
            for next in self.moves.get(state).into_iter().flatten() {
                if next == after {
                    return true;
                }
                if seen.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// The checked form; mistakes are reported and kept.
    pub(super) fn check(
        raw: &At<RawLifecycle>,
        operations: &BTreeMap<String, Operation>,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        let lifecycle = Self {
            id: raw.id.clone(),
            status: raw.status.clone(),
            start: raw.start.iter().cloned().collect(),
            terminal: raw.terminal.iter().cloned().collect(),
            moves: raw.moves.iter().map(|(from, to)| (from.clone(), to.iter().cloned().collect())).collect(),
            lists: raw.lists.clone(),
        };
        for name in raw.lists.keys().filter(|name| !operations.contains_key(*name)) {
            problems.push(source.unknown(raw.span(), "operation", name, operations.keys()));
        }
        for at in [&raw.id, &raw.status].into_iter().chain(raw.lists.values()) {
            if let Err(found) = pointer(at) {
                problems.push(source.problem(raw.span(), found));
            }
        }
        for to in raw.moves.values().flatten().filter(|to| !lifecycle.knows(to)) {
            let found = format!("a move leads to the unknown state `{to}`");
            problems.push(source.refusal(raw.span(), found, choices(lifecycle.states())));
        }
        lifecycle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lifecycle() -> Lifecycle {
        let set = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<BTreeSet<_>>();
        Lifecycle {
            id: "/id".into(),
            status: "/status".into(),
            start: set(&["NEW"]),
            terminal: set(&["DONE"]),
            moves: [("NEW".to_owned(), set(&["BUSY"])), ("BUSY".to_owned(), set(&["DONE"]))].into(),
            lists: BTreeMap::new(),
        }
    }

    #[test]
    fn states_may_be_missed_but_not_left_backwards() {
        let lifecycle = lifecycle();
        assert!(lifecycle.may_follow("NEW", "DONE"));
        assert!(lifecycle.may_follow("BUSY", "BUSY"));
        assert!(!lifecycle.may_follow("DONE", "BUSY"));
        assert!(!lifecycle.may_follow("BUSY", "NEW"));
    }
}
