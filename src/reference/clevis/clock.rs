//! The timers of all payouts, kept by one task: a payout costs one heap entry, and stopping the task stops them all.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::{Arc, Mutex, Weak};

use tokio::sync::Notify;
use tokio::time::Instant;

use super::App;
use super::hold::hold;
use super::payout::Payout;

#[derive(Debug)]
struct Alarm {
    due: Instant,
    payout: Weak<Payout>,
}

impl PartialEq for Alarm {
    fn eq(&self, other: &Self) -> bool {
        self.due == other.due
    }
}

impl Eq for Alarm {}

impl PartialOrd for Alarm {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Alarm {
    fn cmp(&self, other: &Self) -> Ordering {
        self.due.cmp(&other.due)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Clock {
    alarms: Mutex<BinaryHeap<Reverse<Alarm>>>,
    earlier: Notify,
}

impl Clock {
    pub(crate) fn arm(&self, due: Instant, payout: &Arc<Payout>) {
        let mut alarms = hold(&self.alarms);
        let first = alarms.peek().is_none_or(|alarm| due < alarm.0.due);
        alarms.push(Reverse(Alarm { due, payout: Arc::downgrade(payout) }));
        drop(alarms);
        if first {
            self.earlier.notify_one();
        }
    }

    fn take_due(&self, now: Instant) -> (Vec<Weak<Payout>>, Option<Instant>) {
        let mut alarms = hold(&self.alarms);
        let mut due = Vec::new();
        while alarms.peek().is_some_and(|alarm| alarm.0.due <= now) {
            due.extend(alarms.pop().map(|alarm| alarm.0.payout));
        }
        (due, alarms.peek().map(|alarm| alarm.0.due))
    }
}

/// Fires alarms until the task is dropped.
pub(crate) async fn run(app: Arc<App>) {
    loop {
        let (due, next) = app.clock.take_due(Instant::now());
        for payout in due.iter().filter_map(Weak::upgrade) {
            app.tick(&payout);
        }
        match next {
            Some(next) => {
                tokio::select! {
                    () = tokio::time::sleep_until(next) => {}
                    () = app.clock.earlier.notified() => {}
                }
            }
            None => app.clock.earlier.notified().await,
        }
    }
}
