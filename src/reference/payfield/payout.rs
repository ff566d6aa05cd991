//! A payout: what was ordered, and where it stands.

use std::sync::Mutex;

use jiff::Timestamp;
use serde_json::Value;

use super::amount::Amount;
use super::config::Shop;
use crate::reference::hold::hold;

/// What somebody asked for.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) external_id: String,
    pub(crate) amount: Amount,
    pub(crate) currency: String,
    pub(crate) card_number: String,
    pub(crate) user_id: Option<String>,
    pub(crate) user_ip: Option<String>,
    pub(crate) callback_url: Option<String>,
    pub(crate) payment_data: Option<Value>,
    /// The body as it was sent, to tell repeats from changes.
    pub(crate) body: Value,
}

#[derive(Debug)]
pub(crate) struct Payout {
    pub(crate) id: u64,
    pub(crate) merchant: usize,
    pub(crate) shop: &'static Shop,
    pub(crate) order: Order,
    pub(crate) created: Timestamp,
    state: Mutex<State>,
}

/// Where a payout stands.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) status: &'static str,
    pub(crate) updated: Timestamp,
    pub(crate) ended: Option<Timestamp>,
}

impl State {
    pub(crate) fn at(status: &'static str, time: Timestamp) -> Self {
        Self { status, updated: time, ended: is_final(status).then_some(time) }
    }
}

impl Payout {
    pub(crate) fn new(id: u64, merchant: usize, shop: &'static Shop, order: Order, start: &'static str) -> Self {
        let created = Timestamp::now();
        Self { id, merchant, shop, order, created, state: Mutex::new(State::at(start, created)) }
    }

    pub(crate) fn state(&self) -> State {
        hold(&self.state).clone()
    }

    pub(crate) fn move_to(&self, status: &'static str) -> State {
        let mut state = hold(&self.state);
        *state = State::at(status, Timestamp::now());
        state.clone()
    }
}

/// Whether a payout of this status is not being worked on any more.
pub(crate) fn is_final(status: &str) -> bool {
    matches!(status, "success" | "failed" | "canceled" | "refunded" | "expired")
}

/// A time as answers write it.
pub(crate) fn written(time: Timestamp) -> String {
    format!("{time:.6}")
}
