//! `payspec lint`: checks the suite's own files.

use super::exit::{Exit, Failure};
use super::say::{complain, say};
use super::settings::SuiteArguments;
use crate::contract::Level;
use clap::Args;

/// Arguments of `lint`.
#[derive(Debug, Args)]
pub(super) struct LintArguments {
    #[command(flatten)]
    suite: SuiteArguments,
}

pub(super) fn main(arguments: &LintArguments) -> Result<Exit, Failure> {
    let suite = arguments.suite.load()?;
    let problems = crate::scenario::lint(&suite);
    if !problems.is_empty() {
        complain(problems);
        return Ok(Exit::Found);
    }
    let level = |level| suite.contract.clauses.values().filter(|clause| clause.level == level).count();
    say(format_args!(
        "{}: {} tests, {} clauses ({} MUST, {} SHOULD, {} MAY, {} ADVICE): nothing wrong\n",
        suite.contract.name,
        suite.tests.len(),
        suite.contract.clauses.len(),
        level(Level::Must),
        level(Level::Should),
        level(Level::May),
        level(Level::Advice)
    ));
    Ok(Exit::Done)
}
