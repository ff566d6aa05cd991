//! `payspec run`: runs the scenarios against a server and concludes.

use super::exit::{Exit, Failure};
use super::settings::{SuiteArguments, TargetArguments};
use crate::certify::{Order, certify};
use crate::embedded::{Embedded, Wish};
use crate::generate::RunSeed;
use crate::harness;
use crate::record::Selection;
use crate::reference::clevis;
use crate::report::{Report, diagnostic, summary};
use crate::runner::Stop;
use crate::scenario::{Salt, Suite};
use crate::sink::{Identity, Sink, SinkConfig};
use crate::target::{Certificate, Webhooks};
use crate::verdict::{Strictness, Verdict};
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Arguments of `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    #[command(flatten)]
    target: TargetArguments,
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
    /// Real seconds per documented second, for the embedded server
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    time_scale: f64,
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
    let Some((report, suite)) = execute(arguments, harness, Some(out.clone()))? else {
        return Ok(Exit::Done);
    };
    print(&report, &suite);
    anstream::println!("evidence: {}", out.display());
    Ok(Exit::Concluded(report.conclusion.conclusion))
}

/// Runs the suite and reports, with the suite the report is about; nothing when the harness was asked for a list.
pub(crate) fn execute(
    arguments: &RunArguments,
    harness: harness::Arguments,
    out: Option<PathBuf>,
) -> Result<Option<(Report, Arc<Suite>)>, Failure> {
    let suite = Arc::new(arguments.suite.load()?);
    let target = arguments.target.target(&suite.contract)?;
    if !(arguments.time_scale.is_finite() && arguments.time_scale > 0.0) {
        return Err(Failure::usage("--time-scale is a number above 0"));
    }
    let runtime = Runtime::new().map_err(Failure::bug)?;
    let seed = arguments.seed.unwrap_or_else(|| RunSeed::new(rand::random()));
    let stop = Stop::default();
    runtime.spawn(ask_on_signal(stop.clone()));
    let target_webhooks = target.as_ref().map(|target| target.webhooks.clone());
    let webhooks = target_webhooks.unwrap_or_else(|| Some(Webhooks::local(clevis::DEMO_WEBHOOK_SECRET.into())));
    let sink = match webhooks.as_ref().map(sink_config) {
        None => None,
        Some(config) => Some(Arc::new(runtime.block_on(Sink::start(config)).map_err(Failure::incomplete)?)),
    };
    let (target, salt, embedded) = match target {
        // A server that lives on may remember the identifiers of an earlier run of the same seed.
        Some(target) => (target, Salt(format!("{:016x}", rand::random::<u64>())), None),
        None => {
            let wish = Wish {
                time_scale: arguments.time_scale,
                deviations: arguments.fault.iter().chain(&arguments.variant).cloned().collect(),
                sink_ca: sink.as_ref().and_then(|sink| sink.ca_pem()).map(str::to_owned),
                profile: arguments.target.profile.clone(),
            };
            let embedded = runtime.block_on(Embedded::start(&suite.contract.name, wish))?;
            let mut target = embedded.target(&suite.tree, &suite.contract)?;
            target.webhooks = webhooks;
            arguments.target.adjust(&mut target, &suite.contract)?;
            (target, Salt::default(), Some(embedded))
        }
    };
    let lists = harness.list;
    let order = Order {
        suite: Arc::clone(&suite),
        target,
        seed,
        salt,
        strictness: if arguments.strict { Strictness::Strict } else { Strictness::Normal },
        selection: Selection { only: arguments.only.clone(), skip: arguments.skip.clone(), advice: arguments.advice },
        // A list leaves nothing behind.
        out: out.filter(|_| !lists),
        sink,
        stop,
    };
    let report = certify(order, runtime.handle(), harness)?;
    drop(embedded);
    Ok((!lists).then_some((report, suite)))
}

/// Warnings, which the harness counts as passed, then the summary.
pub(crate) fn print(report: &Report, suite: &Suite) {
    for test in report.tests.iter().filter(|test| test.verdict == Verdict::Warned) {
        anstream::println!("{}", diagnostic(report, suite, test));
    }
    anstream::print!("{}", summary(report));
}

/// The sink a target's webhooks call for.
fn sink_config(webhooks: &Webhooks) -> SinkConfig {
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

/// Asks for the end once the process is told to end.
pub(super) async fn ask_on_signal(stop: Stop) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        else {
            return;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        return;
    }
    stop.ask();
}
