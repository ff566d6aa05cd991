//! Proves findings: runs the scenario told from a walk, as `payspec run` would.

use super::{Finding, Shown};
use crate::certify::{Begun, Order};
use crate::fuzz::drive::Ground;
use crate::record::Selection;
use crate::report::ClauseState;
use crate::runner::Stop;
use crate::scenario::Salt;
use crate::verdict::{Outcome, Strictness};
use std::path::Path;
use std::sync::Arc;

/// What a scenario showed, and in the folder its record and reports.
pub(super) async fn prove(ground: &Ground, finding: &Finding, text: &str, folder: Option<&Path>) -> Shown {
    let id = format!("finding/{}", finding.name);
    let suite = match ground.suite.with([(id.clone(), text.to_owned())]) {
        Ok(suite) => Arc::new(suite),
        Err(problems) => return Shown::NotRun(format!("its scenario cannot be read: {problems}")),
    };
    let order = Order {
        suite: Arc::clone(&suite),
        target: ground.target.clone(),
        seed: ground.seed,
        // Identifiers of the proof are none of the hunt's.
        salt: Salt(format!("{} proof", ground.salt.0)),
        strictness: Strictness::Strict,
        selection: Selection { only: vec![id.clone()], ..Selection::default() },
        out: folder.map(Path::to_owned),
        sink: None,
        retellings: 0,
        stop: Stop::default(),
    };
    let begun = match Begun::new(order) {
        Ok(begun) => begun,
        Err(error) => return Shown::NotRun(error.to_string()),
    };
    let Some(test) = suite.test(&id) else { return Shown::NotRun("its scenario is no test".into()) };
    let tested = begun.runner().run(test).await;
    let is_it = |clause: &crate::contract::ClauseId| *clause == finding.clause || finding.also.contains(clause);
    let broken = tested.judgement.findings.iter().any(|judged| {
        matches!(judged.outcome, Outcome::Broken(_)) && judged.clause.as_ref().is_some_and(is_it)
    });
    // A value that comes twice is told by the run as a whole.
    let twice = suite.contract.clause(&finding.clause).and_then(|clause| clause.always.as_ref());
    let over_run = matches!(twice.map(|always| &always.kind), Some(crate::contract::AmbientKind::UniqueHeader(_)));
    match begun.finish(vec![tested], None) {
        Ok(report) if over_run => {
            let failed = |clause: &&crate::report::ClausePart| clause.id == finding.clause && clause.state == ClauseState::Broken;
            if report.clauses.iter().any(|clause| failed(&clause)) { Shown::Broken } else { Shown::NotBroken }
        }
        Ok(_) if broken => Shown::Broken,
        Ok(_) => Shown::NotBroken,
        Err(error) => Shown::NotRun(error.to_string()),
    }
}
