//! Judges a stored record again, offline: the same story, fed with recorded exchanges.

use crate::contract::{Need, Rules, Sample};
use crate::generate::{InvalidSeed, RunSeed};
use crate::oracle::{Event, Flow, SampleValues, Story};
use crate::record::{Exchange, ReadRecord, SinkFacts};
use crate::report::{Evidence, Frame, Report, Tested, build};
use crate::runner::SMOKE;
use crate::runner::{Drawn, RESUMED, RUN_VALUES, TIDY_UP, WAITING};
use crate::scenario::{Act, Salt, Step, Suite, Test, Values};
use crate::target::factor;
use crate::verdict::Ending;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Why a record cannot be judged by this suite.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// It is of another contract.
    #[error("the record is of contract `{0}`, not `{1}`")]
    Contract(String, String),
    /// Its seed is none.
    #[error("the record's seed is wrong: {0}")]
    Seed(#[from] InvalidSeed),
    /// Its start is no time.
    #[error("the record's start `{0}` is no time")]
    Started(String),
    /// Its time scale is none.
    #[error("the record's time scale is wrong: {0}")]
    TimeScale(String),
    /// Its profile is none of the contract's.
    #[error("the record is of profile `{0}`, which the contract does not have")]
    Profile(String),
}

/// The report of a record.
pub fn judge(suite: &Suite, record: &ReadRecord) -> Result<Report, JudgeError> {
    let header = &record.header;
    if header.contract != suite.contract.name {
        return Err(JudgeError::Contract(crate::oracle::clean(&header.contract), suite.contract.name.clone()));
    }
    if !suite.contract.profiles.contains_key(&header.profile) {
        return Err(JudgeError::Profile(crate::oracle::clean(&header.profile)));
    }
    let started: jiff::Timestamp =
        header.started.parse().map_err(|_| JudgeError::Started(crate::oracle::clean(&header.started)))?;
    let unusable = record.footer.as_ref().and_then(|footer| footer.unusable.clone());
    let bench = Bench::new(suite, record)?;
    let tested = suite.tests.iter().map(|test| bench.test(test)).collect();
    let frame = Frame {
        header,
        today: started.to_zoned(jiff::tz::TimeZone::UTC).date(),
        took: Duration::from_millis(record.footer.as_ref().map_or(0, |footer| footer.took_ms)),
        unusable,
        complete: record.footer.is_some(),
    };
    Ok(build(suite, &frame, tested))
}

/// A record made ready for telling its stories again.
pub struct Bench<'b> {
    suite: &'b Suite,
    record: &'b ReadRecord,
    seed: RunSeed,
    offers: BTreeSet<Need>,
}

impl<'b> Bench<'b> {
    /// A record of a suite.
    pub fn new(suite: &'b Suite, record: &'b ReadRecord) -> Result<Self, JudgeError> {
        factor(record.header.time_scale).map_err(JudgeError::TimeScale)?;
        let offers = record.header.offers.iter().filter_map(|text| Need::parse(text).ok()).collect();
        Ok(Self { suite, record, seed: record.header.seed.parse()?, offers })
    }

    /// What makes the identifiers of a test differ from those of other runs.
    pub fn salt(&self, test: &Test) -> Salt {
        Salt(self.record.salts.get(&test.id).unwrap_or(&self.record.header.salt).clone())
    }

    /// The story of a test as far as its first steps, so many of them, with what its samples are filled with.
    pub fn told(&self, test: &'b Test, finished: usize) -> (Story<'_>, Recorded<'b>) {
        let mut values = Values::given(self.seed, &self.salt(test), test.id.as_str(), &test.given);
        let header = &self.record.header;
        // Values of the run that no seed draws, such as the sink's address for this test.
        let of_run = self.record.filled.get(&test.id).and_then(|steps| steps.get(RUN_VALUES));
        for (name, value) in header.built_in.iter().chain(of_run.into_iter().flatten()) {
            values.set(name.clone(), value.clone());
        }
        let samples = Recorded {
            seed: self.seed,
            salt: self.salt(test),
            samples: &self.suite.contract.samples,
            filled: self.record.filled.get(&test.id),
        };
        let rules = Rules::new(&self.suite.contract, &header.profile).with_advice(header.selection.advice);
        let mut story = Story::new(self.suite, rules, test, values, &self.offers, header.strictness, header.time_scale);
        for step in test.steps.iter().take(finished) {
            if self.tell(test, step, &mut story, &samples, true) == Flow::Stop {
                break;
            }
        }
        (story, samples)
    }
    fn test(&self, test: &'b Test) -> Tested {
        let (ending, finished) = match self.record.endings.get(&test.id) {
            Some((ending @ (Ending::Unselected | Ending::Skipped(_)), _)) => {
                return Tested::unjudged(test.id.clone(), ending.clone());
            }
            Some((ending, steps)) => (ending.clone(), *steps),
            None => (Ending::Errored("the record ends before this test did".into()), self.begun(test)),
        };
        let exchanges = self.exchanges(test);
        let (mut story, samples) = self.told(test, finished);
        if let Some(step) = test.steps.get(finished) {
            match &ending {
                // What was seen of the step that waits is judged by what every answer owes.
                Ending::Waiting { why, .. } => {
                    let looks = self.of_step(exchanges, &step.name);
                    let events = self.collected(test, WAITING).map(|(events, _)| events).unwrap_or_default();
                    story.wait(why, &looks, &events);
                }
                _ => drop(self.tell(test, step, &mut story, &samples, false)),
            }
        }
        let after = |(_, exchange): &&(u64, Arc<Exchange>)| exchange.step == TIDY_UP || exchange.step == RESUMED;
        let looks: Vec<_> = exchanges.iter().filter(after).map(|(_, exchange)| Arc::clone(exchange)).collect();
        story.look(&looks);
        story.look_at_events(&self.collected(test, RESUMED).map(|(events, _)| events).unwrap_or_default());
        let (judgement, unique) = story.conclude(ending);
        let judged =
            exchanges.iter().filter(|(_, exchange)| !exchange.step.starts_with('~') && exchange.set_aside.is_none());
        let end = |(_, exchange): &(u64, Arc<Exchange>)| exchange.at_ms.saturating_add(exchange.took_us / 1000);
        let ends = exchanges.iter().map(end).max().unwrap_or(0);
        let begins = exchanges.iter().map(|(_, exchange)| exchange.at_ms).min().unwrap_or(0);
        Tested {
            judgement,
            unique,
            requests: u64::try_from(judged.count()).unwrap_or(u64::MAX),
            took: Duration::from_millis(ends.saturating_sub(begins)),
            evidence: self.evidence(exchanges),
        }
    }

    /// Tells one step as it was recorded.
    fn tell(&self, test: &Test, step: &Step, story: &mut Story<'_>, samples: &Recorded<'_>, is_finished: bool) -> Flow {
        if story.enter(step, samples).is_err() {
            return Flow::Continue;
        }
        if let Act::Webhooks(_) = &step.act {
            return match self.collected(test, &step.name).filter(|_| is_finished) {
                Some((events, sink)) => story.finish_webhooks(step, &events, &sink).unwrap_or(Flow::Stop),
                None => Flow::Stop,
            };
        }
        let exchanges = self.exchanges(test);
        let of_step = self.of_step(exchanges, &step.name);
        if of_step.is_empty() {
            return Flow::Stop;
        }
        if let Some(silent) = of_step.iter().find(|exchange| exchange.received().is_none()) {
            let smoke = |(_, exchange): &&(u64, Arc<Exchange>)| exchange.step == SMOKE && exchange.set_aside.is_none();
            // Without a second opinion nobody knows whose silence it was.
            if let Some((_, smoke)) = exchanges.iter().find(smoke) {
                story.silence(step, silent, smoke.received().is_some());
            }
            return Flow::Stop;
        }
        if is_finished { story.finish(step, &of_step) } else { Flow::Stop }
    }

    /// The exchanges of a test, in order, with the line each stands on.
    fn exchanges(&self, test: &Test) -> &'b [(u64, Arc<Exchange>)] {
        self.record.exchanges.get(&test.id).map(Vec::as_slice).unwrap_or_default()
    }

    fn of_step(&self, exchanges: &[(u64, Arc<Exchange>)], step: &str) -> Vec<Arc<Exchange>> {
        let is_of = |(_, exchange): &&(u64, Arc<Exchange>)| exchange.step == step && exchange.set_aside.is_none();
        exchanges.iter().filter(is_of).map(|(_, exchange)| Arc::clone(exchange)).collect()
    }

    /// How many steps of a test without end are known to be done: those before the last one that anything is known of.
    fn begun(&self, test: &Test) -> usize {
        let exchanges = self.record.exchanges.get(&test.id);
        let collected = self.record.collected.get(&test.id);
        let is_known = |step: &Step| {
            exchanges.is_some_and(|exchanges| exchanges.iter().any(|(_, exchange)| exchange.step == step.name))
                || collected.is_some_and(|collected| collected.contains_key(&step.name))
        };
        test.steps.iter().rposition(is_known).unwrap_or(0)
    }

    /// The webhooks a step collected, as they were recorded.
    fn collected(&self, test: &Test, step: &str) -> Option<(Vec<Event>, SinkFacts)> {
        let collected = self.record.collected.get(&test.id)?.get(step)?;
        let deliveries = collected.deliveries.iter().filter_map(|number| self.record.deliveries.get(number));
        let events = deliveries.zip(1..).map(|((_, delivery), n)| {
            let fault = collected.signature_faults.get(&delivery.number).cloned();
            Event::new(self.suite.contract.webhook.as_ref(), delivery, &test.id, step, n, fault)
        });
        Some((events.collect(), collected.sink.clone()))
    }

    fn evidence(&self, exchanges: &[(u64, Arc<Exchange>)]) -> BTreeMap<(String, u32, u32), Evidence> {
        let header = self.suite.contract.request_id.as_deref();
        let of = |(line, exchange): &(u64, Arc<Exchange>)| {
            let id = exchange.received().and_then(|received| received.header(header?)).map(crate::oracle::clean);
            ((exchange.step.clone(), exchange.attempt, exchange.copy), Evidence { line: *line, request_id: id })
        };
        exchanges.iter().map(of).collect()
    }
}

/// Sample values as they were: drawn again from the seed, or recorded where only the operator had the sample.
#[derive(Debug)]
pub struct Recorded<'r> {
    seed: RunSeed,
    salt: Salt,
    samples: &'r BTreeMap<String, Sample>,
    filled: Option<&'r BTreeMap<String, BTreeMap<String, String>>>,
}

impl SampleValues for Recorded<'_> {
    fn values(&self, test: &Test, step: &Step) -> BTreeMap<String, String> {
        let recorded = self.filled.and_then(|filled| filled.get(&step.name));
        let drawn = Drawn { seed: self.seed, salt: &self.salt, samples: self.samples };
        recorded.cloned().unwrap_or_else(|| drawn.values(test, step))
    }
}
