//! Ambient clauses: what is judged on every answer of every scenario and walk.

use crate::expect::{Check, StatusPattern};

/// When and what an ambient clause judges.
#[derive(Debug, Clone)]
pub struct Ambient {
    /// Operations it is about; all when empty.
    pub operations: Vec<String>,
    /// Statuses it is about; all when empty.
    pub status: Vec<StatusPattern>,
    /// Whether it is about webhook deliveries instead of answers.
    pub deliveries: bool,
    /// What it asks.
    pub kind: AmbientKind,
}

impl Ambient {
    /// Whether an answer is this clause's business.
    pub fn concerns(&self, operation: Option<&str>, status: u16) -> bool {
        if self.deliveries {
            return false;
        }
        let operation_fits =
            self.operations.is_empty() || operation.is_some_and(|name| self.operations.iter().any(|o| o == name));
        operation_fits && (self.status.is_empty() || self.status.iter().any(|pattern| pattern.holds(status)))
    }
}

/// What an ambient clause asks.
#[derive(Debug, Clone)]
pub enum AmbientKind {
    /// Checks like those of a step.
    Expect(Vec<Check>),
    /// A header's value is different on every answer of the run.
    UniqueHeader(String),
    /// The resource keeps to the lifecycle.
    Lifecycle(LifecycleAspect),
}

/// The part of the lifecycle an ambient clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifecycleAspect {
    /// Every status is one of the known states.
    States,
    /// Every change seen can come about by documented moves.
    Moves,
    /// A terminal state is never left.
    Terminal,
}
