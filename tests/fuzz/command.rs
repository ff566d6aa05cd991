//! `payspec fuzz` as people run it.

use super::program::{payspec, ran, scratch};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn report(folder: &Path) -> Value {
    let mut report: Value = serde_json::from_str(&fs::read_to_string(folder.join("report.json")).unwrap()).unwrap();
    report.as_object_mut().unwrap().remove("run").unwrap();
    report
}

#[test]
fn the_same_seed_walks_the_same_walks() {
    let run = |name: &str, more: &[&str]| {
        let folder = scratch(name);
        let mut command = payspec(["fuzz", "--requests", "800", "--workers", "1", "--time-scale", "2", "--out"]);
        let ran = ran(command.arg(&folder).args(more));
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("no findings") && ran.stdout.contains("clauses judged"), "{}", ran.stdout);
        (report(&folder), fs::read_to_string(folder.join("corpus.jsonl")).unwrap())
    };
    let one = run("one", &["--seed", "5eed"]);
    assert_eq!(one, run("again", &["--seed", "5eed"]));
    assert_ne!(one.1, run("other", &["--seed", "5eee"]).1);
    assert_ne!(one.1, run("shard", &["--seed", "5eed", "--shard", "2/2"]).1);
}

#[test]
fn a_finding_is_handed_back_in_every_form() {
    let folder = scratch("forms");
    let arguments = ["fuzz", "--until-finding", "--seed", "1", "--fault", "no-request-id-header-on-lists", "--out"];
    let found = ran(payspec(arguments).arg(&folder));
    assert_eq!(found.code, Some(1), "{}{}", found.stdout, found.stderr);
    assert!(found.stdout.contains("finding: errors."), "{}", found.stdout);
    let name = report(&folder)["findings"][0]["name"].as_str().unwrap().to_owned();
    let at = |end: &str| folder.join("findings").join(format!("{name}.{end}"));
    for end in ["json", "toml", "sh", "jsonl"] {
        assert!(!fs::read_to_string(at(end)).unwrap().is_empty(), "{end}");
    }
    let run = |more: &[&str]| {
        let out = folder.join("run");
        ran(payspec(["run", "--out"]).arg(&out).arg("--scenario").arg(at("toml")).args(more))
    };
    let faulty = run(&["--fault", "no-request-id-header-on-lists"]);
    assert_eq!(faulty.code, Some(1), "{}{}", faulty.stdout, faulty.stderr);
    let sound = run(&[]);
    assert_eq!(sound.code, Some(0), "{}{}", sound.stdout, sound.stderr);

    let again = folder.join("again");
    let mut command = payspec(["fuzz", "--requests", "1500", "--fault", "no-request-id-header-on-lists", "--known"]);
    let known = ran(command.arg(&folder).arg("--resume").arg(&folder).arg("--out").arg(&again));
    assert_eq!(known.code, Some(0), "{}{}", known.stdout, known.stderr);
    assert!(known.stdout.contains("known seen again"), "{}", known.stdout);
}

#[test]
fn parts_of_a_hunt_become_one() {
    let folder = scratch("parts");
    let part = |shard: &str, more: &[&str]| {
        let out = folder.join(format!("{}-{}", shard.replace('/', "-of-"), more.len()));
        let mut command =
            payspec(["fuzz", "--requests", "400", "--seed", "1", "--workers", "1", "--time-scale", "0.1"]);
        let ran = ran(command.args(["--shard", shard]).args(more).arg("--out").arg(&out));
        assert!(ran.code.is_some_and(|code| code < 2), "{}{}", ran.stdout, ran.stderr);
        out
    };
    let fault = ["--fault", "amount-answered-as-number", "--fault", "no-request-id-header-on-lists"];
    let (one, other) = (part("1/2", &fault), part("2/2", &fault));
    let whole = folder.join("whole");
    let merged = ran(payspec(["merge"]).args([&one, &other]).arg("--out").arg(&whole));
    assert_eq!(merged.code, Some(1), "{}{}", merged.stdout, merged.stderr);

    let [one, other, whole_report] = [&one, &other, &whole].map(|folder| report(folder));
    let number = |report: &Value, key: &str| report[key].as_u64().unwrap();
    for key in ["requests", "walks"] {
        assert_eq!(number(&whole_report, key), number(&one, key) + number(&other, key), "{key}");
    }
    let names = |report: &Value| -> std::collections::BTreeSet<String> {
        let findings = report["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["name"].as_str().unwrap().to_owned()).collect()
    };
    let all: std::collections::BTreeSet<_> = names(&one).union(&names(&other)).cloned().collect();
    assert_eq!(names(&whole_report), all);
    assert!(all.len() >= 2, "{all:?}");
    for name in &all {
        assert!(whole.join("findings").join(format!("{name}.toml")).is_file(), "{name}");
    }

    let foreign = folder.join("foreign");
    let mut command = payspec(["fuzz", "--contract", "payfield", "--requests", "40", "--time-scale", "0.01", "--out"]);
    assert_eq!(ran(command.arg(&foreign)).code, Some(0));
    let refused = ran(payspec(["merge"]).args([&whole, &foreign]).arg("--out").arg(folder.join("none")));
    assert_eq!(refused.code, Some(64), "{}", refused.stderr);
    assert!(refused.stderr.contains("different contracts: clevis and payfield"), "{}", refused.stderr);
}

#[test]
fn mistakes_are_said_before_anything_is_sent() {
    for (arguments, words) in [
        (&["fuzz", "--shard", "3/2"][..], "is no part"),
        (&["fuzz", "--for", "soon"], "is no duration"),
        (&["fuzz", "--fault", "no-such-fault"], "no fault or variant"),
        (&["fuzz", "--profile", "live"], "money is real"),
        (&["fuzz", "--time-scale", "0"], "above 0"),
    ] {
        let ran = ran(payspec(arguments).arg("--out").arg(scratch("mistakes")));
        assert_eq!(ran.code, Some(64), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(words), "{arguments:?}: {}", ran.stderr);
    }
}
