//! Where payouts are kept: by id, and per API key in order of creation. Locks are held for single lookups only.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::Value;

use super::Config;
use super::behaviour::gates::{Store as Limit, StoreCounts};
use super::hold::hold;
use super::ledger::Ledger;
use super::payout::Payout;

const SHARDS: usize = 64;

/// The payouts of one API key.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) by_sequence: BTreeMap<u64, Arc<Payout>>,
    pub(crate) by_external_id: HashMap<String, Vec<u64>>,
}

#[derive(Debug)]
pub(crate) struct Store {
    shards: Vec<Mutex<HashMap<String, Arc<Payout>>>>,
    hasher: RandomState,
    pub(crate) books: Vec<Mutex<Book>>,
    pub(crate) ledger: Ledger,
    open: AtomicUsize,
    stored: AtomicUsize,
    sequence: AtomicU64,
    ended: Mutex<VecDeque<(Instant, Arc<Payout>)>>,
}

impl Store {
    pub(crate) fn new(tenants: usize) -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            books: (0..tenants).map(|_| Mutex::default()).collect(),
            ledger: Ledger::new(tenants),
            open: AtomicUsize::new(0),
            stored: AtomicUsize::new(0),
            sequence: AtomicU64::new(1),
            ended: Mutex::default(),
        }
    }

    fn shard(&self, id: &str) -> &Mutex<HashMap<String, Arc<Payout>>> {
        &self.shards[(self.hasher.hash_one(id) % SHARDS as u64) as usize]
    }

    pub(crate) fn next_sequence(&self) -> u64 {
        self.sequence.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    pub(crate) fn stored(&self) -> usize {
        self.stored.load(Ordering::Relaxed)
    }

    /// Whether one more payout would not fit.
    pub(crate) fn is_full(&self, config: &Config) -> bool {
        self.room(config).is_some_and(|(used, most)| used.load(Ordering::Relaxed) >= most)
    }

    /// Takes up room for one payout, if there is any.
    pub(crate) fn occupy(&self, config: &Config) -> bool {
        let Some((limited, most)) = self.room(config) else {
            self.open.fetch_add(1, Ordering::AcqRel);
            self.stored.fetch_add(1, Ordering::AcqRel);
            return true;
        };
        let take = |count: usize| (count < most).then_some(count + 1);
        if limited.fetch_update(Ordering::AcqRel, Ordering::Acquire, take).is_err() {
            return false;
        }
        let other = if std::ptr::eq(limited, &self.open) { &self.stored } else { &self.open };
        other.fetch_add(1, Ordering::AcqRel);
        true
    }

    fn room(&self, config: &Config) -> Option<(&AtomicUsize, usize)> {
        let most = match config.behaviour.gates.store {
            Limit::Unlimited => return None,
            Limit::OneMore => config.max_open + 1,
            Limit::OneLess => config.max_open.saturating_sub(1),
            Limit::Limited | Limit::ReplaysRefusedToo | Limit::ReadsRefusedToo => config.max_open,
        };
        match config.behaviour.gates.store_counts {
            StoreCounts::Open => Some((&self.open, most)),
            StoreCounts::Stored => Some((&self.stored, most)),
        }
    }

    /// A payout ended and is no longer open.
    pub(crate) fn vacate(&self) {
        self.open.fetch_sub(1, Ordering::AcqRel);
    }

    pub(crate) fn publish(&self, payout: &Arc<Payout>) {
        hold(self.shard(&payout.id)).insert(payout.id.clone(), Arc::clone(payout));
        let mut book = hold(&self.books[payout.tenant]);
        book.by_sequence.insert(payout.sequence, Arc::clone(payout));
        book.by_external_id.entry(payout.order.external_id.clone()).or_default().push(payout.sequence);
    }

    pub(crate) fn find(&self, id: &str) -> Option<Arc<Payout>> {
        hold(self.shard(id)).get(id).cloned()
    }

    /// The first payout of a tenant with this `external_id`.
    pub(crate) fn named(&self, tenant: usize, external_id: &str) -> Option<Arc<Payout>> {
        let book = hold(&self.books[tenant]);
        let first = book.by_external_id.get(external_id)?.first()?;
        book.by_sequence.get(first).cloned()
    }

    /// The first payout of a tenant that was ordered with the same body but for its `external_id`.
    pub(crate) fn of_content(&self, tenant: usize, body: &Value) -> Option<Arc<Payout>> {
        let content = |body: &Value| {
            let mut members = body.as_object().cloned().unwrap_or_default();
            members.remove("external_id");
            members
        };
        let wanted = content(body);
        hold(&self.books[tenant]).by_sequence.values().find(|payout| content(&payout.order.body) == wanted).cloned()
    }

    /// Queues an ended payout for eviction, when the server forgets ended payouts at all.
    pub(crate) fn retire(&self, payout: &Arc<Payout>, config: &Config) {
        let Some(most) = config.evict_terminal_after else { return };
        hold(&self.ended).push_back((Instant::now(), Arc::clone(payout)));
        let too_many = || {
            let mut ended = hold(&self.ended);
            let oldest = ended.front().filter(|(at, _)| at.elapsed() >= config.evict_no_sooner);
            if ended.len() > most && oldest.is_some() { ended.pop_front() } else { None }
        };
        // More than one may have become old enough since the last one ended.
        while let Some((_, payout)) = too_many() {
            self.evict(&payout, config);
        }
    }

    fn evict(&self, payout: &Arc<Payout>, config: &Config) {
        if hold(self.shard(&payout.id)).remove(&payout.id).is_none() {
            return;
        }
        self.stored.fetch_sub(1, Ordering::AcqRel);
        self.ledger.forget(payout, &config.behaviour.duplicates);
        let mut book = hold(&self.books[payout.tenant]);
        book.by_sequence.remove(&payout.sequence);
        if let Some(sequences) = book.by_external_id.get_mut(&payout.order.external_id) {
            sequences.retain(|sequence| *sequence != payout.sequence);
            if sequences.is_empty() {
                book.by_external_id.remove(&payout.order.external_id);
            }
        }
    }
}
