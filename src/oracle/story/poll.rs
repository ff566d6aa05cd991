//! Looking again and again: when a poll may end, which of its looks count, and whether it looked often enough to judge.

use super::Story;
use crate::record::Exchange;
use crate::scenario::{Rhythm, Step};
use crate::verdict::Outcome;
use std::sync::Arc;
use std::time::Duration;

impl Story<'_> {
    /// Whether an attempt satisfies everything that binds, so that a poll can end.
    pub fn holds(&self, step: &Step, attempt: &[Arc<Exchange>]) -> bool {
        let scene = self.scene();
        step.expects
            .iter()
            .filter(|expect| self.binds(expect))
            .all(|expect| matches!(scene.outcome(&expect.checks, attempt), Outcome::Held))
    }

    /// Whether every answer of an attempt shows a resource in a state that is never left.
    pub fn shows_the_end(&self, attempt: &[Arc<Exchange>]) -> bool {
        let Some(lifecycle) = &self.contract.lifecycle else { return false };
        let shows = |exchange: &Arc<Exchange>| {
            let state = exchange.received().and_then(|received| received.text_at(&lifecycle.status));
            state.is_some_and(|state| lifecycle.terminal.contains(state))
        };
        !attempt.is_empty() && attempt.iter().all(shows)
    }

    /// The state in which an attempt of a poll leaves its payout, when the poll does not hold and money is real: it may
    /// take hours to settle.
    pub fn unsettled<'e>(&self, step: &Step, attempt: &'e [Arc<Exchange>]) -> Option<&'e str> {
        if !matches!(step.rhythm, Rhythm::Poll { .. }) || self.holds(step, attempt) {
            return None;
        }
        self.road.unsettled(attempt)
    }

    /// Why a poll may have missed what was there for a moment: it looked more rarely than the story allows.
    pub(super) fn missed(&self, rhythm: Rhythm, exchanges: &[Arc<Exchange>]) -> Option<String> {
        let Rhythm::Poll { gap: Some(gap), .. } = rhythm else { return None };
        let allowed = Duration::from_millis(gap).mul_f64(self.time_scale);
        let answered = |exchange: &Exchange| Duration::from_micros(exchange.took_us) + sent(exchange);
        // From one look to the end of the next: only then is it certain what the target showed in between. What came
        // before the poll was a look too: a first attempt that comes late has missed just as much.
        let starts = self.last_look.into_iter().chain(exchanges.iter().map(|exchange| sent(exchange)));
        let next = exchanges.iter().skip(usize::from(self.last_look.is_none()));
        let widest = starts.zip(next).map(|(start, next)| answered(next).saturating_sub(start)).max()?;
        (widest > allowed).then(|| {
            format!(
                "between two looks {} ms passed, more than the {} ms that miss nothing",
                widest.as_millis(),
                allowed.as_millis()
            )
        })
    }
}

/// When a request was sent, since the run began.
pub(super) fn sent(exchange: &Exchange) -> Duration {
    Duration::from_millis(exchange.at_ms)
}

/// The exchanges that expectations judge: all of them, or those of the last attempt of a poll.
pub(super) fn judged_of(rhythm: Rhythm, exchanges: &[Arc<Exchange>]) -> Vec<Arc<Exchange>> {
    let last = exchanges.iter().map(|exchange| exchange.attempt).max().unwrap_or(1);
    match rhythm {
        Rhythm::Poll { .. } => exchanges.iter().filter(|exchange| exchange.attempt == last).cloned().collect(),
        Rhythm::Once | Rhythm::Watch { .. } => exchanges.to_vec(),
    }
}
