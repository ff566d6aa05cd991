//! Targets that say 429: they are waited for, within reason, and never failed for it.

use crate::altered;
use crate::outcome::{Outcome, run_mini};
use crate::program::scratch;
use payspec::verdict::Verdict;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs against a server that refuses `times` requests, with a `Retry-After` if there is one.
fn refusing(
    name: &str,
    after: Option<&'static str>,
    refuses: impl Fn(usize) -> bool + Send + Sync + 'static,
) -> Outcome {
    let requests = AtomicUsize::new(0);
    let server = altered(move |_, answer| {
        if refuses(requests.fetch_add(1, Ordering::SeqCst)) {
            answer.status = 429;
            answer.body = br#"{"error":{"code":"RATE_LIMITED","message":"Slow down."}}"#.to_vec();
            answer.headers.extend(after.map(|after| ("Retry-After".to_owned(), after.as_bytes().to_vec())));
        }
    });
    // A hundredth of the patience: two minutes are little more than a second.
    let folder = scratch(&format!("{name}-target"));
    let target = folder.join("target.toml");
    let text = "contract = \"mini\"\nname = \"Notes\"\npatience = 0.01\n\
        [credential.main]\nbearer_env = \"PAYSPEC_TEST_KEY\"\n";
    fs::write(&target, text).unwrap();
    run_mini(name, &server.url(), &["--target", target.to_str().unwrap(), "--skip", "notes/make"])
}

fn set_aside(outcome: &Outcome) -> usize {
    fs::read_to_string(outcome.folder.join("record.jsonl")).unwrap().matches("\"set_aside\":\"429; ").count()
}

/// Nothing is broken and no test is anything but passed or left out.
fn goes_on(outcome: &Outcome) {
    assert_eq!(outcome.broken().len(), 0, "{outcome:?}");
    let fine = outcome.count(Verdict::Passed) + outcome.count(Verdict::Skipped);
    assert_eq!(fine, outcome.report.tests.len(), "{outcome:?}");
    assert!(outcome.count(Verdict::Passed) > 0 && set_aside(outcome) > 0, "{outcome:?}");
}

#[test]
fn a_429_now_and_then() {
    goes_on(&refusing("429", None, |number| number % 3 == 1));
    goes_on(&refusing("429-at-once", Some("0"), |number| number % 3 == 1));
    goes_on(&refusing("429-in-the-past", Some("Sun, 06 Nov 1994 08:49:37 GMT"), |number| number % 3 == 1));
    goes_on(&refusing("429-in-words", Some("soon"), |number| number % 3 == 1));
}

#[test]
fn a_429_to_the_first_request() {
    goes_on(&refusing("429-first", None, |number| number == 0));
}

#[test]
fn a_retry_after_beyond_all_measure_is_not_waited_for() {
    goes_on(&refusing("429-for-years", Some("99999999999"), |number| number == 2));
    goes_on(&refusing("429-beyond-numbers", Some("99999999999999999999999999"), |number| number == 2));
}

#[test]
fn a_429_to_everything_is_no_verdict() {
    for (name, after) in [("429-always", None), ("429-always-at-once", Some("0")), ("429-always-later", Some("86400"))]
    {
        let outcome = refusing(name, after, |_| true);
        outcome.says_nothing("the target kept saying 429 for 1200 ms");
        assert_eq!(outcome.count(Verdict::Skipped), outcome.report.tests.len(), "{outcome:?}");
    }
}

#[test]
fn a_429_to_everything_after_a_while_is_no_verdict() {
    let outcome = refusing("429-from-then-on", None, |number| number > 1);
    outcome.says_nothing("the target kept saying 429 for 1200 ms");
    assert!(outcome.count(Verdict::Errored) > 0, "{outcome:?}");
}
