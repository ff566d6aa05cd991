//! One finding: what is wrong, the fewest acts that show it, and how reliably they do.

use super::{Bucket, Retold};
use crate::contract::{ClauseId, Level};
use crate::fuzz::walk::WrittenWalk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// One finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its name, the same wherever it is made.
    pub name: String,
    /// What it is.
    pub bucket: Bucket,
    /// The clause's level.
    pub level: Level,
    /// What was asked.
    pub expected: String,
    /// What came.
    pub actual: String,
    /// How reliably it shows again.
    pub repeats: Repeats,
    /// How many requests show it.
    pub steps: usize,
    /// Other clauses broken along with it.
    pub also: BTreeSet<ClauseId>,
    /// How often it was seen.
    pub seen: u64,
    /// After how many requests it was first seen.
    pub after: u64,
    /// The walk that shows it.
    pub walk: Option<WrittenWalk>,
    /// The operator's reason, when the clause is waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
    /// The walk as it was walked, for those who write it down.
    #[serde(skip)]
    pub evidence: Option<Box<Retold>>,
}

/// How reliably a finding shows again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Repeats {
    /// Every time.
    Stable {
        /// How often it was tried.
        of: u32,
    },
    /// Sometimes.
    Flaky {
        /// How often it showed.
        times: u32,
        /// How often it was tried.
        of: u32,
    },
    /// Not by itself: what came before it in the run has a part in it.
    StateDependent {
        /// How often it was tried.
        of: u32,
    },
}

impl Repeats {
    /// From the number of times it showed.
    pub fn of(times: u32, of: u32) -> Self {
        match times {
            0 => Self::StateDependent { of },
            times if times == of => Self::Stable { of },
            times => Self::Flaky { times, of },
        }
    }
}

impl fmt::Display for Repeats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stable { of } => write!(f, "stable ({of} of {of})"),
            Self::Flaky { times, of } => write!(f, "flaky ({times} of {of})"),
            Self::StateDependent { of } => write!(f, "state-dependent (0 of {of} by itself)"),
        }
    }
}

impl Finding {
    /// Takes in another sighting of the same bug; what shows it with less stays.
    pub fn take_in(&mut self, other: Self) {
        let bucket = self.bucket.widened(&other.bucket).unwrap_or_else(|| self.bucket.clone());
        let (seen, after) = (self.seen + other.seen, self.after.min(other.after));
        let mut also = std::mem::take(&mut self.also);
        also.extend(other.also.iter().cloned());
        if other.steps < self.steps {
            *self = other;
        }
        also.remove(&bucket.clause);
        *self = Self { name: bucket.name(), bucket, seen, after, also, ..self.clone() };
    }

    /// Whether it counts against the target.
    pub fn counts(&self, strict: bool) -> bool {
        self.waived.is_none() && (self.level == Level::Must || (strict && self.level == Level::Should))
    }
}
