//! Judges a stored record again, offline: the same story, fed with recorded exchanges.

use crate::contract::{Need, Rules};
use crate::generate::{InvalidSeed, RunSeed};
use crate::oracle::{Event, Flow, SampleValues, Story};
use crate::record::{Exchange, ReadRecord, SinkFacts};
use crate::report::{Evidence, Frame, Report, Tested, build};
use crate::runner::{Drawn, RUN_VALUES, SMOKE};
use crate::scenario::{Act, Salt, Step, Suite, Test, Values};
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
    let seed: RunSeed = header.seed.parse()?;
    let offers: BTreeSet<Need> = header.offers.iter().filter_map(|text| Need::parse(text).ok()).collect();
    let unusable = record.footer.as_ref().and_then(|footer| footer.unusable.clone());
    let salt = Salt(header.salt.clone());
    let bench = Bench { suite, record, seed, salt, offers: &offers };
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

struct Bench<'b> {
    suite: &'b Suite,
    record: &'b ReadRecord,
    seed: RunSeed,
    salt: Salt,
    offers: &'b BTreeSet<Need>,
}

impl Bench<'_> {
    fn test(&self, test: &Test) -> Tested {
        let (ending, finished) = match self.record.endings.get(&test.id) {
            Some((ending @ (Ending::Unselected | Ending::Skipped(_)), _)) => {
                return Tested::unjudged(test.id.clone(), ending.clone());
            }
            Some((ending, steps)) => (ending.clone(), *steps),
            None => (Ending::Errored("the record ends before this test did".into()), self.begun(test)),
        };
        let nothing = Vec::new();
        let exchanges = self.record.exchanges.get(&test.id).unwrap_or(&nothing);
        let salt = self.record.salts.get(&test.id).map_or_else(|| self.salt.clone(), |salt| Salt(salt.clone()));
        let mut values = Values::given(self.seed, &salt, test.id.as_str(), &test.given);
        for (name, value) in &self.record.header.built_in {
            values.set(name.clone(), value.clone());
        }
        // Values of the run that no seed draws, such as the sink's address for this test.
        for (name, value) in
            self.record.filled.get(&test.id).and_then(|steps| steps.get(RUN_VALUES)).into_iter().flatten()
        {
            values.set(name.clone(), value.clone());
        }
        let samples = Recorded {
            drawn: Drawn { seed: self.seed, salt: &salt, samples: &self.suite.contract.samples },
            filled: self.record.filled.get(&test.id),
        };
        let header = &self.record.header;
        let rules = Rules::new(&self.suite.contract, &header.profile).with_advice(header.selection.advice);
        let mut story = Story::new(
            self.suite,
            rules,
            test,
            values,
            self.offers,
            self.record.header.strictness,
            self.record.header.time_scale,
        );
        for (step, index) in test.steps.iter().zip(0..) {
            let is_finished = index < finished;
            if story.enter(step, &samples).is_err() {
                continue;
            }
            if let Act::Webhooks(_) = &step.act {
                match self.collected(test, step).filter(|_| is_finished) {
                    Some((events, sink)) if story.finish_webhooks(step, &events, &sink) == Ok(Flow::Continue) => {
                        continue;
                    }
                    _ => break,
                }
            }
            let of_step: Vec<Arc<Exchange>> = exchanges
                .iter()
                .filter(|(_, exchange)| exchange.step == step.name && exchange.set_aside.is_none())
                .map(|(_, exchange)| Arc::clone(exchange))
                .collect();
            if of_step.is_empty() {
                break;
            }
            if let Some(silent) = of_step.iter().find(|exchange| exchange.received().is_none()) {
                let smoke =
                    |(_, exchange): &&(u64, Arc<Exchange>)| exchange.step == SMOKE && exchange.set_aside.is_none();
                // Without a second opinion nobody knows whose silence it was.
                if let Some((_, smoke)) = exchanges.iter().find(smoke) {
                    story.silence(step, silent, smoke.received().is_some());
                }
                break;
            }
            if !is_finished || story.finish(step, &of_step) == Flow::Stop {
                break;
            }
        }
        let (judgement, unique) = story.conclude(ending);
        let judged = exchanges.iter().filter(|(_, exchange)| exchange.step != SMOKE && exchange.set_aside.is_none());
        let ends = exchanges.iter().map(|(_, exchange)| exchange.at_ms + exchange.took_us / 1000).max().unwrap_or(0);
        let begins = exchanges.iter().map(|(_, exchange)| exchange.at_ms).min().unwrap_or(0);
        Tested {
            judgement,
            unique,
            requests: u64::try_from(judged.count()).unwrap_or(u64::MAX),
            took: Duration::from_millis(ends.saturating_sub(begins)),
            evidence: self.evidence(exchanges),
        }
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
    fn collected(&self, test: &Test, step: &Step) -> Option<(Vec<Event>, SinkFacts)> {
        let collected = self.record.collected.get(&test.id)?.get(&step.name)?;
        let deliveries = collected.deliveries.iter().filter_map(|number| self.record.deliveries.get(number));
        let events = deliveries.zip(1..).map(|((_, delivery), n)| {
            let fault = collected.signature_faults.get(&delivery.number).cloned();
            Event::new(delivery, &test.id, &step.name, n, fault)
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
struct Recorded<'r> {
    drawn: Drawn<'r>,
    filled: Option<&'r BTreeMap<String, BTreeMap<String, String>>>,
}

impl SampleValues for Recorded<'_> {
    fn values(&self, test: &Test, step: &Step) -> BTreeMap<String, String> {
        let recorded = self.filled.and_then(|filled| filled.get(&step.name));
        recorded.cloned().unwrap_or_else(|| self.drawn.values(test, step))
    }
}
