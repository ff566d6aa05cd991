//! What a hunt came to, as a document.

use super::Coverage;
use crate::fuzz::tell::{Bucket, Finding};
use crate::fuzz::walk::WrittenWalk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the document.
pub(super) const FORMAT: u32 = 1;

/// What a hunt came to: the same for the same seed, one worker and a fresh target, outside its `run` block.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// The version of the document.
    pub format: u32,
    /// The contract.
    pub contract: String,
    /// Digest of the suite's files.
    pub suite: String,
    /// The profile.
    pub profile: String,
    /// The seed.
    pub seed: String,
    /// The part of a hunt on several machines.
    pub shard: String,
    /// Why it ended.
    pub ended: Ended,
    /// Requests sent while hunting.
    pub requests: u64,
    /// Requests sent to look at findings again.
    pub retold: u64,
    /// Walks walked.
    pub walks: u64,
    /// What went wrong on the way.
    pub trouble: Trouble,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Known findings that were seen again, by name.
    pub recognised: BTreeMap<String, u64>,
    /// What of the contract was reached.
    pub coverage: Coverage,
    /// What differs from run to run.
    pub run: Run,
}

/// What differs from run to run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The version of the program.
    pub payspec: String,
    /// What the target is called.
    pub target: String,
    /// Its base URL.
    pub url: String,
    /// What makes identifiers differ between runs of one seed.
    pub salt: String,
    /// Milliseconds the hunt took.
    pub took_ms: u64,
    /// How many walks were under way at once.
    pub workers: usize,
}

/// Why a hunt ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Ended {
    /// Its time was over.
    Time,
    /// Its requests were used up.
    Requests,
    /// Something was found.
    Finding,
    /// It was interrupted.
    Interrupted,
    /// The target went away, or there was none.
    Unusable(String),
}

impl Ended {
    /// Whether the hunt came to the end it was to come to.
    pub fn is_regular(&self) -> bool {
        matches!(self, Self::Time | Self::Requests | Self::Finding)
    }
}

/// What went wrong on the way without being a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// Answers that stayed away, by kind.
    pub silences: BTreeMap<String, u64>,
    /// How often the target was away and came back.
    pub outages: u64,
    /// Milliseconds it was away in all.
    pub away_ms: u64,
    /// Walks given up because the target kept saying "not now", by status.
    pub busy: BTreeMap<u16, u64>,
    /// Breaks that did not show again after an outage or a lost answer.
    pub dismissed: u64,
    /// Breaks that were not looked into, because there were too many.
    pub beyond: u64,
    /// Panics of payspec itself, by what they said.
    pub panics: BTreeMap<String, u64>,
    /// Requests that could not be written, by reason.
    pub unsendable: BTreeMap<String, u64>,
    /// Why webhooks could not be listened to, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unheard: Option<String>,
}

/// A place with the walk that leads there, as it is kept on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The place.
    pub reached: Place,
    /// The walk.
    pub walk: WrittenWalk,
}

/// A place on the map, as it is kept on disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The operation.
    pub operation: String,
    /// What was done.
    pub label: String,
    /// The state before.
    pub before: String,
    /// The status.
    pub status: u16,
    /// The error code.
    pub code: String,
}

impl Summary {
    /// How many findings count against the target.
    pub fn counting(&self, strict: bool) -> usize {
        self.findings.iter().filter(|finding| finding.counts(strict)).count()
    }

    pub(super) fn recognised(buckets: BTreeMap<Bucket, u64>) -> BTreeMap<String, u64> {
        buckets.into_iter().map(|(bucket, seen)| (bucket.name(), seen)).collect()
    }
}
