//! What people look at before they run anything: what a run will cost, and what a server says of the bodies it takes.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "support/program.rs"]
mod program;

use program::{Ran, payspec, ran, scratch};
use std::fs;

fn look(arguments: &[&str]) -> Ran {
    ran(payspec(arguments).current_dir(scratch(&arguments.join("-").replace('/', "-"))))
}

#[test]
fn a_full_sandbox_run_with_two_keys_fits_in_six_minutes() {
    let cost = look(&["list", "--cost"]);
    assert_eq!(cost.code, Some(0), "{}", cost.stderr);
    let last = cost.stdout.lines().last().unwrap();
    let minutes = last.split(", ").last().unwrap().split(' ').next().unwrap().parse::<u64>().unwrap();
    assert!(last.starts_with("at the documented 120 requests a minute and key: at least ") && minutes <= 6, "{last}");
    for line in ["idempotency/replay  ", "all of them "] {
        assert!(cost.stdout.lines().any(|found| found.starts_with(line)), "{line}: {}", cost.stdout);
    }
}

#[test]
fn cost_counts_what_a_profile_and_a_choice_would_run() {
    let of = |arguments: &[&str]| look(arguments).stdout;
    assert!(!of(&["list", "--cost"]).contains("\nlive/settles "));
    assert!(of(&["list", "--cost", "--profile", "live"]).contains("\nlive/settles "));
    assert!(of(&["list", "--cost", "--profile", "live", "--slow", "live"]).contains("200 s"));
    let some = of(&["list", "--cost", "tenancy"]);
    assert!(some.contains("tenancy/cancel ") && !some.contains("idempotency/replay "), "{some}");
    assert_eq!(look(&["list", "--cost", "--profile", "dead"]).code, Some(64));
}

#[test]
fn a_target_is_shown_with_its_own_word_on_every_sample() {
    let all = look(&["explain", "target"]);
    assert_eq!(all.code, Some(0), "{}", all.stderr);
    for shown in [
        "offers: second_key",
        "sample mx (MX): the contract's own",
        "sample ar (AR): yours",
        "${cbu}",
        "\"currency\": \"PEN\"",
    ] {
        assert!(all.stdout.contains(shown), "{shown}: {}", all.stdout);
    }
    let one = look(&["explain", "target", "br"]);
    assert!(one.stdout.contains("sample br (BR)") && !one.stdout.contains("sample ar"), "{}", one.stdout);
    assert_eq!(look(&["explain", "target", "atlantis"]).code, Some(64));
}

#[test]
fn a_target_that_does_not_answer_is_shown_all_the_same() {
    let folder = scratch("silent");
    let text = "contract = \"clevis\"\nname = \"Nobody\"\nurl = \"http://127.0.0.1:9\"\n\
                [credential.main]\nbearer_env = \"PAYSPEC_TEST_KEY\"\n";
    fs::write(folder.join("target.toml"), text).unwrap();
    let ran = ran(payspec(["explain", "target", "ar", "--target", "target.toml"]).current_dir(folder));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(
        ran.stdout.contains("sample ar (AR): not supplied") && ran.stdout.contains("no answer: "),
        "{}",
        ran.stdout
    );
}
