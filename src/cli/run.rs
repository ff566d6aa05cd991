//! `payspec run`: runs the scenarios against a server and concludes.

use super::exit::{Exit, Failure};
use super::interrupt::ask_on_signal;
use super::outside::OutsideArguments;
use super::say::{complain, say};
use super::settings::{SuiteArguments, TargetArguments, time_scale_is_fine};
use crate::certify::{Order, certify, certify_nothing, write_sink_ca};
use crate::embedded::{self, Embedded, Wish};
use crate::generate::RunSeed;
use crate::harness;
use crate::launch::{Known, Launched, launch};
use crate::ledger::{self, Entry, Ledger, Opening};
use crate::plan::plan;
use crate::record::Selection;
use crate::report::{Report, diagnostic, summary};
use crate::runner::{Stop, Till};
use crate::safety::{Consent, admit};
use crate::scenario::{Salt, Suite};
use crate::sink::{Identity, Sink, SinkConfig};
use crate::target::{Certificate, Placeholder, Target, Webhooks};
use crate::verdict::{Strictness, Verdict};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Arguments of `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    outside: OutsideArguments,
    /// Only scenarios under this id, or citing clauses with this start; may be repeated
    #[arg(long, value_name = "PREFIX")]
    only: Vec<String>,
    /// Without scenarios under this id, or citing clauses with this start; may be repeated
    #[arg(long, value_name = "PREFIX")]
    skip: Vec<String>,
    /// Repeats the choices of an earlier run
    #[arg(long)]
    seed: Option<RunSeed>,
    /// Treats SHOULD as MUST
    #[arg(long)]
    strict: bool,
    /// Also judges good practice from outside the contract; never a failure
    #[arg(long)]
    advice: bool,
    /// Where the record and the reports go [default: payspec-out]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Agrees to creates against a server that may really pay, within the caps of the target file
    #[arg(long)]
    allow_creates: bool,
    /// Real seconds per documented second: how fast the embedded server is, or the target in place of what its file says
    #[arg(long, value_name = "X")]
    time_scale: Option<f64>,
    /// Starts the embedded server with this fault; may be repeated
    #[arg(long, value_name = "NAME")]
    fault: Vec<String>,
    /// Starts the embedded server with this variant; may be repeated
    #[arg(long, value_name = "NAME")]
    variant: Vec<String>,
    /// Arguments for the test harness: --list, --exact, --test-threads N, --format terse, a filter
    #[arg(last = true)]
    harness: Vec<String>,
}

pub(super) fn main(arguments: &RunArguments) -> Result<Exit, Failure> {
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from("payspec-out"));
    let harness = harness_arguments(&arguments.harness)?;
    let filters = harness.filter.is_some() || !harness.skip.is_empty();
    if filters && !arguments.outside.load(&arguments.suite)?.tests.iter().any(|test| harness::selects(&harness, test)) {
        let filter = arguments.harness.join(" ");
        return Err(Failure::usage(format!("`{filter}` selects no scenario; `payspec list` shows them all")));
    }
    let Some((report, suite)) = execute(arguments, harness, Some(out.clone()))? else {
        return Ok(Exit::Done);
    };
    if arguments.outside.is_any() {
        let (exit, words) = arguments.outside.settle(&report);
        say(format_args!("{words}evidence: {}\n", out.display()));
        return Ok(exit);
    }
    print(&report, &suite);
    say(format_args!("evidence: {}\n", out.display()));
    Ok(Exit::Concluded(report.conclusion.conclusion))
}

/// Runs the suite and reports, with the suite the report is about; nothing when the harness was asked for a list.
pub(crate) fn execute(
    arguments: &RunArguments,
    harness: harness::Arguments,
    out: Option<PathBuf>,
) -> Result<Option<(Report, Arc<Suite>)>, Failure> {
    let suite = Arc::new(arguments.outside.load(&arguments.suite)?);
    let target = arguments.target.target(&suite.contract)?;
    time_scale_is_fine(arguments.time_scale)?;
    let runtime = Runtime::new().map_err(Failure::bug)?;
    let selection = Selection {
        only: arguments.outside.only(&arguments.only),
        skip: arguments.skip.clone(),
        advice: arguments.advice,
    };
    let seed = arguments.seed.unwrap_or_else(|| RunSeed::new(rand::random()));
    let stop = Stop::default();
    runtime.spawn(ask_on_signal(stop.clone()));
    let target_webhooks = target.as_ref().map(|target| target.webhooks.clone());
    let webhooks =
        target_webhooks.unwrap_or_else(|| Some(Webhooks::local(embedded::webhook_secret(&suite.contract.name))));
    let sink = match webhooks.as_ref().map(sink_config) {
        None => None,
        Some(config) => Some(Arc::new(runtime.block_on(Sink::start(config)).map_err(Failure::incomplete)?)),
    };
    let (mut target, salt, embedded) = match target {
        // A server that lives on may remember the identifiers of an earlier run of the same seed.
        Some(target) => (target, Salt(format!("{:016x}", rand::random::<u64>())), None),
        None => {
            let wish = Wish {
                time_scale: arguments.time_scale.unwrap_or_else(|| embedded::time_scale(&suite.contract.name)),
                deviations: arguments.fault.iter().chain(&arguments.variant).cloned().collect(),
                sink_ca: sink.as_ref().and_then(|sink| sink.ca_pem()).map(str::to_owned),
                profile: arguments.target.profile.clone(),
                forgetful: false,
            };
            let embedded = runtime.block_on(Embedded::start(&suite.contract.name, wish))?;
            let mut target = embedded.target(&suite.tree, &suite.contract)?;
            target.webhooks = webhooks;
            arguments.target.adjust(&mut target, &suite.contract)?;
            (target, Salt::default(), Some(embedded))
        }
    };
    target.time_scale = arguments.time_scale.unwrap_or(target.time_scale);
    let lists = harness.list;
    // A list leaves nothing behind.
    let out = out.filter(|_| !lists);
    // Whoever selects nothing has made a mistake, before anything is started, written or sent.
    let offers = target.offers();
    let plan = plan(&suite, &target.profile, &offers, &target.samples, &selection).map_err(Failure::usage)?;
    let consent = if embedded.is_some() || arguments.allow_creates { Consent::Given } else { Consent::Withheld };
    let guard = admit(&suite, &target, &plan, consent).map_err(Failure::usage)?;
    let till = match guard {
        Some(guard) if !lists => {
            let ledger = out.as_deref().map(|folder| open_ledger(folder, &target, &suite, embedded.is_some()));
            Some(Till::new(guard, ledger.transpose()?, embedded.is_none()))
        }
        _ => None,
    };
    let launched = match &target.launch {
        Some(_) if !lists => {
            let known = known(out.as_deref(), sink.as_deref())?;
            let wanted = plan.instances(&offers);
            let up = launch(&mut target, &suite.contract.auth, &wanted, &known, out.as_deref(), &stop);
            runtime.block_on(up).map(Some)
        }
        _ => Ok(None),
    };
    let order = Order {
        suite: Arc::clone(&suite),
        target,
        seed,
        salt,
        strictness: if arguments.strict { Strictness::Strict } else { Strictness::Normal },
        selection,
        out,
        sink,
        // A story told again pays again.
        retellings: match (&till, &embedded) {
            (None, _) => 3,
            (Some(_), Some(_)) => 1,
            (Some(_), None) => 0,
        },
        till,
        stop,
    };
    let report = match launched {
        Err(error) => certify_nothing(order, error.to_string()),
        Ok(launched) => {
            let report = certify(order, runtime.handle(), harness);
            // Whatever came of the run, nothing is left behind.
            if let Some(launched) = launched {
                stop_launched(launched, &runtime);
            }
            report
        }
    }?;
    drop(embedded);
    Ok((!lists).then_some((report, suite)))
}

/// A new ledger in the folder of a run, beginning with which run it is of.
fn open_ledger(folder: &Path, target: &Target, suite: &Suite, ended: bool) -> Result<Ledger, Failure> {
    let path = folder.join(Ledger::FILE);
    let known = fs::read_to_string(&path).ok().map(|text| ledger::read(&text));
    if known.is_some_and(|known| !known.is_ok_and(|account| account.opening.ended)) {
        return Err(Failure::usage(format!(
            "{} is the ledger of an earlier run, whose payments may still be open; give another --out, or resume it",
            path.display()
        )));
    }
    fs::create_dir_all(folder).map_err(Failure::incomplete)?;
    let ledger = Ledger::create(&path).map_err(Failure::incomplete)?;
    let opening = Opening {
        format: ledger::FORMAT,
        contract: suite.contract.name.clone(),
        profile: target.profile.clone(),
        target: target.name.clone(),
        url: target.url.clone(),
        ended,
        started: jiff::Timestamp::now().to_string(),
    };
    ledger.write(&Entry::Opening(opening)).map_err(Failure::incomplete)?;
    Ok(ledger)
}

/// What a launched server may be told about this run.
pub(super) fn known(out: Option<&Path>, sink: Option<&Sink>) -> Result<Known, Failure> {
    let mut known = Known::new();
    if let Some(folder) = out
        && let Some(path) = write_sink_ca(folder, sink)?
    {
        // The server runs in a folder of its own.
        let path = std::path::absolute(&path).map_err(Failure::incomplete)?;
        known.insert(Placeholder::SinkCa, path.display().to_string().into());
    }
    Ok(known)
}

fn stop_launched(launched: Launched, runtime: &Runtime) {
    for note in runtime.block_on(launched.stop()) {
        complain(format_args!("note: {note}"));
    }
}

/// Warnings, which the harness counts as passed, then the summary.
pub(crate) fn print(report: &Report, suite: &Suite) {
    for test in report.tests.iter().filter(|test| test.verdict == Verdict::Warned) {
        say(format_args!("{}\n", diagnostic(report, suite, test)));
    }
    say(summary(report));
}

/// The sink a target's webhooks call for.
pub(super) fn sink_config(webhooks: &Webhooks) -> SinkConfig {
    SinkConfig {
        listen: webhooks.listen,
        public_url: webhooks.public_url.clone(),
        identity: match &webhooks.certificate {
            Certificate::OwnAuthority => Identity::OwnAuthority,
            Certificate::EndedElsewhere => Identity::PlainHttp,
            Certificate::Operator { chain, key } => {
                Identity::Files { cert_pem: chain.clone(), key_pem: key.clone().into() }
            }
        },
        ..SinkConfig::default()
    }
}

/// The harness prints its own usage error; ours is that there was one.
fn harness_arguments(texts: &[String]) -> Result<harness::Arguments, Failure> {
    use clap::Parser;
    let all = std::iter::once("payspec run --".to_owned()).chain(texts.iter().cloned());
    harness::Arguments::try_parse_from(all).map_err(|error| Failure::usage(error.to_string().trim_end()))
}
