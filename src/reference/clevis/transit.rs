//! Moving payouts: the one place where a payout enters a state. Callers hold the lock of its state.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::time::Instant;

use super::App;
use super::behaviour::lifecycle::OnRead;
use super::hold::hold;
use super::journey::Journey;
use super::payout::{Entry, Payout, State, Stop};

impl App {
    /// Starts the journey of a new payout and runs what is due at once.
    pub(crate) fn begin(&self, payout: &Arc<Payout>, state: &mut State, journey: Journey) {
        for stop in journey.starts {
            self.enter(payout, state, stop);
        }
        state.ahead = journey.legs.into();
        let now = Instant::now();
        state.due = state.ahead.front().and_then(|leg| now.checked_add(leg.after));
        self.run_due(payout, state, now);
        state.shown_at_creation = state.history.len();
    }

    /// Runs every leg that is due by `now` and arms the timer for the next.
    pub(crate) fn run_due(&self, payout: &Arc<Payout>, state: &mut State, now: Instant) {
        while let Some(due) = state.due.filter(|due| *due <= now) {
            if let Some(leg) = state.ahead.pop_front() {
                self.enter(payout, state, leg.to);
            }
            // From the due time, not from now: a late timer must not stretch the whole journey.
            state.due = state.ahead.front().and_then(|leg| due.checked_add(leg.after));
        }
        if let Some(due) = state.due {
            self.clock.arm(due, payout);
        }
    }

    /// Puts the payout into a state, records it, and notifies.
    pub(crate) fn enter(&self, payout: &Arc<Payout>, state: &mut State, stop: Stop) {
        let left = state.history.last().map(|entry| entry.stop);
        state.history.push(Entry { stop, at: Timestamp::now() });
        payout.set_glance(stop.status);
        if stop.status.is_terminal() && state.occupies {
            state.occupies = false;
            self.store.vacate();
        }
        self.notify(payout, state, left, stop);
    }

    /// A timer fired.
    pub(crate) fn tick(&self, payout: &Arc<Payout>) {
        let settled = {
            let mut state = hold(&payout.state);
            if state.due.is_none_or(|due| due > Instant::now()) {
                return;
            }
            self.run_due(payout, &mut state, Instant::now());
            state.status().is_terminal()
        };
        if settled {
            self.store.retire(payout, &self.config);
        }
    }

    /// A read may run legs whose timer is late.
    pub(crate) fn catch_up(&self, payout: &Arc<Payout>) {
        if self.behaviour().lifecycle.on_read == OnRead::CatchesUp {
            self.tick(payout);
        }
    }
}
