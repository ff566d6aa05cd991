//! However a run ends, its servers end with it.

use crate::bench::{Bench, PYTHON, Run, at_last, is_running, printed, shell, signal};

/// A run that watches a payout for a minute, with the number of its server, once it is in the middle of it.
fn in_the_middle(test: &str) -> (Bench, Run, u32) {
    let target = format!("time_scale = 8\n{}", PYTHON.replace("CLEVIS_TIME_SCALE       = \"0.5\"", ""));
    let bench = Bench::new(test, &target);
    let run = Run::start(bench.run(&["--only", "triggers/stuck"]));
    at_last("the test to watch", || bench.file("record.jsonl").filter(|record| record.contains(r#""step":"stays""#)));
    let server = bench.process("launch-main.log", "as process").unwrap();
    assert!(is_running(server));
    (bench, run, server)
}

fn interrupted_by(name: &str) {
    let (bench, run, server) = in_the_middle(&format!("signal-{name}"));
    assert!(signal(name, run.process()));
    let output = run.output();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert!(!is_running(server), "the server is left running");
    assert_eq!(bench.report()["conclusion"]["conclusion"], "incomplete");
    assert!(!bench.file("record.jsonl").unwrap().contains(r#"{"footer":"#));
    let judged = bench.judge();
    assert_eq!(judged.status.code(), Some(2), "{}", printed(&judged));
}

#[test]
fn a_run_that_is_terminated_leaves_a_record_and_no_server() {
    interrupted_by("TERM");
}

#[test]
fn a_run_that_is_interrupted_leaves_a_record_and_no_server() {
    interrupted_by("INT");
}

#[test]
fn a_run_that_is_killed_leaves_no_server() {
    let (bench, run, server) = in_the_middle("killed");
    assert!(signal("KILL", run.process()));
    run.output();
    at_last("the server's end", || (!is_running(server)).then_some(()));
    let judged = bench.judge();
    assert_eq!(judged.status.code(), Some(2), "{}", printed(&judged));
}

#[test]
fn a_server_that_dies_during_a_run_is_named_and_nothing_is_held_against_it() {
    let (bench, run, server) = in_the_middle("dies");
    assert!(signal("KILL", server));
    let output = run.output();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert!(printed(&output).contains("note: the launched server `main` ended during the run (signal: 9"));
    let tests = bench.report()["tests"].clone();
    let stuck = tests.as_array().unwrap().iter().find(|test| test["id"] == "triggers/stuck").unwrap();
    assert_eq!(stuck["verdict"], "errored");
}

#[test]
fn what_a_server_started_ends_with_it() {
    // The second child does not listen when it is asked to end.
    let script = "sleep 600 & echo first child $!; (trap '' TERM; exec sleep 600) & echo second child $!; \
                  exec python3 \"$0\"/clevis.py --port \"$1\"";
    let target = shell(script).replace("\"server\"", "\"SERVERS\"");
    let env = "[launch.env]\nCLEVIS_KEYS = \"{main_key}\"\nPYTHONDONTWRITEBYTECODE = \"1\"\n";
    let bench = Bench::new("children", &format!("{target}{env}"));
    let output = bench.run(&["--only", "health"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    let report = bench.report();
    let health = report["chapters"].as_array().unwrap().iter().find(|part| part["name"] == "health").unwrap();
    assert_eq!(health["verdicts"]["passed"], 1, "{}", printed(&output));
    for word in ["first child", "second child", "as process"] {
        assert!(!is_running(bench.process("launch-main.log", word).unwrap()), "{word} is left running");
    }
}
