//! The command line: one file per verb; arguments and exit codes, nothing else.

mod exit;
mod explain;
mod explain_profile;
mod explain_target;
mod fuzz;
mod fuzz_folder;
mod fuzz_shard;
mod fuzz_table;
mod interrupt;
mod judge;
mod lint;
mod list;
mod list_cost;
mod merge;
mod outside;
mod prove;
mod resume;
mod run;
mod say;
mod schema;
mod serve;
mod settings;
mod sink;
mod sink_line;

pub use exit::Exit;
pub(crate) use exit::Failure;
pub(crate) use run::{RunArguments, execute, print};
pub use schema::kinds;

use clap::{Parser, Subcommand};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Certifies payouts servers by the clauses of a documented contract.
#[derive(Debug, Parser)]
#[command(name = "payspec", version, after_help = exit::HELP)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Runs the scenarios against a server and concludes
    Run(Box<run::RunArguments>),
    /// Goes on with a run in which money is real, minutes or days later
    Resume(Box<resume::ResumeArguments>),
    /// Lists scenarios or clauses
    List(list::ListArguments),
    /// Explains a scenario, a clause or a profile in prose, or shows what a target says of itself
    Explain(explain::ExplainArguments),
    /// Checks the suite's own files
    Lint(lint::LintArguments),
    /// Runs the reference server, for people who build clients
    Serve(serve::ServeArguments),
    /// Receives webhooks and says of each whether it is signed rightly, for people who build a sender
    Sink(sink::SinkArguments),
    /// Judges a stored record again, offline
    Judge(judge::JudgeArguments),
    /// Runs the suite against every fault and every variant of the reference server
    Prove(prove::ProveArguments),
    /// Hunts for what no scenario asks, with walks drawn from the contract, and hands back scenarios
    Fuzz(Box<fuzz::FuzzArguments>),
    /// Puts together what parts of one hunt have found
    Merge(merge::MergeArguments),
    /// Prints the JSON Schema of a file kind
    Schema(schema::SchemaArguments),
    /// Prints shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wanted = !error.use_stderr();
            // A closed pipe is nothing to complain about.
            drop(error.print());
            return if wanted { ExitCode::SUCCESS } else { Exit::Usage.into() };
        }
    };
    let result = catch_unwind(AssertUnwindSafe(|| verb(arguments.verb)));
    match result.unwrap_or_else(|_| Err(Failure::bug("payspec itself failed; this is a bug"))) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            say::complain(&failure);
            failure.exit().into()
        }
    }
}

fn verb(verb: Verb) -> Result<Exit, Failure> {
    match verb {
        Verb::Run(arguments) => run::main(&arguments),
        Verb::Resume(arguments) => resume::main(&arguments),
        Verb::List(arguments) => list::main(&arguments),
        Verb::Explain(arguments) => explain::main(&arguments),
        Verb::Lint(arguments) => lint::main(&arguments),
        Verb::Serve(arguments) => serve::main(&arguments),
        Verb::Sink(arguments) => sink::main(&arguments),
        Verb::Judge(arguments) => judge::main(&arguments),
        Verb::Prove(arguments) => prove::main(&arguments),
        Verb::Fuzz(arguments) => fuzz::main(&arguments),
        Verb::Merge(arguments) => merge::main(&arguments),
        Verb::Schema(arguments) => schema::main(&arguments),
        Verb::Completions { shell } => {
            let mut command = <Arguments as clap::CommandFactory>::command();
            clap_complete::generate(shell, &mut command, "payspec", &mut anstream::stdout());
            Ok(Exit::Done)
        }
    }
}
