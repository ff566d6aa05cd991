//! A hunt from smoke request to summary.

use super::endure::answers;
use super::worker::Worker;
use super::{HuntError, Ledger, NoteKind, Order, Shard};
use crate::fuzz::drive::{Ground, Walked};
use crate::fuzz::guide::Guide;
use crate::fuzz::pace::Beat;
use crate::runner::{Client, Stop};
use futures_util::future::join_all;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A hunt on its way.
#[derive(Debug)]
pub struct Hunt {
    /// What all walks share.
    pub ground: Ground,
    /// Asks the hunt to end.
    pub stop: Stop,
    pub(super) beat: Beat,
    pub(super) client: Arc<Client>,
    pub(super) must_only: bool,
    pub(super) patience: Duration,
    pub(super) out: Option<PathBuf>,
    ledger: Mutex<Ledger>,
    shard: Shard,
    workers: usize,
    until: Option<Instant>,
    most: Option<u64>,
    until_finding: bool,
    next: AtomicU64,
    walks: AtomicU64,
    requests: AtomicU64,
    looks: AtomicU64,
    further: AtomicU64,
    absences: AtomicU64,
    panics: AtomicU64,
    found: AtomicU64,
    over: AtomicBool,
    gone: Mutex<Option<String>>,
    failed: Mutex<Option<HuntError>>,
}

impl Hunt {
    /// A hunt about to begin.
    pub fn new(order: Order, stop: Stop) -> Result<Self, HuntError> {
        let guide = Guide::load(&order.suite, &order.target)?;
        let contract = &order.suite.contract;
        let client = Arc::new(Client::new(&order.target, &contract.auth)?);
        let beat = Beat::new(order.target.pace, contract.requests_per_minute, order.target.patience);
        let mut ledger = Ledger::default();
        ledger.knows(order.known);
        ledger.map.absorb(&order.reached);
        let ground = Ground::new(order.suite, order.target, guide, order.seed, order.salt);
        for walk in order.corpus.iter().filter_map(|written| ground.artist.read(written)) {
            ledger.corpus.keep(walk);
        }
        Ok(Self {
            beat,
            client,
            must_only: order.must_only,
            patience: order.patience,
            out: order.out,
            ledger: Mutex::new(ledger),
            shard: order.shard,
            workers: order.workers.max(1),
            until: order.lasts.map(|lasts| Instant::now() + lasts),
            most: order.requests,
            until_finding: order.until_finding,
            ground,
            stop,
            next: AtomicU64::new(0),
            walks: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            looks: AtomicU64::new(0),
            further: AtomicU64::new(0),
            absences: AtomicU64::new(0),
            panics: AtomicU64::new(0),
            found: AtomicU64::new(0),
            over: AtomicBool::new(false),
            gone: Mutex::new(None),
            failed: Mutex::new(None),
        })
    }

    /// Hunts until a limit is reached, the target is gone or somebody asks to stop.
    pub async fn run(&self) -> Result<(), HuntError> {
        self.usable().await?;
        join_all((0..self.workers).map(|number| Worker::new(self, number).work())).await;
        match lock(&self.failed).take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// What makes hunting pointless, if anything does.
    async fn usable(&self) -> Result<(), HuntError> {
        answers(&self.client, &self.ground)
            .await
            .map_err(|why| HuntError::Unusable(format!("the target does not answer ({why})")))
    }

    /// The index of the next walk; nothing when there is none.
    pub(super) fn next(&self) -> Option<u64> {
        let timed_out = self.until.is_some_and(|until| Instant::now() >= until);
        let enough = self.most.is_some_and(|most| self.requests() >= most);
        if self.stop.is_asked() || self.over.load(Ordering::SeqCst) || timed_out || enough {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        Some(number * u64::from(self.shard.of) + u64::from(self.shard.index))
    }

    /// Counts the requests of a walk; says how many there are by now.
    pub(super) fn count(&self, walked: &Walked, is_walk: bool) -> u64 {
        let sent: u64 = walked.done.iter().map(|done| done.exchanges.len() as u64).sum();
        if !is_walk {
            self.looks.fetch_add(sent, Ordering::Relaxed);
            return self.requests();
        }
        self.walks.fetch_add(1, Ordering::Relaxed);
        self.requests.fetch_add(sent, Ordering::Relaxed) + sent
    }

    pub(super) fn count_further(&self, walked: &Walked) {
        let sent: u64 = walked.done.iter().map(|done| done.exchanges.len() as u64).sum();
        self.further.fetch_add(sent, Ordering::Relaxed);
    }

    /// What the hunt knows by now.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        lock(&self.ledger)
    }

    /// How many walks were walked.
    pub fn walks(&self) -> u64 {
        self.walks.load(Ordering::Relaxed)
    }

    /// How many requests walks sent.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// How many requests late looks sent.
    pub fn looks(&self) -> u64 {
        self.looks.load(Ordering::Relaxed)
    }

    /// How many requests looking into findings took.
    pub fn further(&self) -> u64 {
        self.further.load(Ordering::Relaxed)
    }

    /// How often the target was away.
    pub fn absences(&self) -> u64 {
        self.absences.load(Ordering::SeqCst)
    }

    /// How often payspec itself failed.
    pub fn panics(&self) -> u64 {
        self.panics.load(Ordering::Relaxed)
    }

    /// The part of all walks that is walked here.
    pub fn shard(&self) -> Shard {
        self.shard
    }

    /// Why the target is gone, if it is.
    pub fn gone_because(&self) -> Option<String> {
        lock(&self.gone).clone()
    }

    pub(super) fn is_gone(&self) -> bool {
        lock(&self.gone).is_some()
    }

    pub(super) fn gone(&self, why: String) {
        if !self.stop.is_asked() {
            lock(&self.gone).get_or_insert(why);
        }
        self.over.store(true, Ordering::SeqCst);
    }

    pub(super) fn returned(&self, away: Duration) {
        self.absences.fetch_add(1, Ordering::SeqCst);
        self.ledger().note(NoteKind::Away, format!("the target was away for {} ms", away.as_millis()));
    }

    pub(super) fn panicked(&self, label: &str) {
        self.panics.fetch_add(1, Ordering::Relaxed);
        self.ledger().note(NoteKind::Panic, format!("payspec itself failed in {label}; this is a bug"));
    }

    pub(super) fn found(&self) {
        self.found.fetch_add(1, Ordering::SeqCst);
        if self.until_finding {
            self.over.store(true, Ordering::SeqCst);
        }
    }

    pub(super) fn fail(&self, error: HuntError) {
        lock(&self.failed).get_or_insert(error);
        self.over.store(true, Ordering::SeqCst);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
