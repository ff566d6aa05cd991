//! `payspec resume`: goes on with a run in which money is real, minutes or days later.

use super::exit::{Exit, Failure};
use super::interrupt::ask_on_signal;
use super::run::{print, sink_config};
use super::settings::TargetArguments;
use crate::certify::load_suite;
use crate::ledger;
use crate::record::{ReadRecord, read};
use crate::resume::{Errand, ResumeError, resume};
use crate::runner::Stop;
use crate::safety::{Guard, Payees};
use crate::scenario::Suite;
use crate::sink::{Sink, SinkConfig};
use crate::target::Target;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Arguments of `resume`.
#[derive(Debug, Args)]
pub(super) struct ResumeArguments {
    /// The ledger.jsonl of a run; its record is beside it
    ledger: PathBuf,
    #[command(flatten)]
    target: TargetArguments,
    /// Agrees to further creates that scenarios still have to send, such as repeated ones
    #[arg(long)]
    allow_creates: bool,
    /// A folder holding scenarios/ and schemas/, instead of the files built in
    #[arg(long, value_name = "DIR")]
    suite: Option<PathBuf>,
}

pub(super) fn main(arguments: &ResumeArguments) -> Result<Exit, Failure> {
    let path = arguments.ledger.display();
    let text = fs::read_to_string(&arguments.ledger)
        .map_err(|error| Failure::usage(format!("failed to read {path}: {error}")))?;
    let account = ledger::read(&text).map_err(|error| Failure::usage(format!("{path}: {error}")))?;
    if account.opening.ended {
        return Err(Failure::usage(format!("{path}: its server ended with the run; nothing is left to ask")));
    }
    let folder = match arguments.ledger.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let record = record(&folder)?;
    let suite = Arc::new(load_suite(arguments.suite.as_deref(), &record.header.contract)?);
    if suite.digest() != record.header.suite {
        return Err(Failure::usage(format!(
            "the run was made with suite {}, and this is suite {}; go on with the payspec it was made with",
            record.header.suite,
            suite.digest()
        )));
    }
    let target = target(arguments, &suite, &record)?;
    let guard = guard(arguments, &suite, &target)?;
    let runtime = Runtime::new().map_err(Failure::bug)?;
    let stop = Stop::default();
    runtime.spawn(ask_on_signal(stop.clone()));
    let sink = match &target.webhooks {
        None => None,
        Some(webhooks) => {
            let numbered_after = record.deliveries.keys().max().copied().unwrap_or(0);
            let config = SinkConfig { numbered_after, ..sink_config(webhooks) };
            Some(Arc::new(runtime.block_on(Sink::start(config)).map_err(Failure::incomplete)?))
        }
    };
    let errand = Errand { suite: Arc::clone(&suite), target, record, account, folder, sink, guard, stop };
    let report = runtime.block_on(resume(errand))?;
    print(&report, &suite);
    Ok(Exit::Concluded(report.conclusion.conclusion))
}

fn record(folder: &Path) -> Result<ReadRecord, Failure> {
    let path = folder.join("record.jsonl");
    let bytes =
        fs::read(&path).map_err(|error| Failure::usage(format!("failed to read {}: {error}", path.display())))?;
    read(&bytes).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}

/// The target of the run, held to the profile of the run.
fn target(arguments: &ResumeArguments, suite: &Suite, record: &ReadRecord) -> Result<Target, Failure> {
    let Some(mut target) = arguments.target.target(&suite.contract)? else {
        return Err(Failure::usage("which server the run was about is not in its ledger; give --target or --url"));
    };
    if target.launch.is_some() && target.url.is_empty() {
        return Err(Failure::usage("the server was started by payspec and ended with the run; nothing is left to ask"));
    }
    if target.url != record.header.url {
        return Err(Failure::usage(format!("the run was about {}, not about {}", record.header.url, target.url)));
    }
    target.hold_to(&suite.contract, &record.header.profile);
    Ok(target)
}

/// What looks at further creates: without consent there are none.
fn guard(arguments: &ResumeArguments, suite: &Suite, target: &Target) -> Result<Guard, Failure> {
    let payment = suite.contract.payment.as_ref();
    let supplied = target.samples.values().filter(|sample| sample.supplied);
    let payees = payment.map_or(Ok(Payees::default()), |payment| Payees::new(payment, supplied));
    let payees = payees.map_err(|faults| Failure::usage(faults.join("\n")))?;
    let guard = Guard::new(&suite.contract, &target.live, payees)
        .ok_or_else(|| Failure::usage("the contract does not say what a payment is"))?;
    Ok(if arguments.allow_creates { guard } else { guard.closed("--allow-creates is not given") })
}

impl From<ResumeError> for Failure {
    fn from(error: ResumeError) -> Self {
        match error {
            ResumeError::Time(_) | ResumeError::Seed(_) | ResumeError::Judge(_) | ResumeError::Client(_) => {
                Self::usage(error)
            }
            _ => Self::incomplete(error),
        }
    }
}
