//! What a run leaves for later, and what a later run makes of it.

use crate::bench::{Bench, Served, printed};

/// Long enough to settle nothing.
const SHORT: (&str, &str) = ("stay            = \"20s\"", "stay = \"300ms\"");

#[test]
fn a_run_and_those_that_go_on_with_it_find_the_live_reference_conformant() {
    let served = Served::start(&[]);
    let late = ("settle_within   = \"60s\"", "settle_within = \"1h\"");
    let bench = Bench::new("whole", &served, &[SHORT, late]);
    let run = bench.run(&[]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    assert!(printed(&run).contains("`payspec resume` goes on with them"), "{}", printed(&run));
    assert!(printed(&run).contains("known clash: PAID is final."), "{}", printed(&run));
    let judged = bench.payspec(&["judge", "out/record.jsonl"]);
    assert_eq!(judged.status.code(), Some(2), "{}", printed(&judged));
    assert!(bench.report()["levels"]["must"]["broken"] == 0, "{}", printed(&judged));

    // Long enough to be there when what was refused meanwhile comes again.
    bench.edit("stay = \"300ms\"", "stay = \"20s\"");
    let resumed = bench.resume_to_the_end();
    assert_eq!(resumed.status.code(), Some(0), "{}", printed(&resumed));
    for clause in [
        "live.comes-to-an-end",
        "live.every-state-is-announced",
        "live.refused-event-comes-again",
        "live.repeated-event-says-the-same",
        "live.cancel-while-pending",
        "lifecycle.terminal-is-final",
        "cancellation.paid-cannot-be-cancelled",
    ] {
        assert_eq!(bench.clause(clause), "upheld", "{clause}");
    }
    // The same from the record alone, and once more a day later.
    for again in [bench.payspec(&["judge", "out/record.jsonl"]), bench.resume(&[])] {
        assert_eq!(again.status.code(), Some(0), "{}", printed(&again));
    }
    let ledger = bench.file("ledger.jsonl");
    assert!(
        ledger.contains("\"state\":\"PAID\"") && !ledger.contains("40512233441"),
        "an account stands in the ledger"
    );
}

#[test]
fn money_that_comes_back_after_the_run_is_found_later() {
    let served = Served::start(&["--fault", "live-paid-comes-back", "--time-scale", "2"]);
    let bench = Bench::new("comes-back", &served, &[]);
    // One look at a payout that is paid; four seconds later it is not.
    let run = bench.run(&["--only", "live/settles"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    assert_eq!(bench.clause("lifecycle.terminal-is-final"), "upheld");
    let resumed = (0..40).map(|_| bench.resume(&[])).find(|output| output.status.code() == Some(1));
    let resumed = resumed.unwrap();
    assert!(printed(&resumed).contains("lifecycle.terminal-is-final is broken (MUST)"), "{}", printed(&resumed));
}

#[test]
fn a_payout_that_never_settles_is_broken_only_once_its_time_is_over() {
    let served = Served::start(&["--fault", "live-never-settles"]);
    let late = ("settle_within   = \"60s\"", "settle_within = \"1s\"");
    let bench = Bench::new("never", &served, &[SHORT]);
    let run = bench.run(&["--only", "live/settles"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    let resumed = bench.resume(&[]);
    assert_eq!(resumed.status.code(), Some(2), "{}", printed(&resumed));
    assert!(bench.clause("live.comes-to-an-end")["unjudged"].as_str().unwrap().contains("still"));

    let bench = Bench::new("never-in-time", &served, &[("stay            = \"20s\"", "stay = \"2s\""), late]);
    let run = bench.run(&["--only", "live/settles"]);
    assert_eq!(run.status.code(), Some(1), "{}", printed(&run));
    assert_eq!(bench.clause("live.comes-to-an-end"), "broken");
}

#[test]
fn webhooks_to_an_address_that_is_no_more_are_not_missed() {
    let served = Served::start(&[]);
    let bench = Bench::new("moved", &served, &[SHORT]);
    let run = bench.run(&["--only", "live/redelivery"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    bench.edit("listen = \"127.0.0.1:", "listen = \"127.0.0.2:");
    let resumed = bench.resume(&[]);
    assert_eq!(resumed.status.code(), Some(2), "{}", printed(&resumed));
    assert!(printed(&resumed).contains("give it the same address"), "{}", printed(&resumed));
    assert_ne!(bench.clause("live.refused-event-comes-again"), "broken");
}

#[test]
fn a_ledger_that_cannot_be_gone_on_with_is_refused() {
    let served = Served::start(&[]);
    let bench = Bench::new("refused", &served, &[SHORT]);
    let nothing = bench.resume(&[]);
    assert_eq!(nothing.status.code(), Some(64), "{}", printed(&nothing));
    let run = bench.run(&["--only", "live/settles"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    let again = bench.run(&["--only", "live/settles"]);
    assert_eq!(again.status.code(), Some(64), "{}", printed(&again));
    assert!(printed(&again).contains("ledger of an earlier run"), "{}", printed(&again));
    let elsewhere = bench.resume(&["--url", "http://127.0.0.1:1"]);
    assert_eq!(elsewhere.status.code(), Some(64), "{}", printed(&elsewhere));

    let embedded = bench.payspec(&["run", "--profile", "live", "--only", "live/markers", "--out", "embedded"]);
    assert_eq!(embedded.status.code(), Some(2), "{}", printed(&embedded));
    let ended = bench.payspec(&["resume", "embedded/ledger.jsonl", "--target", "target.toml"]);
    assert_eq!(ended.status.code(), Some(64), "{}", printed(&ended));
    assert!(printed(&ended).contains("ended with the run"), "{}", printed(&ended));
}

#[test]
fn a_run_that_is_killed_leaves_a_ledger_to_go_on_with() {
    let served = Served::start(&["--time-scale", "5"]);
    let bench = Bench::new("killed", &served, &[]);
    let mut run = bench.start(&["--only", "live/settles", "--only", "live/markers"]);
    let made =
        |text: &str| text.lines().filter(|line| line.starts_with("{\"payment\":") && line.ends_with('}')).count();
    while made(&bench.file("ledger.jsonl")) < 2 {
        assert!(run.try_wait().unwrap().is_none(), "it ended before it made two payments");
        std::thread::yield_now();
    }
    run.kill().unwrap();
    run.wait().unwrap();
    let judged = bench.payspec(&["judge", "out/record.jsonl"]);
    assert_eq!(judged.status.code(), Some(2), "{}", printed(&judged));
    // What a test was in the middle of nobody can say any more; its payments are looked at and undone all the same.
    let resumed = bench.resume(&[]);
    assert_eq!(resumed.status.code(), Some(2), "{}", printed(&resumed));
    assert_eq!(bench.report()["run"]["payments"]["cancelled"], 2, "{}", printed(&resumed));
    assert!(bench.file("ledger.jsonl").contains("\"state\":\"CANCELLED\""));
}
