//! How a target's webhooks reach the sink.

use secrecy::SecretString;
use std::net::{Ipv4Addr, SocketAddr};

/// How webhooks reach the sink, and what they are signed with.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// What they are signed with.
    pub secret: SecretString,
    /// Where the sink listens; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// The address the target is told, when it is not the sink's own.
    pub public_url: Option<String>,
    /// Who answers for the sink's name.
    pub certificate: Certificate,
}

/// Who answers for the sink's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificate {
    /// An authority made for this run.
    OwnAuthority,
    /// The operator's certificate chain and key, as PEM.
    Operator {
        /// The chain.
        chain: String,
        /// The key.
        key: String,
    },
    /// Somebody in front of the sink ends TLS.
    EndedElsewhere,
}

impl Webhooks {
    /// The sink on this machine with an authority of its own.
    pub fn local(secret: SecretString) -> Self {
        Self {
            secret,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            certificate: Certificate::OwnAuthority,
        }
    }
}
