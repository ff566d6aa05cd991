//! What must hold after a step, and the clause it tests.

use super::case::CASE_CLAUSE;
use super::load::Loader;
use super::raw::RawStep;
use super::step::Step;
use crate::contract::{ClauseId, Level};
use crate::expect::{Check, CheckKind, Matcher, RawExpect, Template, checks, selectors};
use crate::files::At;
use std::collections::BTreeSet;

/// What must hold after a step.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The line it starts on.
    pub line: u32,
    /// The clause it tests; a precondition without one.
    pub clause: Option<ClauseId>,
    /// Which deliveries it is about; all when empty.
    pub of: Vec<(Template, Matcher)>,
    /// What is asked.
    pub checks: Vec<Check>,
}

impl Loader<'_> {
    pub(super) fn expectation(&mut self, raw: &At<RawExpect>, step: &RawStep, earlier: &[Step]) -> Expectation {
        let before = self.problems.len();
        let checks = checks(raw, self.source, self.problems);
        if checks.is_empty() && self.problems.len() == before {
            self.problem(raw.span(), "this expectation asks for nothing");
        }
        for check in &checks {
            match &check.kind {
                CheckKind::Schema(name) if !self.contract.schemas.has(name) => {
                    let span = raw.schema.as_ref().map_or(raw.span(), At::span);
                    self.refuse(span, format!("unknown schema `{name}`"), self.contract.schemas.names());
                }
                CheckKind::SameAs { step: of, .. } if !earlier.iter().any(|step| step.name == *of) => {
                    let span = raw.same_as.as_ref().map_or(raw.span(), At::span);
                    let found = format!("there is no earlier step `{of}`");
                    self.refuse(span, found, earlier.iter().map(|step| step.name.as_str()));
                }
                CheckKind::SameElements(same) if !earlier.iter().any(|step| step.name == same.step) => {
                    let span = raw.same_elements.as_ref().map_or(raw.span(), At::span);
                    let found = format!("there is no earlier step `{}`", same.step);
                    self.refuse(span, found, earlier.iter().map(|step| step.name.as_str()));
                }
                CheckKind::Joined { .. } | CheckKind::SameElements(_) if step.webhooks.is_some() => {
                    self.problem(raw.span(), "`joined` and `same_elements` are about lists in answers");
                }
                CheckKind::Deliveries(_) if step.webhooks.is_none() => {
                    self.problem(
                        raw.span(),
                        "count, distinct, goes_with, walks, in_order, signature and method are about `webhooks` steps",
                    );
                }
                CheckKind::Status(_) | CheckKind::StatusFrom(_) | CheckKind::Error(_) | CheckKind::Answers(_)
                    if step.webhooks.is_some() =>
                {
                    self.problem(raw.span(), "a webhook has no status and no error; those are about answers");
                }
                CheckKind::Tally(_) if step.times.is_none() && step.at_once.is_none() && step.pages.is_none() => {
                    self.problem(
                        raw.span(),
                        "`tally` counts over `times`, `at_once` or `pages`, and the step has none",
                    );
                }
                _ => {}
            }
        }
        let clause = raw.clause.as_ref().and_then(|clause| {
            if **clause == CASE_CLAUSE { Some(ClauseId::of(CASE_CLAUSE)) } else { self.clause(clause) }
        });
        let of = selectors(raw, self.source, self.problems);
        if !of.is_empty() && step.webhooks.is_none() {
            self.problem(raw.span(), "`of` selects deliveries, and the step collects none");
        }
        Expectation { line: self.source.line_of(raw.span()), clause, of, checks }
    }

    pub(super) fn clause(&mut self, raw: &At<String>) -> Option<ClauseId> {
        let id = ClauseId::of(raw.as_str());
        match self.contract.clause(&id) {
            Some(clause) if clause.level == Level::May => {
                self.problem(raw.span(), format!("`{id}` is a freedom (may): nothing can be tested against it"));
                None
            }
            Some(_) => Some(id),
            None if self.unread.contains(id.chapter()) => None,
            None => {
                let of_chapter = self.contract.clauses.values().filter(|clause| clause.id.chapter() == id.chapter());
                let testable = of_chapter.filter(|clause| clause.level != Level::May);
                let known: Vec<&str> = testable.map(|clause| clause.id.as_str()).collect();
                let found = format!("unknown clause `{id}`");
                if known.is_empty() {
                    let chapters: BTreeSet<&str> = self.contract.clauses.keys().map(ClauseId::chapter).collect();
                    self.refuse(raw.span(), format!("{found}: unknown chapter"), chapters);
                } else {
                    self.refuse(raw.span(), found, known);
                }
                None
            }
        }
    }
}
