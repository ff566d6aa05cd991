//! A whole run: started, judged, and nothing left.

use crate::bench::{Bench, KEY, OTHER_KEY, PYTHON, WEBHOOK_SECRET, is_running, printed};

const INSTANCES: [&str; 4] = ["main", "disabled", "rate-limited", "small-store"];

#[test]
fn a_server_in_python_is_started_judged_and_ended() {
    let bench = Bench::new("whole", &format!("time_scale = 0.5\n{PYTHON}"));
    let output = bench.run(&[]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    let report = bench.report();
    assert_eq!(report["conclusion"]["conclusion"], "conformant");
    for chapter in ["disabled", "store", "rate-limit", "tenancy", "idempotency"] {
        let part = report["chapters"].as_array().unwrap().iter().find(|part| part["name"] == chapter).unwrap();
        assert!(part["verdicts"]["passed"].as_u64().unwrap() > 0, "{part}");
        assert_eq!(part["verdicts"].as_object().unwrap().len(), 1, "{part}");
    }
    for instance in INSTANCES {
        let log = format!("launch-{instance}.log");
        assert!(bench.file(&log).unwrap().contains("GET /health HTTP/1.1\" 200"), "{log}");
        assert!(!is_running(bench.process(&log, "as process").unwrap()), "{instance} is left running");
    }
    for name in ["record.jsonl", "report.json", "launch-main.log"] {
        let text = bench.file(name).unwrap();
        assert!([KEY, OTHER_KEY, WEBHOOK_SECRET].iter().all(|secret| !text.contains(secret)), "{name} has a secret");
    }
    assert_eq!(bench.judge().status.code(), Some(0));
}

#[test]
fn only_instances_that_selected_scenarios_need_are_started() {
    let bench = Bench::new("needed", PYTHON);
    let output = bench.run(&["--only", "disabled", "--only", "health"]).output().unwrap();
    // Passing a part is no conformance.
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert!(bench.file("launch-main.log").is_some() && bench.file("launch-disabled.log").is_some());
    assert!(bench.file("launch-small-store.log").is_none() && bench.file("launch-rate-limited.log").is_none());
    let record = bench.file("record.jsonl").unwrap();
    assert!(record.lines().any(|line| line.contains(r#""instance":"disabled""#) && line.contains(r#""status":403"#)));
    assert!(!record.contains(r#""instance":"small-store""#));
}

#[test]
fn listing_starts_nothing() {
    let bench = Bench::new("list", PYTHON);
    let output = bench.run(&["--", "--list"]).output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    assert!(bench.file("launch-main.log").is_none());
}

#[test]
fn an_address_on_the_command_line_stands_for_the_started_server() {
    let bench = Bench::new("address", PYTHON);
    let output = bench.run(&["--url", "http://127.0.0.1:1", "--only", "disabled"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    // The instance is started all the same, and the server meant is the one that is not there.
    assert!(bench.file("launch-main.log").is_none() && bench.file("launch-disabled.log").is_some());
    assert!(bench.report()["run"]["unusable"].as_str().unwrap().contains("does not answer"));
}

#[test]
fn scenarios_on_an_instance_that_does_not_answer_end_in_an_error() {
    let target = PYTHON.replace(
        "[launch.instance.disabled]\nenv = { PAYOUTS_ENABLED = \"false\" }\n",
        "[instance.disabled]\nurl = \"http://127.0.0.1:1\"\n",
    );
    let bench = Bench::new("absent", &target);
    let output = bench.run(&["--only", "disabled", "--only", "health"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    for test in bench.report()["tests"].as_array().unwrap() {
        let id = test["id"].as_str().unwrap();
        let verdict = test["verdict"].as_str().unwrap();
        if id.starts_with("disabled/") {
            assert_eq!(verdict, "errored", "{id}");
            assert!(test["reason"].as_str().unwrap().starts_with("instance `disabled` does not answer ("), "{test}");
        } else if id.starts_with("health/") {
            assert_eq!(verdict, "passed", "{id}");
        }
    }
    // Asked once for all of its scenarios.
    let record = bench.file("record.jsonl").unwrap();
    assert_eq!(record.matches(r#""instance":"disabled""#).count(), 1);
}

#[test]
fn a_server_that_does_not_trust_the_sink_is_blamed_for_nothing() {
    let strange = PYTHON.replace("CLEVIS_WEBHOOK_CA       = \"{sink_ca}\"\n", "");
    let bench = Bench::new("untrusted", &format!("time_scale = 0.5\npatience = 0.2\n{strange}"));
    let output =
        bench.run(&["--only", "webhooks/paid", "--only", "webhooks/order", "--only", "health"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    let report = bench.report();
    let tests = report["tests"].as_array().unwrap();
    for test in tests.iter().filter(|test| test["id"].as_str().unwrap().starts_with("webhooks/")) {
        assert_eq!(test["verdict"], "errored", "{test}");
        let reason = test["reason"].as_str().unwrap();
        assert!(reason.starts_with("the target does not trust the sink's certificate: "), "{reason}");
    }
    assert!(tests.iter().any(|test| test["verdict"] == "passed"), "{}", printed(&output));
    assert!(report["levels"].as_object().unwrap().values().all(|level| level["broken"] == 0), "{}", report["levels"]);
    assert_eq!(bench.judge().status.code(), Some(2));
}
