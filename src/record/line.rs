//! The lines of a record file.

use super::{Delivery, Exchange, SinkFacts};
use crate::scenario::TestId;
use crate::target::Waiver;
use crate::verdict::{Ending, Strictness};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the record format this program writes and reads.
pub const FORMAT: u32 = 1;

/// One line of a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// The first line.
    Header(Box<Header>),
    /// One request and its answer.
    Exchange(Box<Exchange>),
    /// Values a test filled into a sample that only the operator has.
    Filled {
        /// The test.
        test: TestId,
        /// The step.
        step: String,
        /// The values by name.
        values: BTreeMap<String, String>,
    },
    /// One webhook received.
    Delivery(Box<Delivery>),
    /// What a step collected of them.
    Collected {
        /// The test.
        test: TestId,
        /// The step.
        step: String,
        /// Numbers of the deliveries, in order of receipt.
        deliveries: Vec<u64>,
        /// What is wrong with a signature, by delivery; a later judge has no secret to look with.
        signature_faults: BTreeMap<u64, String>,
        /// What the sink had seen by then.
        sink: SinkFacts,
    },
    /// A test told again from its start: what was recorded of it before is no evidence.
    Restarted {
        /// The test.
        test: TestId,
        /// What makes its identifiers differ from those of its first telling.
        salt: String,
    },
    /// How one test ended.
    Ended {
        /// The test.
        test: TestId,
        /// How it ended.
        ending: Ending,
        /// How many of its steps were done or left out: what was sent of a further one is no step.
        steps: usize,
    },
    /// A later run goes on where this one stopped waiting.
    Resumed {
        /// When, RFC 3339.
        at: String,
    },
    /// The last line of a run that came to its end.
    Footer(Footer),
}

/// What a run was: everything a later judge needs besides the suite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The version of the format.
    pub format: u32,
    /// The version of the program that wrote it.
    pub payspec: String,
    /// The contract.
    pub contract: String,
    /// Digest of the suite's files.
    pub suite: String,
    /// The profile.
    pub profile: String,
    /// Whether a SHOULD counts as a MUST.
    pub strictness: Strictness,
    /// The run's seed.
    pub seed: String,
    /// What makes identifiers differ between runs of one seed.
    pub salt: String,
    /// What the target is called.
    pub target: String,
    /// Its base URL.
    pub url: String,
    /// Base URLs of its further instances.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instances: BTreeMap<String, String>,
    /// When the run began, RFC 3339.
    pub started: String,
    /// Real seconds per documented second.
    pub time_scale: f64,
    /// What the target offers.
    pub offers: Vec<String>,
    /// Values every test knows.
    pub built_in: BTreeMap<String, String>,
    /// Which tests were selected.
    pub selection: Selection,
    /// Admitted exceptions.
    pub waivers: Vec<Waiver>,
}

/// Which tests a run is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// Prefixes of test ids or clauses; all tests when empty.
    pub only: Vec<String>,
    /// Prefixes left out.
    pub skip: Vec<String>,
    /// Whether advice is judged.
    pub advice: bool,
}

/// The end of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    /// How many exchanges the record holds.
    pub exchanges: u64,
    /// How many tests ended.
    pub tests: u64,
    /// Milliseconds the run took.
    pub took_ms: u64,
    /// Why nothing was judged, when the smoke request failed.
    pub unusable: Option<String>,
}
