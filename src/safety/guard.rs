//! Looks at every create before it goes, and at every answer for a payment nobody meant.

use super::{Payees, Purse};
use crate::contract::{Contract, Lifecycle, Payment};
use crate::record::Received;
use crate::scenario::{Credential, TestId};
use crate::target::Live;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Watches over one run.
#[derive(Debug)]
pub struct Guard {
    payment: Payment,
    lifecycle: Lifecycle,
    payees: Payees,
    at_once: u32,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    purse: Purse,
    /// Why no create is sent at all.
    closed: Option<String>,
    /// Why no further create is sent.
    alarm: Option<String>,
    payments: BTreeMap<String, Seen>,
}

/// A payment this run made, and what was seen of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    open: Open,
    unwanted: bool,
}

/// A payment as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its id.
    pub id: String,
    /// The test that made it.
    pub test: TestId,
    /// Who made it.
    pub credential: Credential,
    /// The instance it was made on, when not the main one.
    pub instance: Option<String>,
    /// Its last known state.
    pub state: String,
}

/// What a create is meant to come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// A payment.
    Pay,
    /// A refusal.
    BeRefused,
}

impl Guard {
    /// A guard for a contract that describes payments and their lifecycle; none for another.
    pub fn new(contract: &Contract, live: &Live, payees: Payees) -> Option<Self> {
        Some(Self {
            payment: contract.payment.clone()?,
            lifecycle: contract.lifecycle.clone()?,
            payees,
            at_once: live.creates_at_once,
            state: Mutex::new(State { purse: Purse::new(&live.caps), ..State::default() }),
        })
    }

    /// The same, letting no create go for a reason of the operator's.
    #[must_use]
    pub fn closed(self, why: &str) -> Self {
        self.state().closed = Some(why.to_owned());
        self
    }

    /// What a payment is.
    pub fn payment(&self) -> &Payment {
        &self.payment
    }

    /// How many creates may be under way at once.
    pub fn at_once(&self) -> u32 {
        self.at_once
    }

    /// Lets the creates of a step go, one after the other or together; the error says why they must not.
    pub fn admit(&self, bodies: &[Option<&[u8]>], intent: Intent, together: bool) -> Result<(), String> {
        if together && bodies.len() > usize::try_from(self.at_once).unwrap_or(usize::MAX) {
            return Err(format!(
                "it sends {} creates at once, and [live] creates_at_once of the target file allows {}",
                bodies.len(),
                self.at_once
            ));
        }
        let mut state = self.state();
        bodies.iter().try_for_each(|body| self.admit_one(&mut state, *body, intent))
    }

    fn admit_one(&self, state: &mut State, body: Option<&[u8]>, intent: Intent) -> Result<(), String> {
        if let Some(closed) = &state.closed {
            return Err(closed.clone());
        }
        if let Some(alarm) = &state.alarm {
            return Err(format!("no further create is sent: {alarm}"));
        }
        let parsed: Option<Value> = body.and_then(|body| serde_json::from_slice(body).ok());
        let Some(body) = parsed.filter(Value::is_object) else {
            // What is no object pays nobody, unless a server reads one into it.
            return if intent == Intent::BeRefused { Ok(()) } else { Err("its body is no JSON object".into()) };
        };
        if intent == Intent::Pay && !self.payees.know(&body) {
            return Err("it would pay somebody who is no beneficiary of the operator's".into());
        }
        let at = |pointer: &str| body.pointer(pointer).cloned().unwrap_or_default();
        let (amount, currency) = (at(&self.payment.amount), at(&self.payment.currency));
        state.purse.take(&amount, &currency, intent == Intent::BeRefused)
    }

    /// Takes back in a payment of an earlier run, with what was last seen of it, and counts it.
    pub fn recall(&self, open: Open, amount: &Value, currency: &Value) {
        let mut state = self.state();
        // It was counted then; over the cap now, it lets nothing more through.
        drop(state.purse.take(amount, currency, true));
        state.payments.insert(open.id.clone(), Seen { open, unwanted: false });
    }

    /// Whether a state of a payment of this run is further on its way than the last one seen.
    pub fn is_ahead(&self, id: &str, shown: &str) -> bool {
        let state = self.state();
        let before = state.payments.get(id).map(|seen| seen.open.state.as_str());
        before.is_some_and(|before| before != shown && !self.lifecycle.may_follow(shown, before))
    }

    /// Notes what an answer to a create shows, and raises the alarm when it was to be refused.
    pub fn saw_create(
        &self,
        received: &Received,
        test: &TestId,
        who: (Credential, Option<&str>),
        intent: Intent,
    ) -> Option<Open> {
        let (id, shown) = self.shown(received)?;
        let mut state = self.state();
        if intent == Intent::BeRefused && !state.payments.contains_key(&id) {
            let alarm = format!("in {test} a create that was to be refused made payout {id}");
            state.alarm.get_or_insert(alarm);
        }
        let fresh = !state.payments.contains_key(&id);
        let open = Open {
            id: id.clone(),
            test: test.clone(),
            credential: who.0,
            instance: who.1.map(str::to_owned),
            state: shown.clone(),
        };
        let unwanted = intent == Intent::BeRefused;
        state.payments.entry(id.clone()).or_insert_with(|| Seen { open: open.clone(), unwanted });
        self.moved(&mut state, &id, shown);
        fresh.then_some(open)
    }

    /// Notes what any other answer shows; says the id and the state when it is one this run made and a new state.
    pub fn saw(&self, received: &Received) -> Option<(String, String)> {
        let (id, shown) = self.shown(received)?;
        self.note(&id, shown)
    }

    /// Notes that a payment was seen in a state; says both when it is one this run made and a new state.
    pub fn note(&self, id: &str, shown: String) -> Option<(String, String)> {
        let mut state = self.state();
        let before = state.payments.get(id)?.open.state.clone();
        self.moved(&mut state, id, shown.clone());
        (before != shown).then(|| (id.to_owned(), shown))
    }

    /// How many payments this run made, and what all creates asked for, by currency.
    pub fn account(&self) -> (usize, BTreeMap<String, String>) {
        let state = self.state();
        let sums = state.purse.sums().map(|(currency, sum)| (currency.to_owned(), sum.normalize().to_string()));
        (state.payments.len(), sums.collect())
    }

    /// Why no further create is sent, if that has come.
    pub fn alarm(&self) -> Option<String> {
        self.state().alarm.clone()
    }

    /// Payments that are not at an end, those of some tests left out, as they were last seen.
    pub fn open(&self, without: &BTreeSet<TestId>) -> Vec<Open> {
        let state = self.state();
        let of_run = state.payments.values().map(|seen| &seen.open);
        let open =
            of_run.filter(|open| !self.lifecycle.terminal.contains(&open.state) && !without.contains(&open.test));
        open.cloned().collect()
    }

    /// Whether a state is one in which a payment can be undone.
    pub fn can_be_undone(&self, state: &str) -> bool {
        self.payment.cancellable.contains(state)
    }

    fn moved(&self, state: &mut State, id: &str, shown: String) {
        let Some(seen) = state.payments.get_mut(id) else { return };
        let is_paid = self.payment.paid.contains(&shown);
        let was_over =
            self.lifecycle.terminal.contains(&seen.open.state) && !self.payment.paid.contains(&seen.open.state);
        let why = match (is_paid, seen.unwanted, was_over) {
            (true, true, _) => Some(format!("payout {id} of {} is {shown}, and was to be refused", seen.open.test)),
            (true, _, true) => Some(format!("payout {id} of {} is {shown} after {}", seen.open.test, seen.open.state)),
            _ => None,
        };
        seen.open.state = shown;
        if let Some(why) = why {
            state.alarm.get_or_insert(why);
        }
    }

    /// The id and the state a good answer shows.
    fn shown(&self, received: &Received) -> Option<(String, String)> {
        let good = (200..300).contains(&received.status);
        let at = |pointer: &str| received.text_at(pointer).map(str::to_owned);
        if good { Some((at(&self.lifecycle.id)?, at(&self.lifecycle.status)?)) } else { None }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
