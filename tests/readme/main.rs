//! What the pages say is done: every command is run, every output is what the program prints, every example loads.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod examples;
mod page;

use assert_cmd::Command;
use page::{Shown, root, shown};
use regex::Regex;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

const PAGES: [&str; 9] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/adding-a-contract.md",
    "docs/architecture.md",
    "docs/ci.md",
    "docs/fuzzing.md",
    "docs/live.md",
    "docs/scenarios.md",
    "docs/target.md",
];

/// Commands of the pages that are run here, with the exit codes they come to. What is not among them is in `.ci/run`.
const RUN: [(&str, i32); 19] = [
    ("cargo run --release -- run", 0),
    (
        "payspec run --url http://127.0.0.1:8080 --key-env PAYOUTS_API_KEY --other-key-env PAYOUTS_OTHER_API_KEY \
         --webhook-secret-env PAYOUTS_WEBHOOK_SECRET",
        0,
    ),
    ("payspec run --fault replay-answers-created --only idempotency/replay", 1),
    ("payspec explain idempotency/replay", 0),
    ("payspec explain idempotency.replay-returns-original", 0),
    ("payspec list idempotency", 0),
    ("payspec list --clauses idempotency", 0),
    // The record is that of the run before it on the page, which has a fault.
    ("payspec judge payspec-out/record.jsonl", 1),
    ("payspec lint --suite .", 0),
    // A selection cannot certify.
    ("payspec run --suite . --only idempotency", 2),
    ("payspec explain --suite . idempotency/replay", 0),
    ("payspec run --suite . --only idempotency/replay", 2),
    ("payspec lint --suite . --contract payfield", 0),
    ("payspec run --suite . --contract payfield", 0),
    ("payspec prove --suite . --contract payfield --fault signature-of-any-merchant", 0),
    ("payspec prove --suite . --contract payfield --variant signatures-in-base64", 0),
    ("payspec fuzz --suite . --contract payfield --requests 2000", 0),
    ("payspec fuzz --requests 2000", 0),
    ("payspec fuzz --fault no-request-id-header-on-lists --until-finding --seed 1", 1),
];

/// The reference server, which commands after it on the page talk to.
const SERVE: &str = "payspec serve clevis --port 8080 --trust-any-receiver";
const SERVED_AT: &str = "http://127.0.0.1:8080";

#[test]
fn every_command_is_run_here_or_in_ci() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let mut unknown = Vec::new();
    let mut seen = Vec::new();
    for page in PAGES {
        for Shown { command, .. } in shown(page) {
            let here = command == SERVE || command.starts_with("export ") || exit_code(&command).is_some();
            if !here && !ci.contains(&command) {
                unknown.push(format!("{page}: `{command}` is neither in tests/readme/main.rs nor in .ci/run"));
            }
            seen.push(command);
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    let gone: Vec<_> = RUN.iter().filter(|(line, _)| !seen.iter().any(|command| command == line)).collect();
    assert!(gone.is_empty(), "on no page any more: {gone:?}");
}

#[test]
fn the_readme_is_true() {
    walk("README.md");
}

#[test]
fn contributing_is_true() {
    walk("CONTRIBUTING.md");
}

#[test]
fn adding_a_contract_is_true() {
    walk("docs/adding-a-contract.md");
}

#[test]
fn the_page_on_fuzzing_is_true() {
    walk("docs/fuzzing.md");
}

/// Does what a page says, in its order, and holds the output against what it shows.
fn walk(page: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{page}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut variables = BTreeMap::new();
    let mut server = None;
    let mut seen = Vec::new();
    for Shown { command, output } in shown(page) {
        if command == SERVE {
            let started = Server::start();
            seen.push((output, started.said.clone()));
            server = Some(started);
        } else if let Some(pairs) = command.strip_prefix("export ") {
            variables.extend(
                pairs.split(' ').map(|pair| pair.split_once('=').unwrap()).map(|(k, v)| (k.to_owned(), v.to_owned())),
            );
        } else if let Some(code) = exit_code(&command) {
            let served_at = server.as_ref().map_or(SERVED_AT, |server: &Server| &server.url);
            let arguments = command.split_once(if command.starts_with("cargo") { " -- " } else { " " }).unwrap().1;
            let arguments = arguments.split(' ').map(|word| match word {
                "." => root().to_str().unwrap().to_owned(),
                _ => word.replace(SERVED_AT, served_at),
            });
            let mut process = Command::new(env!("CARGO_BIN_EXE_payspec"));
            let done = process.args(arguments).current_dir(&folder).envs(&variables).assert();
            let printed = String::from_utf8(done.get_output().stdout.clone()).unwrap().replace(served_at, SERVED_AT);
            assert_eq!(done.get_output().status.code(), Some(code), "{page}: `{command}`\n{printed}");
            seen.push((output, printed));
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    compare(page, &seen);
}

/// Holds shown lines against printed ones; numbers that have changed are put into the page when that is asked for.
fn compare(page: &str, seen: &[(Vec<(usize, String)>, String)]) {
    let mut wrong = Vec::new();
    let mut stale = BTreeMap::new();
    for (shown, printed) in seen {
        let mut printed = printed.lines();
        for (number, line) in shown.iter().filter(|(_, line)| line != "…") {
            match printed.find(|other| shape(other) == shape(line)) {
                None => wrong.push(format!("{page}:{number}: the program does not print `{line}`, or not there")),
                Some(other) if lasting(other) != lasting(line) => drop(stale.insert(*number, other.to_owned())),
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if env::var_os("PAYSPEC_OVERWRITE").is_some() {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let lines = (1..).zip(text.lines()).map(|(number, line)| stale.get(&number).map_or(line, String::as_str));
        fs::write(root().join(page), lines.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    } else {
        let list: Vec<String> = stale.iter().map(|(number, now)| format!("{page}:{number}: is now `{now}`")).collect();
        assert!(list.is_empty(), "{}\nPAYSPEC_OVERWRITE=1 cargo test --test readme writes it", list.join("\n"));
    }
}

/// A line without what may change when the suite grows.
fn shape(line: &str) -> String {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| Regex::new("[0-9]+").unwrap());
    NUMBERS.replace_all(&lasting(line), "#").into_owned()
}

/// A line without what differs from run to run.
fn lasting(line: &str) -> String {
    static VOLATILE: LazyLock<[(Regex, &str); 5]> = LazyLock::new(|| {
        [
            (r"seed [0-9a-f]+", "seed …"),
            (r"suite [0-9a-f]{16}", "suite …"),
            (r"\d+ requests sent in [0-9.]+ s", "… requests sent"),
            (r"record\.jsonl:\d+", "record.jsonl:…"),
            (r"\b(po|req)_[0-9A-Z]{26}\b", "${1}_…"),
        ]
        .map(|(pattern, instead)| (Regex::new(pattern).unwrap(), instead))
    });
    let replace = |line: String, (pattern, instead): &(Regex, &str)| pattern.replace_all(&line, *instead).into_owned();
    VOLATILE.iter().fold(line.to_owned(), replace)
}

/// The reference server as a process of its own.
struct Server {
    process: Child,
    url: String,
    said: String,
}

impl Server {
    fn start() -> Self {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_payspec"));
        let serve = command.args(["serve", "clevis", "--port", "0", "--trust-any-receiver"]).stdout(Stdio::piped());
        let mut process = serve.spawn().unwrap();
        let said: Vec<String> =
            BufReader::new(process.stdout.take().unwrap()).lines().take(3).map(Result::unwrap).collect();
        let url = said[0].strip_prefix("listening on ").unwrap().to_owned();
        Self { process, said: said.join("\n").replace(&url, SERVED_AT), url }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn exit_code(command: &str) -> Option<i32> {
    RUN.iter().find(|(line, _)| *line == command).map(|(_, code)| *code)
}
