//! The map of what was reached: operation, what was done, state before, status, code. Bounded, whatever a target answers.

use crate::fuzz::drive::Reached;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many places are told apart; a target that answers at random does not fill the memory.
const MOST: usize = 20_000;
/// What was reached fewer times than this is rare.
const RARE: u64 = 3;

/// The map of what was reached.
#[derive(Debug, Default)]
pub struct Map {
    places: HashMap<u64, (Reached, u64)>,
    beyond: u64,
}

/// How new a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Novelty {
    /// It was reached before, often.
    Common,
    /// It was reached before, rarely.
    Rare,
    /// It was never reached.
    New,
}

/// One place of a map as it is kept on disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenPlace {
    /// The operation.
    pub operation: String,
    /// What was done.
    pub label: String,
    /// The state the resource was known to be in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// The status.
    pub status: u16,
    /// The error code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// How often it was reached.
    pub count: u64,
}

impl Map {
    /// Notes that a place was reached once more, and says how new that is.
    pub fn note(&mut self, reached: &Reached) -> Novelty {
        self.add(reached, 1)
    }

    fn add(&mut self, reached: &Reached, times: u64) -> Novelty {
        let mut hasher = DefaultHasher::new();
        reached.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some((_, count)) = self.places.get_mut(&hash) {
            *count += times;
            return if *count < RARE { Novelty::Rare } else { Novelty::Common };
        }
        if self.places.len() >= MOST {
            self.beyond += times;
            return Novelty::Common;
        }
        self.places.insert(hash, (reached.clone(), times));
        Novelty::New
    }

    /// How many places were reached.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nothing was reached.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Answers that lie beyond what is told apart.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }

    /// Every place, sorted.
    pub fn written(&self) -> Vec<WrittenPlace> {
        let mut places: Vec<WrittenPlace> = self
            .places
            .values()
            .map(|(reached, count)| WrittenPlace {
                operation: reached.operation.clone(),
                label: reached.label.clone(),
                before: reached.before.clone(),
                status: reached.status,
                code: reached.code.clone(),
                count: *count,
            })
            .collect();
        places.sort();
        places
    }

    /// Adds places that an earlier or another run reached.
    pub fn absorb(&mut self, places: &[WrittenPlace]) {
        for place in places {
            let reached = Reached {
                operation: place.operation.clone(),
                label: place.label.clone(),
                before: place.before.clone(),
                status: place.status,
                code: place.code.clone(),
            };
            self.add(&reached, place.count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(status: u16, code: &str) -> Reached {
        Reached { operation: "create".into(), label: "sound".into(), before: String::new(), status, code: code.into() }
    }

    #[test]
    fn the_new_is_told_from_the_rare_and_the_common() {
        let mut map = Map::default();
        let seen: Vec<Novelty> = (0..4).map(|_| map.note(&reached(201, ""))).collect();
        assert_eq!(seen, [Novelty::New, Novelty::Rare, Novelty::Common, Novelty::Common]);
        assert_eq!(map.note(&reached(422, "X")), Novelty::New);
        assert_eq!(map.written().iter().map(|place| (place.status, place.count)).collect::<Vec<_>>(), [(201, 4), (422, 1)]);
    }

    #[test]
    fn a_target_that_answers_at_random_does_not_fill_the_memory() {
        let mut map = Map::default();
        for number in 0..3 * MOST {
            map.note(&reached(400, &number.to_string()));
        }
        assert_eq!(map.len(), MOST);
        assert_eq!(map.beyond(), 2 * MOST as u64);
    }

    #[test]
    fn what_is_written_is_absorbed() {
        let mut map = Map::default();
        map.note(&reached(201, ""));
        map.note(&reached(409, "TAKEN"));
        let mut other = Map::default();
        other.absorb(&map.written());
        other.absorb(&map.written());
        assert_eq!(other.written().iter().map(|place| place.count).collect::<Vec<_>>(), [2, 2]);
    }
}
