//! `payspec explain`: a scenario, a clause or a profile as prose, or a target in its own words.

use super::exit::{Exit, Failure};
use super::explain_profile;
use super::explain_target::described;
use super::say::say;
use super::settings::{SuiteArguments, TargetArguments};
use crate::contract::ClauseId;
use crate::files::choices;
use crate::scenario::Suite;
use clap::Args;
use std::fmt::Write;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    /// A scenario (idempotency/replay), a clause (idempotency.replay-returns-original), `profile NAME`, or `target` with
    /// what the server says of the bodies it takes, also of one sample: `target ar`
    #[arg(required = true, num_args = 1..=2)]
    name: Vec<String>,
    #[command(flatten)]
    target: TargetArguments,
}

pub(super) fn main(arguments: &ExplainArguments) -> Result<Exit, Failure> {
    let suite = arguments.suite.load()?;
    let text = match arguments.name.as_slice() {
        [kind, name] if kind == "profile" => profile(&suite, name)?,
        [kind] if kind == "target" => described(&suite, &arguments.target, None)?,
        [kind, name] if kind == "target" => described(&suite, &arguments.target, Some(name))?,
        [name] => clause(&suite, name).or_else(|| scenario(&suite, name)).ok_or_else(|| {
            Failure::usage(format!("`{name}` is neither a scenario nor a clause; `payspec list` shows them"))
        })?,
        _ => return Err(Failure::usage("explain takes one name, `profile NAME`, or `target`")),
    };
    say(text);
    Ok(Exit::Done)
}

fn profile(suite: &Suite, name: &str) -> Result<String, Failure> {
    let profiles = &suite.contract.profiles;
    let known = || choices(profiles.keys().map(String::as_str));
    let profile = profiles.get(name);
    let profile = profile.ok_or_else(|| Failure::usage(format!("unknown profile `{name}`; allowed: {}", known())))?;
    Ok(explain_profile::table(&suite.contract, profile))
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
