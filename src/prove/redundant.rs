//! Which scenario files nobody would miss: without one of the others a fault would go unnoticed, or a clause untested.

use super::document::FaultProof;
use crate::contract::{ClauseId, Level, Need};
use crate::report::Report;
use crate::scenario::Suite;
use std::collections::{BTreeMap, BTreeSet};

/// The scenario files among those that were run without which every fault would still break all its clauses and every
/// clause still be cited.
pub(super) fn redundant<'e>(suite: &Suite, faults: impl Iterator<Item = (&'e FaultProof, &'e Report)>) -> Vec<String> {
    let scenario_of: BTreeMap<&str, &str> =
        suite.tests.iter().map(|test| (test.id.as_str(), test.scenario.as_str())).collect();
    // Where money is real, some stories are withheld from servers that are not ours, and others stand in for them. Here
    // nothing is withheld, so those would look superfluous.
    let stands_in: BTreeSet<&str> = suite
        .tests
        .iter()
        .filter(|test| test.needs.contains(&Need::RealMoney))
        .map(|test| test.scenario.as_str())
        .collect();
    let mut needed: BTreeSet<&str> = sole_citers(suite);
    let mut run = BTreeSet::new();
    for (proof, report) in faults {
        run.extend(
            report.tests.iter().filter(|test| test.held > 0).filter_map(|test| scenario_of.get(test.id.as_str())),
        );
        for part in report.clauses.iter().filter(|part| proof.broken.contains(&part.id)) {
            let mut witnesses: BTreeSet<&str> =
                part.broken_by.iter().filter_map(|test| scenario_of.get(test.as_str()).copied()).collect();
            if witnesses.len() == 1 {
                needed.extend(witnesses.pop_first());
            }
        }
    }
    run.difference(&needed)
        .filter(|scenario| !stands_in.contains(*scenario))
        .map(|scenario| (*scenario).to_owned())
        .collect()
}

/// The scenarios that are the only ones to cite some clause that must be cited.
fn sole_citers(suite: &Suite) -> BTreeSet<&str> {
    let mut citers: BTreeMap<&ClauseId, BTreeSet<&str>> = BTreeMap::new();
    for test in &suite.tests {
        for clause in test.cites() {
            citers.entry(clause).or_default().insert(&test.scenario);
        }
    }
    let must_be_cited = |clause: &ClauseId| {
        suite.contract.clause(clause).is_some_and(|clause| clause.always.is_none() && clause.level != Level::May)
    };
    let sole = citers.into_iter().filter(|(clause, citers)| citers.len() == 1 && must_be_cited(clause));
    sole.flat_map(|(_, citers)| citers).collect()
}
