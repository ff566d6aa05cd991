//! What keeps a run in check where money is real.

use crate::bench::{Bench, Served, printed};

#[test]
fn nothing_is_sent_without_consent_caps_and_beneficiaries_of_the_operators_own() {
    let served = Served::start(&[]);
    let bench = Bench::new("missing", &served, &[("COP = \"200000000\"\n", "")]);
    let run = bench.run_without_consent(&[]);
    assert_eq!(run.status.code(), Some(64), "{}", printed(&run));
    for missing in [
        "creates of profile live may be paid; nothing was sent",
        "--allow-creates is not given",
        "[live.cap] of the target file has no COP",
    ] {
        assert!(printed(&run).contains(missing), "{missing}: {}", printed(&run));
    }
    assert!(bench.file("record.jsonl").is_empty() && bench.file("ledger.jsonl").is_empty());

    // The samples of the contract are nobody's accounts, so an operator has to bring their own.
    let own = "[sample.co]\nfile = \"co.json\"\n[sample.co.given]\n\
               external_id = { text = { length = 32, prefix = \"payspec-\" } }\n\
               amount      = { money = { at_least = \"1000.00\", at_most = \"9000.00\", cents = 0 } }\n";
    let bench = Bench::new("samples", &served, &[(own, "")]);
    let run = bench.run(&[]);
    assert_eq!(run.status.code(), Some(64), "{}", printed(&run));
    assert!(printed(&run).contains("[sample.co] of the target file is missing"), "{}", printed(&run));
}

#[test]
fn what_creates_nothing_needs_no_consent() {
    let served = Served::start(&[]);
    let bench = Bench::new("reads", &served, &[]);
    let run = bench.run_without_consent(&["--only", "health"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    assert!(bench.file("record.jsonl").contains("\"health\""));
}

#[test]
fn a_cap_holds_creates_back_and_leaves_the_run_incomplete() {
    let served = Served::start(&[]);
    let bench = Bench::new("cap", &served, &[("COP = \"200000000\"", "COP = \"10000\"")]);
    let run = bench.run(&["--only", "live/markers", "--only", "live/settles", "--only", "idempotency/replay"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    assert!(printed(&run).contains("would go over the cap of 10000"), "{}", printed(&run));
    assert_eq!(bench.report()["levels"]["must"]["broken"], 0);
}

#[test]
fn races_need_leave_for_several_creates_at_once() {
    let served = Served::start(&[]);
    let bench = Bench::new("races", &served, &[("creates_at_once = 8 ", "creates_at_once = 1 ")]);
    let run = bench.run(&["--only", "idempotency.races-pay-once"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    assert!(printed(&run).contains("creates_at_once of the target file allows 1"), "{}", printed(&run));
}

#[test]
fn payments_nobody_waits_for_are_cancelled_and_those_that_cannot_be_are_named() {
    let served = Served::start(&["--time-scale", "20"]);
    let short = ("stay            = \"20s\"", "stay = \"300ms\"");
    let bench = Bench::new("leftovers", &served, &[short]);
    let run = bench.run(&["--only", "live/markers", "--only", "live/amounts"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    let payments = &bench.report()["run"]["payments"];
    assert!(payments["made"].as_u64().unwrap() >= 5, "{payments}");
    assert_eq!(payments["cancelled"], payments["made"], "{payments}");
    assert!(bench.file("ledger.jsonl").contains("\"state\":\"CANCELLED\""));
    assert_eq!(bench.payspec(&["judge", "out/record.jsonl"]).status.code(), Some(2));

    let served = Served::start(&["--time-scale", "20", "--fault", "pending-not-cancellable"]);
    let bench = Bench::new("left", &served, &[short]);
    let run = bench.run(&["--only", "live/markers"]);
    assert!(printed(&run).contains(" is PENDING: the cancel was answered with status 409"), "{}", printed(&run));
    assert!(bench.file("ledger.jsonl").contains("{\"leftover\":"));
}

#[test]
fn the_first_payment_nobody_meant_is_the_last() {
    let served = Served::start(&["--fault", "clabe-unchecked"]);
    let bench = Bench::new("alarm", &served, &[]);
    let run = bench.run(&["--only", "check-digits/clabe/wrong", "--", "--test-threads", "1"]);
    assert_eq!(run.status.code(), Some(1), "{}", printed(&run));
    assert!(
        printed(&run).contains("alarm: no further create was sent: in check-digits/clabe/wrong"),
        "{}",
        printed(&run)
    );
    let creates = bench.file("record.jsonl").matches("\"operation\":\"create\"").count();
    assert!(creates < 5, "{creates} creates were sent");
}
