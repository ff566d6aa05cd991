//! The parts of `contract.toml` of which there are several kinds: who sends a request, and what counts as a duplicate.

use super::load::Loader;
use super::raw::{RawAuth, RawDuplicates};
use super::signing::signed;
use super::{Auth, DuplicateRule, Operation};
use crate::expect::{AnswerPattern, pointer, wire};
use crate::files::{At, choices};
use std::collections::BTreeMap;
use std::str::FromStr;

impl Loader<'_> {
    /// How requests show who sends them; a header of ours when a mistake was reported.
    pub(super) fn auth(&mut self, raw: &At<RawAuth>) -> Auth {
        let checked = match (&raw.bearer, &raw.signed) {
            (Some(bearer), None) => Some(Auth::Bearer { header: bearer.header.to_string() }),
            (None, Some(raw)) => signed(raw, self.source, self.problems),
            _ => {
                self.problems.push(self.source.problem(raw.span(), "`auth` has exactly one of `bearer` and `signed`"));
                None
            }
        };
        checked.unwrap_or_else(|| Auth::Bearer { header: "Authorization".into() })
    }

    pub(super) fn duplicates(
        &mut self,
        raw: &At<RawDuplicates>,
        operations: &BTreeMap<String, Operation>,
    ) -> Option<DuplicateRule> {
        let (span, operation, place) = match (&raw.key, &raw.natural) {
            (Some(key), None) => (key.span(), &key.operation, &key.else_body),
            (None, Some(natural)) => (natural.span(), &natural.operation, &natural.body),
            _ => {
                let found = "`duplicates` has exactly one of `key` and `natural`";
                self.problems.push(self.source.problem(raw.span(), found));
                return None;
            }
        };
        if !operations.contains_key(operation) {
            let known = choices(operations.keys().map(String::as_str));
            self.refuse(span, format!("unknown operation `{operation}`"), known);
        }
        self.check(span, pointer(place).map(drop));
        if let Some(key) = &raw.key {
            self.check(span, wire::header(&key.header));
        }
        let mut answer = |text: &str| {
            let pattern = AnswerPattern::from_str(text);
            pattern.map_err(|error| self.problems.push(self.source.problem(span, error.to_string()))).ok()
        };
        match (&raw.key, &raw.natural) {
            (Some(key), _) => Some(DuplicateRule::Key {
                operation: key.operation.clone(),
                header: key.header.clone(),
                else_body: key.else_body.clone(),
                replay: answer(&key.replay)?,
                changed: answer(&key.changed)?,
                taken: answer(&key.taken)?,
            }),
            (None, natural) => {
                let natural = natural.as_ref()?;
                Some(DuplicateRule::Natural {
                    operation: natural.operation.clone(),
                    body: natural.body.clone(),
                    repeat: answer(&natural.repeat)?,
                })
            }
        }
    }
}
