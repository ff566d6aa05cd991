//! The report as a document: everything a reader or a program may want to know of a run, in a versioned form.

use super::run_part::RunPart;
use crate::contract::{ClauseId, Level};
use crate::record::Selection;
use crate::scenario::TestId;
use crate::target::Waiver;
use crate::verdict::{Conclusion, Finding, Strictness, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the report format this program writes.
pub const FORMAT: u32 = 1;

/// The report of a run. Everything outside `run` is the same for the same seed, suite and behaviour of the target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The version of this format.
    pub format: u32,
    /// The contract judged.
    pub contract: ContractPart,
    /// The profile judged.
    pub profile: String,
    /// Whether a SHOULD counts as a MUST.
    pub strictness: Strictness,
    /// The run's seed: `--seed` repeats its choices.
    pub seed: String,
    /// Which tests were selected.
    pub selection: Selection,
    /// What the run says.
    pub conclusion: ConclusionPart,
    /// Clauses by level.
    pub levels: BTreeMap<Level, LevelCounts>,
    /// Chapters of tests, sorted by name.
    pub chapters: Vec<ChapterPart>,
    /// Clauses of the profile, sorted by id.
    pub clauses: Vec<ClausePart>,
    /// Tests, sorted by id.
    pub tests: Vec<TestPart>,
    /// Extended features the target does not offer, sorted by name.
    pub not_exercised: Vec<FeaturePart>,
    /// Breaks the profile relaxes, sorted by clause; never a failure.
    pub clashes: Vec<ClashPart>,
    /// What the contract says and a provider behind such servers does not allow, in the order of the contract.
    pub known_clashes: Vec<KnownClashPart>,
    /// Admitted exceptions and what became of them.
    pub waivers: Vec<WaiverPart>,
    /// What differs from run to run.
    pub run: RunPart,
}

/// The contract judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractPart {
    /// Its name.
    pub name: String,
    /// The API's title.
    pub title: String,
    /// Digest of the suite's files.
    pub suite: String,
}

/// What a run says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConclusionPart {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// Whether a broken MUST was excused by a waiver.
    pub with_waivers: bool,
    /// Why it is not conformant or incomplete, most important first.
    pub reasons: Vec<String>,
}

/// How clauses of one level fared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelCounts {
    /// All of them.
    pub all: u64,
    /// Judged and kept.
    pub upheld: u64,
    /// Judged and broken, waived ones included.
    pub broken: u64,
    /// Not judged although the profile asks for it.
    pub unjudged: u64,
    /// Broken where the profile relaxes them.
    pub clashed: u64,
    /// Judged by another clause in this profile.
    pub elsewhere: u64,
    /// Of a feature the target does not offer, advice that was not asked for, or left out by the profile.
    pub not_exercised: u64,
    /// Beyond what a scenario can decide, or a freedom.
    pub not_tested: u64,
}

/// How the tests of one chapter fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChapterPart {
    /// Its name.
    pub name: String,
    /// Tests by verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
}

/// One clause and how it fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClausePart {
    /// Its id.
    pub id: ClauseId,
    /// Its level.
    pub level: Level,
    /// Its feature.
    pub feature: String,
    /// Its sentence.
    pub text: String,
    /// The documentation page it rests on.
    pub source: String,
    /// How it fared.
    pub state: ClauseState,
    /// Tests that broke it, sorted.
    pub broken_by: Vec<TestId>,
    /// How many tests judged it.
    pub judged_by: u64,
}

/// How a clause fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseState {
    /// Judged and kept.
    Upheld,
    /// Judged and broken.
    Broken,
    /// Broken, and admitted.
    Waived,
    /// Broken where the profile relaxes it: a known clash.
    Clashed,
    /// In this profile the clause of that id judges instead, mostly the opposite.
    JudgedBy(ClauseId),
    /// Outside what was asked for.
    Unselected,
    /// Not judged, and why.
    Unjudged(String),
    /// Not asked of this target, and why.
    NotExercised(String),
    /// Beyond what a scenario can decide, and why.
    Untestable(String),
    /// A freedom the documentation leaves.
    Freedom,
}

/// One test and how it fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestPart {
    /// Its id.
    pub id: TestId,
    /// What is the case, as a statement.
    pub title: String,
    /// The file.
    pub file: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Why it was skipped or errored.
    pub reason: Option<String>,
    /// How many expectations held.
    pub held: u64,
    /// Expectations that broke or could not be judged.
    pub findings: Vec<Finding>,
}

/// An extended feature that was not exercised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeaturePart {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: String,
    /// What the target would have to offer.
    pub needs: Vec<String>,
    /// How many MUST clauses were therefore not judged.
    pub must_clauses: u64,
}

/// A break that the profile relaxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClashPart {
    /// The clause.
    pub clause: ClauseId,
    /// Its sentence.
    pub text: String,
    /// Why the profile relaxes it.
    pub reason: Option<String>,
    /// The first test that showed it.
    pub test: TestId,
    /// What was asked.
    pub expected: String,
    /// What came.
    pub actual: String,
}

/// A point on which the contract cannot be met by a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownClashPart {
    /// What the contract says.
    pub contract: String,
    /// What the provider allows.
    pub provider: String,
    /// What is done about it in a run.
    pub handling: String,
}

/// An admitted exception and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiverPart {
    /// The waiver.
    pub waiver: Waiver,
    /// What became of it.
    pub state: WaiverState,
}

/// What became of a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WaiverState {
    /// The clause is broken and the day has not passed.
    Applied,
    /// The clause is upheld: the waiver is to be removed.
    Stale,
    /// The day has passed: the waiver no longer counts.
    Overdue,
    /// The clause was not judged.
    Unjudged,
}

impl Report {
    /// The evidence key of a finding's exchange.
    pub fn evidence_key(test: &TestId, step: &str, attempt: u32, copy: u32) -> String {
        format!("{test}#{step}@{attempt}.{copy}")
    }
}
