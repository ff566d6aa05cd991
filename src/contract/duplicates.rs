//! What counts as a duplicate create: the rule of a contract, and whose answers it explains.

use super::Operation;
use crate::expect::{AnswerPattern, pointer, wire};
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What counts as a duplicate create, and what it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DuplicateRule {
    /// A key, given as a header or else as a body field, bound to the first body it came with.
    Key {
        /// The operation it protects.
        operation: String,
        /// The header carrying the key.
        header: String,
        /// The body field used when the header is absent, if one is.
        else_body: Option<String>,
        /// The answer to the same key with the same body.
        replay: AnswerPattern,
        /// The answer to the same key with another body.
        changed: AnswerPattern,
        /// The answer to another key when the body field is taken.
        taken: Option<AnswerPattern>,
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

/// What counts as a duplicate create: exactly one kind.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDuplicates {
    /// A key bound to the first body it came with.
    pub key: Option<At<RawKeyRule>>,
    /// A name the client gives what it creates.
    pub natural: Option<At<RawNaturalRule>>,
}

/// A key bound to the first body it came with.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKeyRule {
    /// The operation it protects.
    pub operation: String,
    /// The header carrying the key.
    pub header: String,
    /// JSON pointer used when the header is absent; without it such a create is protected by nothing.
    pub else_body: Option<String>,
    /// Answer to the same key with the same body.
    pub replay: String,
    /// Answer to the same key with another body.
    pub changed: String,
    /// Answer to another key when the body field is taken.
    pub taken: Option<String>,
}

/// A name the client gives what it creates: whoever gives it again means the same thing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawNaturalRule {
    /// The operation it protects.
    pub operation: String,
    /// JSON pointer to the name.
    pub body: String,
    /// Answer to the same body again.
    pub repeat: String,
}

impl DuplicateRule {
    /// Whether an answer is the one to a repeated create.
    pub fn is_replay(&self, operation: Option<&str>, status: u16) -> bool {
        let (Self::Key { operation: protected, replay, .. }
        | Self::Natural { operation: protected, repeat: replay, .. }) = self;
        operation == Some(protected.as_str()) && replay.status.holds(status)
    }

    /// The checked form; nothing when a mistake was reported.
    pub(super) fn check(
        raw: &At<RawDuplicates>,
        operations: &BTreeMap<String, Operation>,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<Self> {
        let (span, operation, place) = match (&raw.key, &raw.natural) {
            (Some(key), None) => (key.span(), &key.operation, key.else_body.as_ref()),
            (None, Some(natural)) => (natural.span(), &natural.operation, Some(&natural.body)),
            _ => {
                let found = "`duplicates` has exactly one of `key` and `natural`";
                problems.push(source.problem(raw.span(), found));
                return None;
            }
        };
        if !operations.contains_key(operation) {
            problems.push(source.unknown(span, "operation", operation, operations.keys()));
        }
        let header = raw.key.as_ref().map(|key| wire::header(&key.header));
        for result in place.map(|at| pointer(at).map(drop)).into_iter().chain(header) {
            if let Err(found) = result {
                problems.push(source.problem(span, found));
            }
        }
        let mut answer = |text: &str| {
            let pattern = AnswerPattern::from_str(text);
            pattern.map_err(|error| problems.push(source.problem(span, error.to_string()))).ok()
        };
        match (&raw.key, &raw.natural) {
            (Some(key), _) => Some(Self::Key {
                operation: key.operation.clone(),
                header: key.header.clone(),
                else_body: key.else_body.clone(),
                replay: answer(&key.replay)?,
                changed: answer(&key.changed)?,
                taken: key.taken.as_ref().and_then(|text| answer(text)),
            }),
            (None, natural) => {
                let natural = natural.as_ref()?;
                Some(Self::Natural {
                    operation: natural.operation.clone(),
                    body: natural.body.clone(),
                    repeat: answer(&natural.repeat)?,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect::StatusPattern;

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
}
