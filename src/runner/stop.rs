//! A run that is asked to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// Tells every test of a run that it is to end now.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    asked: AtomicBool,
    wake: Notify,
}

impl Stop {
    /// Asks everything to end.
    pub fn ask(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        self.0.wake.notify_waiters();
    }

    /// Whether the end was asked for.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// Comes back once the end is asked for.
    pub async fn asked(&self) {
        let notified = self.0.wake.notified();
        tokio::pin!(notified);
        // Registered before looking, so that a request in between is not lost.
        notified.as_mut().enable();
        if !self.is_asked() {
            notified.await;
        }
    }
}
