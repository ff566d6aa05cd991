//! One seed, one report: the order of tests and the number of threads change nothing.

use crate::program::{payspec, ran, scratch};
use regex::Regex;
use serde_json::Value;
use std::fs;

/// The report of a run against the embedded server, without what is of the run itself: its times and counts.
///
/// Where something is broken it quotes the target, and the identifiers a target makes are its own: those of payouts are
/// made of the time and of chance. They are taken out; that a target's own words are quoted is no choice of ours.
fn report(name: &str, more: &[&str]) -> Value {
    let out = scratch(name);
    let arguments = ["run", "--seed", "5eed", "--out", out.to_str().unwrap()];
    let said = ran(&mut payspec(arguments.into_iter().chain(more.iter().copied())));
    let text = fs::read_to_string(out.join("report.json")).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    let ids = Regex::new("po_[0-9A-Z]{26}").unwrap();
    let mut report: Value = serde_json::from_str(&ids.replace_all(&text, "po_of-the-target")).unwrap();
    assert!(report["run"].is_object() && report["tests"].as_array().is_some_and(|tests| !tests.is_empty()));
    let expected = match report["conclusion"]["conclusion"].as_str() {
        Some("conformant") => 0,
        Some("not-conformant") => 1,
        _ => 2,
    };
    assert_eq!(said.code, Some(expected), "{said:?}");
    report["run"] = Value::Null;
    report
}

/// Where two documents differ.
fn differences(at: &str, a: &Value, b: &Value, found: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(one), Value::Object(other)) => {
            let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                let of = |object: &serde_json::Map<String, Value>| object.get(name).cloned().unwrap_or(Value::Null);
                differences(&format!("{at}/{name}"), &of(one), &of(other), found);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (place, (a, b)) in one.iter().zip(other).enumerate() {
                differences(&format!("{at}/{place}"), a, b, found);
            }
        }
        _ if a == b => {}
        _ => found.push(format!("{at}: {a} and {b}")),
    }
}

fn are_equal(a: &Value, b: &Value) {
    let mut found = Vec::new();
    differences("", a, b, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Chapters whose tests wait little, so that one thread comes to an end soon.
const QUICK: [&str; 14] = [
    "--only",
    "idempotency",
    "--only",
    "conflicts",
    "--only",
    "validation",
    "--only",
    "amounts",
    "--only",
    "check-digits",
    "--only",
    "errors",
    "--only",
    "tenancy",
];

#[test]
fn a_whole_run_told_twice_gives_one_report() {
    let first = report("whole-first", &[]);
    assert_eq!(first["conclusion"]["conclusion"], "conformant");
    are_equal(&first, &report("whole-second", &[]));
}

#[test]
fn one_thread_and_many_give_one_report() {
    let many: Vec<&str> = QUICK.into_iter().chain(["--", "--test-threads", "64"]).collect();
    let one: Vec<&str> = QUICK.into_iter().chain(["--", "--test-threads", "1"]).collect();
    are_equal(&report("sound-many", &many), &report("sound-one", &one));
}

#[test]
fn under_a_fault_one_thread_and_many_give_one_report() {
    let fault = ["--fault", "replay-answers-created"];
    let many: Vec<&str> = fault.into_iter().chain(QUICK).chain(["--", "--test-threads", "64"]).collect();
    let one: Vec<&str> = fault.into_iter().chain(QUICK).chain(["--", "--test-threads", "1"]).collect();
    let first = report("fault-many", &many);
    assert_eq!(first["conclusion"]["conclusion"], "not-conformant");
    are_equal(&first, &report("fault-one", &one));
    are_equal(&first, &report("fault-again", &many));
}
