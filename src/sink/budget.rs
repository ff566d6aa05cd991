//! The bytes all deliveries of a sink may hold together, whether already kept or still arriving.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is left to be held.
#[derive(Debug)]
pub(super) struct Budget(AtomicUsize);

/// What one delivery holds; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    budget: Arc<Budget>,
    held: usize,
}

impl Budget {
    pub(super) fn of(bytes: usize) -> Arc<Self> {
        Arc::new(Self(AtomicUsize::new(bytes)))
    }

    pub(super) fn share(self: &Arc<Self>) -> Share {
        Share { budget: Arc::clone(self), held: 0 }
    }
}

impl Share {
    /// Holds more, unless that is more than is left.
    pub(super) fn grow(&mut self, by: usize) -> bool {
        let left = &self.budget.0;
        let taken = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(by)).is_ok();
        self.held += if taken { by } else { 0 };
        taken
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.0.fetch_add(self.held, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_can_be_held_again() {
        let budget = Budget::of(10);
        let (mut one, mut other) = (budget.share(), budget.share());
        assert!(one.grow(4) && one.grow(3) && !one.grow(4));
        assert!(other.grow(3) && !other.grow(1));
        drop(one);
        assert!(other.grow(7) && !other.grow(1));
    }
}
