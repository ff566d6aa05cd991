//! Late looks and mailboxes that wait for their time while other walks go on.

use crate::fuzz::drive::{Mail, Parked};
use std::time::Instant;

/// With one worker a look is taken this many walks after it was parked, so that a run repeats itself.
const LATER: u64 = 400;
/// How many looks wait at most.
const MOST: usize = 2_000;

/// Something that has its time.
pub(super) trait Due {
    /// When it is due.
    fn due(&self) -> Instant;
}

impl Due for Parked {
    fn due(&self) -> Instant {
        self.due
    }
}

impl Due for Mail {
    fn due(&self) -> Instant {
        self.due
    }
}

/// What is not due yet.
#[derive(Debug)]
pub(super) struct Parking<T> {
    waiting: Vec<(u64, T)>,
    /// Whether looks are taken by the number of walks since, not by the clock.
    by_turn: bool,
}

impl<T: Due> Parking<T> {
    pub(super) fn new(by_turn: bool) -> Self {
        Self { waiting: Vec::new(), by_turn }
    }

    /// Parks looks of a turn; beyond what there is room for they are dropped.
    pub(super) fn add(&mut self, turn: u64, parked: impl IntoIterator<Item = T>) {
        let room = MOST.saturating_sub(self.waiting.len());
        self.waiting.extend(parked.into_iter().take(room).map(|parked| (turn, parked)));
    }

    /// A look whose time has come.
    pub(super) fn ready(&mut self, turn: u64) -> Option<T> {
        let at = if self.by_turn {
            self.waiting.first().filter(|(parked, _)| parked + LATER <= turn).map(|_| 0)
        } else {
            let now = Instant::now();
            self.waiting.iter().position(|(_, parked)| parked.due() <= now)
        }?;
        Some(self.waiting.remove(at).1)
    }

    /// The look that comes first, due or not.
    pub(super) fn next(&mut self) -> Option<T> {
        if self.by_turn {
            return (!self.waiting.is_empty()).then(|| self.waiting.remove(0).1);
        }
        let at = (0..self.waiting.len()).min_by_key(|at| self.waiting[*at].1.due())?;
        Some(self.waiting.remove(at).1)
    }

    /// How many looks wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}
