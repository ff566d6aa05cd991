//! `payspec list`: scenarios or clauses, one a line.

use super::exit::{Exit, Failure};
use super::list_cost::{Counted, table};
use super::say::say;
use super::settings::SuiteArguments;
use crate::files::choices;
use crate::plan::selects;
use clap::Args;
use std::fmt::Write;

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    /// Only those under this id
    prefix: Option<String>,
    /// Lists clauses with level and number of citing tests instead
    #[arg(long)]
    clauses: bool,
    /// Lists what each scenario costs instead: requests per credential and documented waits
    #[arg(long, conflicts_with = "clauses")]
    cost: bool,
    /// The profile whose scenarios are counted; the contract's default when absent
    #[arg(long, requires = "cost")]
    profile: Option<String>,
    /// Counts scenarios with long documented waits too
    #[arg(long, requires = "cost")]
    slow: bool,
    /// Counts advice too
    #[arg(long, requires = "cost")]
    advice: bool,
}

pub(super) fn main(arguments: &ListArguments) -> Result<Exit, Failure> {
    let suite = arguments.suite.load()?;
    let prefix = arguments.prefix.as_deref();
    if arguments.cost {
        let contract = &suite.contract;
        let profile = arguments.profile.as_deref().unwrap_or(&contract.default_profile);
        if !contract.profiles.contains_key(profile) {
            let known = choices(contract.profiles.keys().map(String::as_str));
            return Err(Failure::usage(format!("unknown profile `{profile}`; allowed: {known}")));
        }
        let counted = Counted { profile, prefix, slow: arguments.slow, advice: arguments.advice };
        say(table(&suite, &counted)?);
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    if arguments.clauses {
        for clause in suite.contract.clauses.values() {
            if prefix.is_none_or(|prefix| clause.id.as_str().starts_with(prefix)) {
                let citing = suite.citing(&clause.id).count();
                let _ = writeln!(text, "{:7} {:4} {}", clause.level.word(), citing, clause.id);
            }
        }
    } else {
        for test in suite.tests.iter().filter(|test| prefix.is_none_or(|prefix| selects(prefix, test))) {
            let _ = writeln!(text, "{}  {}", test.id, test.title);
        }
    }
    if text.is_empty() {
        return Err(Failure::usage(format!("`{}` selects nothing", prefix.unwrap_or_default())));
    }
    say(text);
    Ok(Exit::Done)
}
