//! One run from set-up to report: header, smoke, tests, footer, files.

mod begun;
mod evidence;
mod order;
mod settle;

pub use begun::Begun;
pub(crate) use evidence::again;
pub use evidence::{write_reports, write_sink_ca};
pub use order::{CertifyError, LoadError, Order, load_suite};
pub(crate) use settle::settle_up;

use crate::harness::{self, Arguments};
use crate::plan::Fate;
use crate::report::Report;
use crate::scenario::{Test, TestId};
use crate::verdict::Ending;
use std::sync::Arc;
use tokio::runtime::Handle;

/// Runs an order with libtest-mimic as the harness.
pub fn certify(order: Order, runtime: &Handle, arguments: Arguments) -> Result<Report, CertifyError> {
    let begun = Begun::new(order)?;
    let mut planned: Vec<Test> = Vec::new();
    let mut skipped: Vec<(Test, String)> = Vec::new();
    let mut tested = Vec::new();
    for (test, fate) in begun.plan()?.entries {
        match fate {
            Fate::Run => planned.push(test.clone()),
            Fate::Skip(why) => skipped.push((test.clone(), why)),
            Fate::Unselected => tested.push(begun.leave_out(test.id.clone(), Ending::Unselected)),
        }
    }
    let unusable = if arguments.list { None } else { runtime.block_on(begun.runner.smoke()).unwrap_or_else(Some) };
    if let Some(why) = unusable {
        return begun.give_up(why, "the smoke request failed");
    }
    let all: Vec<TestId> = planned.iter().map(|test| test.id.clone()).collect();
    let shown = skipped.iter().map(|(test, why)| (test.clone(), Fate::Skip(why.clone())));
    let entries = planned.into_iter().map(|test| (test, Fate::Run)).chain(shown).collect();
    tested.extend(skipped.into_iter().map(|(test, why)| begun.leave_out(test.id, Ending::Skipped(why))));
    let ran = harness::run(entries, Arc::clone(&begun.runner), runtime.clone(), arguments.clone(), begun.explain());
    // The harness has filters of its own; what they left out is not selected either.
    for id in all {
        if !ran.iter().any(|one| one.judgement.test == id) {
            tested.push(begun.leave_out(id, Ending::Unselected));
        }
    }
    tested.extend(ran.into_iter().filter(|one| !matches!(one.judgement.ending, Ending::Skipped(_))));
    let payments = if arguments.list { None } else { runtime.block_on(begun.settle_up(&tested)) };
    begun.finish_with(tested, None, payments)
}

/// The report of an order whose target did not come up: nothing is sent and nothing judged.
pub fn certify_nothing(order: Order, why: String) -> Result<Report, CertifyError> {
    Begun::new(order)?.give_up(why, "the target did not come up")
}
