//! Where payouts are kept: by invoice and merchant, and for two minutes by what makes two requests the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::order::Order;
use crate::reference::hold::hold;

/// A payout: what was ordered, and where it stands.
#[derive(Debug)]
pub(crate) struct Payout {
    pub(crate) merchant: usize,
    pub(crate) order: Order,
    state: Mutex<State>,
}

/// Where a payout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Paid { transaction: u64 },
    Failed,
}

impl Payout {
    pub(crate) fn new(merchant: usize, order: Order) -> Self {
        Self { merchant, order, state: Mutex::new(State::Pending) }
    }

    pub(crate) fn state(&self) -> State {
        *hold(&self.state)
    }

    pub(crate) fn move_to(&self, state: State) {
        *hold(&self.state) = state;
    }
}

#[derive(Debug, Default)]
pub(crate) struct Book {
    payouts: HashMap<(usize, String), Arc<Payout>>,
    recent: HashMap<(usize, String), Instant>,
}

impl Book {
    pub(crate) fn keep(&mut self, payout: &Arc<Payout>) {
        self.payouts.insert((payout.merchant, payout.order.invoice.clone()), Arc::clone(payout));
    }

    pub(crate) fn find(&self, merchant: usize, invoice: &str) -> Option<Arc<Payout>> {
        self.payouts.get(&(merchant, invoice.to_owned())).cloned()
    }

    /// The payout of an invoice, whoever's it is.
    pub(crate) fn find_anywhere(&self, invoice: &str) -> Option<Arc<Payout>> {
        self.payouts.iter().find(|((_, known), _)| known == invoice).map(|(_, payout)| Arc::clone(payout))
    }

    /// Whether a request like this one was accepted within this time.
    pub(crate) fn is_recent(&self, like: &(usize, String), within: Duration) -> bool {
        self.recent.get(like).is_some_and(|at| at.elapsed() < within)
    }

    pub(crate) fn note(&mut self, like: (usize, String)) {
        self.recent.insert(like, Instant::now());
    }

    pub(crate) fn forget(&mut self, like: &(usize, String)) {
        self.recent.remove(like);
    }
}
