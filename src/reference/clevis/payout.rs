//! A payout as the server keeps it: what was ordered, where it stands, and what lies ahead of it.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;
use tokio::time::Instant;

use super::amount::Amount;
use super::courier::Outbox;
use super::status::Status;
use super::trigger::Plan;

/// An accepted create.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) body: Arc<Value>,
    pub(crate) amount: Amount,
    pub(crate) currency: String,
    pub(crate) country: String,
    pub(crate) external_id: String,
    pub(crate) payment_method: String,
    pub(crate) notification_url: Option<String>,
    pub(crate) plan: Plan,
    pub(crate) step_seconds: Option<f64>,
}

/// A state with its code and detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) status: Status,
    pub(crate) code: Option<&'static str>,
    pub(crate) detail: Option<&'static str>,
}

/// A move that is still to come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leg {
    pub(crate) to: Stop,
    pub(crate) after: Duration,
}

/// A state that was entered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) stop: Stop,
    pub(crate) at: Timestamp,
}

/// What changes in the life of a payout.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) history: Vec<Entry>,
    pub(crate) ahead: VecDeque<Leg>,
    /// When the first leg ahead is due.
    pub(crate) due: Option<Instant>,
    /// How much of the history the answer to the create showed.
    pub(crate) shown_at_creation: usize,
    /// Whether the payout still takes up room in the store.
    pub(crate) occupies: bool,
    pub(crate) reads: usize,
    /// Where events go in place of the URL that was ordered.
    pub(crate) readdressed: Option<String>,
    pub(crate) events: usize,
}

impl State {
    pub(crate) fn status(&self) -> Status {
        self.history.last().map_or(Status::Pending, |entry| entry.stop.status)
    }

    pub(crate) fn halt(&mut self) {
        self.ahead.clear();
        self.due = None;
    }
}

/// One payout.
#[derive(Debug)]
pub(crate) struct Payout {
    pub(crate) id: String,
    pub(crate) sequence: u64,
    pub(crate) tenant: usize,
    pub(crate) order: Order,
    /// The idempotency key it was created under.
    pub(crate) key: Option<Vec<u8>>,
    pub(crate) state: Mutex<State>,
    pub(crate) outbox: Mutex<Outbox>,
    glance: AtomicU8,
}

impl Payout {
    pub(crate) fn new(id: String, sequence: u64, tenant: usize, key: Option<Vec<u8>>, order: Order) -> Self {
        Self {
            id,
            sequence,
            tenant,
            order,
            key,
            state: Mutex::default(),
            outbox: Mutex::default(),
            glance: AtomicU8::new(0),
        }
    }

    /// The status without taking the lock, for lookups that hold other locks.
    pub(crate) fn glance(&self) -> Status {
        Status::ALL[usize::from(self.glance.load(Ordering::Acquire))]
    }

    pub(crate) fn set_glance(&self, status: Status) {
        self.glance.store(status as u8, Ordering::Release);
    }
}
