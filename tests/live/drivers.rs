//! Ways of forcing an outcome upon a payment that is not to be waited for.

use crate::bench::{Bench, Served, printed};

const HOOK: &str =
    "by     = \"vendor-hook\"\nforces = [\"paid\", \"rejected\", \"held\", \"stuck\"]\nurl    = \"{url}/test-bench\"\n";

#[test]
fn without_a_driver_what_needs_one_is_not_exercised() {
    let served = Served::start(&[]);
    let bench = Bench::new("no-driver", &served, &[(HOOK, "by = \"none\"\n")]);
    let run = bench.run(&["--only", "live/rejected", "--only", "live/markers"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    let why = bench.clause("live.rejection-has-a-code")["not-exercised"].to_string();
    assert!(why.contains("needs a payout that is forced to be rejected"), "{why}");
}

#[test]
fn a_command_of_the_operators_is_told_of_the_payment() {
    let served = Served::start(&[]);
    let script = "printf '{\"id\":\"%s\",\"outcome\":\"%s\"}' \"$1\" \"$2\" > told.json";
    let hook = format!(
        "by = \"vendor-hook\"\nforces = [\"rejected\"]\ncommand = [\"sh\", \"-c\", '''{script}''', \"hook\", \"{{id}}\", \"{{outcome}}\"]\n"
    );
    let bench = Bench::new("command", &served, &[(HOOK, &hook), ("stay            = \"20s\"", "stay = \"300ms\"")]);
    let run = bench.run(&["--only", "live/rejected"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    // It was told; that nothing came of it is waited for.
    let told = bench.beside("told.json");
    assert!(told.contains("\"id\":\"po_") && told.contains("\"outcome\":\"rejected\""), "{told}");
    assert!(bench.file("report.json").contains("the payout is still"));

    let failing = hook.replace(script, "exit 3");
    let bench = Bench::new("command-fails", &served, &[(HOOK, &failing)]);
    let run = bench.run(&["--only", "live/rejected"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    assert!(
        printed(&run).contains("the hook of [live.driver] failed: it ended with exit status: 3"),
        "{}",
        printed(&run)
    );
}

#[test]
fn a_driver_of_the_contract_writes_the_outcome_into_the_create() {
    let served = Served::start(&["--fault", "live-obeys-triggers"]);
    let bench = Bench::new("dlocal", &served, &[(HOOK, "by = \"dlocal-sandbox\"\n")]);
    let run = bench.run(&["--only", "live/rejected"]);
    assert_eq!(run.status.code(), Some(2), "{}", printed(&run));
    let record = bench.file("record.jsonl");
    assert!(record.contains("DELIVERED:3000"));

    let bench = Bench::new("mock", &served, &[(HOOK, "by = \"mock\"\nforces = [\"rejected\"]\n")]);
    let run = bench.run(&["--only", "live/rejected"]);
    assert_eq!(run.status.code(), Some(1), "{}", printed(&run));
    assert!(bench.file("record.jsonl").contains("MOCK_REJECT_BANK_payspec-"));
    assert_eq!(bench.clause("live.rejection-has-a-code"), "upheld");
}
