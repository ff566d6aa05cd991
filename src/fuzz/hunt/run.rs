//! One hunt from its first request to its summary.

use super::desk::Desk;
use super::health::unusable;
use super::summary::{Ended, FORMAT, Run, Summary, Trouble};
use super::worker::{Worker, sender};
use super::{Coverage, Limits, Novelty, Order, Progress, Shard};
use crate::contract::ClauseId;
use crate::fuzz::drive::{Ear, Ground, Vain};
use crate::fuzz::pace::Beat;
use crate::fuzz::walk::Walk;
use crate::oracle::Bench;
use crate::runner::{ClientError, Stop};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What all workers share.
pub(super) struct Shared {
    pub(super) ground: Arc<Ground>,
    pub(super) beat: Beat,
    pub(super) stop: Stop,
    pub(super) shard: Shard,
    pub(super) workers: usize,
    pub(super) telling: bool,
    pub(super) strict: bool,
    pub(super) deadline: Option<Instant>,
    pub(super) progress: Arc<Progress>,
    pub(super) retold: AtomicU64,
    /// What webhooks were waited for in vain.
    pub(super) vain: Mutex<Vain>,
    limits: Limits,
    today: Date,
    found: AtomicBool,
    /// Since when the target has said "not now" without accepting anything.
    drought: Mutex<Option<Instant>>,
    unusable: Mutex<Option<String>>,
    novelty: Mutex<Novelty>,
    desk: Mutex<Desk>,
    trouble: Mutex<Trouble>,
    disturbances: AtomicU64,
    tellings: AtomicU64,
    walks: AtomicU64,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whoever panicked while holding it left counts behind, no half-built structure.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(super) fn novelty(&self) -> MutexGuard<'_, Novelty> {
        held(&self.novelty)
    }

    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        held(&self.desk)
    }

    pub(super) fn trouble(&self, note: impl FnOnce(&mut Trouble)) {
        note(&mut held(&self.trouble));
        self.disturbances.fetch_add(1, Ordering::Relaxed);
    }

    /// A number that changes with every disturbance.
    pub(super) fn calm(&self) -> u64 {
        self.disturbances.load(Ordering::Relaxed)
    }

    /// How often the target was away.
    pub(super) fn outages(&self) -> u64 {
        held(&self.trouble).outages
    }

    pub(super) fn outage(&self, away: Duration) {
        self.trouble(|trouble| {
            trouble.outages += 1;
            trouble.away_ms += u64::try_from(away.as_millis()).unwrap_or(u64::MAX);
        });
    }

    pub(super) fn drought(&self) -> MutexGuard<'_, Option<Instant>> {
        held(&self.drought)
    }

    pub(super) fn end_unusable(&self, why: String) {
        held(&self.unusable).get_or_insert(why);
        self.stop.ask();
    }

    pub(super) fn count(&self, sent: u64) {
        self.progress.requests.fetch_add(sent, Ordering::Relaxed);
        self.walks.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn telling_number(&self) -> u64 {
        self.tellings.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn found(&self) {
        self.found.store(true, Ordering::Relaxed);
    }

    /// Whether no further walk is to begin, when so many looks are still to be taken.
    pub(super) fn is_over(&self, waiting: usize) -> bool {
        let used = self.limits.requests.is_some_and(|most| self.progress.requests() + waiting as u64 >= most);
        self.is_cut_short() || used || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Whether even what is waiting is to be left.
    pub(super) fn is_cut_short(&self) -> bool {
        self.stop.is_asked() || (self.limits.until_finding && self.found.load(Ordering::Relaxed))
    }

    /// How much time is left.
    pub(super) fn rest(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// The operator's reason for a clause that is waived today.
    pub(super) fn waived(&self, clause: &ClauseId) -> Option<String> {
        let waivers = self.ground.target.waivers.iter();
        let mut waiver = waivers.filter(|waiver| waiver.clause == *clause && !waiver.is_overdue(self.today));
        waiver.next().map(|waiver| waiver.reason.clone())
    }
}

/// Hunts until a limit is reached, the end is asked for or the target is gone; always with a summary, and with the
/// walks worth keeping.
pub async fn hunt(order: Order) -> Result<(Summary, Novelty), ClientError> {
    let began = Instant::now();
    let ground = Arc::clone(&order.ground);
    let documented = ground.contract().requests_per_minute;
    let shared = Arc::new(Shared {
        beat: Beat::new(ground.target.pace, documented, ground.target.patience),
        stop: order.stop,
        shard: order.shard,
        workers: order.workers.max(1),
        telling: order.telling,
        strict: order.strict,
        deadline: order.limits.time.map(|time| began + time),
        progress: order.progress,
        retold: AtomicU64::new(0),
        vain: Mutex::new(Vain::default()),
        limits: order.limits,
        today: order.today,
        found: AtomicBool::new(false),
        drought: Mutex::new(None),
        unusable: Mutex::new(None),
        novelty: Mutex::new(Novelty::default()),
        desk: Mutex::new(Desk::new(order.known)),
        trouble: Mutex::new(Trouble::default()),
        disturbances: AtomicU64::new(0),
        tellings: AtomicU64::new(0),
        walks: AtomicU64::new(0),
        ground,
    });
    let mut client = None;
    let mut first = sender(&shared.ground, &mut client)?;
    let why = unusable(&shared.ground, &mut first).await;
    drop(first);
    let mut heard = BTreeMap::new();
    match why {
        Some(why) => *held(&shared.unusable) = Some(why),
        None => {
            let mut corpora: Vec<Vec<Walk>> = vec![Vec::new(); shared.workers];
            for (index, (reached, walk)) in order.corpus.into_iter().enumerate() {
                corpora[index % shared.workers].push(walk.clone());
                shared.novelty().take_up(reached, walk);
            }
            let mut workers = JoinSet::new();
            for (number, corpus) in corpora.into_iter().enumerate() {
                let (shared, client) = (Arc::clone(&shared), client.clone());
                workers.spawn(async move {
                    match Worker::new(&shared, number, client, corpus) {
                        Ok(worker) => worker.work().await,
                        Err(_) => BTreeMap::new(),
                    }
                });
            }
            while let Some(worked) = workers.join_next().await {
                match worked {
                    Ok(counts) => {
                        for (clause, count) in counts {
                            *heard.entry(clause).or_default() += count;
                        }
                    }
                    Err(error) => {
                        let words = format!("a worker ended: {error}");
                        shared.trouble(|trouble| *trouble.panics.entry(words).or_default() += 1);
                    }
                }
            }
        }
    }
    Ok(summary(&shared, heard, began.elapsed()))
}

fn summary(shared: &Shared, heard: BTreeMap<ClauseId, u64>, took: Duration) -> (Summary, Novelty) {
    let ground = &shared.ground;
    let bench = Bench::new(ground.contract(), &ground.target.profile);
    let novelty = std::mem::take(&mut *shared.novelty());
    let (findings, recognised, beyond, dismissed) = std::mem::take(&mut *shared.desk()).into_parts();
    let mut trouble = held(&shared.trouble).clone();
    (trouble.beyond, trouble.dismissed) = (beyond, dismissed);
    trouble.unheard = ground.ear.as_ref().and_then(Ear::deafness);
    let requests = shared.progress.requests();
    let ended = match held(&shared.unusable).take() {
        Some(why) => Ended::Unusable(why),
        None if shared.stop.is_asked() => Ended::Interrupted,
        None if shared.limits.until_finding && shared.found.load(Ordering::Relaxed) => Ended::Finding,
        None if shared.deadline.is_some_and(|deadline| Instant::now() >= deadline) => Ended::Time,
        None => Ended::Requests,
    };
    let summary = Summary {
        format: FORMAT,
        contract: ground.contract().name.clone(),
        suite: ground.suite.digest(),
        profile: ground.target.profile.clone(),
        seed: ground.seed.to_string(),
        shard: shared.shard.to_string(),
        ended,
        requests,
        retold: shared.retold.load(Ordering::Relaxed),
        walks: shared.walks.load(Ordering::Relaxed),
        trouble,
        findings,
        recognised: Summary::recognised(recognised),
        coverage: Coverage::of(ground, &bench, &novelty, &heard),
        run: Run {
            payspec: env!("CARGO_PKG_VERSION").to_owned(),
            target: ground.target.name.clone(),
            url: ground.target.url.clone(),
            salt: ground.salt.0.clone(),
            took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            workers: shared.workers,
        },
    };
    (summary, novelty)
}
