//! One test as the runner or the offline judge hands it over.

use crate::oracle::UniqueSeen;
use crate::verdict::{Ending, Judgement};
use std::collections::BTreeMap;
use std::time::Duration;

/// One judged test with its evidence.
#[derive(Debug, Clone)]
pub struct Tested {
    /// What was judged.
    pub judgement: Judgement,
    /// Values to be compared over the whole run.
    pub unique: Vec<UniqueSeen>,
    /// How many requests it sent.
    pub requests: u64,
    /// How long it took.
    pub took: Duration,
    /// Where each exchange can be found, by step, attempt and copy.
    pub evidence: BTreeMap<(String, u32, u32), Evidence>,
}

/// Where an exchange can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The line of the record, 0 when none was written.
    pub line: u64,
    /// The request id the target gave it.
    pub request_id: Option<String>,
}

impl Tested {
    /// A test that did not come to be judged.
    pub fn unjudged(test: crate::scenario::TestId, ending: Ending) -> Self {
        Self {
            judgement: Judgement { test, ending, findings: Vec::new() },
            unique: Vec::new(),
            requests: 0,
            took: Duration::ZERO,
            evidence: BTreeMap::new(),
        }
    }
}
