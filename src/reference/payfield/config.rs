//! What a Payfield reference server is started with, and who its merchants are.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};

use super::Behaviour;
use crate::reference::{Reach, WebhookTrust};

/// The API key of the first demo merchant.
pub const DEMO_KEY: &str = "pf_demo_key_6b1f20c94e";
/// What the first demo merchant signs with.
pub const DEMO_SECRET: &str = "pf_demo_secret_a81c33d07f52";
/// The API key of the second demo merchant.
pub const DEMO_OTHER_KEY: &str = "pf_other_key_c07d9912aa";
/// What the second demo merchant signs with.
pub const DEMO_OTHER_SECRET: &str = "pf_other_secret_5e94b6210d38";
/// What webhooks are signed with.
pub const DEMO_WEBHOOK_SECRET: &str = "pf_demo_webhooks_1d7702ce96b4";
/// The default shop of the first demo merchant.
pub const DEMO_SHOP: &str = "BD-DHAKA-1";
/// Another shop of the first demo merchant.
pub const DEMO_OTHER_SHOP: &str = "BD-SYLHET-2";

/// How to start a Payfield reference server; durations are those of the documents, stretched by `time_scale`.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// Real seconds per documented second.
    pub time_scale: f64,
    /// Whose certificates webhook receivers may present.
    pub webhook_trust: WebhookTrust,
    /// Which webhook receivers are called at all.
    pub webhook_reach: Reach,
    /// The decisions that faults and variants alter.
    pub behaviour: Behaviour,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            time_scale: 1.0,
            webhook_trust: WebhookTrust::System,
            webhook_reach: Reach::Anywhere,
            behaviour: Behaviour::default(),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Config");
        shown.field("listen", &self.listen).field("time_scale", &self.time_scale).finish_non_exhaustive()
    }
}

/// A merchant and the shops that are theirs; the first is the default one.
#[derive(Debug)]
pub(crate) struct Merchant {
    pub(crate) key: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) shops: &'static [Shop],
}

/// A shop: what it is paid out of and in which currency.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shop {
    pub(crate) id: u64,
    pub(crate) code: &'static str,
    pub(crate) currency: &'static str,
}

pub(crate) const MERCHANTS: [Merchant; 2] = [
    Merchant {
        key: DEMO_KEY,
        secret: DEMO_SECRET,
        shops: &[
            Shop { id: 11, code: DEMO_SHOP, currency: "BDT" },
            Shop { id: 12, code: DEMO_OTHER_SHOP, currency: "BDT" },
        ],
    },
    Merchant {
        key: DEMO_OTHER_KEY,
        secret: DEMO_OTHER_SECRET,
        shops: &[Shop { id: 21, code: "BD-KHULNA-1", currency: "BDT" }],
    },
];
