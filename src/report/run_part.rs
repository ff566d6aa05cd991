//! The part of a report that differs from run to run: when and where it was, what became of payments, where evidence is.

use crate::scenario::TestId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What differs from run to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunPart {
    /// The version of the program.
    pub payspec: String,
    /// What the target is called.
    pub target: String,
    /// Its base URL.
    pub url: String,
    /// When the run began, RFC 3339.
    pub started: String,
    /// Milliseconds it took.
    pub took_ms: u64,
    /// Requests sent.
    pub requests: u64,
    /// Why nothing was judged, if nothing was: what the smoke request found.
    pub unusable: Option<String>,
    /// What became of payments, where money is real.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<PaymentsPart>,
    /// Milliseconds by test.
    pub test_ms: BTreeMap<TestId, u64>,
    /// Where broken expectations can be seen: by `test#step@attempt.copy`.
    pub evidence: BTreeMap<String, EvidencePart>,
}

/// What became of the payments of a run in which money is real.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentsPart {
    /// How many were made.
    pub made: u64,
    /// What all creates together asked for, by currency, those that were refused among them.
    pub asked_for: BTreeMap<String, String>,
    /// How many were cancelled at the end, because no test waits for them.
    pub cancelled: u64,
    /// Those nobody waits for that could not be cancelled.
    pub leftovers: Vec<LeftoverPart>,
    /// Why no further create was sent from some moment on.
    pub alarm: Option<String>,
}

/// A payment that nobody waits for and that could not be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftoverPart {
    /// Its id.
    pub id: String,
    /// The test that made it.
    pub test: TestId,
    /// Its last known state.
    pub state: String,
    /// Why it could not.
    pub why: String,
}

/// Where an exchange can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidencePart {
    /// The line of `record.jsonl`.
    pub line: u64,
    /// The request id the target gave it.
    pub request_id: Option<String>,
}
