//! What counts as a duplicate create: the rule of a contract, and whose answers it explains.

use super::Operation;
use crate::expect::{AnswerPattern, durations_text, pointer, wire};
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
    /// The same request within a time counts as a slip and is refused; what becomes of it later is another matter.
    Window {
        /// The operation it protects.
        operation: String,
        /// The body field that tells one request from another.
        body: String,
        /// How long after the first one, in milliseconds.
        within: u64,
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
    /// The same request within a time is refused.
    pub window: Option<At<RawWindowRule>>,
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

/// The same request within a time counts as a slip and is refused.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWindowRule {
    /// The operation it protects.
    pub operation: String,
    /// JSON pointer to what tells one request from another.
    pub body: String,
    /// How long after the first one: `"2m"`.
    pub within: String,
}

impl DuplicateRule {
    /// The operation it protects, the header carrying the key, where there are keys, and the place that tells one request
    /// from another without one, if one does.
    pub fn tells_apart(&self) -> (&str, Option<&str>, Option<&str>) {
        match self {
            Self::Key { operation, header, else_body, .. } => (operation, Some(header), else_body.as_deref()),
            Self::Natural { operation, body, .. } | Self::Window { operation, body, .. } => {
                (operation, None, Some(body))
            }
        }
    }

    /// How long what it says of a repeat is true, in milliseconds; for good when absent.
    pub fn within(&self) -> Option<u64> {
        match self {
            Self::Key { .. } | Self::Natural { .. } => None,
            Self::Window { within, .. } => Some(*within),
        }
    }

    /// Whether an answer is the one to a repeated create.
    pub fn is_replay(&self, operation: Option<&str>, status: u16) -> bool {
        match self {
            Self::Key { operation: protected, replay, .. }
            | Self::Natural { operation: protected, repeat: replay, .. } => {
                operation == Some(protected.as_str()) && replay.status.holds(status)
            }
            // What is refused shows nothing.
            Self::Window { .. } => false,
        }
    }

    /// The checked form; nothing when a mistake was reported.
    pub(super) fn check(
        raw: &At<RawDuplicates>,
        operations: &BTreeMap<String, Operation>,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<Self> {
        let (span, operation, place) = match (&raw.key, &raw.natural, &raw.window) {
            (Some(key), None, None) => (key.span(), &key.operation, key.else_body.as_ref()),
            (None, Some(natural), None) => (natural.span(), &natural.operation, Some(&natural.body)),
            (None, None, Some(window)) => (window.span(), &window.operation, Some(&window.body)),
            _ => {
                let found = "`duplicates` has exactly one of `key`, `natural` and `window`";
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
        if let Some(window) = &raw.window {
            let within = durations_text(&window.within).map_err(|found| problems.push(source.problem(span, found)));
            return Some(Self::Window {
                operation: window.operation.clone(),
                body: window.body.clone(),
                within: within.ok()?,
            });
        }
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
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::expect::StatusPattern;

    /// The checked form of a rule, or what is wrong with it.
    fn checked(text: &str) -> Result<DuplicateRule, String> {
        let source = Source::new("contract.toml", text.to_owned());
        let raw: At<RawDuplicates> = source.parse().map_err(|problems| problems.to_string())?;
        let mut problems = Problems::default();
        let rule = DuplicateRule::check(&raw, &BTreeMap::new(), &source, &mut problems);
        let rule = rule.filter(|_| {
            problems.to_string().starts_with("error: contract.toml:1: unknown operation `pay`")
                && problems.to_string().ends_with("\n1 problem")
        });
        rule.ok_or_else(|| problems.to_string())
    }

    #[test]
    fn a_window_has_a_place_and_a_length() {
        let window = |body: &str, within: &str| {
            checked(&format!("[window]\noperation = 'pay'\nbody = '{body}'\nwithin = '{within}'\n"))
        };
        let rule = DuplicateRule::Window { operation: "pay".into(), body: "/name".into(), within: 120_000 };
        assert_eq!(window("/name", "2m"), Ok(rule));
        let wrong = window("name", "soon").unwrap_err();
        assert!(wrong.contains("`name` is no JSON pointer") && wrong.contains("`soon` is no duration"), "{wrong}");
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
        assert_eq!((rule.tells_apart(), rule.within()), (("create", None, Some("/name")), None));
        let rule = DuplicateRule::Window { operation: "create".into(), body: "/name".into(), within: 120_000 };
        assert!(!rule.is_replay(Some("create"), 200));
        assert_eq!((rule.tells_apart(), rule.within()), (("create", None, Some("/name")), Some(120_000)));
    }
}
