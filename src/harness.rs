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
    arguments: Arguments,
    explain: Explain,
) -> Vec<Tested> {
    let gone_wrong = Arc::clone(&runner);
    let teller = Teller {
        tell: Box::new(move |test| runtime.block_on(runner.run(test))),
        broke_down: Box::new(move |test| gone_wrong.broke_down(test)),
    };
    run_with(entries, teller, arguments, explain)
}

/// Who tells tests.
struct Teller {
    /// Tells one and judges it.
    tell: Box<dyn Fn(&Test) -> Tested + Send + Sync>,
    /// What is to be said of one in which payspec itself broke down.
    broke_down: Box<dyn Fn(&Test) -> Tested + Send + Sync>,
}

fn run_with(entries: Vec<(Test, Fate)>, teller: Teller, mut arguments: Arguments, explain: Explain) -> Vec<Tested> {
    let teller = Arc::new(teller);
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
            let (teller, results, explain) = (Arc::clone(&teller), Arc::clone(&results), Arc::clone(&explain));
            // A flagged trial is ignored without a word, so the flag is set only where its bearer is asked for: runners
            // that list first, and `--ignored`. Everywhere else the trial itself says why it is ignored.
            let flagged = matches!(fate, Fate::Skip(_)) && flags;
            let trial = Trial::ignorable_test(test.id.to_string(), move || {
                let tested = one(&test, &fate, &teller);
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
fn one(test: &Test, fate: &Fate, teller: &Teller) -> Tested {
    match fate {
        Fate::Unselected => Tested::unjudged(test.id.clone(), Ending::Unselected),
        Fate::Skip(why) => Tested::unjudged(test.id.clone(), Ending::Skipped(why.clone())),
        Fate::Run => catch_unwind(AssertUnwindSafe(|| (teller.tell)(test)))
            .or_else(|_| catch_unwind(AssertUnwindSafe(|| (teller.broke_down)(test))))
            // Even then it was to run, and nobody may take it for one that was not selected.
            .unwrap_or_else(|_| Tested::unjudged(test.id.clone(), Ending::Errored("payspec itself failed".into()))),
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;
    use crate::contract::Level;
    use crate::files::Tree;
    use crate::generate::RunSeed;
    use crate::record::{Header, Recorder, read};
    use crate::report::{Frame, Report, build};
    use crate::runner::{Setup, Stop};
    use crate::scenario::{Credential, Salt, Suite};
    use crate::target::Target;
    use crate::verdict::{Conclusion, Finding, Judgement, Outcome, Strictness};
    use std::io::{self, Write};
    use std::path::Path;
    use std::time::Duration;

    /// A record in memory.
    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn suite() -> Arc<Suite> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/mini");
        Arc::new(Suite::load(Tree::read(&folder).unwrap(), "mini").unwrap())
    }

    fn runner(suite: &Arc<Suite>, paper: &Paper) -> Runner {
        let mut target = Target::at(&suite.contract, "http://127.0.0.1:9");
        target.credentials.insert(Credential::Main, "sk_test_0123456789".into());
        Runner::new(Setup {
            suite: Arc::clone(suite),
            target,
            seed: RunSeed::new(1),
            salt: Salt::default(),
            strictness: Strictness::Normal,
            advice: false,
            recorder: Some(Recorder::into_writer(paper.clone())),
            sink: None,
            retellings: 0,
            till: None,
            since: Duration::ZERO,
            stop: Stop::default(),
        })
        .unwrap()
    }

    /// A test that came to its end and found every clause of the contract upheld.
    fn sound(suite: &Suite, test: &Test) -> Tested {
        let held = |clause: &crate::contract::ClauseId| Finding {
            clause: Some(clause.clone()),
            step: "make".into(),
            line: None,
            outcome: Outcome::Held,
        };
        let findings = suite.contract.clauses.keys().map(held).collect();
        let judgement = Judgement { test: test.id.clone(), ending: Ending::Completed, findings };
        Tested { judgement, ..Tested::unjudged(test.id.clone(), Ending::Completed) }
    }

    /// The verdict on a test.
    fn verdict(tested: &Tested) -> Verdict {
        tested.judgement.verdict(Strictness::Normal, |_| Level::Must)
    }

    /// What a run comes to whose tests are told like this.
    fn reported(suite: &Arc<Suite>, teller: Teller, explain: Explain) -> (Vec<Tested>, Report) {
        let entries = suite.tests.iter().map(|test| (test.clone(), Fate::Run)).collect();
        let arguments = Arguments { test_threads: Some(2), quiet: true, ..Arguments::default() };
        let tested = run_with(entries, teller, arguments, explain);
        let header: Header = read(include_bytes!("../tests/records/sound.jsonl")).unwrap().header;
        let today = jiff::civil::date(2026, 11, 21);
        let frame = Frame { header: &header, today, took: Duration::ZERO, unusable: None, complete: true };
        let report = build(suite, &frame, tested.clone());
        (tested, report)
    }

    /// A teller whose oracle panics in one test; every other test is sound.
    fn panicking(
        suite: &Arc<Suite>,
        in_test: &'static str,
        broke_down: impl Fn(&Test) -> Tested + Send + Sync + 'static,
    ) -> Teller {
        let suite = Arc::clone(suite);
        let tell = move |test: &Test| {
            assert_ne!(test.id.as_str(), in_test, "injected");
            sound(&suite, test)
        };
        Teller { tell: Box::new(tell), broke_down: Box::new(broke_down) }
    }

    fn said_nothing() -> Explain {
        Arc::new(|tested| (verdict(tested), String::new()))
    }

    fn only_errs(suite: &Suite, tested: &[Tested], report: &Report, errs: &str) {
        assert_eq!(tested.len(), suite.tests.len());
        for one in tested {
            let expected = if one.judgement.test.as_str() == errs { Verdict::Errored } else { Verdict::Passed };
            assert_eq!(verdict(one), expected, "{}", one.judgement.test);
        }
        assert_eq!(report.conclusion.conclusion, Conclusion::Incomplete);
        assert!(report.tests.iter().all(|test| test.verdict != Verdict::Failed));
    }

    #[test]
    fn a_panic_of_ours_is_an_error_of_its_test_and_keeps_the_run_from_passing() {
        let (suite, paper) = (suite(), Paper::default());
        let runner = runner(&suite, &paper);
        let teller = panicking(&suite, "notes/once", move |test| runner.broke_down(test));
        let (tested, report) = reported(&suite, teller, said_nothing());
        only_errs(&suite, &tested, &report, "notes/once");
        // Whoever judges the record later is told so too.
        let written = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        assert!(written.starts_with(r#"{"ended":{"test":"notes/once","ending":{"errored":"payspec itself failed"#));

        // But for the panic it would have passed.
        let runner = self::runner(&suite, &paper);
        let teller = panicking(&suite, "none", move |test| runner.broke_down(test));
        let (_, report) = reported(&suite, teller, said_nothing());
        assert_eq!(report.conclusion.conclusion, Conclusion::Conformant);
    }

    #[test]
    fn a_panic_while_a_panic_is_told_is_no_test_left_out() {
        let suite = suite();
        let teller = panicking(&suite, "notes/make", |test| panic!("injected again for {}", test.id));
        let (tested, report) = reported(&suite, teller, said_nothing());
        only_errs(&suite, &tested, &report, "notes/make");
    }

    #[test]
    fn a_panic_while_a_failure_is_explained_loses_no_finding() {
        let suite = suite();
        let teller =
            panicking(&suite, "notes/make", |test| Tested::unjudged(test.id.clone(), Ending::Errored("x".into())));
        let (tested, report) = reported(&suite, teller, Arc::new(|_| panic!("injected")));
        only_errs(&suite, &tested, &report, "notes/make");
    }
}
