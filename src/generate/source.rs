//! A seeded random source, one per generated value.
//!
//! The four parts that name a value are hashed into the key of a ChaCha12 stream:
//!
//! ```text
//! key = SHA-256( "payspec generate 1" ‖ seed as 8 bytes ‖ for each of salt, test, name: its length as 8 bytes ‖ its UTF-8 )
//! ```
//!
//! All numbers are big-endian and the lengths keep neighbouring parts apart, so the stream depends on nothing else:
//! not on the platform, not on the order in which values are asked for. It refuses to know what is made from it.

use std::ops::RangeInclusive;

use rand::distr::uniform::SampleUniform;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use sha2::{Digest, Sha256};

use super::seed::RunSeed;

/// Raised when the mixing or a construction changes on purpose, because old seeds then mean other values.
const DOMAIN: &[u8] = b"payspec generate 1";

/// The random source of one named value of one test.
#[derive(Clone, Debug)]
pub struct Source(ChaCha12Rng);

impl Source {
    /// Opens the source that belongs to these four parts.
    pub fn new(seed: RunSeed, salt: &str, test: &str, name: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        hash.update(seed.get().to_be_bytes());
        for part in [salt, test, name] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(ChaCha12Rng::from_seed(hash.finalize().into()))
    }

    /// The stream itself, for whoever draws from it by other means.
    pub(crate) fn rng(&mut self) -> &mut ChaCha12Rng {
        &mut self.0
    }

    /// A number of the range, which must not be empty.
    pub(super) fn within<T: SampleUniform + PartialOrd>(&mut self, range: RangeInclusive<T>) -> T {
        self.0.random_range(range)
    }

    /// Bytes straight from the stream.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0.random()
    }

    /// One of the items; none if there are none.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.choose(&mut self.0)
    }

    /// One of the symbols 0 to `symbols` - 1 except `known`; at least two symbols are needed.
    pub(super) fn other(&mut self, known: u8, symbols: u8) -> u8 {
        (known + self.within(1..=symbols - 1)) % symbols
    }

    /// Draws until an attempt succeeds; the attempt must have a fair chance.
    pub(super) fn until<T>(&mut self, mut attempt: impl FnMut(&mut Self) -> Option<T>) -> T {
        loop {
            if let Some(made) = attempt(self) {
                return made;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(seed: u64, salt: &str, test: &str, name: &str) -> [u8; 16] {
        Source::new(RunSeed::new(seed), salt, test, name).bytes()
    }

    #[test]
    fn the_same_parts_open_the_same_stream() {
        assert_eq!(opening(7, "salt", "test", "name"), opening(7, "salt", "test", "name"));
    }

    #[test]
    fn every_part_matters_and_so_does_where_it_ends() {
        let known = opening(7, "salt", "test", "name");
        for other in [
            opening(8, "salt", "test", "name"),
            opening(7, "sale", "test", "name"),
            opening(7, "salt", "text", "name"),
            opening(7, "salt", "test", "game"),
            opening(7, "saltt", "est", "name"),
            opening(7, "salt", "testn", "ame"),
            opening(7, "salttest", "", "name"),
        ] {
            assert_ne!(other, known);
        }
    }

    /// The key was computed apart from this crate, with the hash tool of another language.
    #[test]
    fn the_stream_is_keyed_as_documented() {
        let key = hex_key("f33043a53e09698d6942b58e1ac949b485005a2353375acfdb435ac9299336b7");
        assert_eq!(
            opening(0x5f_2c91, "", "idempotency/replay", "key"),
            ChaCha12Rng::from_seed(key).random::<[u8; 16]>()
        );
    }

    fn hex_key(text: &str) -> [u8; 32] {
        let mut key = [0; 32];
        assert_eq!(hex::decode_to_slice(text, &mut key), Ok(()));
        key
    }

    #[test]
    fn another_symbol_is_never_the_known_one() {
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        for known in 0..10 {
            let seen: std::collections::BTreeSet<u8> = (0..500).map(|_| source.other(known, 10)).collect();
            assert_eq!(seen, (0..10).filter(|digit| *digit != known).collect());
        }
    }
}
