//! `payspec explain`: a scenario or a clause as prose.

use super::exit::{Exit, Failure};
use super::say::say;
use super::settings::SuiteArguments;
use crate::contract::ClauseId;
use crate::scenario::Suite;
use clap::Args;
use std::fmt::Write;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    /// A scenario (idempotency/replay) or a clause (idempotency.replay-returns-original)
    name: String,
}

pub(super) fn main(arguments: &ExplainArguments) -> Result<Exit, Failure> {
    let suite = arguments.suite.load()?;
    let text = clause(&suite, &arguments.name).or_else(|| scenario(&suite, &arguments.name)).ok_or_else(|| {
        Failure::usage(format!("`{}` is neither a scenario nor a clause; `payspec list` shows them", arguments.name))
    })?;
    say(text);
    Ok(Exit::Done)
}

fn clause(suite: &Suite, name: &str) -> Option<String> {
    let clause = suite.contract.clause(&ClauseId::of(name))?;
    let mut text = String::new();
    let page = suite.contract.pages.get(&clause.source).unwrap_or(&clause.source);
    let _ = writeln!(text, "{} ({})\n\n{}\n", clause.id, clause.level.word(), clause.text);
    let _ = writeln!(text, "Source: {page}");
    let _ = writeln!(text, "Feature: {}", clause.feature);
    let _ = writeln!(text, "Stated in: {}:{}", clause.file, clause.line);
    if clause.always.is_some() {
        text.push_str("Judged on every answer of every scenario.\n");
    }
    if let Some(reason) = &clause.untestable {
        let _ = writeln!(text, "Not testable: {reason}");
    }
    let citing: Vec<String> = suite.citing(&clause.id).map(|test| format!("  {}  {}", test.id, test.title)).collect();
    if !citing.is_empty() {
        let _ = writeln!(text, "\nTested by:\n{}", citing.join("\n"));
    }
    Some(text)
}

fn scenario(suite: &Suite, name: &str) -> Option<String> {
    let tests: Vec<_> = suite.tests.iter().filter(|test| test.id.is_under(name)).collect();
    let first = tests.first()?;
    let mut text = crate::scenario::prose(first, &suite.contract);
    if tests.len() > 1 {
        text.push_str("\nLikewise:\n");
        for test in &tests[1..] {
            let _ = writeln!(text, "  {}  {}", test.id, test.title);
        }
    }
    Some(text)
}
