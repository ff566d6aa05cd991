//! What a create leads to: by itself, or because something in it forces an outcome.

use super::Asked;
use crate::contract::ClauseId;
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
