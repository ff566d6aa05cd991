//! The map of what was reached, and the walks that reached what is rare. Both are bounded, whatever a target answers.

use crate::fuzz::drive::{Reached, Walked};
use crate::fuzz::walk::{Deed, Walk};
use std::collections::BTreeMap;

/// How many places the map holds; a target that makes up codes does not make it grow further.
const MOST_PLACES: usize = 20_000;
/// How many walks are kept to grow others from.
const MOST_KEPT: usize = 512;
/// A place reached this often is no longer rare.
const RARE: u64 = 4;

/// What was reached, how often, and by which walks.
#[derive(Debug, Default)]
pub struct Novelty {
    reached: BTreeMap<Reached, u64>,
    kept: BTreeMap<Reached, Walk>,
    /// The places of the kept walks in order, so that drawing one does not count its way to it.
    order: Vec<Reached>,
    beyond: u64,
}

impl Novelty {
    /// Notes what a walk reached; says whether anything of it was new.
    pub fn note(&mut self, walked: &Walked) -> bool {
        let mut new = false;
        for (index, done) in walked.done.iter().enumerate() {
            for reached in &done.reached {
                let full = self.reached.len() >= MOST_PLACES;
                let count = match self.reached.get_mut(reached) {
                    Some(count) => {
                        *count += 1;
                        *count
                    }
                    None if full => {
                        self.beyond += 1;
                        continue;
                    }
                    None => {
                        self.reached.insert(reached.clone(), 1);
                        new = true;
                        1
                    }
                };
                // A late look was done alone, after the walk it belongs to.
                if count <= RARE && walked.done.len() == walked.walk.acts.len() {
                    self.keep(reached, &walked.walk, index);
                }
            }
        }
        new
    }

    /// Keeps the part of a walk that led to a place, unless a shorter one is known.
    fn keep(&mut self, reached: &Reached, walk: &Walk, index: usize) {
        let acts: Vec<_> = walk.acts.iter().take(index + 1).cloned().collect();
        // A look that waits costs more than it finds.
        if acts.iter().any(|act| matches!(act.deed, Deed::Late { .. })) {
            return;
        }
        if self.kept.get(reached).is_some_and(|known| known.acts.len() <= acts.len()) {
            return;
        }
        if self.kept.len() >= MOST_KEPT && !self.kept.contains_key(reached) {
            let commonest = self.kept.keys().max_by_key(|place| self.count(place)).cloned();
            if let Some(place) = commonest {
                self.kept.remove(&place);
            }
        }
        self.kept.insert(reached.clone(), Walk { acts }.tidy());
        self.order = self.kept.keys().cloned().collect();
    }

    /// Takes up a walk of an earlier run.
    pub fn take_up(&mut self, reached: Reached, walk: Walk) {
        if self.kept.len() < MOST_KEPT {
            self.kept.insert(reached, walk);
            self.order = self.kept.keys().cloned().collect();
        }
    }

    /// How often a place was reached.
    pub fn count(&self, reached: &Reached) -> u64 {
        self.reached.get(reached).copied().unwrap_or(0)
    }

    /// The rarer of two kept walks, by their places in order.
    pub fn rarer(&self, one: usize, other: usize) -> Option<&Walk> {
        let at = |index: usize| self.order.get(index % self.order.len().max(1));
        let (one, other) = (at(one)?, at(other)?);
        self.kept.get(if self.count(other) < self.count(one) { other } else { one })
    }

    /// How many walks are kept.
    pub fn kept(&self) -> usize {
        self.kept.len()
    }

    /// The kept walks with what they reached, in order.
    pub fn corpus(&self) -> impl Iterator<Item = (&Reached, &Walk)> {
        self.kept.iter()
    }

    /// How many places were reached.
    pub fn places(&self) -> usize {
        self.reached.len()
    }

    /// Every place with how often it was reached, in order.
    pub fn reached(&self) -> &BTreeMap<Reached, u64> {
        &self.reached
    }

    /// How often a place was reached for which the map had no room.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::drive::{Done, Why};
    use crate::fuzz::walk::{Act, Aim, Who};

    fn walked(codes: &[&str]) -> Walked {
        let act =
            |tag| Act { tag, who: Who::Main, copies: 1, deed: Deed::Visit { operation: 0, aim: Aim::Unknown(0) } };
        let done = |(tag, code): (u16, &&str)| Done {
            act: act(tag),
            reached: vec![Reached {
                operation: "read".into(),
                label: "unknown".into(),
                before: String::new(),
                status: 404,
                code: (*code).to_owned(),
            }],
            exchanges: Vec::new(),
            deliveries: Vec::new(),
            asked: Vec::new(),
            breaks: Vec::new(),
            script: None,
        };
        let done: Vec<Done> = (0..).zip(codes).map(done).collect();
        Walked { walk: Walk { acts: done.iter().map(|done| done.act.clone()).collect() }, done, why: Why::Over }
    }

    #[test]
    fn only_what_was_not_reached_before_is_new() {
        let mut novelty = Novelty::default();
        assert!(novelty.note(&walked(&["A", "B"])));
        assert!(!novelty.note(&walked(&["B"])));
        assert!(novelty.note(&walked(&["C"])));
        assert_eq!(novelty.places(), 3);
    }

    #[test]
    fn the_shortest_way_to_a_place_is_kept() {
        let mut novelty = Novelty::default();
        novelty.note(&walked(&["A", "A", "B"]));
        novelty.note(&walked(&["B"]));
        let lengths: Vec<usize> = novelty.corpus().map(|(_, walk)| walk.acts.len()).collect();
        assert_eq!(lengths, [1, 1]);
    }

    #[test]
    fn a_target_that_makes_up_codes_does_not_make_the_map_grow() {
        let mut novelty = Novelty::default();
        for number in 0..MOST_PLACES + 100 {
            novelty.note(&walked(&[&format!("CODE_{number}")]));
        }
        assert_eq!((novelty.places(), novelty.beyond()), (MOST_PLACES, 100));
        assert!(novelty.kept() <= MOST_KEPT);
    }
}
