//! Cases: one story told with several sets of values.

use super::raw::RawCase;
use super::{Act, Body, Edits, Step};
use crate::contract::{ClauseId, Given, Need};
use crate::files::At;
use std::collections::BTreeMap;

/// The word an expectation uses for the case's own clause.
pub(super) const CASE_CLAUSE: &str = "${clause}";

/// A variation of a story in checked form.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) given: BTreeMap<String, Given>,
    pub(super) edits: Edits,
    pub(super) clause: Option<ClauseId>,
    pub(super) needs: Vec<Need>,
}

impl Case {
    /// The scenario's steps as this case tells them.
    pub(super) fn tell(&self, steps: &[Step]) -> Vec<Step> {
        let mut told = steps.to_vec();
        let sends_body =
            |step: &&mut Step| matches!(&step.act, Act::Send { body: Body::Sample(_) | Body::Text(_), .. });
        if let Some(first) = told.iter_mut().find(sends_body) {
            first.edits = std::mem::take(&mut first.edits).then(&self.edits);
        }
        for expect in told.iter_mut().flat_map(|step| &mut step.expects) {
            if expect.clause.as_ref().is_some_and(|clause| clause.as_str() == CASE_CLAUSE) {
                expect.clause.clone_from(&self.clause);
            }
        }
        told
    }
}

/// Whether a case changes a body although no step sends one.
pub(super) fn changes_nothing(raw: &At<RawCase>, steps: &[Step]) -> bool {
    let sends = steps.iter().any(|step| matches!(&step.act, Act::Send { body: Body::Sample(_) | Body::Text(_), .. }));
    !(sends || raw.change.is_empty() && raw.remove.is_empty())
}
