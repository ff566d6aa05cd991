//! Remembers values that no two answers of a run may share, in a table that does not grow.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

/// How many values are remembered at most; an older one makes room for a newer one in its place.
const PLACES: usize = 1 << 17;

/// The latest values, by their hashes.
pub struct Echoes(Box<[AtomicU64]>);

impl Echoes {
    /// Whether a value was heard before, as far as is remembered; remembers it.
    pub fn heard(&self, value: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        // Nought stands for nothing.
        let hash = hasher.finish() | 1;
        let place = usize::try_from(hash >> 1).unwrap_or(usize::MAX) % PLACES;
        self.0.get(place).is_some_and(|known| known.swap(hash, Ordering::Relaxed) == hash)
    }
}

impl Default for Echoes {
    fn default() -> Self {
        Self((0..PLACES).map(|_| AtomicU64::new(0)).collect())
    }
}

impl fmt::Debug for Echoes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Echoes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_heard_before_is_an_echo() {
        let echoes = Echoes::default();
        assert!((0..50_000).all(|number| !echoes.heard(&number.to_string())));
        assert!(echoes.heard("49999"));
    }
}
