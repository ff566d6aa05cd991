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
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

pub use behaviour::Behaviour;
pub use config::{Config, DEMO_ID, DEMO_KEY, DEMO_OTHER_ID, DEMO_OTHER_KEY, DEMO_OTHER_SECRET, DEMO_SECRET};
pub use fault::Fault;
pub use variant::Variant;

use super::Running;
use super::trust::{Carrier, PATIENCE};
use book::Book;

type Errand = Pin<Box<dyn Future<Output = ()> + Send>>;

/// All that one server holds.
#[derive(Debug)]
pub(crate) struct App {
    config: Config,
    book: Mutex<Book>,
    ids: AtomicU64,
    errands: mpsc::UnboundedSender<Errand>,
    carrier: Carrier,
    hashes: Mutex<HashSet<String>>,
    told: Mutex<HashSet<String>>,
}

impl App {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The hashes of creates that were accepted.
    fn hashes(&self) -> MutexGuard<'_, HashSet<String>> {
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The addresses that were told of a payout.
    fn told(&self) -> MutexGuard<'_, HashSet<String>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// A documented time as this server lives it.
    fn scaled(&self, seconds: u32) -> Duration {
        Duration::from_secs(seconds.into()).mul_f64(self.config.time_scale)
    }

    /// Has something done in the background, for as long as the server is up.
    fn send_off(&self, errand: impl Future<Output = ()> + Send + 'static) {
        // Fails only while the server shuts down.
        let _ = self.errands.send(Box::pin(errand));
    }
}

/// Starts a server and returns once it listens.
///
/// # Errors
///
/// When the address cannot be bound or the trusted certificates cannot be read.
pub async fn start(config: Config) -> std::io::Result<Running> {
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let carrier = Carrier::new(&config.webhook_trust, PATIENCE)?;
    let (errands, inbox) = mpsc::unbounded_channel();
    let app = Arc::new(App {
        config,
        book: Mutex::default(),
        ids: AtomicU64::new(7_204_411),
        errands,
        carrier,
        hashes: Mutex::default(),
        told: Mutex::default(),
    });
    let mut tasks = JoinSet::new();
    tasks.spawn(run_errands(inbox));
    // Without it small answers wait for the client's delayed acknowledgement.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tasks.spawn(async move {
        // It serves until the task is dropped.
        let _ = axum::serve(listener, serve::router(app)).await;
    });
    Ok(Running::new(address, tasks))
}

/// Does what was sent off, until the task is dropped and everything under way with it.
async fn run_errands(mut inbox: mpsc::UnboundedReceiver<Errand>) {
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            errand = inbox.recv() => match errand {
                Some(errand) => drop(under_way.spawn(errand)),
                None => return,
            },
            Some(_) = under_way.join_next(), if !under_way.is_empty() => {}
        }
    }
}
