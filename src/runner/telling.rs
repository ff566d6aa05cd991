//! One test on its way: each step drafted, sent or collected, recorded, and handed to the story.

use super::draft::Draft;
use super::pace::Lane;
use super::run::{CutShort, RUN_VALUES, Runner};
use super::samples::Drawn;
use super::wait::Past;
use crate::contract::Rules;
use crate::oracle::{Flow, SampleValues, Story};
use crate::record::{Delivery, Line};
use crate::report::Evidence;
use crate::scenario::{Act, Body, Collect, Salt, Step, Test, Values};
use crate::sink::Mailbox;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// One test on its way.
pub(super) struct Telling<'r> {
    pub(super) runner: &'r Runner,
    pub(super) test: &'r Test,
    pub(super) story: Story<'r>,
    pub(super) mailbox: Option<Mailbox>,
    /// Numbers of deliveries already in the record.
    pub(super) recorded: BTreeSet<u64>,
    pub(super) sent: BTreeMap<String, Draft>,
    pub(super) evidence: BTreeMap<(String, u32, u32), Evidence>,
    pub(super) requests: u64,
    /// How many steps were done or left out.
    pub(super) finished: usize,
    /// Whether the target asked to slow down in its course.
    pub(super) held_up: bool,
    /// What an earlier run did of it.
    pub(super) past: Past,
    pub(super) began: Instant,
    salt: Salt,
    pub(super) lane: Lane,
}

impl<'r> Telling<'r> {
    /// A test about to be told, with its given values.
    pub(super) fn new(runner: &'r Runner, test: &'r Test, salt: Salt, lane: Lane) -> Self {
        let setup = runner.setup();
        let mut values = Values::given(setup.seed, &salt, test.id.as_str(), &test.given);
        for (name, value) in setup.target.built_in_values() {
            values.set(name, value);
        }
        let mailbox = runner.mailbox(test);
        if let Some(mailbox) = &mailbox {
            values.set("sink.url", mailbox.url());
        }
        let scale = setup.target.time_scale;
        let rules = Rules::new(&setup.suite.contract, &setup.target.profile).with_advice(setup.advice);
        let story = Story::new(&setup.suite, rules, test, values, runner.offers(), setup.strictness, scale);
        Self {
            runner,
            test,
            story,
            mailbox,
            recorded: BTreeSet::new(),
            sent: BTreeMap::new(),
            evidence: BTreeMap::new(),
            requests: 0,
            finished: 0,
            held_up: false,
            past: Past::default(),
            began: Instant::now(),
            salt,
            lane,
        }
    }

    /// A test that an earlier run began, its first steps done.
    pub(super) fn resumed(
        runner: &'r Runner,
        test: &'r Test,
        story: Story<'r>,
        past: Past,
        mailbox: Option<Mailbox>,
        salt: Salt,
    ) -> Self {
        Self {
            runner,
            test,
            story,
            mailbox,
            recorded: past.deliveries.iter().map(|delivery| delivery.number).collect(),
            sent: BTreeMap::new(),
            evidence: BTreeMap::new(),
            requests: 0,
            finished: past.finished,
            held_up: false,
            past,
            began: Instant::now(),
            salt,
            lane: Lane::open(),
        }
    }

    pub(super) async fn tell(&mut self) -> Result<(), CutShort> {
        let setup = self.runner.setup();
        let samples = Drawn { seed: setup.seed, salt: &self.salt.clone(), samples: &setup.target.samples };
        if let Some(url) = self.story.values().get("sink.url") {
            let values = [("sink.url".to_owned(), url.to_owned())].into();
            self.runner.record(&Line::Filled { test: self.test.id.clone(), step: RUN_VALUES.to_owned(), values })?;
        }
        if let (Some(till), Some(mailbox)) = (&setup.till, &self.mailbox) {
            till.mailbox(&self.test.id, mailbox.token()).map_err(|error| CutShort::errored(error.to_string()))?;
        }
        for instance in self.instances() {
            if let Some(why) = self.runner.absence(instance, &self.lane).await? {
                return Err(CutShort::errored(format!("instance `{instance}` does not answer ({why})")));
            }
        }
        self.go_on(&samples).await
    }

    /// Tells what is not told yet.
    pub(super) async fn go_on(&mut self, samples: &impl SampleValues) -> Result<(), CutShort> {
        for step in self.test.steps.iter().skip(self.finished) {
            if self.story.enter(step, samples).is_err() {
                self.finished += 1;
                continue;
            }
            let filled = self.supplied(step, samples);
            if !filled.is_empty() {
                self.runner.record(&Line::Filled {
                    test: self.test.id.clone(),
                    step: step.name.clone(),
                    values: filled,
                })?;
            }
            if let Act::Webhooks(collect) = &step.act {
                let flow = self.collect(step, collect).await?;
                self.finished += 1;
                if flow == Flow::Stop {
                    break;
                }
                continue;
            }
            let exchanges = self.act(step).await?;
            if let Some(silent) = exchanges.iter().find(|exchange| exchange.received().is_none()) {
                let smoke = self.runner.smoke_exchange(&self.test.id, silent.instance.clone(), &self.lane).await?;
                let others_are_answered = smoke.received().is_some();
                self.story.silence(step, silent, others_are_answered);
                return if others_are_answered {
                    Ok(())
                } else {
                    Err(CutShort::errored(
                        "the target stopped answering: neither this request nor the smoke request got an answer",
                    ))
                };
            }
            if let Some(waits) = self.unsettled(step, &exchanges) {
                return Err(waits);
            }
            if let Some(outcome) = step.outcome {
                self.runner.force(outcome, exchanges.last()).await?;
            }
            let flow = self.story.finish(step, &exchanges);
            self.finished += 1;
            if flow == Flow::Stop {
                break;
            }
        }
        Ok(())
    }

    /// The instances that steps about to be done send to.
    fn instances(&self) -> BTreeSet<&'r str> {
        let done = |step: &&Step| step.needs.iter().all(|need| self.runner.offers().contains(need));
        self.test.steps.iter().filter(done).filter_map(|step| step.instance.as_deref()).collect()
    }

    /// Collects webhooks and has them judged.
    async fn collect(&mut self, step: &Step, collect: &Collect) -> Result<Flow, CutShort> {
        let Some(mailbox) = &self.mailbox else { return Err(CutShort::errored("there is no sink for webhooks")) };
        let catch = self.runner.catch(mailbox, &self.past.deliveries, collect, self.story.values()).await;
        let catch = catch.map_err(CutShort::errored)?;
        if self.runner.setup().stop.is_asked() {
            return Err(CutShort::errored("the run was interrupted"));
        }
        if let Some(waits) = self.undelivered(step, &catch)? {
            return Err(waits);
        }
        for delivery in &catch.deliveries {
            self.runner.saw_event(delivery)?;
        }
        for (delivery, n) in catch.deliveries.iter().zip(1..) {
            if self.recorded.contains(&delivery.number) {
                continue;
            }
            let line = self.runner.record(&Line::Delivery(Box::new(Delivery::clone(delivery))))?;
            self.recorded.insert(delivery.number);
            self.evidence.insert((step.name.clone(), 1, n), Evidence { line, request_id: None });
        }
        let events = catch.events(self.runner.setup().suite.contract.webhook.as_ref(), self.test, &step.name);
        self.runner.record(&Line::Collected {
            test: self.test.id.clone(),
            step: step.name.clone(),
            deliveries: catch.deliveries.iter().map(|delivery| delivery.number).collect(),
            signature_faults: catch.signature_faults,
            sink: catch.sink.clone(),
        })?;
        self.story.finish_webhooks(step, &events, &catch.sink).map_err(CutShort::errored)
    }

    /// Records deliveries that no step asked for: evidence, though nothing is judged on them.
    pub(super) fn record_rest(&mut self) -> Result<(), CutShort> {
        for delivery in self.mailbox.iter().flat_map(Mailbox::deliveries) {
            if self.recorded.insert(delivery.number) {
                self.runner.record(&Line::Delivery(Box::new(self.runner.redacted(&delivery))))?;
            }
        }
        Ok(())
    }

    /// Values of a sample that is not the contract's own: a later judge cannot draw them again.
    fn supplied(&self, step: &Step, samples: &impl SampleValues) -> BTreeMap<String, String> {
        let setup = self.runner.setup();
        match &step.act {
            Act::Send { body: Body::Sample(name), .. }
                if setup.target.samples.get(name) != setup.suite.contract.samples.get(name) =>
            {
                samples.values(self.test, step)
            }
            _ => BTreeMap::new(),
        }
    }
}
