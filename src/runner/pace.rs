//! Keeps each credential to its pace and waits when the target asks for it.

use crate::record::Received;
use crate::scenario::Credential;
use crate::target::Pace;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The pace of every credential.
#[derive(Debug)]
pub(super) struct Pacer {
    pace: Pace,
    documented: Option<NonZeroU32>,
    limiters: Mutex<BTreeMap<Credential, Arc<DefaultDirectRateLimiter>>>,
}

/// No answer to a 429 takes longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

impl Pacer {
    pub(super) fn new(pace: Pace, documented: Option<u32>) -> Self {
        Self { pace, documented: documented.and_then(NonZeroU32::new), limiters: Mutex::new(BTreeMap::new()) }
    }

    /// Comes back when the credential may send one more request.
    pub(super) async fn ready(&self, credential: Credential) {
        let limiter = {
            let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
            if let (Pace::PerMinute(rate), None) = (self.pace, limiters.get(&credential))
                && let Some(rate) = NonZeroU32::new(rate)
            {
                limiters.insert(credential, limiter(rate));
            }
            limiters.get(&credential).cloned()
        };
        if let Some(limiter) = limiter {
            limiter.until_ready().await;
        }
    }

    /// How long to wait after a 429 before the same request is sent again; from then on the documented rate is kept.
    pub(super) fn slow_down(&self, credential: Credential, received: &Received, tries: u32) -> Duration {
        if let (Pace::Auto, Some(rate)) = (self.pace, self.documented) {
            let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
            limiters.entry(credential).or_insert_with(|| limiter(rate));
        }
        let asked = received.header("retry-after").and_then(|value| retry_after(value, SystemTime::now()));
        // Without a word from the target: the time of one request at the documented rate, doubled each time.
        let own =
            Duration::from_secs(60) / self.documented.map_or(60, NonZeroU32::get) * 2_u32.saturating_pow(tries.min(8));
        asked.unwrap_or(own).min(LONGEST_WAIT)
    }
}

fn limiter(rate: NonZeroU32) -> Arc<DefaultDirectRateLimiter> {
    // A small burst: window types are rarely documented, and a fixed window refuses what a bucket would let through.
    let burst = NonZeroU32::new(rate.get() / 12).unwrap_or(NonZeroU32::MIN);
    Arc::new(RateLimiter::direct(Quota::per_minute(rate).allow_burst(burst)))
}

/// Seconds or a date, as RFC 9110 allows.
fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value.trim()).ok()?;
    let then = SystemTime::from(date.timestamp());
    Some(then.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777 - 10);
        assert_eq!(retry_after("7", now), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(Duration::from_secs(10)));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn a_lying_retry_after_does_not_stall_a_run() {
        let pacer = Pacer::new(Pace::Auto, Some(120));
        let headers = vec![("retry-after".to_owned(), "99999999".to_owned())];
        let received = Received::new(429, headers, crate::record::Payload::default());
        assert_eq!(pacer.slow_down(Credential::Main, &received, 0), LONGEST_WAIT);
    }
}
