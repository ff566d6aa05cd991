//! What a Baynoy reference server is started with, and whose keys it knows.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::Behaviour;
use crate::reference::{Reach, WebhookTrust};

/// A key of the first demo merchant with the scopes its jobs need.
pub const DEMO_KEY: &str = "sk_test_demo_7c41d09be2";
/// A key of the second demo merchant.
pub const DEMO_OTHER_KEY: &str = "sk_test_other_19f6a3c880";
/// A key of the first demo merchant without the scope for payouts.
pub const DEMO_NO_PAYOUTS_KEY: &str = "sk_test_shop_window_52e0b7";
/// A key of the first demo merchant with every scope.
pub const DEMO_EVERYTHING_KEY: &str = "sk_test_everything_a90c14";
/// A key of the first demo merchant that is held to addresses elsewhere.
pub const DEMO_ELSEWHERE_KEY: &str = "sk_test_elsewhere_3d88f1";
/// A key of the first demo merchant that was revoked.
pub const DEMO_REVOKED_KEY: &str = "sk_test_revoked_66b2e5";
/// A key of the first demo merchant that has expired.
pub const DEMO_EXPIRED_KEY: &str = "sk_test_expired_0fa713";
/// A second key of the first demo merchant.
pub const DEMO_SECOND_KEY: &str = "sk_test_second_c52d9a";
/// A third key of the first demo merchant.
pub const DEMO_THIRD_KEY: &str = "sk_test_third_81e6b4";
/// What events are signed with.
pub const DEMO_WEBHOOK_SECRET: &str = "whsec_demo_4e7d20a9c6";
/// The oldest payout of the first demo merchant.
pub const DEMO_OLDEST_PAYOUT: &str = "po_0001";
/// A payment of the first demo merchant that can be refunded.
pub const DEMO_PAYMENT: &str = "pay_demo_1";
/// An invoice of the first demo merchant that is void.
pub const DEMO_VOID_INVOICE: &str = "inv_demo_void";

/// How to start a Baynoy reference server.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// Whose certificates receivers of events may present.
    pub webhook_trust: WebhookTrust,
    /// Which receivers of events are called at all.
    pub webhook_reach: Reach,
    /// Requests a second and key; a merchant may send twice as many. Without it nobody is counted.
    pub rate: Option<u32>,
    /// Over which time requests are counted: a second, or less where nobody wants to wait for one.
    pub window: Duration,
    /// The decisions that faults and variants alter.
    pub behaviour: Behaviour,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            webhook_trust: WebhookTrust::System,
            webhook_reach: Reach::Anywhere,
            rate: None,
            window: Duration::from_secs(1),
            behaviour: Behaviour::default(),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Config").field("listen", &self.listen).field("rate", &self.rate).finish_non_exhaustive()
    }
}

/// A key as the server keeps it.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) secret: &'static str,
    pub(crate) merchant: usize,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) standing: Standing,
}

/// How a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Good,
    /// Good, from addresses that are not those of anybody here.
    GoodElsewhere,
    Revoked,
    Expired,
}

const ORDINARY: &[&str] = &[
    "payouts:read",
    "balance:read",
    "customers:read",
    "customers:write",
    "refunds:write",
    "invoices:write",
    "events:read",
];

const fn key(secret: &'static str, merchant: usize, scopes: &'static [&'static str], standing: Standing) -> Key {
    Key { secret, merchant, scopes, standing }
}

pub(crate) const KEYS: [Key; 9] = [
    key(DEMO_KEY, 0, ORDINARY, Standing::Good),
    key(DEMO_OTHER_KEY, 1, ORDINARY, Standing::Good),
    key(DEMO_NO_PAYOUTS_KEY, 0, &["products:read", "customers:read"], Standing::Good),
    key(DEMO_EVERYTHING_KEY, 0, &["*"], Standing::Good),
    key(DEMO_ELSEWHERE_KEY, 0, ORDINARY, Standing::GoodElsewhere),
    key(DEMO_REVOKED_KEY, 0, ORDINARY, Standing::Revoked),
    key(DEMO_EXPIRED_KEY, 0, ORDINARY, Standing::Expired),
    key(DEMO_SECOND_KEY, 0, ORDINARY, Standing::Good),
    key(DEMO_THIRD_KEY, 0, ORDINARY, Standing::Good),
];
