//! When a hunt ends by itself.

use std::time::Duration;

/// When a hunt ends by itself; the first of these that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// After this time.
    pub time: Option<Duration>,
    /// After this many requests.
    pub requests: Option<u64>,
    /// With the first finding.
    pub until_finding: bool,
}
