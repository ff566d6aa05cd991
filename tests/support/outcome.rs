//! A run of the program against a server of ours, and what it left.

use crate::program::{Ran, payspec, ran, scratch};
use payspec::report::{ClauseState, Report, from_json};
use payspec::verdict::{Conclusion, Verdict};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const MINI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mini");

/// What a run came to.
pub(crate) struct Outcome {
    pub(crate) ran: Ran,
    pub(crate) report: Report,
    pub(crate) folder: PathBuf,
}

/// Runs the scenarios of `mini` against a URL.
pub(crate) fn run_mini(name: &str, url: &str, more: &[&str]) -> Outcome {
    let folder = scratch(name);
    let out = folder.join("out");
    let mut arguments =
        vec!["run", "--suite", MINI, "--contract", "mini", "--url", url, "--out", out.to_str().unwrap()];
    // What takes seconds by contract takes milliseconds here.
    if !more.contains(&"--target") {
        arguments.extend(["--key-env", "PAYSPEC_TEST_KEY"]);
    }
    arguments.extend(["--time-scale", "0.01"]);
    arguments.extend(more);
    let said = ran(&mut payspec(arguments));
    let text = fs::read_to_string(out.join("report.json")).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    Outcome { report: from_json(&text).unwrap(), ran: said, folder: out }
}

impl Outcome {
    /// The clauses that are broken.
    pub(crate) fn broken(&self) -> BTreeSet<&str> {
        let broken = self.report.clauses.iter().filter(|part| part.state == ClauseState::Broken);
        broken.map(|part| part.id.as_str()).collect()
    }

    /// How many tests came to a verdict.
    pub(crate) fn count(&self, verdict: Verdict) -> usize {
        self.report.tests.iter().filter(|test| test.verdict == verdict).count()
    }

    /// Exactly these clauses are broken, and the program says so.
    pub(crate) fn breaks(&self, clauses: &[&str]) {
        assert_eq!(self.broken(), clauses.iter().copied().collect(), "{self:?}");
        assert_eq!(self.report.conclusion.conclusion, Conclusion::NotConformant, "{self:?}");
        assert_eq!(self.ran.code, Some(1), "{self:?}");
        for clause in clauses {
            assert!(self.ran.stdout.contains(&format!("{clause} is broken")), "{self:?}");
        }
    }

    /// Nothing is said about the target, and the reason has this text.
    pub(crate) fn says_nothing(&self, why: &str) {
        assert_eq!(self.ran.code, Some(2), "{self:?}");
        assert_eq!(self.report.conclusion.conclusion, Conclusion::Incomplete, "{self:?}");
        assert_eq!(self.broken(), BTreeSet::new(), "{self:?}");
        assert_eq!(self.count(Verdict::Failed), 0, "{self:?}");
        assert!(self.ran.stdout.contains(why), "{self:?}");
    }
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}\n--- stdout\n{}\n--- stderr\n{}", self.ran.code, self.ran.stdout, self.ran.stderr)
    }
}

/// Every file under a folder with its bytes.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found
}
