//! One webhook as it came in.

use super::Payload;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One request to a mailbox of the sink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Its place in the order of receipt over the whole sink, from 1.
    pub number: u64,
    /// The label of the mailbox: the test it belongs to, never the secret path.
    pub mailbox: String,
    /// Milliseconds since the sink started, when the last byte was there.
    pub at_ms: u64,
    /// The HTTP method.
    pub method: String,
    /// The query behind the path, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Headers in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Payload,
    /// Whether the body was over the cap and only its first bytes were kept.
    pub truncated: bool,
    /// The status it was answered with; 0 when the connection was closed instead.
    pub answered: u16,
}

impl Delivery {
    /// The first header of a name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body.0).ok()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use bytes::Bytes;

    #[test]
    fn a_delivery_survives_being_written() {
        let delivery = Delivery {
            number: 7,
            mailbox: "webhooks/happy-path".into(),
            at_ms: 12,
            method: "POST".into(),
            query: Some("a=b".into()),
            headers: vec![("content-type".into(), "application/json".into())],
            body: Payload(Bytes::from_static(b"{\"id\": 1.50}\xff")),
            truncated: false,
            answered: 200,
        };
        let written = serde_json::to_string(&delivery).unwrap();
        assert_eq!(serde_json::from_str::<Delivery>(&written).unwrap(), delivery);
        assert_eq!(delivery.header("Content-Type"), Some("application/json"));
        assert_eq!(delivery.json(), None);
    }
}
