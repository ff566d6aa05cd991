//! Taking a lock. A panic elsewhere must not turn every later request into a panic too, so poisoning is passed over.

use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
