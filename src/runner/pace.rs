//! Keeps each credential to its pace and waits when the target asks for it.

use crate::record::Received;
use crate::scenario::Credential;
use crate::target::Pace;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::{OwnedRwLockWriteGuard, RwLock};

/// What a server counts requests by: the instance they go to and the key they show.
pub(crate) type Account = (Option<String>, Credential);

/// The pace of every credential.
#[derive(Debug)]
pub(crate) struct Pacer {
    pace: Pace,
    documented: Option<NonZeroU32>,
    longest_wait: Duration,
    limiters: Mutex<BTreeMap<Account, Arc<DefaultDirectRateLimiter>>>,
    /// Held for writing by a test whose looks must not be far apart, for reading by everybody else's requests.
    lane: Arc<RwLock<()>>,
}

/// How a test shares the pace with others.
#[derive(Debug)]
pub(super) struct Lane {
    /// While it is held nobody else sends.
    exclusive: Option<OwnedRwLockWriteGuard<()>>,
    /// Whether the two tenants change places, so that both credentials carry the load.
    swapped: bool,
}

impl Lane {
    /// The lane of somebody who shares the road with everybody.
    pub(super) fn open() -> Self {
        Self { exclusive: None, swapped: false }
    }

    /// The credential that sends for a role of the story.
    pub(super) fn credential(&self, role: Credential) -> Credential {
        match (self.swapped, role) {
            (true, Credential::Main) => Credential::Other,
            (true, Credential::Other) => Credential::Main,
            (_, role) => role,
        }
    }
}

/// No request waits longer than this for a target that says 429, however often it says so; a target's patience
/// stretches or shrinks it.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

impl Pacer {
    pub(crate) fn new(pace: Pace, documented: Option<u32>, patience: f64) -> Self {
        Self {
            pace,
            documented: documented.and_then(NonZeroU32::new),
            longest_wait: LONGEST_WAIT.mul_f64(patience),
            limiters: Mutex::new(BTreeMap::new()),
            lane: Arc::default(),
        }
    }

    /// Whether requests are held back at all.
    pub(super) fn is_paced(&self) -> bool {
        match self.pace {
            Pace::PerMinute(_) => true,
            Pace::Off => false,
            Pace::Auto => !self.limiters.lock().unwrap_or_else(PoisonError::into_inner).is_empty(),
        }
    }

    /// The lane of a test. Paced, a test that watches something change gets the road for itself: waiting in turn it
    /// would look too rarely. Where there are two tenants, every second test has them change places.
    pub(super) async fn lane(&self, test: &str, watches: bool, two_tenants: bool) -> Lane {
        if !self.is_paced() {
            return Lane::open();
        }
        let exclusive = if watches { Some(Arc::clone(&self.lane).write_owned().await) } else { None };
        Lane { exclusive, swapped: two_tenants && test.bytes().fold(0, u8::wrapping_add) % 2 == 1 }
    }

    /// Comes back when the credential may send one more request.
    pub(super) async fn ready(&self, account: &Account, lane: &Lane) {
        if lane.exclusive.is_none() && self.is_paced() {
            drop(self.lane.read().await);
        }
        self.limited(account).await;
    }

    /// Comes back when the account may send one more request, whoever else is on the road.
    pub(crate) async fn limited(&self, account: &Account) {
        let limiter = {
            let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
            if let (Pace::PerMinute(rate), None) = (self.pace, limiters.get(account))
                && let Some(rate) = NonZeroU32::new(rate)
            {
                limiters.insert(account.clone(), limiter(rate));
            }
            limiters.get(account).cloned()
        };
        if let Some(limiter) = limiter {
            limiter.until_ready().await;
        }
    }

    /// How long to wait after a 429 before the same request is sent again, nothing when it has `waited` long enough;
    /// from then on the documented rate is kept.
    pub(crate) fn slow_down(
        &self,
        account: &Account,
        received: &Received,
        tries: u32,
        waited: Duration,
    ) -> Option<Duration> {
        if let (Pace::Auto, Some(rate)) = (self.pace, self.documented) {
            let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
            // A little below what is documented: a window that counts otherwise than we do is not to refuse again.
            let careful = NonZeroU32::new(rate.get() * 9 / 10).unwrap_or(rate);
            limiters.entry(account.clone()).or_insert_with(|| limiter(careful));
        }
        let asked = received.header("retry-after").and_then(|value| retry_after(value, SystemTime::now()));
        // Without a word from the target: the time of one request at the documented rate, doubled each time.
        let own =
            Duration::from_secs(60) / self.documented.map_or(60, NonZeroU32::get) * 2_u32.saturating_pow(tries.min(8));
        let rest = self.longest_wait.saturating_sub(waited);
        // A target that says "at once" again and again is not to be asked without end.
        (!rest.is_zero()).then(|| asked.unwrap_or(own).max(own.min(SHORTEST_WAIT)).min(rest))
    }
}

/// Between a 429 and the next try there is at least this much.
const SHORTEST_WAIT: Duration = Duration::from_millis(100);

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
        let pacer = Pacer::new(Pace::Auto, Some(120), 1.0);
        let answer = |after: &str| {
            let headers = vec![("retry-after".to_owned(), after.to_owned())];
            Received::new(429, headers, crate::record::Payload::default())
        };
        let account = (None, Credential::Main);
        let slow_down = |after: &str, tries, waited| pacer.slow_down(&account, &answer(after), tries, waited);
        assert_eq!(slow_down("99999999", 0, Duration::ZERO), Some(LONGEST_WAIT));
        assert_eq!(slow_down("99999999", 1, LONGEST_WAIT), None);
        assert_eq!(slow_down("18446744073709551616", 0, Duration::ZERO), Some(Duration::from_millis(500)));
        assert_eq!(slow_down("0", 3, Duration::ZERO), Some(SHORTEST_WAIT));
        assert_eq!(slow_down("1", 0, LONGEST_WAIT - SHORTEST_WAIT), Some(SHORTEST_WAIT));
    }
}
