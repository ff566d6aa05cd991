//! Findings, verdicts and conclusions, and the functions that merge them.
//!
//! Knows nothing of how a finding came about.

use crate::contract::{ClauseId, Level};
use crate::scenario::TestId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One expectation judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The clause it is about; a precondition without one.
    pub clause: Option<ClauseId>,
    /// The step it was judged after.
    pub step: String,
    /// The line of the scenario file that asks it; none for ambient clauses.
    pub line: Option<u32>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of one expectation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It held.
    Held,
    /// It did not hold.
    Broken(Difference),
    /// It could not be judged, and why.
    Unjudged(String),
}

/// The smallest difference between what was asked and what came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// What was asked.
    pub expected: String,
    /// What came.
    pub actual: String,
    /// The line of the check within the expectation, where it has one.
    pub line: Option<u32>,
    /// The exchange it shows in: attempt and copy of the step, counted from 1.
    pub attempt: u32,
    /// The copy of the step within the attempt, counted from 1.
    pub copy: u32,
}

/// What findings of a test add up to, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Not run.
    Skipped,
    /// Every expectation held.
    Passed,
    /// A SHOULD broke, advice was not followed, or a known clash showed.
    Warned,
    /// It waits for the target to settle something.
    Waiting,
    /// A precondition broke.
    Blocked,
    /// A MUST broke.
    Failed,
    /// Ours or the network's fault.
    Errored,
}

impl Verdict {
    /// Every verdict, those of tests that ran first.
    pub const ALL: [Verdict; 7] = [
        Verdict::Passed,
        Verdict::Warned,
        Verdict::Waiting,
        Verdict::Blocked,
        Verdict::Failed,
        Verdict::Errored,
        Verdict::Skipped,
    ];

    /// The verdict's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Passed => "passed",
            Self::Warned => "warned",
            Self::Waiting => "waiting",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
            Self::Errored => "errored",
        }
    }
}

/// Whether a SHOULD counts as a MUST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// A broken SHOULD is a warning.
    #[default]
    Normal,
    /// A broken SHOULD is a failure.
    Strict,
}

impl Strictness {
    /// Whether breaking a clause of this level fails a test.
    pub fn binds(self, level: Level) -> bool {
        match level {
            Level::Must => true,
            Level::Should => self == Self::Strict,
            Level::May | Level::Advice => false,
        }
    }
}

/// How a test came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// Every step was done, or a precondition stopped it.
    Completed,
    /// It was not asked for.
    Unselected,
    /// It was asked for and not run, and why.
    Skipped(String),
    /// The target took another documented road than the story needs, and which.
    Unexercised(String),
    /// A limit of the operator's kept it from being told, and which.
    Withheld(String),
    /// It waits for the target to settle something: a later run goes on with it.
    Waiting {
        /// The step that waits.
        step: String,
        /// What for.
        why: String,
    },
    /// Ours or the network's fault, and what.
    Errored(String),
}

/// One test judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The test.
    pub test: TestId,
    /// How it ended.
    pub ending: Ending,
    /// Everything judged, in order.
    pub findings: Vec<Finding>,
}

impl Ending {
    /// Why it did not come to a plain end.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Completed | Self::Unselected => None,
            Self::Skipped(why)
            | Self::Unexercised(why)
            | Self::Withheld(why)
            | Self::Waiting { why, .. }
            | Self::Errored(why) => Some(why),
        }
    }
}

impl Judgement {
    /// What the findings add up to: the worst of them.
    pub fn verdict(&self, strictness: Strictness, level: impl Fn(&ClauseId) -> Level) -> Verdict {
        let base = match &self.ending {
            Ending::Completed => Verdict::Passed,
            Ending::Unselected | Ending::Skipped(_) | Ending::Unexercised(_) | Ending::Withheld(_) => Verdict::Skipped,
            Ending::Waiting { .. } => Verdict::Waiting,
            Ending::Errored(_) => Verdict::Errored,
        };
        self.findings.iter().fold(base, |worst, finding| {
            let verdict = match (&finding.outcome, &finding.clause) {
                (Outcome::Held | Outcome::Unjudged(_), _) => Verdict::Skipped,
                (Outcome::Broken(_), None) => Verdict::Blocked,
                (Outcome::Broken(_), Some(clause)) if strictness.binds(level(clause)) => Verdict::Failed,
                (Outcome::Broken(_), Some(_)) => Verdict::Warned,
            };
            worst.max(verdict)
        })
    }
}

/// What a run says about a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// Every MUST of the profile was upheld.
    Conformant,
    /// A MUST was broken and not waived.
    NotConformant,
    /// Something required could not be judged.
    Incomplete,
}

impl Conclusion {
    /// The conclusion in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Conformant => "conformant",
            Self::NotConformant => "not conformant",
            Self::Incomplete => "incomplete",
        }
    }

    /// The process's exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Conformant => 0,
            Self::NotConformant => 1,
            Self::Incomplete => 2,
        }
    }
}
