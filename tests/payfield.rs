//! The second contract: its recipe makes the documented signatures, its reference server is conformant to it, and its
//! record is judged again to the same end.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "support/program.rs"]
mod program;

use payspec::contract::{Auth, Contract};
use payspec::files::Tree;
use payspec::signature::{Placement, Recipe};
use program::{KEY, Ran, payspec, ran, scratch};
use secrecy::SecretString;
use serde_json::Value;
use std::fs;

/// Our own vectors: case, body, digest.
const VECTORS: [(&str, &str, &str); 2] = [
    (
        "a create",
        r#"{"external_id":"PAY-BDT-001","amount":"5000.00","currency":"BDT"}"#,
        "c0b8b529db5fc99526a6dcfe5ee882f4026cbe5b6e837ca028e21c012b7d1a56",
    ),
    ("a read", "", "abd36be086b1843068fd673af6c72132614786c8f956b8c3490f12d9078fdc75"),
];

fn recipe() -> Recipe {
    match Contract::load(&Tree::embedded(), "payfield").unwrap().auth {
        Auth::Signed(signed) => signed.usual.signature,
        Auth::Bearer { .. } => panic!("its requests are signed"),
    }
}

#[test]
fn the_recipe_of_requests_makes_the_documented_signatures() {
    let secret = SecretString::from("conformance-secret");
    for (case, body, digest) in VECTORS {
        let signed = recipe().sign(&secret, body.as_bytes(), Some("2025-12-05T10:00:00Z"));
        assert_eq!(signed, digest, "{case}");
        let Placement::Header(name) = recipe().placement else { panic!("it stands in a header") };
        let headers = [(name, signed), ("X-Timestamp".to_owned(), "2025-12-05T10:00:00Z".to_owned())];
        recipe().verify(&secret, &headers, body.as_bytes()).unwrap();
    }
}

fn run(name: &str, arguments: &[&str]) -> (Ran, String) {
    let out = scratch(name);
    let out = out.to_str().unwrap();
    let all = ["run", "--contract", "payfield", "--out", out].into_iter().chain(arguments.iter().copied());
    (ran(&mut payspec(all)), format!("{out}/record.jsonl"))
}

#[test]
fn the_reference_server_is_conformant_and_its_record_is_judged_alike() {
    let (said, record) = run("payfield-sound", &[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let again = ran(&mut payspec(["judge", &record]));
    assert_eq!(again.code, Some(0), "{again:?}");
}

#[test]
fn the_sibling_profile_asks_for_what_only_siblings_state() {
    let (said, record) = run("payfield-sibling", &["--profile", "sibling"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let report = fs::read_to_string(record.replace("record.jsonl", "report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let clauses = report["clauses"].as_array().unwrap();
    let own = clauses.iter().find(|clause| clause["id"] == "webhooks.one-webhook-per-change").unwrap();
    assert_eq!(own["state"], "upheld");
    let (said, _) = run("payfield-sibling-fields", &["--profile", "sibling", "--only", "validation/user-fields"]);
    assert_eq!(said.code, Some(64), "nothing is left to run: {said:?}");
}

#[test]
fn a_fault_is_told_by_its_clause() {
    let only = ["--only", "auth/signature", "--fault", "signature-of-any-merchant"];
    let (said, _) = run("payfield-fault", &only);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stdout.contains("auth.signature-must-fit is broken (MUST)"), "{said:?}");
}

#[test]
fn whoever_gives_a_key_without_its_secret_is_told_so() {
    let (said, _) = run("payfield-no-secret", &["--url", "http://127.0.0.1:9", "--key-env", "PAYSPEC_TEST_KEY"]);
    assert_eq!(said.code, Some(64), "{said:?}");
    assert!(said.stderr.contains("give --secret-env VAR") && !said.stderr.contains(KEY), "{said:?}");
}
