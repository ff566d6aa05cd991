//! Late looks and mailboxes that wait for their time while other walks go on.

use crate::fuzz::drive::{Mail, Parked};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// With one worker a look is taken this many walks after it was parked, so that a run repeats itself.
const LATER: u64 = 400;
/// How many looks wait at most.
const MOST: usize = 2_000;
/// What is due for so long is not looked at any more: whoever was to look had a finding to tell, and a target may have
/// forgotten by now what ended long ago.
const OVERDUE: Duration = Duration::from_secs(5);

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
    waiting: VecDeque<(u64, T)>,
    /// Whether looks are taken by the number of walks since, not by the clock.
    by_turn: bool,
}

impl<T: Due> Parking<T> {
    pub(super) fn new(by_turn: bool) -> Self {
        Self { waiting: VecDeque::new(), by_turn }
    }

    /// Parks looks of a turn; beyond what there is room for they are dropped.
    pub(super) fn add(&mut self, turn: u64, parked: impl IntoIterator<Item = T>) {
        let room = MOST.saturating_sub(self.waiting.len());
        self.waiting.extend(parked.into_iter().take(room).map(|parked| (turn, parked)));
    }

    /// Whether the time of something has long gone by.
    pub(super) fn is_overdue(&self, due: Instant) -> bool {
        !self.by_turn && due.elapsed() > OVERDUE
    }

    /// A look whose time has come.
    pub(super) fn ready(&mut self, turn: u64) -> Option<T> {
        if self.by_turn {
            self.waiting.front().filter(|(parked, _)| parked + LATER <= turn)?;
            return self.next();
        }
        let now = Instant::now();
        let at = self.waiting.iter().position(|(_, parked)| parked.due() <= now)?;
        self.taken(at)
    }

    /// The look that comes first, due or not.
    pub(super) fn next(&mut self) -> Option<T> {
        if self.by_turn {
            return self.waiting.pop_front().map(|(_, first)| first);
        }
        let at = (0..self.waiting.len()).min_by_key(|at| self.waiting[*at].1.due())?;
        self.taken(at)
    }

    /// Takes one out, by the clock: the order of the others does not matter.
    fn taken(&mut self, at: usize) -> Option<T> {
        self.waiting.swap_remove_front(at).map(|(_, taken)| taken)
    }

    /// How many looks wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct At(Instant);

    impl Due for At {
        fn due(&self) -> Instant {
            self.0
        }
    }

    fn parked(by_turn: bool, seconds: &[u64]) -> (Instant, Parking<At>) {
        let now = Instant::now();
        let mut parking = Parking::new(by_turn);
        for (turn, later) in (0..).zip(seconds) {
            parking.add(turn, [At(now + Duration::from_secs(*later))]);
        }
        (now, parking)
    }

    #[test]
    fn by_the_clock_what_is_due_first_comes_first() {
        let (now, mut parking) = parked(false, &[50, 0, 30, 40]);
        assert_eq!(parking.ready(0).map(|one| one.0 - now), Some(Duration::ZERO));
        assert!(parking.ready(1_000).is_none(), "the rest has time");
        let rest: Vec<_> = std::iter::from_fn(|| parking.next()).map(|one| (one.0 - now).as_secs()).collect();
        assert_eq!(rest, [30, 40, 50]);
    }

    #[test]
    fn by_turns_nobody_asks_the_clock() {
        let (now, mut parking) = parked(true, &[50, 0, 30]);
        assert!(parking.ready(LATER - 1).is_none());
        assert_eq!(parking.ready(LATER).map(|one| (one.0 - now).as_secs()), Some(50));
        assert!(parking.ready(LATER).is_none());
        assert_eq!(parking.next().map(|one| (one.0 - now).as_secs()), Some(0));
        assert_eq!(parking.len(), 1);
    }

    #[test]
    fn what_is_long_overdue_is_told_from_what_is_due() {
        let (now, parking) = parked(false, &[]);
        let past = |length: Duration| now.checked_sub(length).unwrap_or(now);
        assert!(!parking.is_overdue(now) && !parking.is_overdue(now + OVERDUE));
        assert!(parking.is_overdue(past(OVERDUE * 2)));
        assert!(!parked(true, &[]).1.is_overdue(past(OVERDUE * 2)), "by turns a run repeats itself");
    }
}
