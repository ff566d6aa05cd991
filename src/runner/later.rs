//! What is done about payments when no test looks at them any more: those still open are cancelled at the end of a run,
//! and a later run reads all of them again.

use super::Draft;
use super::pace::Lane;
use super::run::{CutShort, Runner};
use super::telling::Telling;
use super::wait::Past;
use crate::contract::Contract;
use crate::ledger::{Entry, PaymentEntry, Witness};
use crate::oracle::{SampleValues, Story};
use crate::record::{Answer, Exchange, Line};
use crate::safety::Open;
use crate::scenario::{Credential, Salt, SinkAnswer, Test, TestId};
use crate::sink::Mailbox;
use crate::verdict::Ending;
use std::collections::BTreeSet;

/// The step under which a record keeps what was done about payments nobody waits for.
pub(crate) const TIDY_UP: &str = "~tidy-up";
/// The step under which a record keeps what a later run saw of payments and webhooks.
pub(crate) const RESUMED: &str = "~resumed";

/// A payment that could not be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// The payment, as it was last seen.
    pub open: Open,
    /// Why it could not.
    pub why: String,
}

/// What became of payments nobody waits for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TidiedUp {
    /// How many were cancelled.
    pub cancelled: u64,
    /// Those that could not be.
    pub leftovers: Vec<Leftover>,
}

impl Runner {
    /// Cancels payments that are still open, those of tests that wait left out, and notes those that cannot be.
    pub async fn tidy_up(&self, waiting: &BTreeSet<TestId>) -> Result<TidiedUp, String> {
        let mut tidied = TidiedUp::default();
        let Some(till) = &self.setup().till else { return Ok(tidied) };
        for open in till.guard().open(waiting) {
            let id = open.id.clone();
            let why = self.undo(&open).await.map_err(CutShort::why)?;
            let now = till.guard().open(waiting).into_iter().find(|one| one.id == id);
            match now {
                // It came to its end, by our cancel or by itself.
                None => tidied.cancelled += u64::from(why.is_none()),
                Some(open) => {
                    let why = why.unwrap_or_else(|| "the cancel was accepted and has not come about yet".to_owned());
                    let entry = Entry::Leftover { id, state: open.state.clone(), why: why.clone() };
                    till.write(&entry).map_err(|error| error.to_string())?;
                    tidied.leftovers.push(Leftover { open, why });
                }
            }
        }
        Ok(tidied)
    }

    /// Cancels one payment where it can be cancelled; says why not otherwise.
    async fn undo(&self, open: &Open) -> Result<Option<String>, CutShort> {
        let Some(till) = &self.setup().till else { return Ok(None) };
        let (read, cancel) = (till.guard().payment().read.clone(), till.guard().payment().cancel.clone());
        // It may have moved on since it was last seen.
        let shown = self.aside(open, &read, TIDY_UP, 1).await?;
        let state = shown.unwrap_or_else(|_| open.state.clone());
        if self.setup().suite.contract.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.terminal.contains(&state)) {
            return Ok(Some(format!("it is {state} already")));
        }
        if !till.guard().can_be_undone(&state) {
            return Ok(Some(format!("{state} is no state it can be cancelled in")));
        }
        if let Err(why) = self.aside(open, &cancel, TIDY_UP, 2).await? {
            return Ok(Some(format!("the cancel was answered with {why}")));
        }
        drop(self.aside(open, &read, TIDY_UP, 3).await?);
        Ok(None)
    }

    /// Reads a payment of an earlier run again.
    pub async fn look_again(&self, payment: &PaymentEntry, round: u32) -> Result<(), String> {
        let credential = Credential::of_word(&payment.credential);
        let open = Open {
            id: payment.id.clone(),
            test: payment.test.clone(),
            credential: credential.unwrap_or(Credential::Main),
            instance: payment.instance.clone(),
            state: payment.state.clone(),
        };
        let Some(read) = self.setup().suite.contract.payment.as_ref().map(|payment| payment.read.clone()) else {
            return Ok(());
        };
        self.aside(&open, &read, RESUMED, round).await.map(drop).map_err(CutShort::why)
    }

    /// Goes on with a test that waited, from the step it waits at; says how it ended.
    pub async fn resume(
        &self,
        test: &Test,
        story: Story<'_>,
        samples: &impl SampleValues,
        past: Past,
        salt: Salt,
    ) -> Ending {
        let mailbox = past.token.as_ref().and_then(|token| self.reopen(test, token, past.deliveries.len()));
        let mut telling = Telling::resumed(self, test, story, past, mailbox, salt);
        telling.sent = telling.past.drafts(&self.setup().suite.contract);
        let told = telling.go_on(samples).await;
        let steps = telling.finished;
        let ended = told.and_then(|()| telling.record_rest());
        let ending = self.end(test, ended, steps);
        if matches!(ending, Ending::Waiting { .. }) {
            self.park(&mut telling);
        }
        ending
    }

    /// The mailbox of an earlier run, whose script goes on where it stopped.
    pub fn reopen(&self, test: &Test, token: &str, answered: usize) -> Option<Mailbox> {
        let sink = self.setup().sink.as_ref()?;
        let mut script = test.sink.clone();
        let given = answered.min(script.answers.len().saturating_sub(1));
        let rest: Vec<SinkAnswer> = script.answers.drain(..).skip(given).collect();
        script.answers = rest;
        let delay = self.setup().target.scaled(script.delay);
        Some(sink.reopen(test.id.as_str(), token, super::webhooks::script(&script, delay)))
    }

    /// Records what came to the mailbox of a test that is over.
    pub fn keep_late(&self, test: &TestId, mailbox: &Mailbox) -> Result<(), String> {
        let late = mailbox.deliveries();
        if late.is_empty() {
            return Ok(());
        }
        self.keep(test, RESUMED, &[], &late, &BTreeSet::new()).map_err(CutShort::why)
    }

    /// A request about a payment that belongs to no step, sent even when the run is asked to end; the state it shows, or
    /// what it was answered with.
    async fn aside(
        &self,
        open: &Open,
        operation: &str,
        step: &str,
        attempt: u32,
    ) -> Result<Result<String, String>, CutShort> {
        let setup = self.setup();
        let Some(draft) = about(open, operation, &setup.suite.contract, self) else {
            return Err(CutShort::errored(format!("the target has no operation `{operation}`")));
        };
        let account = (draft.instance.clone(), draft.credential);
        self.pacer().ready(&account, &Lane::open()).await;
        let at = self.elapsed();
        let sent = self.client().send(&draft).await.map_err(|error| CutShort::errored(error.to_string()))?;
        let took = self.elapsed().saturating_sub(at);
        let exchange = Exchange {
            test: open.test.clone(),
            step: step.to_owned(),
            attempt,
            copy: 1,
            set_aside: None,
            operation: draft.operation.clone(),
            instance: draft.instance.clone(),
            credential: draft.credential.to_string(),
            request: sent.0,
            at_ms: u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
            took_us: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            answer: sent.1,
        };
        let line = Line::Exchange(Box::new(exchange));
        self.record(&line)?;
        let Line::Exchange(exchange) = line else { return Ok(Err("nothing".to_owned())) };
        let received = match &exchange.answer {
            Answer::Received(received) => received,
            Answer::Silence(silence) => return Ok(Err(silence.kind.words().to_owned())),
        };
        if !(200..300).contains(&received.status) {
            return Ok(Err(format!("status {}", received.status)));
        }
        if let Some(till) = &setup.till
            && let Some((id, state)) = till.guard().saw(received)
        {
            till.state(id, state, Witness::Answer).map_err(|error| CutShort::errored(error.to_string()))?;
        }
        let at = setup.suite.contract.lifecycle.as_ref().map(|lifecycle| lifecycle.status.as_str());
        Ok(Ok(at.and_then(|at| received.text_at(at)).unwrap_or_default().to_owned()))
    }
}

/// A request for an operation that takes the id of a payment alone.
fn about(open: &Open, operation: &str, contract: &Contract, runner: &Runner) -> Option<Draft> {
    let parameter = contract.operations.get(operation)?.parameters().next()?.to_owned();
    let bound = runner.setup().target.operations.get(operation)?;
    let mut draft = Draft::to(bound, open.credential);
    draft.name(&parameter, &open.id);
    draft.instance.clone_from(&open.instance);
    Some(draft)
}
