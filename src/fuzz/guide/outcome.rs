//! What a create leads to: by itself, or because something in it forces an outcome.

use super::Asked;
use super::load::Loader;
use super::raw::{RawHold, RawOutcome, RawTiming, RawTrigger};
use crate::contract::ClauseId;
use crate::expect::durations_text;
use crate::files::At;
use std::collections::BTreeMap;

/// Where a create says how fast its resource moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// JSON pointer to the seconds per step; samples have 0 there.
    pub at: String,
    /// Other values.
    pub later: Vec<u32>,
    /// The steps from the first state to the last.
    pub steps: u32,
}

/// What a create leads to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Holds on the answer.
    pub always: Vec<Asked>,
    /// Holds on it besides when the resource moves at once.
    pub now: Vec<Asked>,
    /// Holds on it besides when the resource takes its time.
    pub later: Vec<Asked>,
    /// Holds on a read once the resource has had its time.
    pub end: Vec<Asked>,
    /// The state that is not left by itself for a time.
    pub holds: Option<Hold>,
}

/// A state that is not left by itself for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The state.
    pub state: String,
    /// For how long, in milliseconds of the contract; for good when absent.
    pub during: Option<u64>,
}

/// Something in a create that forces an outcome.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The samples it works with; all when empty.
    pub samples: Vec<String>,
    /// JSON pointer to the value that forces.
    pub at: String,
    /// How the value forces.
    pub force: Force,
    /// The clause by which it wins over a weaker trigger, by that trigger's name.
    pub over: BTreeMap<String, ClauseId>,
    /// What it leads to.
    pub outcome: Outcome,
}

/// How a value forces an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Force {
    /// By what the text starts with.
    Prefix(String),
    /// By the cents of the amount.
    Cents(u8),
    /// By being this text.
    Equals(String),
}

impl Loader<'_> {
    pub(super) fn timing(&mut self, raw: &At<RawTiming>) -> Option<Timing> {
        let applies = self.feature(&raw.feature);
        applies.then(|| Timing { at: raw.at.clone(), later: raw.later.clone(), steps: raw.steps })
    }

    pub(super) fn hold(&mut self, raw: &At<RawHold>) -> Option<Hold> {
        let known = self.contract.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.knows(&raw.state));
        if !known {
            self.problem(raw.span(), format!("unknown state `{}`", raw.state));
        }
        let during = match &raw.during {
            None => None,
            Some(text) => Some(self.accept(raw.span(), durations_text(text))?),
        };
        Some(Hold { state: raw.state.clone(), during })
    }

    pub(super) fn outcome(&mut self, raw: &RawOutcome) -> Outcome {
        Outcome {
            always: self.asked(&raw.expect),
            now: self.asked(&raw.now),
            later: self.asked(&raw.later),
            end: self.asked(&raw.end),
            holds: raw.holds.as_ref().and_then(|raw| self.hold(raw)),
        }
    }

    pub(super) fn trigger(&mut self, raw: &At<RawTrigger>) -> Option<Trigger> {
        let force = match (&raw.prefix, raw.cents, &raw.equals) {
            (Some(text), None, None) => Force::Prefix(text.clone()),
            (None, Some(cents), None) if cents < 100 => Force::Cents(cents),
            (None, None, Some(text)) => Force::Equals(text.clone()),
            _ => {
                self.problem(
                    raw.span(),
                    "a trigger has exactly one of `prefix`, `cents` (below 100) and `equals`".into(),
                );
                return None;
            }
        };
        let applies = self.feature(&raw.feature);
        let mut over = BTreeMap::new();
        for (weaker, clause) in &raw.over {
            over.extend(self.clause(clause).map(|(id, _)| (weaker.clone(), id)));
        }
        let samples = self.samples(&raw.samples);
        let outcome = self.outcome(&raw.outcome);
        applies.then(|| Trigger { name: raw.name.to_string(), samples, at: raw.at.clone(), force, over, outcome })
    }
}
