//! The embedded Pay4Fun server, written from the documented facts and apart from the suite that judges servers: it knows
//! nothing of clauses, scenarios or generators.
//!
//! Where the documents are silent the following choices are ours, not Pay4Fun's: the order in which a request is looked
//! at (members, merchant, hash, forms, repeats); that an invoice is what makes two requests the same, and may be used
//! again after two minutes; that a repeat answers HTTP 400 with the code 409; that hashes are taken in either case; that
//! a payout takes ten seconds and succeeds; that a confirmation that was not taken comes again every ten minutes; what
//! the status of a payout is called where it is asked for. Each such choice has a field in [`Behaviour`] and, where other
//! servers may choose otherwise, a [`Variant`].

mod behaviour;
mod book;
mod cents;
mod config;
mod courier;
mod create;
mod fault;
mod hash;
mod order;
mod query;
mod refusal;
mod serve;
mod variant;
mod view;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

pub use behaviour::Behaviour;
pub use config::{Config, DEMO_ID, DEMO_KEY, DEMO_OTHER_ID, DEMO_OTHER_KEY, DEMO_OTHER_SECRET, DEMO_SECRET};
pub use fault::Fault;
pub use variant::Variant;

use super::errands::Errands;
use super::hold::hold;
use super::trust::{Carrier, PATIENCE};
use super::{Deviating, Running};
use book::Book;

/// All that one server holds.
#[derive(Debug)]
pub(crate) struct App {
    config: Config,
    book: Mutex<Book>,
    ids: AtomicU64,
    errands: Errands,
    carrier: Carrier,
    hashes: Mutex<HashSet<String>>,
    told: Mutex<HashSet<String>>,
}

impl App {
    fn book(&self) -> MutexGuard<'_, Book> {
        hold(&self.book)
    }

    /// The hashes of creates that were accepted.
    fn hashes(&self) -> MutexGuard<'_, HashSet<String>> {
        hold(&self.hashes)
    }

    /// The addresses that were told of a payout.
    fn told(&self) -> MutexGuard<'_, HashSet<String>> {
        hold(&self.told)
    }

    fn next_id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// A documented time as this server lives it.
    fn scaled(&self, seconds: u32) -> Duration {
        Duration::from_secs(seconds.into()).mul_f64(self.config.time_scale)
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
            ids: AtomicU64::new(7_204_411),
            errands,
            carrier,
            hashes: Mutex::default(),
            told: Mutex::default(),
        });
        Ok(serve::router(app))
    })
    .await
}
