//! From examined subjects to the proof.

use super::document::{FaultProof, Proof, VariantProof};
use super::examine::Examined;
use super::redundant::redundant;
use crate::contract::{ClauseId, Level};
use crate::report::{ClauseState, Report};
use crate::scenario::Suite;
use crate::verdict::Verdict;
use std::collections::BTreeMap;

/// A reference server to be examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// One fault.
    Fault {
        /// Its name.
        name: String,
        /// What the server does under it.
        sentence: String,
        /// The clauses it declares to break.
        breaks: Vec<ClauseId>,
        /// The profile it is examined under; the contract's default when absent.
        profile: Option<String>,
    },
    /// One variant, or several at once.
    Variant {
        /// Their names.
        names: Vec<String>,
        /// What the server does under them.
        sentence: String,
        /// The freedoms they use.
        uses: Vec<ClauseId>,
        /// The profile they are examined under; the contract's default when absent.
        profile: Option<String>,
    },
}

impl Subject {
    /// What the reference server is started with.
    pub fn deviations(&self) -> Vec<String> {
        match self {
            Self::Fault { name, .. } => vec![name.clone()],
            Self::Variant { names, .. } => names.clone(),
        }
    }

    /// The clauses it is to break; none for a variant.
    pub fn breaks(&self) -> &[ClauseId] {
        match self {
            Self::Fault { breaks, .. } => breaks,
            Self::Variant { .. } => &[],
        }
    }

    /// The profile it is examined under; the contract's default when absent.
    pub fn profile(&self) -> Option<&str> {
        match self {
            Self::Fault { profile, .. } | Self::Variant { profile, .. } => profile.as_deref(),
        }
    }

    /// What it is called.
    pub fn name(&self) -> String {
        self.deviations().join("+")
    }

    /// What the report of it amounts to, in a line; nothing when it is as it is to be.
    pub fn complaint(&self, report: &Report) -> Option<String> {
        let list = |ids: &[ClauseId]| match ids {
            [] => "nothing".to_owned(),
            ids => ids.iter().map(ClauseId::as_str).collect::<Vec<_>>().join(", "),
        };
        match self {
            Self::Fault { name, sentence, breaks, .. } => {
                let proof = fault(name, sentence, breaks, report);
                (!proof.is_killed()).then(|| {
                    let errored = match proof.errored.as_slice() {
                        [] => String::new(),
                        tests => format!("; errored: {}", tests.join(", ")),
                    };
                    format!("breaks {}, declares {}{errored}", list(&proof.broken), list(&proof.declared))
                })
            }
            Self::Variant { sentence, uses, .. } => {
                let proof = variant(&self.name(), sentence, uses, report);
                (!proof.is_green()).then(|| {
                    format!("{}: {} ({})", proof.conclusion.words(), list(&proof.alarms), proof.reasons.join("; "))
                })
            }
        }
    }
}

/// The proof from all subjects.
pub fn judge_subjects(suite: &Suite, examined: &[(Subject, Examined)]) -> Proof {
    let contract = &suite.contract;
    let mut faults = Vec::new();
    let mut variants = Vec::new();
    for (subject, examined) in examined {
        match subject {
            Subject::Fault { name, sentence, breaks, .. } => {
                faults.push((fault(name, sentence, breaks, &examined.report), &examined.report));
            }
            Subject::Variant { sentence, uses, .. } => {
                variants.push(variant(&subject.name(), sentence, uses, &examined.report));
            }
        }
    }
    let redundant = redundant(suite, faults.iter().map(|(proof, report)| (proof, *report)));
    let mut faults: Vec<FaultProof> = faults.into_iter().map(|(proof, _)| proof).collect();
    faults.sort_by(|a, b| a.name.cmp(&b.name));
    variants.sort_by(|a, b| a.name.cmp(&b.name));
    let mut proven: BTreeMap<ClauseId, Vec<String>> = BTreeMap::new();
    for fault in faults.iter().filter(|fault| fault.is_killed()) {
        for clause in &fault.broken {
            proven.entry(clause.clone()).or_default().push(fault.name.clone());
        }
    }
    let testable = contract.clauses.values().filter(|c| c.level == Level::Must && c.untestable.is_none());
    let unproven = testable.filter(|clause| !proven.contains_key(&clause.id)).map(|clause| clause.id.clone()).collect();
    Proof { contract: contract.name.clone(), faults, variants, proven, unproven, redundant }
}

fn fault(name: &str, sentence: &str, breaks: &[ClauseId], report: &Report) -> FaultProof {
    let mut declared = breaks.to_vec();
    declared.sort();
    let errored = report.tests.iter().filter(|test| test.verdict == Verdict::Errored);
    FaultProof {
        name: name.to_owned(),
        sentence: sentence.to_owned(),
        declared,
        broken: broken(report),
        errored: errored.map(|test| test.id.to_string()).collect(),
    }
}

fn variant(name: &str, sentence: &str, uses: &[ClauseId], report: &Report) -> VariantProof {
    let mut uses = uses.to_vec();
    uses.sort();
    uses.dedup();
    VariantProof {
        name: name.to_owned(),
        sentence: sentence.to_owned(),
        uses,
        conclusion: report.conclusion.conclusion,
        alarms: broken(report),
        reasons: report.conclusion.reasons.clone(),
    }
}

fn broken(report: &Report) -> Vec<ClauseId> {
    let broken = report.clauses.iter().filter(|part| part.state == ClauseState::Broken);
    broken.map(|part| part.id.clone()).collect()
}
