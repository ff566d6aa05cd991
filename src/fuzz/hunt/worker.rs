//! One worker: draws a walk, walks it, brings what broke to the desk, and goes on whatever happens.

use super::isolate::isolated;
use super::parking::Parking;
use super::run::Shared;
use crate::contract::ClauseId;
use crate::fuzz::drive::{Done, Field, Ground, Lean, Mail, Parked, Sender, Walked};
use crate::fuzz::walk::{Walk, Walks, mutated};
use crate::generate::Source;
use crate::oracle::Bench;
use crate::runner::{Client, ClientError};
use proptest::prelude::RngExt;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Of a hundred walks so many grow out of kept ones.
const MUTATED: u32 = 45;
/// How long after its end a hunt still works on findings, or without an end by the clock waits for late looks.
pub(super) const GRACE: Duration = Duration::from_secs(10);
/// How long after an end by the clock it still reads what has arrived.
const READING: Duration = Duration::from_secs(1);

/// One worker.
pub(super) struct Worker<'w> {
    pub(super) shared: &'w Shared,
    pub(super) ground: &'w Ground,
    pub(super) bench: Bench<'w>,
    pub(super) sender: Sender,
    client: Option<Arc<Client>>,
    runner: TestRunner,
    parking: Parking<Parked>,
    mail: Parking<Mail>,
    turn: u64,
    number: usize,
    corpus: Vec<Walk>,
    heard: HashMap<ClauseId, u64>,
    pub(super) busy: u32,
}

/// What sends: connections of its own, or where they cannot serve the client of scenario runs.
pub(super) fn sender(ground: &Ground, client: &mut Option<Arc<Client>>) -> Result<Sender, ClientError> {
    let auth = &ground.contract().auth;
    if let Some(lean) = Lean::new(&ground.target, auth) {
        return Ok(Sender::Lean(Box::new(lean)));
    }
    let shared = match client {
        Some(client) => Arc::clone(client),
        None => Arc::clone(client.insert(Arc::new(Client::new(&ground.target, auth)?))),
    };
    Ok(Sender::Client(shared))
}

impl<'w> Worker<'w> {
    pub(super) fn new(
        shared: &'w Shared,
        number: usize,
        mut client: Option<Arc<Client>>,
        corpus: Vec<Walk>,
    ) -> Result<Self, ClientError> {
        let ground: &'w Ground = &shared.ground;
        let shard = shared.shard;
        let mut source = Source::new(ground.seed, "", &format!("fuzz {}", shard.number), &number.to_string());
        let mut bytes = [0; 32];
        for byte in &mut bytes {
            *byte = source.rng().random();
        }
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Ok(Self {
            sender: sender(ground, &mut client)?,
            client,
            runner: TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng),
            bench: Bench::new(ground.contract(), &ground.target.profile),
            parking: Parking::new(shared.workers == 1),
            mail: Parking::new(shared.workers == 1),
            turn: 0,
            number,
            corpus,
            heard: HashMap::new(),
            busy: 0,
            shared,
            ground,
        })
    }

    /// Walks until the hunt is over.
    pub(super) async fn work(mut self) -> BTreeMap<ClauseId, u64> {
        while !self.shared.is_over(self.parking.len() + self.mail.len()) {
            while let Some(parked) = self.parking.ready(self.turn) {
                self.look(parked).await;
            }
            while let Some(mail) = self.mail.ready(self.turn) {
                self.read(mail).await;
            }
            let walk = self.next_walk();
            self.walk(walk).await;
            self.turn += 1;
            // A target that answers at once and a clock that is never asked would leave nobody else a turn.
            tokio::task::yield_now().await;
        }
        self.last_looks().await;
        self.heard.into_iter().collect()
    }

    fn next_walk(&mut self) -> Walk {
        if let Some(walk) = self.corpus.pop() {
            return walk;
        }
        let rng = self.runner.rng();
        let (roll, one, other, third, fourth) =
            (rng.random_range(0..100_u32), rng.random(), rng.random(), rng.random(), rng.random());
        if roll < MUTATED {
            let pair = {
                let novelty = self.shared.novelty();
                let of = |one: u16, other: u16| novelty.rarer(one.into(), other.into()).cloned();
                of(one, other).zip(of(third, fourth))
            };
            if let Some((walk, lender)) = pair {
                let grown = mutated(&self.ground.artist, &walk, &lender, self.runner.rng());
                if !grown.acts.is_empty() {
                    return grown;
                }
            }
        }
        let tree = Walks(Arc::clone(&self.ground.artist)).new_tree(&mut self.runner);
        tree.map_or(Walk { acts: Vec::new() }, |tree| tree.current())
    }

    fn label(&self) -> String {
        format!("{}.{}.{}", self.shared.shard.number, self.number, self.turn)
    }

    async fn walk(&mut self, walk: Walk) {
        let label = self.label();
        let calm = self.shared.calm();
        let heard = &mut self.heard;
        let mut hear = |clause: &ClauseId, _: bool| count(heard, clause);
        let (ground, shared) = (self.ground, self.shared);
        let mut field = Field::new(ground, &self.bench, &mut self.sender, &shared.stop, &shared.beat, &mut hear, label);
        // Who goes on until then has nobody waiting afterwards.
        field.until = shared.deadline;
        let came = isolated(async {
            let walked = field.walk(&walk).await;
            let mail = field.mail(&walked);
            (walked, field.sent, std::mem::take(&mut field.parked), field.unanswered.take(), mail)
        });
        match came.await {
            Ok((walked, sent, parked, unanswered, mail)) => {
                self.parking.add(self.turn, parked);
                self.mail.add(self.turn, mail);
                self.after(walked, sent, unanswered, calm).await;
            }
            Err(panic) => self.broke_down(panic),
        }
    }

    async fn look(&mut self, parked: Parked) {
        let overdue = self.parking.is_overdue(parked.due);
        let label = format!("{}-late", self.label());
        let calm = self.shared.calm();
        let heard = &mut self.heard;
        let mut hear = |clause: &ClauseId, _: bool| count(heard, clause);
        let (ground, shared) = (self.ground, self.shared);
        let mut field = Field::new(ground, &self.bench, &mut self.sender, &shared.stop, &shared.beat, &mut hear, label);
        let came = isolated(async {
            let walked = if overdue { field.leave(parked.into()).await } else { field.look(parked).await };
            (walked, field.sent, field.unanswered.take())
        });
        match came.await {
            Ok((walked, sent, unanswered)) => self.after(walked, sent, unanswered, calm).await,
            Err(panic) => self.broke_down(panic),
        }
    }

    async fn read(&mut self, mail: Mail) {
        let overdue = self.mail.is_overdue(mail.due);
        let label = format!("{}-mail", self.label());
        let calm = self.shared.calm();
        let heard = &mut self.heard;
        let mut hear = |clause: &ClauseId, _: bool| count(heard, clause);
        let (ground, shared) = (self.ground, self.shared);
        let mut field = Field::new(ground, &self.bench, &mut self.sender, &shared.stop, &shared.beat, &mut hear, label);
        field.vain = Some(&shared.vain);
        field.until = shared.deadline.map(|deadline| deadline + READING);
        let came = isolated(async {
            let walked = if overdue { field.leave(mail.into()).await } else { field.read(mail).await };
            (walked, field.sent, field.unanswered.take())
        });
        match came.await {
            Ok((walked, sent, unanswered)) => self.after(walked, sent, unanswered, calm).await,
            Err(panic) => self.broke_down(panic),
        }
    }

    /// Takes the looks that are still waiting, as far as there is time for them.
    async fn last_looks(&mut self) {
        let until = self.shared.deadline.map_or_else(|| Instant::now() + GRACE, |deadline| deadline + READING);
        while let Some(parked) = self.parking.next() {
            if self.shared.is_cut_short() || parked.due > until || Instant::now() > until {
                return;
            }
            self.look(parked).await;
        }
        while let Some(mail) = self.mail.next() {
            if self.shared.is_cut_short() || mail.due > until || Instant::now() > until {
                return;
            }
            self.read(mail).await;
        }
    }

    pub(super) fn broke_down(&mut self, panic: String) {
        self.shared.trouble(|trouble| *trouble.panics.entry(crate::oracle::clean(&panic)).or_default() += 1);
        // Half a request may be on its way over the connections there were.
        if let Ok(sender) = sender(self.ground, &mut self.client) {
            self.sender = sender;
        }
    }

    /// Notes what a walk came to, and looks into what broke.
    async fn after(&mut self, mut walked: Walked, sent: u64, unanswered: Option<Box<Done>>, calm: u64) {
        let shared = self.shared;
        shared.count(sent);
        {
            let mut novelty = shared.novelty();
            if novelty.note(&walked) {
                shared.progress.note_places(&novelty);
            }
        }
        if walked.done.iter().any(|done| done.is_accepted_create()) {
            shared.drought().take();
        }
        if !self.mishap(&mut walked, unanswered).await {
            return;
        }
        for index in 0..walked.done.len() {
            if walked.done[index].breaks.is_empty() {
                continue;
            }
            let leads = shared.desk().bring(&walked.done[index].act, &walked.done[index].breaks);
            for lead in leads {
                self.follow(&walked, index, lead, calm).await;
            }
        }
    }
}

fn count(heard: &mut HashMap<ClauseId, u64>, clause: &ClauseId) {
    match heard.get_mut(clause) {
        Some(count) => *count += 1,
        None => drop(heard.insert(clause.clone(), 1)),
    }
}
