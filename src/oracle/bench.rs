//! Judges single exchanges outside of a story: what every answer owes, and expectations one at a time.

use super::ambient::{followed, judged};
use super::check::Scene;
use super::delivery::{self, Event};
use super::lifecycle::Seen;
use crate::contract::{Ambient, AmbientKind, ClauseId, Contract, Level};
use crate::expect::Check;
use crate::record::Exchange;
use crate::scenario::{Expectation, Values};
use crate::verdict::{Difference, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A contract made ready for judging many single exchanges.
#[derive(Debug)]
pub struct Bench<'c> {
    contract: &'c Contract,
    ambient: Vec<(&'c ClauseId, Level, &'c Ambient)>,
    no_values: Values,
    no_steps: BTreeMap<String, Vec<Arc<Exchange>>>,
}

/// What was seen of resources so far.
#[derive(Debug, Clone, Default)]
pub struct Lives(Seen);

impl<'c> Bench<'c> {
    /// A bench for a profile: clauses of features it does not have are not judged, nor is advice.
    pub fn new(contract: &'c Contract, profile: &str) -> Self {
        let profile = contract.profiles.get(profile);
        let judges = |level: Level| matches!(level, Level::Must | Level::Should);
        let ambient = contract
            .clauses
            .values()
            .filter(|clause| judges(clause.level) && profile.is_none_or(|profile| profile.has(&clause.feature)))
            .filter_map(|clause| Some((&clause.id, clause.level, clause.always.as_ref()?)))
            .collect();
        Self { contract, ambient, no_values: Values::default(), no_steps: BTreeMap::new() }
    }

    /// Reports every ambient clause one answer was judged by, with what is wrong where it is broken.
    pub fn ambient(
        &self,
        exchange: &Arc<Exchange>,
        lives: &mut Lives,
        mut report: impl FnMut(&'c ClauseId, Level, &'c Ambient, Option<Difference>),
    ) {
        let Some(received) = exchange.received() else { return };
        let lifecycle = followed(self.contract, exchange, &mut lives.0);
        let scene = Scene { contract: self.contract, values: &self.no_values, earlier: &self.no_steps };
        for (id, level, ambient) in &self.ambient {
            if !ambient.concerns(exchange.operation.as_deref(), received.status) {
                continue;
            }
            match judged(&scene, &ambient.kind, exchange, &lifecycle) {
                Some(Outcome::Held) => report(id, *level, ambient, None),
                Some(Outcome::Broken(difference)) => report(id, *level, ambient, Some(difference)),
                Some(Outcome::Unjudged(_)) | None => {}
            }
        }
    }

    /// Reports every ambient clause one delivery was judged by, with what is wrong where it is broken.
    pub fn delivery(
        &self,
        event: &Event,
        mut report: impl FnMut(&'c ClauseId, Level, &'c [Check], Option<Difference>),
    ) {
        let scene = Scene { contract: self.contract, values: &self.no_values, earlier: &self.no_steps };
        for (id, level, ambient) in &self.ambient {
            let Ambient { deliveries: true, kind: AmbientKind::Expect(checks), .. } = ambient else { continue };
            let expect = Expectation { line: 0, clause: None, of: Vec::new(), checks: checks.clone() };
            match delivery::outcome(&scene, &expect, std::slice::from_ref(event)) {
                Outcome::Held => report(id, *level, checks, None),
                Outcome::Broken(difference) => report(id, *level, checks, Some(difference)),
                Outcome::Unjudged(_) => {}
            }
        }
    }

    /// The outcome of one expectation about deliveries.
    pub fn deliveries(
        &self,
        expect: &Expectation,
        events: &[Event],
        values: &Values,
        earlier: &BTreeMap<String, Vec<Arc<Exchange>>>,
    ) -> Outcome {
        delivery::outcome(&Scene { contract: self.contract, values, earlier }, expect, events)
    }

    /// The clauses that every delivery is judged by.
    pub fn delivery_clauses(&self) -> impl Iterator<Item = &'c ClauseId> + '_ {
        self.ambient.iter().filter(|(_, _, ambient)| ambient.deliveries).map(|(id, ..)| *id)
    }

    /// The clauses that answers are judged by.
    pub fn clauses(&self) -> impl Iterator<Item = &'c ClauseId> + '_ {
        self.ambient.iter().filter(|(_, _, ambient)| !ambient.deliveries).map(|(id, ..)| *id)
    }

    /// The headers whose values are different on every answer, with the clause that says so.
    pub fn unique_headers(&self) -> impl Iterator<Item = (&'c ClauseId, Level, &'c str)> + '_ {
        self.ambient.iter().filter_map(|(id, level, ambient)| match &ambient.kind {
            AmbientKind::UniqueHeader(name) => Some((*id, *level, name.as_str())),
            _ => None,
        })
    }

    /// The outcome of one expectation.
    pub fn outcome(
        &self,
        checks: &[Check],
        exchanges: &[Arc<Exchange>],
        values: &Values,
        earlier: &BTreeMap<String, Vec<Arc<Exchange>>>,
    ) -> Outcome {
        Scene { contract: self.contract, values, earlier }.outcome(checks, exchanges)
    }
}
