//! Scenarios as the tests of a Rust package: what `payspec run` does, behind libtest's arguments and exit code.
//!
//! A package that implements a contract adds payspec as a dev-dependency and one test without libtest's own harness:
//!
//! ```toml
//! [[test]]
//! name = "conformance"
//! harness = false
//! ```
//!
//! ```no_run
//! // tests/conformance.rs
//! fn main() -> std::process::ExitCode {
//!     let url = "http://127.0.0.1:8080"; // of the server the test has started
//!     payspec::conformance::main(&["--url", url, "--key-env", "PAYOUTS_TEST_KEY"])
//! }
//! ```
//!
//! Knows nothing of how tests run or what they mean; it turns options, environment and exit codes into each other.

use crate::cli::{Failure, RunArguments, execute, print};
use crate::harness;
use crate::report::Report;
use crate::scenario::Suite;
use crate::verdict::Verdict;
use clap::{ArgAction, CommandFactory, Parser};
use std::env;
use std::process::ExitCode;
use std::sync::Arc;

/// What libtest answers when a test fails.
const FAILED: u8 = 101;

#[derive(Debug, Parser)]
#[command(name = "conformance", args_override_self = true)]
struct Options {
    #[command(flatten)]
    run: RunArguments,
}

/// Runs the scenarios as tests, with options of `payspec run`.
///
/// The process's own arguments are those of any test: a filter, `--list`, `--exact`, `--skip`, `--ignored`,
/// `--test-threads`, `--format`. Every option can be set or overruled from outside: `PAYSPEC_URL` stands for `--url`,
/// `PAYSPEC_TIME_SCALE` for `--time-scale`, `PAYSPEC_SLOW=1` for `--slow`. Without `--url` and `--target` the tests run
/// against the embedded reference server. Nothing is written unless `--out` says where.
///
/// The exit code is 0 or 101 as with every test, whatever the run says about a profile: what is ignored does not fail.
pub fn main(options: &[&str]) -> ExitCode {
    let harness = harness::Arguments::from_args();
    let whole = harness.filter.is_none() && harness.skip.is_empty() && !harness.ignored;
    match run(options, |name| env::var(name).ok(), harness) {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some((report, suite))) => {
            // About a part of the tests there is nothing to conclude.
            if whole || report.run.unusable.is_some() {
                print(&report, &suite);
            }
            if fails(&report) { ExitCode::from(FAILED) } else { ExitCode::SUCCESS }
        }
        Err(failure) => {
            anstream::eprintln!("{failure}");
            failure.exit().into()
        }
    }
}

fn run(
    options: &[&str],
    variable: impl Fn(&str) -> Option<String>,
    harness: harness::Arguments,
) -> Result<Option<(Report, Arc<Suite>)>, Failure> {
    let mut all = vec!["conformance".to_owned()];
    all.extend(options.iter().map(ToString::to_string));
    all.extend(overruling(variable)?);
    let options = Options::try_parse_from(all).map_err(|error| Failure::usage(error.to_string().trim_end()))?;
    execute(&options.run, harness, options.run.out.clone())
}

fn fails(report: &Report) -> bool {
    let bad = |verdict| matches!(verdict, Verdict::Blocked | Verdict::Failed | Verdict::Errored);
    report.run.unusable.is_some() || report.tests.iter().any(|test| bad(test.verdict))
}

/// The options that variables of the environment stand for.
fn overruling(variable: impl Fn(&str) -> Option<String>) -> Result<Vec<String>, Failure> {
    let mut options = Vec::new();
    for argument in Options::command().get_arguments() {
        let Some(long) = argument.get_long() else { continue };
        let name = format!("PAYSPEC_{}", long.to_uppercase().replace('-', "_"));
        let Some(value) = variable(&name).filter(|value| !value.is_empty()) else { continue };
        match argument.get_action() {
            ArgAction::SetTrue => match value.as_str() {
                "1" | "true" => options.push(format!("--{long}")),
                "0" | "false" => {}
                _ => {
                    return Err(Failure::usage(format!("`{value}` is no value of {name}; allowed: 1, 0, true, false")));
                }
            },
            _ => options.push(format!("--{long}={value}")),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::files::Tree;
    use std::fs;
    use std::path::PathBuf;

    fn of(variables: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let find =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        overruling(find).map_err(|failure| failure.to_string())
    }

    #[test]
    fn variables_stand_for_options() {
        let found = of(&[("PAYSPEC_URL", "http://127.0.0.1:1"), ("PAYSPEC_TIME_SCALE", "0.5"), ("PAYSPEC_SLOW", "1")]);
        let mut found = found.unwrap();
        found.sort();
        assert_eq!(found, ["--slow", "--time-scale=0.5", "--url=http://127.0.0.1:1"]);
    }

    #[test]
    fn empty_and_declining_variables_say_nothing() {
        assert_eq!(of(&[("PAYSPEC_URL", ""), ("PAYSPEC_STRICT", "0")]).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_switch_takes_no_other_value() {
        let wrong = of(&[("PAYSPEC_SLOW", "later")]).unwrap_err();
        assert!(wrong.contains("PAYSPEC_SLOW") && wrong.contains("allowed: 1, 0, true, false"), "{wrong}");
    }

    #[test]
    fn the_environment_overrules_the_options_of_the_test() {
        let parsed = Options::try_parse_from(["conformance", "--out", "a", "--out=b"]).unwrap();
        assert_eq!(parsed.run.out, Some("b".into()));
    }

    const STORY: &str = r#"
        title = "Nothing is found under an unknown id"
        [[step]]
        name = "ask"
        send = "read"
        with = { id = "po_of-nobody" }
        [[step.expect]]
        clause = "errors.unknown-payout-is-404"
        status = STATUS
    "#;

    /// The embedded suite with one story of ours, on disk until dropped.
    struct Checkout(PathBuf);

    impl Checkout {
        fn with(name: &str, status: u16) -> Self {
            let folder = env::temp_dir().join(format!("payspec-conformance-{name}-{}", std::process::id()));
            let mut tree = Tree::embedded();
            let story = STORY.replace("STATUS", &status.to_string());
            tree.put("scenarios/clevis/errors/ours.toml", story);
            for (path, text) in tree.iter() {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Self(folder)
        }

        /// The report of one test, and what the harness printed about it.
        fn run(&self, test: &str, more: &[&str]) -> (Report, String) {
            let log = self.0.join("log");
            let arguments = ["test", "--exact", test, "--logfile", log.to_str().unwrap()];
            let options: Vec<&str> = ["--suite", self.0.to_str().unwrap()].iter().chain(more).copied().collect();
            let found = run(&options, |_| None, harness::Arguments::from_iter(arguments));
            let (report, _) = found.map_err(|failure| failure.to_string()).unwrap().unwrap();
            (report, fs::read_to_string(log).unwrap_or_default())
        }
    }

    impl Drop for Checkout {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    #[test]
    fn a_scenario_that_holds_passes() {
        let (report, log) = Checkout::with("holds", 404).run("errors/ours", &[]);
        assert!(log.contains("1 passed; 0 failed; 0 ignored"), "{log}");
        assert!(!fails(&report));
    }

    #[test]
    fn a_scenario_that_does_not_hold_fails() {
        let (report, log) = Checkout::with("fails", 410).run("errors/ours", &[]);
        assert!(log.contains("errors.unknown-payout-is-404 is broken") && log.contains("0 passed; 1 failed"), "{log}");
        assert!(fails(&report));
    }

    #[test]
    fn a_scenario_that_is_left_out_is_ignored_with_its_reason() {
        let (report, log) = Checkout::with("ignored", 404).run("errors/ours", &["--skip", "errors"]);
        assert!(log.contains("ignored (left out by --skip)"), "{log}");
        assert!(!fails(&report));
    }

    #[test]
    fn a_target_that_is_not_there_fails() {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let url = format!("http://{gone}");
        let (report, _) = Checkout::with("gone", 404).run("errors/ours", &["--url", &url, "--key-env", "PATH"]);
        assert!(report.run.unusable.is_some());
        assert!(fails(&report));
    }
}
