//! One request and its answer.

use super::Payload;
use crate::files::value_at;
use crate::scenario::TestId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::OnceLock;

/// One request and what came back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The test that sent it.
    pub test: TestId,
    /// The step of the test.
    pub step: String,
    /// Which attempt of the step, from 1.
    pub attempt: u32,
    /// Which copy within the attempt, from 1.
    pub copy: u32,
    /// Why it is not judged: it was sent again because the target asked to slow down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<String>,
    /// The operation, where it was one of the contract's.
    pub operation: Option<String>,
    /// The instance it went to, when not the server under test itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Who sent it.
    pub credential: String,
    /// What was sent.
    pub request: Sent,
    /// Milliseconds since the run began.
    pub at_ms: u64,
    /// Microseconds until the answer was there.
    pub took_us: u64,
    /// What came back.
    pub answer: Answer,
}

/// What was sent, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The HTTP method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// Headers in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Payload>,
}

/// What came back.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// A complete answer.
    Received(Received),
    /// No complete answer.
    Silence(Silence),
}

/// A complete answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The status.
    pub status: u16,
    /// Headers in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Payload,
    #[serde(skip)]
    json: OnceLock<Option<Value>>,
}

impl Received {
    /// An answer of these parts.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Payload) -> Self {
        Self { status, headers, body, json: OnceLock::new() }
    }

    /// An answer of these parts whose body means this, however it is written.
    pub fn read(status: u16, headers: Vec<(String, String)>, body: Payload, json: Option<Value>) -> Self {
        Self { status, headers, body, json: OnceLock::from(json) }
    }

    /// The body as JSON, parsed once.
    pub fn json(&self) -> Option<&Value> {
        self.json.get_or_init(|| serde_json::from_slice(&self.body.0).ok()).as_ref()
    }

    /// The first header of a name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The text or the number at a JSON pointer, a number as it is written.
    pub fn plain_at(&self, at: &str) -> Option<String> {
        match value_at(self.json()?, at)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The text at a JSON pointer.
    pub fn text_at(&self, at: &str) -> Option<&str> {
        value_at(self.json()?, at)?.as_str()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// What kind of silence.
    pub kind: SilenceKind,
    /// The cause in words, without secrets.
    pub text: String,
}

/// Kinds of silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SilenceKind {
    /// No connection came about.
    Unreachable,
    /// TLS could not be agreed on.
    Tls,
    /// The connection ended before the answer did, or what came was no HTTP.
    Broken,
    /// The answer was not complete in time.
    TooSlow,
    /// The body was longer than the cap.
    TooLong,
}

impl SilenceKind {
    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreachable => "no connection",
            Self::Tls => "TLS failure",
            Self::Broken => "connection ended before the answer did",
            Self::TooSlow => "no complete answer in time",
            Self::TooLong => "endless answer",
        }
    }
}

impl Answer {
    /// The complete answer, if there is one.
    pub fn received(&self) -> Option<&Received> {
        match self {
            Self::Received(received) => Some(received),
            Self::Silence(_) => None,
        }
    }
}

impl Exchange {
    /// The complete answer, if there is one.
    pub fn received(&self) -> Option<&Received> {
        self.answer.received()
    }
}
