//! One test, step by step: draft, send, record, judge.

use super::pace::Pacer;
use super::{Client, ClientError, Draft, Drawn, Stop};
use crate::contract::Need;
use crate::expect::{CheckKind, StatusPattern};
use crate::generate::RunSeed;
use crate::oracle::{Flow, SampleValues, Story};
use crate::record::{Answer, Exchange, Line, Recorder};
use crate::report::{Evidence, Tested};
use crate::scenario::{Act, Body, Credential, Rhythm, Salt, Step, Suite, Test, TestId, Values, Volley};
use crate::target::Target;
use crate::verdict::{Ending, Strictness};
use futures_util::future::join_all;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Barrier;

/// Everything a run is made of.
#[derive(Debug)]
pub struct Setup {
    /// The contract and its tests.
    pub suite: Arc<Suite>,
    /// The server under test.
    pub target: Target,
    /// The run's seed.
    pub seed: RunSeed,
    /// What makes identifiers differ between runs of one seed.
    pub salt: Salt,
    /// Whether a SHOULD counts as a MUST.
    pub strictness: Strictness,
    /// Where facts are written.
    pub recorder: Option<Recorder>,
    /// Asks the run to end.
    pub stop: Stop,
}

/// Runs tests against one target.
#[derive(Debug)]
pub struct Runner {
    setup: Setup,
    client: Client,
    pacer: Pacer,
    offers: BTreeSet<Need>,
    began: Instant,
}

/// The step name of smoke requests in a record.
pub(crate) const SMOKE: &str = "~smoke";
/// How often a request is sent again after a 429.
const MOST_429: u32 = 20;

/// A test cut short by something that is not its subject.
struct CutShort(String);

impl Runner {
    /// A runner for a target.
    pub fn new(setup: Setup) -> Result<Self, ClientError> {
        let client = Client::new(&setup.target, &setup.suite.contract.auth)?;
        let pacer = Pacer::new(setup.target.pace, setup.suite.contract.requests_per_minute);
        let offers = setup.target.offers();
        Ok(Self { setup, client, pacer, offers, began: Instant::now() })
    }

    /// What the run is made of.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The smoke request before a run: what makes judging pointless, if anything does.
    pub async fn smoke(&self) -> Result<Option<String>, String> {
        let exchange = self.smoke_exchange(&TestId::of(SMOKE)).await.map_err(|cut| cut.0)?;
        let smoke = &self.setup.suite.contract.smoke;
        Ok(match &exchange.answer {
            Answer::Silence(silence) => Some(format!(
                "the target does not answer ({}: {})",
                silence.kind.words(),
                crate::oracle::clean(&silence.text)
            )),
            Answer::Received(received) if smoke.refused.contains(&received.status) => {
                Some(format!("the target does not accept the key of credential `main` (status {})", received.status))
            }
            Answer::Received(received) => {
                let kind = received.header("content-type").unwrap_or_default().to_ascii_lowercase();
                kind.starts_with("text/html").then(|| {
                    format!(
                        "the target answers with a web page (status {}); is the URL that of the API?",
                        received.status
                    )
                })
            }
        })
    }

    /// Runs one test and judges it.
    pub async fn run(&self, test: &Test) -> Tested {
        let started = Instant::now();
        let given = Values::given(self.setup.seed, &self.setup.salt, test.id.as_str(), &test.given);
        let mut values = given;
        for (name, value) in self.setup.target.built_in_values() {
            values.set(name, value);
        }
        let story = Story::new(&self.setup.suite, test, values, &self.offers, self.setup.strictness);
        let mut telling =
            Telling { runner: self, test, story, sent: BTreeMap::new(), evidence: BTreeMap::new(), requests: 0 };
        let ending = match telling.tell().await {
            Ok(()) => Ending::Completed,
            Err(CutShort(why)) => Ending::Errored(why),
        };
        let line = Line::Ended { test: test.id.clone(), ending: ending.clone() };
        let ending = match self.record(&line) {
            Ok(_) => ending,
            Err(CutShort(why)) => Ending::Errored(why),
        };
        let (judgement, unique) = telling.story.conclude(ending);
        Tested { judgement, unique, requests: telling.requests, took: started.elapsed(), evidence: telling.evidence }
    }

    fn record(&self, line: &Line) -> Result<u64, CutShort> {
        match &self.setup.recorder {
            Some(recorder) => recorder.write(line).map_err(|error| CutShort(error.to_string())),
            None => Ok(0),
        }
    }

    async fn smoke_exchange(&self, test: &TestId) -> Result<Exchange, CutShort> {
        let contract = &self.setup.suite.contract;
        let operation = self.setup.target.operations.get(&contract.smoke.send);
        let mut path = operation.map(|operation| operation.path.clone()).unwrap_or_default();
        for (name, value) in &contract.smoke.with {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let draft = Draft {
            method: operation.map(|operation| operation.method.clone()).unwrap_or_default(),
            path,
            headers: [("Accept".to_owned(), "application/json".to_owned())].into(),
            body: None,
            credential: Credential::Main,
            operation: Some(contract.smoke.send.clone()),
        };
        let place = Place { test, step: SMOKE, attempt: 1, copy: 1 };
        self.exchange(place, &draft, false).await.map(|(exchange, _)| exchange)
    }

    /// Sends one request, again when the target asks to slow down, and records each time.
    async fn exchange(&self, place: Place<'_>, draft: &Draft, wants_429: bool) -> Result<(Exchange, u64), CutShort> {
        let mut tries = 0;
        loop {
            self.pacer.ready(draft.credential).await;
            if self.setup.stop.is_asked() {
                return Err(CutShort("the run was interrupted".into()));
            }
            let at = self.began.elapsed();
            let sending = Instant::now();
            let (request, answer) = self.client.send(&self.setup.target.url, draft).await;
            let wait = match &answer {
                Answer::Received(received) if received.status == 429 && !wants_429 && tries < MOST_429 => {
                    Some(self.pacer.slow_down(draft.credential, received, tries))
                }
                _ => None,
            };
            let exchange = Exchange {
                test: place.test.clone(),
                step: place.step.to_owned(),
                attempt: place.attempt,
                copy: place.copy,
                set_aside: wait.map(|wait| format!("429; sent again after {} ms", wait.as_millis())),
                operation: draft.operation.clone(),
                credential: draft.credential.to_string(),
                request,
                at_ms: u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
                took_us: u64::try_from(sending.elapsed().as_micros()).unwrap_or(u64::MAX),
                answer,
            };
            let line = Line::Exchange(Box::new(exchange));
            let number = self.record(&line)?;
            let Line::Exchange(exchange) = line else { continue };
            match wait {
                None => return Ok((*exchange, number)),
                Some(wait) => {
                    tries += 1;
                    self.pause(wait).await;
                }
            }
        }
    }

    async fn pause(&self, wait: Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.setup.stop.asked() => {}
        }
    }
}

/// Where an exchange belongs.
#[derive(Clone, Copy)]
struct Place<'p> {
    test: &'p TestId,
    step: &'p str,
    attempt: u32,
    copy: u32,
}

/// One test on its way.
struct Telling<'r> {
    runner: &'r Runner,
    test: &'r Test,
    story: Story<'r>,
    sent: BTreeMap<String, Draft>,
    evidence: BTreeMap<(String, u32, u32), Evidence>,
    requests: u64,
}

impl Telling<'_> {
    async fn tell(&mut self) -> Result<(), CutShort> {
        let setup = &self.runner.setup;
        let samples = Drawn { seed: setup.seed, salt: &setup.salt, samples: &setup.target.samples };
        for step in &self.test.steps {
            if self.story.enter(step, &samples).is_err() {
                continue;
            }
            let filled = self.supplied(step, &samples);
            if !filled.is_empty() {
                self.runner.record(&Line::Filled {
                    test: self.test.id.clone(),
                    step: step.name.clone(),
                    values: filled,
                })?;
            }
            let exchanges = self.act(step).await?;
            if let Some(silent) = exchanges.iter().find(|exchange| exchange.received().is_none()) {
                let smoke = self.runner.smoke_exchange(&self.test.id).await?;
                let others_are_answered = smoke.received().is_some();
                self.story.silence(step, silent, others_are_answered);
                return if others_are_answered {
                    Ok(())
                } else {
                    Err(CutShort(
                        "the target stopped answering: neither this request nor the smoke request got an answer".into(),
                    ))
                };
            }
            if self.story.finish(step, &exchanges) == Flow::Stop {
                break;
            }
        }
        Ok(())
    }

    /// Values of a sample only the operator has: a later judge cannot draw them again.
    fn supplied(&self, step: &Step, samples: &Drawn<'_>) -> BTreeMap<String, String> {
        let contract = &self.runner.setup.suite.contract;
        match &step.act {
            Act::Send { body: Body::Sample(name), .. }
                if contract.samples.get(name).is_some_and(|s| s.body.is_none()) =>
            {
                samples.values(self.test, step)
            }
            _ => BTreeMap::new(),
        }
    }

    /// All exchanges of a step; ends early at a silence.
    async fn act(&mut self, step: &Step) -> Result<Vec<Arc<Exchange>>, CutShort> {
        let target = &self.runner.setup.target;
        let began = Instant::now();
        let mut exchanges = Vec::new();
        for attempt in 1.. {
            let latest = self.attempt(step, attempt).await?;
            let silent = latest.iter().any(|exchange| exchange.received().is_none());
            let (limit, every) = match step.rhythm {
                Rhythm::Once => (Duration::ZERO, 0),
                Rhythm::Poll { within, every } => (target.patient(within), every),
                Rhythm::Watch { during, every } => (target.scaled(during), every),
            };
            let done = match step.rhythm {
                Rhythm::Once => true,
                Rhythm::Poll { .. } => self.story.holds(step, &latest) || began.elapsed() >= limit,
                Rhythm::Watch { .. } => began.elapsed() >= limit,
            };
            exchanges.extend(latest);
            if done || silent {
                break;
            }
            let rest = limit.saturating_sub(began.elapsed());
            self.runner.pause(target.scaled(every).max(SHORTEST_PAUSE).min(rest)).await;
        }
        Ok(exchanges)
    }

    async fn attempt(&mut self, step: &Step, attempt: u32) -> Result<Vec<Arc<Exchange>>, CutShort> {
        let runner = self.runner;
        let copies = step.volley.copies();
        let mut drafts = Vec::new();
        for copy in 1..=copies {
            let contract = &runner.setup.suite.contract;
            let values = self.story.values();
            let draft = Draft::of(step, &self.test.id, copy, values, contract, &runner.setup.target, &self.sent)
                .map_err(|error| CutShort(format!("step `{}`: {error}", step.name)))?;
            drafts.push(draft);
        }
        if let Some(first) = drafts.first() {
            self.sent.insert(step.name.clone(), first.clone());
        }
        let wants_429 = wants_429(step);
        let place = |copy| Place { test: &self.test.id, step: &step.name, attempt, copy };
        let results = match step.volley {
            Volley::AtOnce(_) => {
                let barrier = Barrier::new(drafts.len());
                let send = |(draft, copy)| {
                    let barrier = &barrier;
                    async move {
                        barrier.wait().await;
                        runner.exchange(place(copy), draft, wants_429).await
                    }
                };
                join_all(drafts.iter().zip(1..).map(send)).await
            }
            Volley::Once | Volley::Times(_) => {
                let mut results = Vec::new();
                for (draft, copy) in drafts.iter().zip(1..) {
                    results.push(runner.exchange(place(copy), draft, wants_429).await);
                }
                results
            }
        };
        let mut exchanges = Vec::new();
        for result in results {
            let (exchange, line) = result?;
            self.requests += 1;
            self.note(&exchange, line);
            exchanges.push(Arc::new(exchange));
        }
        Ok(exchanges)
    }

    fn note(&mut self, exchange: &Exchange, line: u64) {
        let header = self.runner.setup.suite.contract.request_id.as_deref();
        let request_id = exchange.received().and_then(|received| received.header(header?)).map(crate::oracle::clean);
        let key = (exchange.step.clone(), exchange.attempt, exchange.copy);
        self.evidence.insert(key, Evidence { line, request_id });
    }
}

/// Polls and watches do not send faster than this, however a target scales time.
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);

/// Whether a step is about being refused for sending too much.
fn wants_429(step: &Step) -> bool {
    let exactly = |pattern: &StatusPattern| *pattern == StatusPattern::Exactly(429);
    step.expects.iter().flat_map(|expect| &expect.checks).any(|check| match &check.kind {
        CheckKind::Status(list) => list.iter().any(exactly),
        CheckKind::Answers(list) => list.iter().any(|answer| exactly(&answer.status)),
        CheckKind::Tally(tally) => tally.of.as_ref().is_some_and(exactly),
        _ => false,
    })
}
