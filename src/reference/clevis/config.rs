//! What a Clevis reference server is started with.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::Behaviour;
use crate::reference::{Reach, WebhookTrust};

/// The API key of the first demo tenant.
pub const DEMO_KEY: &str = "clv_test_demo_9f2b6c1e";
/// The API key of the second demo tenant, for isolation tests.
pub const DEMO_OTHER_KEY: &str = "clv_test_other_41d7a0c3";
/// The webhook secret of a server started with the defaults.
pub const DEMO_WEBHOOK_SECRET: &str = "whsec_demo_7c0d4e5fa1";

/// How to start a Clevis reference server; durations are contract durations and stretched by `time_scale`.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// The allowed API keys; each is a tenant of its own.
    pub keys: Vec<String>,
    /// What webhooks are signed with.
    pub webhook_secret: String,
    /// Whose certificates webhook receivers may present.
    pub webhook_trust: WebhookTrust,
    /// Which webhook receivers are called at all.
    pub webhook_reach: Reach,
    /// How long one delivery may take, in real time.
    pub webhook_timeout: Duration,
    /// Real seconds per contract second: 0.01 makes a step of two seconds take 20 ms.
    pub time_scale: f64,
    /// The step of a payout that asks for none.
    pub default_step: Duration,
    /// Whether payouts are switched on.
    pub enabled: bool,
    /// How many payouts may be open, that is not terminal, at a time.
    pub max_open: usize,
    /// Requests per minute and key; unlimited when absent.
    pub rate_per_minute: Option<u32>,
    /// The largest request body in bytes.
    pub body_limit: usize,
    /// How many payouts that have ended are kept; all of them when absent. One that is forgotten frees its key and
    /// `external_id`.
    pub evict_terminal_after: Option<usize>,
    /// How long a payout that has ended is kept even beyond that number.
    pub evict_no_sooner: Duration,
    /// Whether to look like a server with a real provider behind it instead of the sandbox.
    pub live: bool,
    /// The waits before PROCESSING and before PAID of a live server.
    pub live_delays: [Duration; 2],
    /// What ids and jitter are drawn from.
    pub seed: u64,
    /// The decisions that faults and variants alter.
    pub behaviour: Behaviour,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            keys: vec![DEMO_KEY.to_owned(), DEMO_OTHER_KEY.to_owned()],
            webhook_secret: DEMO_WEBHOOK_SECRET.to_owned(),
            webhook_trust: WebhookTrust::System,
            webhook_reach: Reach::Anywhere,
            webhook_timeout: Duration::from_secs(5),
            time_scale: 1.0,
            default_step: Duration::from_secs(2),
            enabled: true,
            max_open: 10_000,
            rate_per_minute: None,
            body_limit: 1024 * 1024,
            evict_terminal_after: None,
            evict_no_sooner: Duration::ZERO,
            live: false,
            live_delays: [Duration::from_secs(3), Duration::from_secs(6)],
            seed: 0,
            behaviour: Behaviour::default(),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Config")
            .field("listen", &self.listen)
            .field("keys", &format_args!("{} redacted", self.keys.len()))
            .field("webhook_secret", &format_args!("redacted"))
            .field("time_scale", &self.time_scale)
            .field("enabled", &self.enabled)
            .field("live", &self.live)
            .finish_non_exhaustive()
    }
}
