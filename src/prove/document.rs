//! The proof as a document: the same for the same suite and reference server, so that it can be checked in.

use crate::contract::ClauseId;
use crate::verdict::Conclusion;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What every fault and every variant came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The contract.
    pub contract: String,
    /// Faults, sorted by name.
    pub faults: Vec<FaultProof>,
    /// Variants, sorted by name.
    pub variants: Vec<VariantProof>,
    /// For each clause, the faults that were caught by it, sorted.
    pub proven: BTreeMap<ClauseId, Vec<String>>,
    /// MUST clauses that no fault proves and that are not untestable, sorted.
    pub unproven: Vec<ClauseId>,
    /// Scenario files that nobody would miss, sorted: without them every fault would still break all its clauses, and
    /// every clause still be cited.
    pub redundant: Vec<String>,
}

/// One fault: what it was to break and what it broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultProof {
    /// Its name.
    pub name: String,
    /// What the server does under it.
    pub sentence: String,
    /// The clauses it declares to break, sorted.
    pub declared: Vec<ClauseId>,
    /// The clauses it was seen to break, sorted.
    pub broken: Vec<ClauseId>,
    /// Tests that ended in an error of ours under it, sorted.
    pub errored: Vec<String>,
}

impl FaultProof {
    /// Whether it was caught by exactly its clauses.
    pub fn is_killed(&self) -> bool {
        !self.declared.is_empty() && self.declared == self.broken && self.errored.is_empty()
    }
}

/// One variant: whether it was let pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantProof {
    /// Its name; several joined by `+` for a combination.
    pub name: String,
    /// What the server does under it.
    pub sentence: String,
    /// The freedoms it uses, sorted.
    pub uses: Vec<ClauseId>,
    /// What the run concluded.
    pub conclusion: Conclusion,
    /// Clauses, MUST or not, that were seen broken: false alarms.
    pub alarms: Vec<ClauseId>,
    /// Why it is not conformant, in words.
    pub reasons: Vec<String>,
}

impl VariantProof {
    /// Whether it was found conformant without warnings.
    pub fn is_green(&self) -> bool {
        self.conclusion == Conclusion::Conformant && self.alarms.is_empty()
    }
}

impl Proof {
    /// Whether every fault was caught by exactly its clauses, every variant let pass, no MUST is left unproven and no
    /// scenario superfluous.
    pub fn is_whole(&self) -> bool {
        self.faults.iter().all(FaultProof::is_killed)
            && self.variants.iter().all(VariantProof::is_green)
            && self.unproven.is_empty()
            && self.redundant.is_empty()
    }
}
