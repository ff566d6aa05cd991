//! The embedded Clevis server, written from the documented facts and apart from the suite that judges servers: it knows
//! nothing of clauses, scenarios or generators.
//!
//! Where the documentation is silent the following choices are ours, not Clevis': the bodies of list, requirements and
//! cancel; the beneficiaries of AR, BR, CL and PE (see `country`); the values of `X-Mock-Outcome` (`paid`, `slow`,
//! `stuck`, `rejected_intake`, `rejected_bank`, `rejected_funds`, `rejected_limit`, `rejected_compliance`);
//! `X-Mock-Outcome-At` is taken and does nothing; only payouts that have not ended count against the store limit; two
//! bodies are the same when they are equal as parsed JSON, with numbers compared digit by digit; a header key and an
//! equal `external_id` are different keys; a failed create consumes neither. Each such choice has a field in
//! [`Behaviour`] and, where other servers may choose otherwise, a [`Variant`].

mod amount;
mod answer;
mod at_work;
mod behaviour;
mod beneficiary;
mod cancel;
mod catalogue;
mod check_digit;
mod clock;
mod config;
mod country;
mod courier;
mod create;
mod destination;
mod draft;
mod event;
mod fault;
mod gate;
mod hostile;
mod ids;
mod journey;
mod json;
mod ledger;
mod list;
mod payout;
mod read;
mod refusal;
mod resource;
mod route;
mod same_body;
mod serve;
mod side_routes;
mod signing;
mod spanish;
mod stamp;
mod status;
mod store;
mod test_bench;
mod transit;
mod trigger;
mod variant;
mod view;

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use super::WebhookTrust;
pub use behaviour::Behaviour;
pub use config::{Config, DEMO_KEY, DEMO_OTHER_KEY, DEMO_WEBHOOK_SECRET};
pub use fault::{Fault, Setting};
pub use variant::Variant;

use super::{Running, hold};
use at_work::AtWork;
use clock::Clock;
use courier::{Courier, Van};
use ids::Ids;
use store::Store;

/// All that one server holds.
#[derive(Debug)]
struct App {
    config: Arc<Config>,
    ids: Arc<Ids>,
    store: Store,
    clock: Clock,
    courier: Arc<Courier>,
    rate: Vec<DefaultDirectRateLimiter>,
    at_work: AtWork,
    requests: AtomicU64,
    /// Notification URLs by payroll calculation, for a server that mixes them up.
    addresses: Mutex<BTreeMap<String, Option<String>>>,
    started: tokio::time::Instant,
}

impl App {
    fn behaviour(&self) -> &Behaviour {
        &self.config.behaviour
    }

    /// How many requests came before this call.
    fn requests(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed)
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
    let config = Arc::new(config);
    let ids = Arc::new(Ids::new(config.seed));
    let van = Arc::new(Van::new(Arc::clone(&config), Arc::clone(&ids))?);
    let (courier, inbox) = Courier::new(&config.behaviour);
    let courier = Arc::new(courier);
    // One place more than keys, for behaviours that let strangers in.
    let tenants = config.keys.len() + 1;
    let quota = config.rate_per_minute.and_then(NonZeroU32::new).map(Quota::per_minute);
    let rate = quota.map_or_else(Vec::new, |quota| (0..tenants).map(|_| RateLimiter::direct(quota)).collect());
    let app = Arc::new(App {
        ids,
        store: Store::new(tenants),
        clock: Clock::default(),
        courier: Arc::clone(&courier),
        rate,
        at_work: AtWork::default(),
        requests: AtomicU64::new(0),
        addresses: Mutex::default(),
        started: tokio::time::Instant::now(),
        config,
    });
    let mut tasks = JoinSet::new();
    tasks.spawn(courier::run(van, courier, inbox));
    tasks.spawn(clock::run(Arc::clone(&app)));
    tasks.spawn(serve::run(app, listener));
    Ok(Running::new(address, tasks))
}
