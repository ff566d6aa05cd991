//! The embedded Payfield server, written from the documented facts and apart from the suite that judges servers: it knows
//! nothing of clauses, scenarios or generators.
//!
//! Where the documents are silent the following choices are ours, not Payfield's: what signatures look like (small
//! hexadecimal digits); the order in which a request is looked at (key, timestamp, signature, fields, shop, repeat,
//! currency, balance); that an external id is unique within its shop; that a repeat shows the payout as it is, also when
//! its body has changed; that a refused create does not use up its external id; that money under way is moved from what
//! is available to what is pending; that amounts with more decimals than the currency has are rounded. Each such choice
//! has a field in [`Behaviour`] and, where other servers may choose otherwise, a [`Variant`].

mod admit;
mod amount;
mod behaviour;
mod book;
mod config;
mod courier;
mod create;
mod fault;
mod life;
mod payout;
mod refusal;
mod serve;
mod signing;
mod variant;
mod view;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;

pub use behaviour::Behaviour;
pub use config::{
    Config, DEMO_KEY, DEMO_OTHER_KEY, DEMO_OTHER_SECRET, DEMO_OTHER_SHOP, DEMO_SECRET, DEMO_SHOP, DEMO_WEBHOOK_SECRET,
};
pub use fault::Fault;
pub use variant::Variant;

use super::errands::Errands;
use super::hold::hold;
use super::trust::{Carrier, PATIENCE};
use super::{Deviating, Running};
use book::Book;

/// What a route comes to when it is served.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A status and a body.
    Json(u16, Value),
    /// The connection is dropped.
    Nothing,
}

/// All that one server holds.
#[derive(Debug)]
pub(crate) struct App {
    config: Config,
    book: Mutex<Book>,
    ids: AtomicU64,
    errands: Errands,
    carrier: Carrier,
    signatures: Mutex<HashSet<String>>,
}

impl App {
    fn book(&self) -> MutexGuard<'_, Book> {
        hold(&self.book)
    }

    fn next_id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether a signature was not seen before.
    fn is_fresh(&self, signature: &str) -> bool {
        hold(&self.signatures).insert(signature.to_owned())
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
            book: Mutex::default(),
            ids: AtomicU64::new(1_048_001),
            errands,
            carrier,
            signatures: Mutex::default(),
        });
        Ok(serve::router(app))
    })
    .await
}
