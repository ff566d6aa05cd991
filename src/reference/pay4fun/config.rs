//! What a Pay4Fun reference server is started with, and who its merchants are.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};

use super::Behaviour;
use crate::reference::{Reach, WebhookTrust};

/// The number of the first demo merchant.
pub const DEMO_ID: &str = "34567";
/// What the first demo merchant makes hashes with.
pub const DEMO_KEY: &str = "p4f_demo_key_0d41be7793";
/// What stands inside the hashes of the first demo merchant.
pub const DEMO_SECRET: &str = "p4f_demo_secret_58c2f60a";
/// The number of the second demo merchant.
pub const DEMO_OTHER_ID: &str = "48120";
/// What the second demo merchant makes hashes with.
pub const DEMO_OTHER_KEY: &str = "p4f_other_key_e8b3190c5f";
/// What stands inside the hashes of the second demo merchant.
pub const DEMO_OTHER_SECRET: &str = "p4f_other_secret_c71d2294";

/// How to start a Pay4Fun reference server; what takes its time takes that of the documents, stretched by `time_scale`.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// Real seconds per documented second.
    pub time_scale: f64,
    /// Whether it answers nothing but that it is to be left alone for a while.
    pub busy: bool,
    /// Whose certificates receivers of confirmations may present.
    pub webhook_trust: WebhookTrust,
    /// Which receivers of confirmations are called at all.
    pub webhook_reach: Reach,
    /// The decisions that faults and variants alter.
    pub behaviour: Behaviour,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            time_scale: 1.0,
            busy: false,
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

/// A merchant.
#[derive(Debug)]
pub(crate) struct Merchant {
    pub(crate) id: &'static str,
    pub(crate) key: &'static str,
    pub(crate) secret: &'static str,
}

pub(crate) const MERCHANTS: [Merchant; 2] = [
    Merchant { id: DEMO_ID, key: DEMO_KEY, secret: DEMO_SECRET },
    Merchant { id: DEMO_OTHER_ID, key: DEMO_OTHER_KEY, secret: DEMO_OTHER_SECRET },
];
