//! A live reference server in a process of its own, and the folder its operator keeps.

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The server, ended with the test.
pub(crate) struct Served {
    child: Child,
    url: String,
}

impl Served {
    /// A live server with further arguments of `payspec serve`.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = payspec();
        command.args(["serve", "clevis", "--live", "--port", "0", "--trust-any-receiver"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, url }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// One test's folder, with a target file such as an operator keeps.
pub(crate) struct Bench(PathBuf);

impl Bench {
    /// A folder whose target file is that of the live reference server, with `edits` of its text.
    pub(crate) fn new(test: &str, served: &Served, edits: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live").join(test);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let reference = Path::new(ROOT).join("scenarios/clevis/reference");
        for name in ["ar", "br", "cl", "co", "mx", "pe"] {
            let name = format!("{name}.json");
            fs::copy(reference.join(&name), folder.join(&name)).unwrap();
        }
        // The sink of a later run is to be where that of the first was.
        let sink = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut text = fs::read_to_string(reference.join("live.toml")).unwrap();
        text = text.replace("contract = \"clevis\"", &format!("contract = \"clevis\"\nurl = \"{}\"", served.url));
        text.push_str(&format!("\n[webhooks]\nsecret_env = \"PAYOUTS_WEBHOOK_SECRET\"\nlisten = \"{sink}\"\n"));
        for (old, new) in edits {
            assert!(text.contains(old), "{old}");
            text = text.replace(old, new);
        }
        fs::write(folder.join("target.toml"), text).unwrap();
        Self(folder)
    }

    /// Changes the target file.
    pub(crate) fn edit(&self, old: &str, new: &str) {
        let path = self.0.join("target.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    /// `payspec run` with the operator's consent.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_without_consent(&[&["--allow-creates"], arguments].concat())
    }

    /// `payspec run` with it, left running.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let run = ["run", "--suite", ROOT, "--target", "target.toml", "--out", "out", "--allow-creates"];
        let mut command = payspec();
        command.args(run).args(arguments).current_dir(&self.0).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// `payspec run` without it.
    pub(crate) fn run_without_consent(&self, arguments: &[&str]) -> Output {
        self.payspec(&[&["run", "--suite", ROOT, "--target", "target.toml", "--out", "out"], arguments].concat())
    }

    /// `payspec resume`.
    pub(crate) fn resume(&self, arguments: &[&str]) -> Output {
        let resume = ["resume", "out/ledger.jsonl", "--suite", ROOT, "--target", "target.toml"];
        self.payspec(&[&resume, arguments].concat())
    }

    /// Resumes as long as something waits.
    pub(crate) fn resume_to_the_end(&self) -> Output {
        for _ in 0..6 {
            let output = self.resume(&["--allow-creates"]);
            if !self.file("report.json").contains("\"waiting\"") {
                return output;
            }
        }
        panic!("it never stops waiting");
    }

    /// Any verb, run in the folder.
    pub(crate) fn payspec(&self, arguments: &[&str]) -> Output {
        payspec().args(arguments).current_dir(&self.0).output().unwrap()
    }

    /// A file of the run's output; empty when there is none.
    pub(crate) fn file(&self, name: &str) -> String {
        fs::read_to_string(self.0.join("out").join(name)).unwrap_or_default()
    }

    /// A file beside the target file.
    pub(crate) fn beside(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }

    /// The report of the run.
    pub(crate) fn report(&self) -> Value {
        serde_json::from_str(&self.file("report.json")).unwrap()
    }

    /// The state a clause has in the report.
    pub(crate) fn clause(&self, id: &str) -> Value {
        let report = self.report();
        let clauses = report["clauses"].as_array().unwrap();
        clauses.iter().find(|part| part["id"] == id).unwrap()["state"].clone()
    }
}

fn payspec() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payspec"));
    command.env("PAYOUTS_API_KEY", "clv_test_demo_9f2b6c1e").env("PAYOUTS_OTHER_API_KEY", "clv_test_other_41d7a0c3");
    command.env("PAYOUTS_WEBHOOK_SECRET", "whsec_demo_7c0d4e5fa1").stdin(Stdio::null());
    command
}

/// Everything a finished process printed.
pub(crate) fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
