//! Scenarios from outside the suite: a file somebody wrote or the fuzzer found, run against a target by itself.
//!
//! Nothing is concluded about a profile from it; the exit code says what became of the scenario alone.

use super::exit::{Exit, Failure};
use super::settings::SuiteArguments;
use crate::certify::LoadError;
use crate::files::{Problem, Problems};
use crate::report::Report;
use crate::scenario::{Suite, TestId};
use crate::verdict::{Conclusion, Verdict};
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// The chapter that scenarios from outside stand in.
const CHAPTER: &str = "outside";

/// Which scenarios from outside.
#[derive(Debug, Args)]
pub(super) struct OutsideArguments {
    /// A scenario file from outside the suite, run instead of the suite's own; may be repeated
    #[arg(long, value_name = "FILE", conflicts_with_all = ["only", "skip"])]
    scenario: Vec<PathBuf>,
}

impl OutsideArguments {
    /// Whether any was named.
    pub(super) fn is_any(&self) -> bool {
        !self.scenario.is_empty()
    }

    /// The suite with the scenarios in it.
    pub(super) fn load(&self, arguments: &SuiteArguments) -> Result<Suite, Failure> {
        let suite = arguments.load()?;
        if !self.is_any() {
            return Ok(suite);
        }
        let mut tree = suite.tree;
        let mut known = BTreeMap::new();
        for path in &self.scenario {
            let text = fs::read_to_string(path)
                .map_err(|error| Failure::usage(format!("failed to read {}: {error}", path.display())))?;
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let place = format!("scenarios/{}/{CHAPTER}/{stem}.toml", arguments.contract);
            if stem == "clauses" || known.insert(place.clone(), path.display().to_string()).is_some() {
                return Err(Failure::usage(format!("`{stem}` cannot be told from another file; give it another name")));
            }
            tree.put(place, text);
        }
        Suite::load(tree, &arguments.contract).map_err(|problems| {
            let mut named = Problems::default();
            for problem in problems.sorted() {
                let file = known.get(&problem.file).cloned().unwrap_or(problem.file);
                named.push(Problem { file, ..problem });
            }
            LoadError::Problems(named).into()
        })
    }

    /// The ids under which the scenarios stand; what else was asked for when there are none.
    pub(super) fn only(&self, otherwise: &[String]) -> Vec<String> {
        if self.is_any() { vec![CHAPTER.to_owned()] } else { otherwise.to_vec() }
    }

    /// How the process ends, and a line about it.
    pub(super) fn settle(&self, report: &Report) -> (Exit, String) {
        let mut words = String::new();
        let mut exit = Exit::Done;
        for test in report.tests.iter().filter(|test| TestId::is_under(&test.id, CHAPTER)) {
            let reason = test.reason.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            words.push_str(&format!("{}: {}{reason}\n", test.id, test.verdict.word()));
            exit = match (test.verdict, exit) {
                (Verdict::Passed | Verdict::Warned, so_far) => so_far,
                (Verdict::Failed, _) | (_, Exit::Concluded(Conclusion::NotConformant)) => {
                    Exit::Concluded(Conclusion::NotConformant)
                }
                _ => Exit::Concluded(Conclusion::Incomplete),
            };
        }
        if let Some(why) = &report.run.unusable {
            words.push_str(&format!("nothing was judged: {why}\n"));
            exit = Exit::Concluded(Conclusion::Incomplete);
        }
        (exit, words)
    }
}
