//! What is to be hunted, and what can be seen of it meanwhile.

use super::{Limits, Novelty};
use crate::fuzz::drive::{Ground, Reached};
use crate::fuzz::tell::Known;
use crate::fuzz::walk::Walk;
use crate::runner::Stop;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is to be hunted.
#[derive(Debug)]
pub struct Order {
    /// Suite, guide, target, seed.
    pub ground: Arc<Ground>,
    /// When it ends by itself.
    pub limits: Limits,
    /// How many walks are under way at once; one repeats itself exactly.
    pub workers: usize,
    /// Which part of a hunt that runs on several machines.
    pub shard: Shard,
    /// Whether findings are made small and told; otherwise the first of each kind is only counted.
    pub telling: bool,
    /// Whether a SHOULD counts as a MUST.
    pub strict: bool,
    /// Findings that are known already.
    pub known: Known,
    /// Walks of an earlier hunt, with what they reached.
    pub corpus: Vec<(Reached, Walk)>,
    /// Today, for waivers.
    pub today: jiff::civil::Date,
    /// Asks the hunt to end.
    pub stop: Stop,
    /// What can be seen of it meanwhile.
    pub progress: Arc<Progress>,
}

/// What can be seen of a hunt meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    pub(super) requests: AtomicU64,
    pub(super) places: AtomicU64,
    pub(super) findings: AtomicU64,
}

impl Progress {
    /// Requests sent.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Places reached.
    pub fn places(&self) -> u64 {
        self.places.load(Ordering::Relaxed)
    }

    /// Findings made.
    pub fn findings(&self) -> u64 {
        self.findings.load(Ordering::Relaxed)
    }

    pub(super) fn note_places(&self, novelty: &Novelty) {
        self.places.store(novelty.places() as u64, Ordering::Relaxed);
    }
}

/// Which part of a hunt, of how many, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl Default for Shard {
    fn default() -> Self {
        Self { number: 1, of: 1 }
    }
}

impl Shard {
    /// A part; nothing when it is none of so many.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let shard = parts.and_then(|(number, of)| Self::new(number, of));
        shard.ok_or_else(|| format!("`{text}` is no part; write 1/4 for the first of four"))
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_one_of_so_many() {
        assert_eq!("2/4".parse(), Ok(Shard { number: 2, of: 4 }));
        for wrong in ["0/4", "5/4", "2", "/", "a/b", "-1/2", "1/0"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
