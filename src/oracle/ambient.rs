//! Judges ambient clauses on every answer of a test.

use super::check::Scene;
use super::delivery::{self, Event};
use super::lifecycle::{Fault, Seen};
use crate::contract::{Ambient, AmbientKind, ClauseId, Contract, LifecycleAspect};
use crate::record::Exchange;
use crate::scenario::Expectation;
use crate::verdict::{Difference, Finding, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one answer says about the lifecycle of the resource it shows.
pub(super) fn followed(contract: &Contract, exchange: &Exchange, seen: &mut Seen) -> Vec<(LifecycleAspect, Fault)> {
    let (Some(lifecycle), Some(received)) = (&contract.lifecycle, exchange.received()) else { return Vec::new() };
    // A replay may show the resource as it was when it was made: no look at how it is now.
    let rule = contract.duplicates.as_ref();
    if rule.is_some_and(|rule| rule.is_replay(exchange.operation.as_deref(), received.status)) {
        return Vec::new();
    }
    seen.judge(lifecycle, exchange.operation.as_deref(), exchange.instance.as_deref(), received)
}

/// The outcome of an ambient clause on one answer; nothing where the answer says nothing about it, or where only the
/// whole run can tell.
pub(super) fn judged(
    scene: &Scene<'_>,
    kind: &AmbientKind,
    exchange: &Arc<Exchange>,
    lifecycle: &[(LifecycleAspect, Fault)],
) -> Option<Outcome> {
    match kind {
        AmbientKind::Expect(checks) => Some(scene.outcome(checks, std::slice::from_ref(exchange))),
        AmbientKind::Lifecycle(aspect) => {
            let (_, fault) = lifecycle.iter().find(|(judged, _)| judged == aspect)?;
            Some(match fault {
                None => Outcome::Held,
                Some((expected, actual)) => Outcome::Broken(Difference {
                    expected: expected.clone(),
                    actual: actual.clone(),
                    line: None,
                    attempt: exchange.attempt,
                    copy: exchange.copy,
                }),
            })
        }
        AmbientKind::UniqueHeader(_) => None,
    }
}

/// One value that must be different on every answer of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueSeen {
    /// The clause that says so.
    pub clause: ClauseId,
    /// The instance that sent it: two servers need not know of each other's values.
    pub instance: Option<String>,
    /// The value.
    pub value: String,
    /// The step it was seen after.
    pub step: String,
    /// The attempt.
    pub attempt: u32,
    /// The copy.
    pub copy: u32,
}

/// What ambient clauses have said so far in one test: each clause once, its first break winning.
#[derive(Debug, Default)]
pub(super) struct Watch {
    outcomes: BTreeMap<ClauseId, Finding>,
    seen: Seen,
    unique: Vec<UniqueSeen>,
}

impl Watch {
    /// Judges one more answer.
    pub(super) fn look(&mut self, scene: &Scene<'_>, exchange: &Arc<Exchange>) {
        let Some(received) = exchange.received() else { return };
        let lifecycle = followed(scene.contract, exchange, &mut self.seen);
        for clause in scene.contract.clauses.values() {
            let Some(ambient) = &clause.always else { continue };
            if !ambient.concerns(exchange.operation.as_deref(), received.status) {
                continue;
            }
            if let AmbientKind::UniqueHeader(name) = &ambient.kind {
                if let Some(value) = received.header(name) {
                    self.unique.push(UniqueSeen {
                        clause: clause.id.clone(),
                        instance: exchange.instance.clone(),
                        value: value.to_owned(),
                        step: exchange.step.clone(),
                        attempt: exchange.attempt,
                        copy: exchange.copy,
                    });
                }
                continue;
            }
            let Some(outcome) = judged(scene, &ambient.kind, exchange, &lifecycle) else { continue };
            self.note(clause.id.clone(), exchange, outcome);
        }
        self.note(scene.contract.answers.clone(), exchange, Outcome::Held);
    }

    /// Judges one more webhook delivery.
    pub(super) fn look_at_delivery(&mut self, scene: &Scene<'_>, event: &Event) {
        for clause in scene.contract.clauses.values() {
            let Some(Ambient { deliveries: true, kind: AmbientKind::Expect(checks), .. }) = &clause.always else {
                continue;
            };
            let expect = Expectation { line: clause.line, clause: None, of: Vec::new(), checks: checks.clone() };
            let outcome = delivery::outcome(scene, &expect, std::slice::from_ref(event));
            self.note(clause.id.clone(), &event.exchange, outcome);
        }
    }

    /// Notes that the target let a request go unanswered although it answers others.
    pub(super) fn unanswered(&mut self, clause: ClauseId, exchange: &Exchange, actual: String) {
        let difference = Difference {
            expected: "an answer".into(),
            actual,
            line: None,
            attempt: exchange.attempt,
            copy: exchange.copy,
        };
        self.note(clause, exchange, Outcome::Broken(difference));
    }

    /// The findings, by clause, and the values to be compared over the whole run.
    pub(super) fn into_parts(self) -> (Vec<Finding>, Vec<UniqueSeen>) {
        (self.outcomes.into_values().collect(), self.unique)
    }

    fn note(&mut self, clause: ClauseId, exchange: &Exchange, outcome: Outcome) {
        let broken = matches!(outcome, Outcome::Broken(_));
        let known = self.outcomes.get(&clause);
        let keeps = known.is_some_and(|known| matches!(known.outcome, Outcome::Broken(_)) || !broken);
        if !keeps {
            // The line of a check of an ambient clause is in the clause file, not in the scenario.
            let outcome = match outcome {
                Outcome::Broken(difference) => Outcome::Broken(Difference { line: None, ..difference }),
                other => other,
            };
            let finding = Finding { clause: Some(clause.clone()), step: exchange.step.clone(), line: None, outcome };
            self.outcomes.insert(clause, finding);
        }
    }
}
