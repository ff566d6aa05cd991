//! The contract whose payouts can only be read: its recipe verifies the documented signature, its reference server is
//! conformant to it, keys and values that an operator does not give leave scenarios out and a run conformant, and its
//! record is judged again to the same end.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "support/program.rs"]
mod program;

use payspec::contract::Contract;
use payspec::files::Tree;
use payspec::signature::Recipe;
use program::{Ran, payspec, ran, scratch};
use secrecy::SecretString;
use std::fs;

/// Our own vector: what is sent at this millisecond under this secret.
const SECRET: &str = "conformance-endpoint-secret";
const TIME: &str = "1748180400000";
const EVENT: &str = r#"{"id":"evt_1","type":"payment.succeeded","created":1748180400,"data":{"object":{"id":"pay_1","amount":2000,"currency":"chf","status":"succeeded"}}}"#;
const DIGEST: &str = "8de6a368c2e8081954127112140d3cb517eb3c9c8e767f7e88bdb7a46eaa7107";

fn recipe() -> Recipe {
    Contract::load(&Tree::embedded(), "baynoy").unwrap().webhook.unwrap().signature
}

fn signed(time: &str, digest: &str) -> Vec<(String, String)> {
    vec![("baynoy-signature".to_owned(), format!("t={time},v1={digest}"))]
}

#[test]
fn the_recipe_of_events_makes_the_documented_signature() {
    let secret = SecretString::from(SECRET);
    assert_eq!(recipe().sign(&secret, EVENT.as_bytes(), Some(TIME)), DIGEST);
    recipe().verify(&secret, &signed(TIME, DIGEST), EVENT.as_bytes()).unwrap();
}

#[test]
fn an_event_is_held_to_its_bytes_its_time_and_the_window() {
    let secret = SecretString::from(SECRET);
    let headers = signed(TIME, DIGEST);
    let spaced = EVENT.replace(',', ", ");
    assert!(recipe().verify(&secret, &headers, spaced.as_bytes()).is_err());
    assert!(recipe().verify(&secret, &signed("1748180400001", DIGEST), EVENT.as_bytes()).is_err());
    assert!(recipe().verify(&secret, &signed("1748180400", DIGEST), EVENT.as_bytes()).is_err(), "seconds");
    let at = |time: &str| recipe().verify_at(&secret, &headers, EVENT.as_bytes(), time.parse().unwrap());
    at("2025-05-25T13:44:59Z").unwrap();
    assert!(at("2025-05-25T13:45:01Z").is_err(), "five minutes later");
    assert!(at("2025-05-25T13:34:59Z").is_err(), "five minutes before");
}

fn run(name: &str, arguments: &[&str]) -> (Ran, String) {
    let out = scratch(name);
    let out = out.to_str().unwrap();
    let all = ["run", "--contract", "baynoy", "--out", out].into_iter().chain(arguments.iter().copied());
    (ran(&mut payspec(all)), format!("{out}/record.jsonl"))
}

#[test]
fn the_reference_server_is_conformant_and_its_record_is_judged_alike() {
    let (said, record) = run("baynoy-sound", &[]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let again = ran(&mut payspec(["judge", &record]));
    assert_eq!(again.code, Some(0), "{again:?}");
}

#[test]
fn the_live_profile_refunds_nothing() {
    let (said, record) = run("baynoy-live", &["--profile", "live"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let recorded = fs::read_to_string(&record).unwrap();
    assert!(!recorded.contains("/api/v1/refunds"), "{recorded}");
}

#[test]
fn walks_through_pages_are_recorded_page_by_page() {
    let (said, record) = run("baynoy-pages", &["--only", "paging/walk/by-threes"]);
    assert!(said.stdout.contains("1 passed"), "{said:?}");
    let again = ran(&mut payspec(["judge", &record]));
    assert!(again.stdout.contains("paging"), "{again:?}");
    let pages = fs::read_to_string(&record).unwrap().matches("cursor=cur_").count();
    assert!(pages >= 6, "{pages} further pages");
}

#[test]
fn a_fault_is_told_by_its_clause() {
    for (fault, only, clause) in [
        ("page-begins-with-the-last", "paging/walk", "paging.each-once"),
        ("sorted-within-a-page", "paging/walk", "payouts.newest-first"),
        ("filter-loses-one", "filter/all-of-it", "filter.shows-all-of-that-status"),
        ("paid-goes-back", "lifecycle", "lifecycle.the-end-stays"),
        ("merchants-not-limited", "rate-limits", "rate-limits.keys-share-a-budget"),
        ("key-bound-to-content", "idempotency", "idempotency.other-bytes-refused"),
        ("event-signed-yesterday", "webhooks", "webhooks.signed"),
        ("revoked-key-let-in", "auth", "auth.revoked-key-refused"),
    ] {
        let (said, _) = run(&format!("baynoy-{fault}"), &["--only", only, "--fault", fault]);
        assert!(said.stdout.contains(&format!("{clause} is broken")), "{fault}: {said:?}");
    }
}

#[test]
fn the_reference_server_says_which_settings_it_lacks() {
    let said = ran(&mut payspec(["serve", "baynoy", "--port", "0", "--disabled"]));
    assert_ne!(said.code, Some(0), "{said:?}");
    assert!(said.stderr.contains("knows no --disabled"), "{said:?}");
}
