//! The only file that knows libtest-mimic: runs planned tests as trials on plain threads.

use crate::plan::Fate;
use crate::report::Tested;
use crate::runner::Runner;
use crate::scenario::Test;
use crate::verdict::{Ending, Verdict};
use libtest_mimic::{Completion, Failed, Trial};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;

pub use libtest_mimic::Arguments;

/// Tests wait for the target most of the time, so far more run at once than there are cores.
const DEFAULT_THREADS: usize = 64;

/// What a trial prints when its test did not pass.
pub type Explain = Arc<dyn Fn(&Tested) -> (Verdict, String) + Send + Sync>;

/// Runs the planned tests and hands back those that were reached, in no order.
pub fn run(
    entries: Vec<(Test, Fate)>,
    runner: Arc<Runner>,
    runtime: Handle,
    mut arguments: Arguments,
    explain: Explain,
) -> Vec<Tested> {
    let results = Arc::new(Mutex::new(Vec::new()));
    if arguments.test_threads.is_none() {
        arguments.test_threads = Some(DEFAULT_THREADS);
    }
    let flags = arguments.list || arguments.ignored;
    let mut entries = entries;
    // The longest waits start first, so that the whole run takes little longer than the longest of them.
    entries.sort_by_key(|(test, _)| std::cmp::Reverse(documented_wait(test)));
    let trials = entries
        .into_iter()
        .map(|(test, fate)| {
            let (runner, runtime, results, explain) =
                (Arc::clone(&runner), runtime.clone(), Arc::clone(&results), Arc::clone(&explain));
            // A flagged trial is ignored without a word, so the flag is set only where its bearer is asked for: runners
            // that list first, and `--ignored`. Everywhere else the trial itself says why it is ignored.
            let flagged = matches!(fate, Fate::Skip(_)) && flags;
            let trial = Trial::ignorable_test(test.id.to_string(), move || {
                let tested = one(&test, &fate, &runner, &runtime);
                // Kept before it is explained, so that nothing that happens there loses it.
                results.lock().unwrap_or_else(PoisonError::into_inner).push(tested.clone());
                completion(&tested, &explain)
            });
            trial.with_ignored_flag(flagged)
        })
        .collect();
    // What the harness counts says nothing about clauses; the report does. It panics when nobody reads what it prints,
    // after every trial has run.
    let _counts = catch_unwind(AssertUnwindSafe(|| libtest_mimic::run(&arguments, trials)));
    std::mem::take(&mut *results.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Whether the harness's own filters let a test through.
pub fn selects(arguments: &Arguments, test: &Test) -> bool {
    !arguments.is_filtered_out(&Trial::test(test.id.to_string(), || Ok(())))
}

/// Runs one test; a panic of ours is an error of this test and of no other.
fn one(test: &Test, fate: &Fate, runner: &Runner, runtime: &Handle) -> Tested {
    match fate {
        Fate::Unselected => Tested::unjudged(test.id.clone(), Ending::Unselected),
        Fate::Skip(why) => Tested::unjudged(test.id.clone(), Ending::Skipped(why.clone())),
        Fate::Run => catch_unwind(AssertUnwindSafe(|| runtime.block_on(runner.run(test))))
            .unwrap_or_else(|_| runner.broke_down(test)),
    }
}

fn completion(tested: &Tested, explain: &Explain) -> Result<Completion, Failed> {
    let (verdict, text) = explain(tested);
    if let (Verdict::Skipped | Verdict::Waiting, Some(why)) = (verdict, tested.judgement.ending.why()) {
        return Ok(Completion::ignored_with(why));
    }
    match verdict {
        Verdict::Passed | Verdict::Warned | Verdict::Skipped | Verdict::Waiting => Ok(Completion::Completed),
        Verdict::Blocked | Verdict::Failed | Verdict::Errored => {
            Err(Failed::from(format!("{}\n{text}", verdict.word())))
        }
    }
}

/// The documented time a test spends waiting at most, in milliseconds.
pub fn documented_wait(test: &Test) -> u64 {
    use crate::scenario::Rhythm;
    let of = |rhythm: Rhythm| match rhythm {
        Rhythm::Once => 0,
        Rhythm::Poll { within, .. } => within,
        Rhythm::Watch { during, .. } => during,
    };
    test.steps.iter().map(|step| of(step.rhythm)).sum()
}
