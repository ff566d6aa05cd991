//! No scenario is there for show: take one away, and a fault goes unseen or a clause is cited by nobody.
//!
//! `payspec prove` asks this of every scenario by what the others caught; here it is done for a sample, with files that
//! are really gone.

use crate::program::{Ran, payspec, ran, scratch};
use crate::{copy, root};
use std::fs;
use std::path::{Path, PathBuf};

/// A scenario, a fault that only it sees, and the clause it sees broken.
const SAMPLE: [(&str, &str, &str); 4] = [
    ("webhooks/no-retry/after-500", "sandbox-retries-errors", "webhooks.sandbox-does-not-retry"),
    ("idempotency/replay-while-running", "key-known-from-the-end", "idempotency.replay-returns-original"),
    ("cancellation/never-paid-from-pending", "cancelled-early-then-paid", "lifecycle.terminal-is-final"),
    ("validation/external-id-with-key", "key-in-place-of-external-id", "validation.external-id-required"),
];

/// The files of the suite in a folder of their own.
fn suite(name: &str) -> PathBuf {
    let folder = scratch(name);
    for part in ["scenarios", "schemas"] {
        copy(&root().join(part), &folder.join(part));
    }
    folder
}

fn remove(folder: &Path, scenario: &str) {
    fs::remove_file(folder.join("scenarios/clevis").join(format!("{scenario}.toml"))).unwrap();
}

fn prove(folder: &Path, faults: &[&str]) -> Ran {
    let mut command = payspec(["prove", "--suite", folder.to_str().unwrap()]);
    for fault in faults {
        command.args(["--fault", fault]);
    }
    ran(&mut command)
}

fn lint(folder: &Path) -> Ran {
    ran(&mut payspec(["lint", "--suite", folder.to_str().unwrap()]))
}

#[test]
fn a_fault_goes_unseen_once_its_scenario_is_gone() {
    let whole = suite("prove-whole");
    let said = prove(&whole, &SAMPLE.map(|(_, fault, _)| fault));
    assert_eq!(said.code, Some(0), "{said:?}");
    // One after the other, so that a busy machine does not come between them.
    for (scenario, fault, clause) in SAMPLE {
        let folder = suite("prove-less");
        remove(&folder, scenario);
        assert_eq!(lint(&folder).code, Some(0), "the files that are left are in order without {scenario}");
        let said = prove(&folder, &[fault]);
        assert_eq!(said.code, Some(1), "{scenario}: {said:?}");
        assert!(said.stdout.contains(&format!("- {clause}  (declared, not broken)")), "{scenario}: {said:?}");
    }
}

#[test]
fn a_clause_is_missed_once_its_only_scenario_is_gone() {
    let whole = suite("lint-whole");
    assert_eq!(lint(&whole).code, Some(0));
    for (scenario, clause) in [
        ("validation/one-character", "validation.external-id-of-one-character-accepted"),
        ("validation/types", "validation.wrong-type-refused"),
        ("triggers/stuck", "triggers.stuck-prefix-holds"),
        ("idempotency/race", "idempotency.races-pay-once"),
    ] {
        let folder = suite("lint-less");
        remove(&folder, scenario);
        let said = lint(&folder);
        assert_eq!(said.code, Some(1), "{scenario}: {said:?}");
        assert!(said.stderr.contains(&format!("{clause} is a ")), "{scenario}: {said:?}");
        assert!(said.stderr.contains("that no expectation cites"), "{scenario}: {said:?}");
    }
}
