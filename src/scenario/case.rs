//! Cases: one story told with several sets of values.

use super::load::Loader;
use super::raw::{RawCase, RawScenario};
use super::{Act, Body, Edits, Step, Test, TestId};
use crate::contract::{ClauseId, Given, Need, given_table};
use crate::files::At;
use std::collections::{BTreeMap, BTreeSet};

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

impl Loader<'_> {
    /// A story as tests: one a case, or the story itself when it has none.
    pub(super) fn cases(&mut self, raw: &RawScenario, story: Test) -> Vec<Test> {
        let uses_case_clause = story
            .steps
            .iter()
            .flat_map(|step| &step.expects)
            .any(|expect| expect.clause.as_ref().is_some_and(|clause| clause.as_str() == CASE_CLAUSE));
        let mut names = BTreeSet::new();
        let mut tests = Vec::new();
        for raw_case in &raw.case {
            let Some(case) = self.case(raw_case) else { continue };
            if !names.insert(case.name.clone()) {
                self.problem(raw_case.name.span(), format!("two cases are called `{}`", case.name));
            }
            if changes_nothing(raw_case, &story.steps) {
                self.problem(raw_case.span(), "the case changes a body, but no step sends one");
            }
            if uses_case_clause && raw_case.clause.is_none() {
                self.problem(
                    raw_case.span(),
                    format!("an expectation cites `{CASE_CLAUSE}`, but the case names no clause"),
                );
            }
            let mut test = story.clone();
            test.id = TestId::of(format!("{}/{}", story.scenario, case.name));
            test.line = self.source.line_of(raw_case.name.span());
            test.needs.extend(case.needs.iter().cloned());
            test.given.extend(case.given.clone());
            test.steps = case.tell(&story.steps);
            tests.push(test);
        }
        if raw.case.is_empty() {
            if uses_case_clause {
                self.problem(raw.title.span(), format!("an expectation cites `{CASE_CLAUSE}`, but there are no cases"));
            }
            tests.push(story);
        }
        tests
    }

    fn case(&mut self, raw: &At<RawCase>) -> Option<Case> {
        self.name(&raw.name);
        let clause = raw.clause.as_ref().and_then(|clause| self.clause(clause));
        Some(Case {
            name: raw.name.to_string(),
            given: given_table(&raw.given, self.source, self.problems),
            edits: self.edits(&raw.change, &raw.remove),
            clause,
            needs: self.needs(&raw.needs),
        })
    }
}
