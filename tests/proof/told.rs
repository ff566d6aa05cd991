//! `payspec judge` on the record of a run says what the run said.

use crate::altered;
use crate::outcome::{Outcome, files, run_mini};
use crate::program::{payspec, ran, scratch};
use crate::root;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn report(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("report.json")).unwrap()).unwrap()
}

/// The record of a run, judged where no target is, comes to the same report and the same end.
fn is_judged_alike(name: &str, outcome: &Outcome) {
    let out = scratch(&format!("{name}-again"));
    let suite = root().join("tests/support/mini");
    let record = outcome.folder.join("record.jsonl");
    let evidence = files(&outcome.folder);
    let arguments = ["judge", record.to_str().unwrap(), "--out", out.to_str().unwrap(), "--suite"];
    let again = ran(&mut payspec(arguments.into_iter().chain([suite.to_str().unwrap()])));
    assert_eq!(again.code, outcome.ran.code, "{outcome:?}\n{again:?}");
    assert!(evidence == files(&outcome.folder), "the evidence is not what it was");
    let (mut first, mut second) = (report(&outcome.folder), report(&out));
    // Times and counts of retellings are of the run itself.
    for report in [&mut first, &mut second] {
        report["run"] = Value::Null;
        for test in report["tests"].as_array_mut().unwrap() {
            let test = test.as_object_mut().unwrap();
            test.remove("took_ms");
            test.remove("requests");
        }
    }
    assert_eq!(first, second, "{name}");
}

#[test]
fn a_sound_run() {
    let server = altered(|_, _| {});
    let outcome = run_mini("told-sound", &server.url(), &["--seed", "1"]);
    assert_eq!(outcome.ran.code, Some(0), "{outcome:?}");
    is_judged_alike("told-sound", &outcome);
}

#[test]
fn a_run_that_found_something() {
    let server = altered(|_, answer| answer.headers.retain(|(name, _)| name != "X-Request-ID"));
    let outcome = run_mini("told-broken", &server.url(), &["--seed", "1"]);
    outcome.breaks(&["notes.request-id"]);
    is_judged_alike("told-broken", &outcome);
}

#[test]
fn a_run_against_nobody() {
    let url = altered(|_, _| {}).url();
    let outcome = run_mini("told-nobody", &url, &["--seed", "1"]);
    outcome.says_nothing("the target does not answer");
    is_judged_alike("told-nobody", &outcome);
}
