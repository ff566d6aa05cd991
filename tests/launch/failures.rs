//! Servers that do not come up: nothing is judged, and the operator is told why.

use crate::bench::{Bench, KEY, PYTHON, at_last, is_running, printed, shell};
use std::process::Output;

/// The run ended for want of a server: exit 2, nothing sent, nothing judged, and a report that says so.
fn gave_up(bench: &Bench, output: &Output) -> String {
    let text = printed(output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    let report = bench.report();
    assert_eq!(report["conclusion"]["conclusion"], "incomplete");
    assert_eq!(report["run"]["requests"], 0);
    assert!(report["tests"].as_array().unwrap().iter().all(|test| test["verdict"] == "skipped"));
    assert!(!bench.file("record.jsonl").unwrap().contains(r#"{"exchange":"#));
    assert_eq!(bench.judge().status.code(), Some(2));
    let why = report["run"]["unusable"].as_str().unwrap().to_owned();
    let first = why.lines().next().unwrap();
    assert!(text.contains(first), "{first}\nis not in\n{text}");
    why
}

#[test]
fn a_program_that_does_not_exist_is_named() {
    let bench = Bench::new("no-program", &shell("").replace("\"sh\"", "\"payspec-no-such-program\""));
    let why = gave_up(&bench, &bench.run(&[]).output().unwrap());
    assert!(why.starts_with("failed to start server `main` with `payspec-no-such-program`: "), "{why}");
}

#[test]
fn a_server_that_ends_at_once_is_quoted_without_secrets() {
    let script = "echo starting on $1; echo 'no database'; echo \"key $SERVER_KEY\" >&2; exit 7";
    let target = format!("{}[launch.env]\nSERVER_KEY = \"{{main_key}}\"\n", shell(script));
    let bench = Bench::new("early-end", &target);
    let why = gave_up(&bench, &bench.run(&[]).output().unwrap());
    assert!(why.contains("server `main` did not come up: it ended before it was ready (exit status: 7)"), "{why}");
    assert!(why.contains("\n    | no database") && why.contains("\n    | key [redacted]"), "{why}");
    let log = bench.file("launch-main.log").unwrap();
    assert!(log.contains("no database\n") && log.contains("key [redacted]\n") && !log.contains(KEY), "{log}");
}

#[test]
fn a_server_that_is_never_ready_is_ended() {
    let target = shell("echo as process $$; exec sleep 600").replace("[launch]", "[launch]\ntimeout = \"1s\"");
    let bench = Bench::new("never-ready", &target);
    let why = gave_up(&bench, &bench.run(&[]).output().unwrap());
    assert!(why.contains("it was not ready within 1s (no connection: "), "{why}");
    assert!(!is_running(bench.process("launch-main.log", "as process").unwrap()));
}

#[test]
fn a_server_that_answers_elsewhere_only_is_not_ready() {
    let target = PYTHON.replace("ready   = \"/health\"", "ready = \"/nowhere\"\ntimeout = \"2s\"");
    let bench = Bench::new("not-found", &target);
    let why = gave_up(&bench, &bench.run(&["--only", "health"]).output().unwrap());
    assert!(why.contains("it was not ready within 2s (GET /nowhere answers 404)"), "{why}");
    assert!(!is_running(bench.process("launch-main.log", "as process").unwrap()));
}

#[test]
fn an_instance_that_does_not_come_up_takes_the_others_with_it() {
    let target = PYTHON.replace("env = { PAYOUTS_ENABLED = \"false\" }", "args = [\"--no-such-option\"]");
    let bench = Bench::new("instance-fails", &target);
    let why = gave_up(&bench, &bench.run(&["--only", "disabled"]).output().unwrap());
    assert!(why.contains("server `disabled` did not come up") && why.contains("--no-such-option"), "{why}");
    if let Some(main) = bench.process("launch-main.log", "as process") {
        at_last("the other server's end", || (!is_running(main)).then_some(()));
    }
}

#[test]
fn a_place_without_a_value_is_named() {
    let target = format!("{}[launch.env]\nSECRET = \"{{webhook_secret}}\"\n", shell("exit"));
    let bench = Bench::new("no-value", &target);
    let why = gave_up(&bench, &bench.run(&[]).output().unwrap());
    assert_eq!(why, "`{webhook_secret}` of [launch] has no value: the target has no [webhooks]");
}
