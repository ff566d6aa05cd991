//! `payspec list`: scenarios or clauses, one a line.

use super::exit::{Exit, Failure};
use super::say::say;
use super::settings::SuiteArguments;
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
}

pub(super) fn main(arguments: &ListArguments) -> Result<Exit, Failure> {
    let suite = arguments.suite.load()?;
    let prefix = arguments.prefix.as_deref();
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
