//! Walks that reached something rare, kept to be altered. Bounded; the longest unfruitful make room.

use crate::fuzz::walk::Walk;

/// How many walks are kept.
const MOST: usize = 512;

/// Walks worth altering.
#[derive(Debug, Default)]
pub struct Corpus {
    kept: Vec<Kept>,
}

#[derive(Debug)]
struct Kept {
    walk: Walk,
    /// How often it was altered since anything came of it.
    fruitless: u32,
}

impl Corpus {
    /// Keeps a walk.
    pub fn keep(&mut self, walk: Walk) {
        if self.kept.iter().any(|kept| kept.walk == walk) {
            return;
        }
        if self.kept.len() >= MOST
            && let Some((index, _)) = self.kept.iter().enumerate().max_by_key(|(_, kept)| kept.fruitless)
        {
            self.kept.swap_remove(index);
        }
        self.kept.push(Kept { walk, fruitless: 0 });
    }

    /// How many walks are kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Two walks, the first to be altered and the second to lend its end; numbers may be of any size.
    pub fn pair(&mut self, one: usize, other: usize) -> Option<(Walk, Walk)> {
        let count = self.kept.len();
        if count == 0 {
            return None;
        }
        let other = self.kept[other % count].walk.clone();
        let one = &mut self.kept[one % count];
        one.fruitless += 1;
        Some((one.walk.clone(), other))
    }

    /// Every walk, in the order in which they came.
    pub fn walks(&self) -> impl Iterator<Item = &Walk> {
        self.kept.iter().map(|kept| &kept.walk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::walk::{Act, Aim, Deed, Who};

    fn walk(number: u16) -> Walk {
        let deed = Deed::Visit { operation: 0, aim: Aim::Unknown(number) };
        Walk { acts: vec![Act { tag: 0, who: Who::Main, copies: 1, deed }] }
    }

    #[test]
    fn the_fruitless_make_room() {
        let mut corpus = Corpus::default();
        for number in 0..u16::try_from(MOST).unwrap_or(u16::MAX) {
            corpus.keep(walk(number));
        }
        corpus.keep(walk(0));
        assert_eq!(corpus.len(), MOST);
        let tired = corpus.pair(7, 7).map(|(one, _)| one);
        corpus.keep(walk(u16::MAX));
        assert_eq!(corpus.len(), MOST);
        assert!(corpus.walks().all(|kept| Some(kept) != tired.as_ref()));
    }
}
