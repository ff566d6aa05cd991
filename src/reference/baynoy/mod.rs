//! The embedded Baynoy server, written from the documented facts and apart from the suite that judges servers: it knows
//! nothing of clauses, scenarios or generators.
//!
//! Payouts can only be read, so it begins with some in each status, which stay as they are. Where the documents are silent
//! the following choices are ours, not Baynoy's: that somebody who tries to start a payout finds nothing; the order in
//! which a request is looked at (key, address, rate, scope, content); windows of a second; that seconds to come back stand
//! in the details; that idempotency keys are the merchant's and that refusals are not kept under them; what customers look
//! like; and a route of the bench, `/bench/events`, that has an event sent. Each such choice has a field in [`Behaviour`]
//! and, where other servers may choose otherwise, a [`Variant`].

mod admit;
mod behaviour;
mod config;
mod courier;
mod fault;
mod list;
mod neighbours;
mod payout;
mod rate;
mod refusal;
mod serve;
mod variant;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;

pub use behaviour::Behaviour;
pub use config::{
    Config, DEMO_ELSEWHERE_KEY, DEMO_EVERYTHING_KEY, DEMO_EXPIRED_KEY, DEMO_KEY, DEMO_NO_PAYOUTS_KEY,
    DEMO_OLDEST_PAYOUT, DEMO_OTHER_KEY, DEMO_PAYMENT, DEMO_REVOKED_KEY, DEMO_SECOND_KEY, DEMO_THIRD_KEY,
    DEMO_VOID_INVOICE, DEMO_WEBHOOK_SECRET,
};
pub use fault::Fault;
pub use variant::Variant;

use super::errands::Errands;
use super::hold::hold;
use super::trust::{Carrier, PATIENCE};
use super::{Deviating, Running};
use neighbours::{Customer, Kept};
use payout::Payout;
use rate::Counts;

/// What a route comes to when it is served.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A status, a body, and headers besides the usual ones.
    Json { status: u16, body: Value, headers: Vec<(&'static str, &'static str)> },
    /// The connection is dropped.
    Nothing,
}

impl Answer {
    fn json(status: u16, body: Value) -> Self {
        Self::Json { status, body, headers: Vec::new() }
    }
}

/// All that one server holds.
#[derive(Debug)]
pub(crate) struct App {
    config: Config,
    payouts: Mutex<Vec<Payout>>,
    customers: Mutex<Vec<Customer>>,
    /// First answers by whose key it is, and the key.
    kept: Mutex<HashMap<(String, String), Kept>>,
    /// What is left of the payment that can be refunded.
    left: Mutex<u64>,
    counts: Mutex<Counts>,
    seen: Mutex<HashSet<&'static str>>,
    looks: AtomicU64,
    numbers: AtomicU64,
    errands: Errands,
    carrier: Carrier,
}

impl App {
    fn payouts(&self) -> MutexGuard<'_, Vec<Payout>> {
        hold(&self.payouts)
    }

    fn customers(&self) -> MutexGuard<'_, Vec<Customer>> {
        hold(&self.customers)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<(String, String), Kept>> {
        hold(&self.kept)
    }

    fn left(&self) -> MutexGuard<'_, u64> {
        hold(&self.left)
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        hold(&self.counts)
    }

    /// Whether something happens for the first time.
    fn is_first(&self, what: &'static str) -> bool {
        hold(&self.seen).insert(what)
    }

    fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }
}

impl Deviating for Behaviour {
    const FAULTS: &'static [&'static [Fault]] = fault::CHAPTERS;
    const VARIANTS: &'static [&'static [Variant]] = variant::CHAPTERS;
}

/// Starts a server and returns once it listens.
///
/// # Errors
///
/// When the address cannot be bound or the trusted certificates cannot be read.
pub async fn start(config: Config) -> std::io::Result<Running> {
    Running::start(config.listen, |errands| {
        let carrier = Carrier::new(&config.webhook_trust, PATIENCE)?;
        let app = Arc::new(App {
            config,
            payouts: Mutex::new(payout::seeds()),
            customers: Mutex::default(),
            kept: Mutex::default(),
            left: Mutex::new(100_000_000),
            counts: Mutex::default(),
            seen: Mutex::default(),
            looks: AtomicU64::new(0),
            numbers: AtomicU64::new(70_001),
            errands,
            carrier,
        });
        Ok(serve::router(app))
    })
    .await
}
