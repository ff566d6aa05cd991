//! What came about at the sink besides deliveries, so that "no webhook" can be told from "our certificate is not
//! trusted" and from "never tried".

use serde::{Deserialize, Serialize};

/// Counts over the life of a sink.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SinkFacts {
    /// Connections accepted.
    pub connections: u64,
    /// TLS handshakes that were begun and came to no end, most likely because our certificate is not trusted.
    pub handshakes_refused: u64,
    /// Connections that spoke something else than TLS where TLS is served, such as plain HTTP.
    pub not_tls: u64,
    /// Why the last connection came to nothing, as text that is safe to print.
    pub last_refusal: Option<String>,
    /// Connections and requests that were no complete HTTP.
    pub broken: u64,
    /// Deliveries to open mailboxes, kept or not.
    pub deliveries: u64,
    /// Requests to no mailbox.
    pub strays: u64,
    /// Requests to mailboxes that were closed before.
    pub late: u64,
    /// Deliveries that were counted but not kept because a cap was reached.
    pub dropped: u64,
}
