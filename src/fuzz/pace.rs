//! Keeps a run to the pace of its target: nothing at full speed, waits where the target asks for them.

use crate::record::Received;
use crate::runner::Pacer;
use crate::scenario::Credential;
use crate::target::Pace;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The beat of a run.
#[derive(Debug)]
pub struct Beat {
    pacer: Pacer,
    /// Whether there is anything to keep to; so that at full speed nobody asks.
    kept: AtomicBool,
}

impl Beat {
    /// The beat of a pace.
    pub fn new(pace: Pace, documented: Option<u32>, patience: f64) -> Self {
        Self {
            pacer: Pacer::new(pace, documented, patience),
            kept: AtomicBool::new(matches!(pace, Pace::PerMinute(_))),
        }
    }

    /// Comes back when the credential may send one more request.
    pub async fn ready(&self, credential: Credential) {
        if self.kept.load(Ordering::Relaxed) {
            self.pacer.limited(&(None, credential)).await;
        }
    }

    /// How long to wait after an answer that says "not now"; nothing when that was waited for long enough.
    pub fn slow_down(
        &self,
        credential: Credential,
        received: &Received,
        tries: u32,
        waited: Duration,
    ) -> Option<Duration> {
        if received.status == 429 {
            self.kept.store(true, Ordering::Relaxed);
        }
        self.pacer.slow_down(&(None, credential), received, tries, waited)
    }
}
