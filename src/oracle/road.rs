//! The natural course of a payment that nothing forces: whether a story may still come about, or went another
//! documented way.
//!
//! Only where money is real: a mock is asked for each outcome and owes it.

use crate::contract::{Contract, Money, Rules};
use crate::expect::{Check, CheckKind};
use crate::record::{Exchange, Received};
use std::sync::Arc;

/// What can be said about the course of a payment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Road<'c> {
    contract: &'c Contract,
    money: Money,
}

impl<'c> Road<'c> {
    pub(super) fn new(contract: &'c Contract, rules: &Rules<'c>) -> Self {
        Self { contract, money: rules.money() }
    }

    /// The state an answer shows, if it is a good one and shows a state the lifecycle knows.
    pub(super) fn state<'r>(&self, received: &'r Received) -> Option<&'r str> {
        let lifecycle = self.contract.lifecycle.as_ref()?;
        let good = (200..300).contains(&received.status);
        received.text_at(&lifecycle.status).filter(|state| good && lifecycle.knows(state))
    }

    /// The state all of an attempt's answers show, when it is one that is left again by itself.
    pub(super) fn unsettled<'e>(&self, attempt: &'e [Arc<Exchange>]) -> Option<&'e str> {
        let lifecycle = self.contract.lifecycle.as_ref().filter(|_| self.money == Money::Real)?;
        let state = |exchange: &'e Arc<Exchange>| {
            let state = self.state(exchange.received()?)?;
            (!lifecycle.terminal.contains(state)).then_some(state)
        };
        let states: Option<Vec<&str>> = attempt.iter().map(state).collect();
        states?.first().copied()
    }

    /// Why a check of the ground does not hold without anybody's fault: the payment has another state than the story
    /// needs, or had left the one it could be undone in.
    pub(super) fn went_elsewhere(&self, check: &Check, exchanges: &[Arc<Exchange>]) -> Option<String> {
        if self.money == Money::Play {
            return None;
        }
        let lifecycle = self.contract.lifecycle.as_ref()?;
        let last = exchanges.last()?;
        let received = last.received()?;
        match &check.kind {
            CheckKind::Body { at, .. } if at.to_string() == lifecycle.status => self
                .state(received)
                .map(|state| format!("the payout is {state}, and nothing forces what the story needs")),
            CheckKind::Status(_) | CheckKind::Answers(_) if received.status == 409 => {
                let cancel = self.contract.payment.as_ref().map(|payment| payment.cancel.as_str());
                (last.operation.as_deref() == cancel).then(|| "the payout could not be cancelled any more".to_owned())
            }
            _ => None,
        }
    }
}
