//! Files that people write: every mistake is named, at a line that is there, and no secret is shown.

use super::shared::{CONTRACT, SUITE, harmless, sound};
use payspec::files::{Problems, Source, Tree};
use payspec::scenario::{Suite, lint, prose};
use payspec::target::{self, Environment};
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Where the scenario that is tried lies.
const PATH: &str = "scenarios/clevis/outside/bytes.toml";

/// A suite whose only scenario is the one that is tried: the rules for scenarios ask for a whole one.
static ALONE: LazyLock<Mutex<Suite>> = LazyLock::new(|| {
    let mut suite = sound(Suite::load(Tree::embedded(), "clevis"));
    // What a whole suite owes besides is no matter of this file.
    suite.contract.clauses.clear();
    Mutex::new(suite)
});

/// Loading a scenario: refused with a line for every mistake, or taken, and then it can be told and held to the rules.
pub fn scenario(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Suite::tests_of(&Tree::of([(PATH, text)]), &CONTRACT) {
        Err(problems) => refused(problems, |file| (file == PATH).then_some(text)),
        Ok(tests) => {
            assert!(!tests.is_empty());
            for test in &tests {
                // What the program says is made harmless on the way out.
                drop(prose(test, &CONTRACT));
            }
            let mut suite = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
            suite.tree = Tree::of([(PATH, text)]);
            suite.tests = tests;
            harmless(&lint(&suite).to_string());
        }
    }
}

/// Mistakes are there, and each is told with a line of a file that was read.
fn refused<'t>(problems: Problems, text: impl Fn(&str) -> Option<&'t str>) {
    harmless(&problems.to_string());
    let sorted = problems.sorted();
    assert!(!sorted.is_empty());
    for problem in sorted {
        let Some(text) = text(&problem.file) else { panic!("there is no such file: {problem}") };
        let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let line = problem.line.and_then(|line| usize::try_from(line).ok());
        assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "{problem}");
    }
}

/// The longest duration that can be written down, in milliseconds.
const YEAR: u64 = 366 * 24 * 3_600_000;

/// What every variable holds that is set.
const SECRET: &str = "k7Qw2Zr9-only-in-the-environment";

/// A place where every file beside the target file has one text, and every variable one value.
struct Beside<'t>(&'t str);

impl Environment for Beside<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        (!name.starts_with("NO")).then(|| SECRET.to_owned())
    }
    fn file(&self, relative: &str) -> Result<String, String> {
        if relative.starts_with("no") { Err(format!("there is no file `{relative}`")) } else { Ok(self.0.to_owned()) }
    }
    fn folder(&self, relative: &str) -> PathBuf {
        PathBuf::from(relative)
    }
}

/// Loading a target file; what follows a line `---` is the text of every file it names.
pub fn target(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (file, beside) = text.split_once("\n---\n").unwrap_or((text, ""));
    let shown = match target::load(&Source::new("target.toml", file), &SUITE.contract, &Beside(beside)) {
        Ok(target) => {
            // As long as anything can be asked to take.
            assert!(target.patient(YEAR) >= target.patient(0));
            format!("{target:?}")
        }
        Err(problems) => {
            let shown = problems.to_string();
            refused(problems, |name| Some(if name == "target.toml" { file } else { beside }));
            shown
        }
    };
    // Secrets are not shown, unless they stand in a file for everybody to read.
    assert!(!shown.contains(SECRET) || text.contains(SECRET), "{shown}");
}
