//! What a sink is started with.

use secrecy::SecretString;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How to start a sink.
#[derive(Debug, Clone)]
pub struct SinkConfig {
    /// Where to listen; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// Who the sink says it is.
    pub identity: Identity,
    /// The URL senders are given, when it is not the one listened on.
    pub public_url: Option<String>,
    /// The bytes kept of one body.
    pub body_cap: usize,
    /// The deliveries kept per mailbox; those beyond are counted.
    pub mailbox_cap: usize,
    /// The bytes kept of all deliveries together, and an eighth of it for those that come late; those beyond are counted.
    pub memory_cap: usize,
    /// The connections served at a time; others wait.
    pub connection_cap: usize,
    /// The number after which deliveries are numbered: of an earlier run that this one goes on with.
    pub numbered_after: u64,
    /// How long senders may take.
    pub deadlines: Deadlines,
}

/// Who the sink says it is.
#[derive(Debug, Clone)]
pub enum Identity {
    /// Whom a certificate authority made for this sink alone says it is.
    OwnAuthority,
    /// Whom the operator's certificate says it is.
    Files {
        /// The certificate and those between it and its authority, as PEM.
        cert_pem: String,
        /// The private key, as PEM.
        key_pem: SecretString,
    },
    /// Nobody: TLS is ended elsewhere and plain HTTP arrives here.
    PlainHttp,
}

/// How long senders may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// From the connection to the end of the TLS handshake.
    pub handshake: Duration,
    /// From the first byte of a request to the end of its headers.
    pub head: Duration,
    /// From the end of the headers to the end of the body.
    pub body: Duration,
    /// Between two requests on one connection.
    pub idle: Duration,
}

impl Default for SinkConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            identity: Identity::OwnAuthority,
            public_url: None,
            body_cap: 256 * 1024,
            mailbox_cap: 10_000,
            memory_cap: 256 * 1024 * 1024,
            connection_cap: 512,
            numbered_after: 0,
            deadlines: Deadlines::default(),
        }
    }
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            // Longer than the pools of common HTTP clients keep a connection: a sandbox sends each event once, and one
            // sent into a connection that is just being closed would be lost.
            idle: Duration::from_secs(180),
        }
    }
}
