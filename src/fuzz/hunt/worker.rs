//! One worker: walks walks, one after the other, until the hunt is over.

use super::endure::{Return, await_return};
use super::{Hunt, NoteKind, Root, roots};
use crate::contract::ClauseId;
use crate::fuzz::drive::{Field, Lean, Parked, Sender, Walked, Why};
use crate::fuzz::walk::{Walk, mutated};
use crate::oracle::Bench;
use futures_util::FutureExt;
use proptest::prelude::RngExt;
use proptest::test_runner::{RngAlgorithm, TestRng};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Raised when walks are drawn otherwise on purpose, because old seeds then mean other walks.
const DOMAIN: &[u8] = b"payspec fuzz walk 1";
/// Of a hundred walks, so many grow out of earlier ones.
const ALTERED: u32 = 30;
/// After so many walks a worker tells the others what it counted.
const COUNTED: u32 = 32;
/// How many late looks wait at most.
const MOST_PARKED: usize = 2_048;
/// How long late looks may hold up the end.
const LAST_LOOKS: Duration = Duration::from_secs(8);
/// How long a worker rests when the target is busy.
const BUSY_REST: Duration = Duration::from_secs(1);

/// One worker.
pub(super) struct Worker<'h> {
    pub(super) hunt: &'h Hunt,
    pub(super) number: usize,
    bench: Bench<'h>,
    sender: Sender,
    parked: Vec<Parked>,
    clauses: BTreeMap<ClauseId, (u64, u64)>,
    further: u64,
    uncounted: u32,
}

impl<'h> Worker<'h> {
    pub(super) fn new(hunt: &'h Hunt, number: usize) -> Self {
        let target = &hunt.ground.target;
        let sender = match Lean::new(target, &hunt.ground.contract().auth) {
            Some(lean) => Sender::Lean(Box::new(lean)),
            None => Sender::Client(Arc::clone(&hunt.client)),
        };
        let bench = Bench::new(hunt.ground.contract(), &target.profile);
        Self { hunt, number, bench, sender, parked: Vec::new(), clauses: BTreeMap::new(), further: 0, uncounted: 0 }
    }

    /// Walks until the hunt is over.
    pub(super) async fn work(mut self) {
        while let Some(index) = self.hunt.next() {
            let walk = self.drawn(index);
            let label = format!("fuzz/{index:x}");
            match self.walk(&walk, label, false).await {
                Some(walked) => self.account(walked, true).await,
                None => continue,
            }
            self.late_looks().await;
        }
        let until = Instant::now() + LAST_LOOKS;
        while !self.parked.is_empty() && Instant::now() < until && !self.hunt.stop.is_asked() && !self.hunt.is_gone() {
            self.late_looks().await;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.hunt.ledger().judged(&mut self.clauses);
    }

    /// The walk of an index: drawn anew, or grown out of earlier ones.
    fn drawn(&self, index: u64) -> Walk {
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        hash.update(self.hunt.ground.seed.get().to_be_bytes());
        hash.update(index.to_be_bytes());
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &hash.finalize());
        let artist = &self.hunt.ground.artist;
        let (one, other): (u32, u32) = (rng.random(), rng.random());
        if rng.random_range(0..100) < ALTERED {
            let size = |number: u32| usize::try_from(number).unwrap_or(0);
            if let Some((walk, lender)) = self.hunt.ledger().corpus.pair(size(one), size(other)) {
                return mutated(artist, &walk, &lender, &mut rng);
            }
        }
        artist.walk(&mut rng)
    }

    /// Walks one walk; nothing when that failed for a reason of ours.
    pub(super) async fn walk(&mut self, walk: &Walk, label: String, slowly: bool) -> Option<Walked> {
        let clauses = &mut self.clauses;
        let mut count = |clause: &ClauseId, broken: bool| note_clause(clauses, clause, broken);
        let hunt = self.hunt;
        let mut field =
            Field::new(&hunt.ground, &self.bench, &mut self.sender, &hunt.stop, &hunt.beat, &mut count, label.clone());
        field.patient = slowly;
        field.scripted = slowly;
        let walked = AssertUnwindSafe(field.walk(walk)).catch_unwind().await;
        let parked = std::mem::take(&mut field.parked);
        drop(field);
        self.park(parked);
        match walked {
            Ok(walked) => Some(walked),
            Err(_) => {
                hunt.panicked(&label);
                None
            }
        }
    }

    fn park(&mut self, parked: Vec<Parked>) {
        self.parked.extend(parked);
        if self.parked.len() > MOST_PARKED {
            self.parked.drain(..self.parked.len() - MOST_PARKED);
        }
    }

    /// Takes into account what a walk showed.
    async fn account(&mut self, walked: Walked, counts: bool) {
        let after = self.hunt.count(&walked, counts);
        let mut found = roots(&walked);
        match &walked.why {
            Why::Over => {}
            Why::Stopped => return,
            Why::Unsendable(why) => self.hunt.ledger().note(NoteKind::Panic, why.clone()),
            Why::Busy(status) => {
                self.hunt.ledger().note(NoteKind::Busy, format!("the target kept answering {status}"));
                self.rest(BUSY_REST).await;
            }
            Why::Silence(silence) => {
                let text = format!("{}: {}", silence.kind.words(), crate::oracle::clean(&silence.text));
                if !self.return_of_target().await {
                    return;
                }
                // It answers others. Whether it never answers this, the walk shows when it is walked again.
                let last = walked.done.len().saturating_sub(1);
                if !self.silent_again(&walked.walk).await {
                    self.hunt.ledger().note(NoteKind::Silence, text);
                    found.retain(|root| root.at != last);
                }
            }
        }
        {
            let mut ledger = self.hunt.ledger();
            if counts {
                ledger.reached(&walked);
            }
            self.uncounted += 1;
            if self.uncounted >= COUNTED {
                self.uncounted = 0;
                ledger.judged(&mut self.clauses);
            }
        }
        for root in found {
            if self.claims(&root) {
                self.inquire(&root, &walked.walk, after).await;
            }
        }
    }

    fn claims(&self, root: &Root) -> bool {
        self.hunt.ledger().claim(root, self.hunt.must_only)
    }

    async fn silent_again(&mut self, walk: &Walk) -> bool {
        let label = self.further_label();
        let Some(walked) = self.walk(walk, label, true).await else { return false };
        self.hunt.count_further(&walked);
        matches!(walked.why, Why::Silence(_))
    }

    /// Waits for the target where it went away; says whether it is there.
    pub(super) async fn return_of_target(&mut self) -> bool {
        let hunt = self.hunt;
        match await_return(&hunt.client, &hunt.ground, hunt.patience, &hunt.stop).await {
            Return::Never => true,
            Return::After(away) => {
                hunt.returned(away);
                true
            }
            Return::Gone(why) => {
                hunt.gone(why);
                false
            }
        }
    }

    /// Takes every late look that is due.
    async fn late_looks(&mut self) {
        let now = Instant::now();
        while let Some(at) = self.parked.iter().position(|parked| parked.due <= now) {
            let parked = self.parked.swap_remove(at);
            let clauses = &mut self.clauses;
            let mut count = |clause: &ClauseId, broken: bool| note_clause(clauses, clause, broken);
            let hunt = self.hunt;
            let label = "fuzz/late".to_owned();
            let mut field = Field::new(&hunt.ground, &self.bench, &mut self.sender, &hunt.stop, &hunt.beat, &mut count, label);
            let walked = AssertUnwindSafe(field.look(parked)).catch_unwind().await;
            let parked = std::mem::take(&mut field.parked);
            drop(field);
            self.park(parked);
            match walked {
                Ok(walked) => Box::pin(self.account(walked, false)).await,
                Err(_) => hunt.panicked("a late look"),
            }
        }
    }

    /// A label for a walk that is walked besides those that count.
    pub(super) fn further_label(&mut self) -> String {
        self.further += 1;
        format!("fuzz/further/{}/{:x}", self.number, self.further)
    }

    async fn rest(&self, wait: Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.hunt.stop.asked() => {}
        }
    }
}

fn note_clause(clauses: &mut BTreeMap<ClauseId, (u64, u64)>, clause: &ClauseId, broken: bool) {
    match clauses.get_mut(clause) {
        Some(entry) => {
            entry.0 += 1;
            entry.1 += u64::from(broken);
        }
        None => {
            clauses.insert(clause.clone(), (1, u64::from(broken)));
        }
    }
}
