//! How a resource comes about and changes: the duplicate rule and the lifecycle.

use crate::expect::AnswerPattern;
use std::collections::{BTreeMap, BTreeSet};

/// What counts as a duplicate create, and what it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DuplicateRule {
    /// A key, given as a header or else as a body field, bound to the first body it came with.
    Key {
        /// The operation it protects.
        operation: String,
        /// The header carrying the key.
        header: String,
        /// The body field used when the header is absent.
        else_body: String,
        /// The answer to the same key with the same body.
        replay: AnswerPattern,
        /// The answer to the same key with another body.
        changed: AnswerPattern,
        /// The answer to another key when the body field is taken.
        taken: AnswerPattern,
    },
    /// A name the client gives what it creates: whoever gives it again means the same thing.
    Natural {
        /// The operation it protects.
        operation: String,
        /// The body field holding the name.
        body: String,
        /// The answer to the same body again.
        repeat: AnswerPattern,
    },
}

impl DuplicateRule {
    /// Whether an answer is the one to a repeated create.
    pub fn is_replay(&self, operation: Option<&str>, status: u16) -> bool {
        let (Self::Key { operation: protected, replay, .. }
        | Self::Natural { operation: protected, repeat: replay, .. }) = self;
        operation == Some(protected.as_str()) && replay.status.holds(status)
    }
}

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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect::StatusPattern;

    fn lifecycle() -> Lifecycle {
        let set = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<BTreeSet<_>>();
        Lifecycle {
            id: "/id".into(),
            status: "/status".into(),
            start: set(&["NEW"]),
            terminal: set(&["DONE"]),
            moves: [("NEW".to_owned(), set(&["BUSY"])), ("BUSY".to_owned(), set(&["DONE"]))].into(),
        }
    }

    #[test]
    fn a_repeat_is_told_by_operation_and_status() {
        let rule = DuplicateRule::Natural {
            operation: "create".into(),
            body: "/name".into(),
            repeat: AnswerPattern { status: StatusPattern::Exactly(200), code: None },
        };
        assert!(rule.is_replay(Some("create"), 200));
        assert!(!rule.is_replay(Some("create"), 201) && !rule.is_replay(Some("read"), 200));
        assert!(!rule.is_replay(None, 200));
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
