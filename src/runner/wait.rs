//! Waiting for what takes longer than a run: tests that stop in the middle of their story, and what a later run needs to
//! go on with them.

use super::draft::Draft;
use super::run::{CutShort, Runner};
use super::telling::Telling;
use super::webhooks::Catch;
use crate::contract::{Contract, Money};
use crate::record::{Delivery, Exchange, Line};
use crate::safety::Intent;
use crate::scenario::{Step, TestId};
use crate::sink::Mailbox;
use crate::verdict::Ending;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// The step under which a record keeps the webhooks of a test that waits.
pub(crate) const WAITING: &str = "~waiting";

/// What an earlier run did of a test.
#[derive(Debug, Clone)]
pub struct Past {
    /// How many of its steps were done.
    pub finished: usize,
    /// How old its payments are.
    pub age: Duration,
    /// Its exchanges.
    pub exchanges: Vec<Arc<Exchange>>,
    /// Its webhooks.
    pub deliveries: Vec<Arc<Delivery>>,
    /// The part of its mailbox's address nobody can guess.
    pub token: Option<String>,
    /// Whether webhooks to that address still arrive.
    pub reachable: bool,
}

impl Default for Past {
    fn default() -> Self {
        Self {
            finished: 0,
            age: Duration::ZERO,
            exchanges: Vec::new(),
            deliveries: Vec::new(),
            token: None,
            reachable: true,
        }
    }
}

impl Past {
    /// The exchanges of a step, those set aside left out.
    pub(super) fn of_step(&self, step: &Step) -> Vec<Arc<Exchange>> {
        let of_step = |exchange: &&Arc<Exchange>| exchange.step == step.name && exchange.set_aside.is_none();
        self.exchanges.iter().filter(of_step).cloned().collect()
    }

    /// The first request of each step, to be repeated.
    pub(super) fn drafts(&self, contract: &Contract) -> BTreeMap<String, Draft> {
        let mut drafts = BTreeMap::new();
        for exchange in &self.exchanges {
            drafts.entry(exchange.step.clone()).or_insert_with(|| Draft::recorded(exchange, contract));
        }
        drafts
    }
}

/// The mailbox of a test that waits, and the numbers of deliveries already in the record.
#[derive(Debug)]
pub(super) struct Parked {
    test: TestId,
    mailbox: Mailbox,
    recorded: BTreeSet<u64>,
    earlier: Vec<Arc<Delivery>>,
}

impl Telling<'_> {
    /// How a test ends at a poll whose payout is not settled though it still has time.
    pub(super) fn unsettled(&mut self, step: &Step, exchanges: &[Arc<Exchange>]) -> Option<CutShort> {
        let last = exchanges.iter().map(|exchange| exchange.attempt).max()?;
        let attempt: Vec<_> = exchanges.iter().filter(|exchange| exchange.attempt == last).cloned().collect();
        let state = self.story.unsettled(step, &attempt).filter(|_| !self.is_overdue())?;
        let why = format!("the payout is still {state}");
        self.story.wait(&why, exchanges, &[]);
        Some(CutShort(Ending::Waiting { step: step.name.clone(), why }))
    }

    /// How a test ends at webhooks that have not come though they still have time.
    pub(super) fn undelivered(&mut self, step: &Step, catch: &Catch) -> Result<Option<CutShort>, CutShort> {
        let is_refused = catch.sink.deliveries == 0 && catch.sink.handshakes_refused > 0;
        if catch.met || is_refused || self.runner.setup().target.money == Money::Play {
            return Ok(None);
        }
        if !self.past.reachable {
            let why = "the sink is not where the run said webhooks are to be sent; give it the same address";
            return Err(CutShort::errored(why));
        }
        if self.is_overdue() {
            return Ok(None);
        }
        let why = "webhooks have not come yet".to_owned();
        let events = catch.events(self.runner.setup().suite.contract.webhook.as_ref(), self.test, &step.name);
        self.story.wait(&why, &[], &events);
        Ok(Some(CutShort(Ending::Waiting { step: step.name.clone(), why })))
    }

    /// Whether a payment has had all the time its operator allows for settling.
    fn is_overdue(&self) -> bool {
        let target = &self.runner.setup().target;
        self.past.age + self.began.elapsed() >= target.scaled(target.live.settle_within)
    }
}

impl Runner {
    /// Keeps the mailbox of a test that waits, to the end of the run.
    pub(super) fn park(&self, telling: &mut Telling<'_>) {
        let Some(mailbox) = telling.mailbox.take() else { return };
        let parked = Parked {
            test: telling.test.id.clone(),
            mailbox,
            recorded: std::mem::take(&mut telling.recorded),
            earlier: std::mem::take(&mut telling.past.deliveries),
        };
        self.parked.lock().unwrap_or_else(PoisonError::into_inner).push(parked);
    }

    /// Records what came to the mailboxes of tests that wait, and closes them.
    pub fn unpark(&self) -> Result<(), String> {
        let parked = std::mem::take(&mut *self.parked.lock().unwrap_or_else(PoisonError::into_inner));
        for Parked { test, mailbox, recorded, earlier } in parked {
            let late = mailbox.deliveries();
            self.keep(&test, WAITING, &earlier, &late, &recorded).map_err(CutShort::why)?;
        }
        Ok(())
    }

    /// Records deliveries that belong to no step, after those of an earlier run.
    pub(super) fn keep(
        &self,
        test: &TestId,
        step: &str,
        earlier: &[Arc<Delivery>],
        late: &[Arc<Delivery>],
        recorded: &BTreeSet<u64>,
    ) -> Result<(), CutShort> {
        let mut signature_faults = self.signature_faults(earlier);
        signature_faults.extend(self.signature_faults(late));
        for delivery in late {
            self.saw_event(delivery)?;
            if !recorded.contains(&delivery.number) {
                self.record(&Line::Delivery(Box::new(self.redacted(delivery))))?;
            }
        }
        let sink = self.setup().sink.as_ref().map(|sink| sink.facts()).unwrap_or_default();
        let deliveries = earlier.iter().chain(late).map(|delivery| delivery.number).collect();
        let step = step.to_owned();
        self.record(&Line::Collected { test: test.clone(), step, deliveries, signature_faults, sink }).map(drop)
    }

    /// Takes down what an exchange shows of payments, where money is real.
    pub(super) fn saw(&self, draft: &Draft, exchange: &Exchange, intent: Intent) -> Result<(), CutShort> {
        let setup = self.setup();
        let Some(till) = &setup.till else { return Ok(()) };
        let kept = till.saw(draft, exchange, intent, &setup.suite.contract, &setup.target);
        kept.map_err(|error| CutShort::errored(error.to_string()))
    }

    /// Takes down what a webhook shows of a payment, where money is real.
    pub(super) fn saw_event(&self, delivery: &Delivery) -> Result<(), CutShort> {
        let contract = &self.setup().suite.contract;
        let body = || contract.webhook.as_ref()?.read(&delivery.body.0);
        let Some((till, body)) = self.setup().till.as_ref().and_then(|till| Some((till, body()?))) else {
            return Ok(());
        };
        till.saw_event(&body, contract).map_err(|error| CutShort::errored(error.to_string()))
    }
}
