//! Judges the answers to one act: what every answer owes, and what was asked.

use super::done::{Break, Nature, Reached, observed};
use super::field::Field;
use super::prepared::Prepared;
use crate::contract::{AmbientKind, ClauseId, Level, LifecycleAspect};
use crate::expect::{Check, CheckKind};
use crate::files::value_at;
use crate::record::{Exchange, Received, Silence};
use crate::scenario::Values;
use crate::verdict::{Difference, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// The name under which expectations find the answer that showed a resource first.
pub(super) const ORIGIN: &str = "origin";

/// Statuses of success.
const SUCCESS: std::ops::Range<u16> = 200..300;

impl Field<'_> {
    /// What the answers reached.
    pub(super) fn reached(&self, prepared: &Prepared<'_>, exchanges: &[Arc<Exchange>]) -> Vec<Reached> {
        let code_at = &self.ground.contract().error.code;
        exchanges
            .iter()
            .filter_map(|exchange| {
                let received = exchange.received()?;
                Some(Reached {
                    operation: exchange.operation.clone().unwrap_or_default(),
                    label: prepared.label.clone(),
                    before: prepared.before.clone(),
                    status: received.status,
                    code: received.text_at(code_at).map(crate::oracle::clean).unwrap_or_default(),
                })
            })
            .collect()
    }

    /// What the answers break.
    pub(super) fn judged(&mut self, prepared: &Prepared<'_>, exchanges: &[Arc<Exchange>]) -> Vec<Break> {
        let mut breaks = Vec::new();
        for exchange in exchanges {
            self.ambient(prepared, exchange, &mut breaks);
            self.unique(prepared, exchange, &mut breaks);
        }
        if prepared.until.is_none_or(|until| Instant::now() < until) {
            self.asked(prepared, exchanges, &mut breaks);
        }
        breaks
    }

    fn ambient(&mut self, prepared: &Prepared<'_>, exchange: &Arc<Exchange>, breaks: &mut Vec<Break>) {
        let Some(received) = exchange.received() else { return };
        let (bench, ground) = (self.bench, self.ground);
        let clauses = &mut self.clauses;
        bench.ambient(exchange, &mut self.lives, |clause, level, ambient, difference| {
            clauses(clause, difference.is_some());
            let Some(difference) = difference else { return };
            let about = match &ambient.kind {
                AmbientKind::Expect(checks) => about_of(checks, &difference),
                AmbientKind::UniqueHeader(name) => format!("header {name}"),
                AmbientKind::Lifecycle(aspect) => {
                    let at = ground.contract().lifecycle.as_ref().map_or("", |lifecycle| lifecycle.status.as_str());
                    match aspect {
                        LifecycleAspect::States => at.to_owned(),
                        LifecycleAspect::Moves | LifecycleAspect::Terminal => format!("{at} over time"),
                    }
                }
            };
            let code_at = &ground.contract().error.code;
            let seen = observed(received, code_at);
            let found = broken(clause, level, Nature::Ambient, about, difference, seen, exchange, prepared);
            breaks.push(match &ambient.kind {
                AmbientKind::Expect(checks) => found.for_want_of_a_code(checks, Some(received), code_at),
                AmbientKind::UniqueHeader(_) | AmbientKind::Lifecycle(_) => found,
            });
        });
    }

    /// Values that are different on every answer, as far as this walk can tell.
    fn unique(&mut self, prepared: &Prepared<'_>, exchange: &Arc<Exchange>, breaks: &mut Vec<Break>) {
        let Some(received) = exchange.received() else { return };
        for (clause, level, header) in self.bench.unique_headers() {
            let Some(value) = received.header(header) else { continue };
            let again = self.unique.contains(value);
            (self.clauses)(clause, again);
            if again {
                let difference = Difference {
                    expected: format!("header {header}: a value no other answer has"),
                    actual: crate::oracle::clean(value),
                    line: None,
                    attempt: 1,
                    copy: exchange.copy,
                };
                let observed = observed(received, &self.ground.contract().error.code);
                let about = format!("header {header}");
                breaks.push(broken(clause, level, Nature::Ambient, about, difference, observed, exchange, prepared));
            }
            self.unique.insert(value.to_owned());
        }
    }

    fn asked(&mut self, prepared: &Prepared<'_>, exchanges: &[Arc<Exchange>], breaks: &mut Vec<Break>) {
        let accepted =
            exchanges.iter().all(|exchange| status(exchange).is_some_and(|status| SUCCESS.contains(&status)));
        let error = &self.ground.contract().error;
        let code_at = &error.code;
        let invalid = |received: &Received| {
            let code = received.text_at(code_at);
            self.ground.guide.refused.iter().any(|pattern| error.holds(pattern, received.status, code))
        };
        let refused = exchanges.iter().all(|exchange| exchange.received().is_some_and(invalid));
        let mut earlier = BTreeMap::new();
        if let Some(origin) = &prepared.origin {
            earlier.insert(ORIGIN.to_owned(), vec![Arc::clone(origin)]);
        }
        let besides =
            prepared.if_accepted.iter().filter(|_| accepted).chain(prepared.if_refused.iter().filter(|_| refused));
        for asked in prepared.asked.iter().chain(besides) {
            let outcome = self.bench.outcome(&asked.checks, exchanges, &prepared.values, &earlier);
            let held = match outcome {
                Outcome::Unjudged(_) => continue,
                Outcome::Held => true,
                Outcome::Broken(difference) => {
                    let exchange =
                        exchanges.iter().find(|exchange| exchange.copy == difference.copy).or(exchanges.last());
                    if let Some(exchange) = exchange {
                        let seen = exchange.received().map(|received| observed(received, code_at)).unwrap_or_default();
                        let about = about_of(&asked.checks, &difference);
                        let (clause, level) = (&asked.clause, asked.level);
                        let found = broken(clause, level, Nature::Asked, about, difference, seen, exchange, prepared)
                            .for_want_of_a_code(&asked.checks, exchange.received(), code_at);
                        breaks.push(Break { refusal: asks_refusal(&asked.checks), ..found });
                    }
                    false
                }
            };
            (self.clauses)(&asked.clause, !held);
        }
    }

    /// No two creates of a walk make one resource; says so when they do.
    pub(super) fn one_id(&mut self, id: &str, exchange: &Arc<Exchange>, prepared: &Prepared<'_>) -> Option<Break> {
        let (clause, level) = self.ground.guide.one_id.as_ref()?;
        let other = self.made.iter().find(|made| made.id() == Some(id) && !made.sheet.literal);
        (self.clauses)(clause, other.is_some());
        let other = other?;
        let difference = Difference {
            expected: "an id that no other resource has".into(),
            actual: format!("the id of the resource that act {} made", other.tag),
            line: None,
            attempt: 1,
            copy: exchange.copy,
        };
        let seen = exchange.received().map(|received| observed(received, &self.ground.contract().error.code));
        let about = self.ground.contract().lifecycle.as_ref().map_or("/id", |lifecycle| lifecycle.id.as_str());
        let found = broken(
            clause,
            *level,
            Nature::Asked,
            about.to_owned(),
            difference,
            seen.unwrap_or_default(),
            exchange,
            prepared,
        );
        Some(Break { other: Some(other.tag), ..found })
    }

    /// What a request that got no answer breaks, if the target answers others.
    pub(super) fn unanswered(&self, prepared: &Prepared<'_>, exchange: &Exchange, silence: &Silence) -> Break {
        let contract = self.ground.contract();
        let level = contract.clause(&contract.answers).map_or(Level::Must, |clause| clause.level);
        let words = silence.kind.words().to_owned();
        let difference = Difference {
            expected: "an answer".into(),
            actual: words.clone(),
            line: None,
            attempt: 1,
            copy: exchange.copy,
        };
        let about = "answer".to_owned();
        broken(&contract.answers, level, Nature::Asked, about, difference, words, exchange, prepared)
    }
}

impl Break {
    /// Notes where the error code was missing, when the answer would do if it could only be read.
    fn for_want_of_a_code(mut self, checks: &[Check], received: Option<&Received>, code_at: &str) -> Self {
        let would_do = |received: &Received| {
            checks.iter().all(|check| match &check.kind {
                CheckKind::Status(patterns) => patterns.iter().any(|one| one.holds(received.status)),
                CheckKind::Answers(pairs) => pairs.iter().any(|one| one.status.holds(received.status)),
                CheckKind::Error(_) => !SUCCESS.contains(&received.status),
                _ => false,
            })
        };
        if received.is_some_and(|received| received.text_at(code_at).is_none() && would_do(received)) {
            self.missing = Some(code_at.to_owned());
        }
        self
    }
}

#[expect(clippy::too_many_arguments, reason = "a break is all of these facts")]
fn broken(
    clause: &ClauseId,
    level: Level,
    nature: Nature,
    about: String,
    difference: Difference,
    observed: String,
    exchange: &Exchange,
    prepared: &Prepared<'_>,
) -> Break {
    let body = exchange.received().and_then(Received::json);
    let is_missing = about.starts_with('/') && body.is_none_or(|body| value_at(body, &about).is_none());
    Break {
        clause: clause.clone(),
        level,
        nature,
        missing: is_missing.then(|| about.clone()),
        about,
        expected: difference.expected,
        actual: difference.actual,
        observed,
        refusal: false,
        operation: exchange.operation.clone().unwrap_or_default(),
        class: prepared.class.clone(),
        other: None,
    }
}

/// Whether checks let no success pass.
fn asks_refusal(checks: &[Check]) -> bool {
    checks.iter().any(|check| match &check.kind {
        CheckKind::Error(_) => true,
        CheckKind::Status(patterns) => !SUCCESS.into_iter().any(|status| patterns.iter().any(|one| one.holds(status))),
        CheckKind::Answers(pairs) => !SUCCESS.into_iter().any(|status| pairs.iter().any(|one| one.holds(status, None))),
        _ => false,
    })
}

fn status(exchange: &Exchange) -> Option<u16> {
    exchange.received().map(|received| received.status)
}

/// What of an answer a broken check is about.
pub(super) fn about_of(checks: &[Check], difference: &Difference) -> String {
    let line = difference.line;
    let about = |check: &Check| match &check.kind {
        CheckKind::Status(_) | CheckKind::StatusFrom(_) | CheckKind::Error(_) | CheckKind::Answers(_) => {
            "status".to_owned()
        }
        CheckKind::Header { name, .. } => format!("header {name}"),
        CheckKind::Schema(_) | CheckKind::FreeOf(_) => String::new(),
        CheckKind::Body { at, .. } => at.to_string(),
        CheckKind::Joined { at, .. } => at.to_string(),
        CheckKind::SameElements(same) => same.at.to_string(),
        CheckKind::SameAs { at, .. } => at.first().cloned().unwrap_or_default(),
        CheckKind::Alike(places) => places.first().cloned().unwrap_or_default(),
        CheckKind::Sum { at, .. } => at.clone(),
        CheckKind::Tally(tally) => tally.distinct.clone().unwrap_or_else(|| "status".into()),
        CheckKind::Deliveries(_) => "deliveries".into(),
    };
    // Checks on one line are told apart by the place that the difference begins with.
    let on_line = || checks.iter().filter(|check| Some(check.line) == line);
    let named = on_line().map(about).find(|about| !about.is_empty() && difference.expected.starts_with(about.as_str()));
    named.or_else(|| on_line().map(about).next()).or_else(|| checks.first().map(about)).unwrap_or_default()
}

/// Values for expectations of acts about nothing in particular.
pub(super) fn no_values() -> Values {
    Values::default()
}
