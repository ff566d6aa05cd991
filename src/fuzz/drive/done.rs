//! What was done and what came of it: acts with their answers and breaks.

use super::Script;
use crate::contract::{ClauseId, Level};
use crate::fuzz::guide::Asked;
use crate::fuzz::walk::{Act, Deed, Tag, Walk};
use crate::record::{Delivery, Exchange, Received, Silence};
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

/// A walk that was walked, or as far as it came.
#[derive(Debug, Clone)]
pub struct Walked {
    /// The acts that were done, those that tidy up included.
    pub walk: Walk,
    /// What came of each.
    pub done: Vec<Done>,
    /// Why it ended.
    pub why: Why,
}

/// Why a walk ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Every act was done.
    Over,
    /// A request got no answer.
    Silence(Silence),
    /// The target asked to come back later, and kept asking.
    Busy(u16),
    /// A request could not be sent: a mistake of ours.
    Unsendable(String),
    /// The run was asked to end.
    Stopped,
}

/// One act that was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The act.
    pub act: Act,
    /// What was reached by each answer.
    pub reached: Vec<Reached>,
    /// Request and answer of each copy.
    pub exchanges: Vec<Arc<Exchange>>,
    /// Webhooks that were listened to.
    pub deliveries: Vec<Arc<Delivery>>,
    /// What was asked.
    pub asked: Vec<Asked>,
    /// What was broken.
    pub breaks: Vec<Break>,
    /// The act as a scenario would tell it, when that was asked for.
    pub script: Option<Script>,
}

/// A place on the map of what was reached.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reached {
    /// The operation.
    pub operation: String,
    /// What was done: the situation, the twist or the triggers.
    pub label: String,
    /// The state the resource was known to be in.
    pub before: String,
    /// The status.
    pub status: u16,
    /// The error code.
    pub code: String,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The clause.
    pub clause: ClauseId,
    /// Its level.
    pub level: Level,
    /// Where the clause was asked.
    pub nature: Nature,
    /// What of the answer it is about: `status`, a header or a JSON pointer.
    pub about: String,
    /// What was asked.
    pub expected: String,
    /// What came.
    pub actual: String,
    /// What came, in few words that do not vary: status and error code.
    pub observed: String,
    /// Whether a refusal was asked for.
    pub refusal: bool,
    /// The place of the answer's body at which nothing usable stands, where that is what breaks it.
    pub missing: Option<String>,
    /// The operation.
    pub operation: String,
    /// The class of what was done.
    pub class: String,
    /// The other act it is about, where it is about two.
    pub other: Option<Tag>,
}

/// Where a broken clause was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Of every answer.
    Ambient,
    /// Of this situation.
    Asked,
}

/// An expectation borrowed from the guide or made for the occasion.
pub(super) type Wanted<'g> = Cow<'g, Asked>;

impl Done {
    /// Whether it is a create that was accepted.
    pub fn is_accepted_create(&self) -> bool {
        let accepted = |exchange: &Arc<Exchange>| {
            exchange.received().is_some_and(|received| (200..300).contains(&received.status))
        };
        matches!(self.act.deed, Deed::Create(_)) && self.exchanges.iter().any(accepted)
    }

    /// How long the answers took together.
    pub fn took(&self) -> Duration {
        Duration::from_micros(self.exchanges.iter().map(|exchange| exchange.took_us).sum())
    }
}

/// Status and error code of an answer.
pub(super) fn observed(received: &Received, code_at: &str) -> String {
    match received.text_at(code_at) {
        Some(code) => format!("{} {}", received.status, crate::oracle::clean(code)),
        None => received.status.to_string(),
    }
}
