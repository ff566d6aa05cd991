//! `payspec fuzz`: hunts for what no scenario asks, and hands back scenarios.

use super::exit::{Exit, Failure};
use super::fuzz_folder::{Folder, read_corpus, read_known};
use super::fuzz_shard::shard;
use super::fuzz_table::{self, Measure};
use super::interrupt::ask_on_signal;
use super::run::{known, sink_config};
use super::say::say;
use super::settings::{SuiteArguments, TargetArguments, time_scale_is_fine};
use crate::contract::Money;
use crate::embedded::{self, Embedded, Wish};
use crate::fuzz::drive::Ground;
use crate::fuzz::guide::Guide;
use crate::fuzz::hunt::{Limits, Order, Progress, Shard, Summary, hunt};
use crate::fuzz::report::text;
use crate::generate::RunSeed;
use crate::launch::launch;
use crate::runner::Stop;
use crate::scenario::{Salt, Suite};
use crate::sink::Sink;
use crate::target::{Target, Webhooks};
use crate::verdict::Conclusion;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// How long a hunt lasts that nobody limits.
const USUAL_TIME: Duration = Duration::from_secs(60);
/// The first seed of the table.
const TABLE_SEED: RunSeed = RunSeed::new(0x5eed);
/// Requests per fault and seed of the table.
const TABLE_BUDGET: u64 = 20_000;
/// How often the progress bar is renewed.
const BEAT: Duration = Duration::from_millis(200);

/// Arguments of `fuzz`.
#[derive(Debug, Args)]
pub(super) struct FuzzArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    #[command(flatten)]
    target: TargetArguments,
    /// Ends after this time, such as 60s or 8h [default: 60s, unless another end is given]
    #[arg(long = "for", value_name = "TIME", value_parser = duration)]
    time: Option<Duration>,
    /// Ends after this many requests
    #[arg(long, value_name = "N")]
    requests: Option<u64>,
    /// Ends with the first finding
    #[arg(long)]
    until_finding: bool,
    /// Repeats the walks of an earlier hunt, with one worker and a fresh target exactly
    #[arg(long)]
    seed: Option<RunSeed>,
    /// How many walks are under way at once [default: 4 per processor]
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
    /// Where findings, report and corpus go [default: payspec-fuzz]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Goes on with the corpus that an earlier hunt left in this folder
    #[arg(long, value_name = "DIR")]
    resume: Option<PathBuf>,
    /// A folder of findings that are known and not reported again; may be repeated
    #[arg(long, value_name = "DIR")]
    known: Vec<PathBuf>,
    /// Which part of a hunt on several machines, such as 1/4; else what CI variables say
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Looks at answers alone, even if the target sends webhooks
    #[arg(long)]
    no_webhooks: bool,
    /// Treats SHOULD as MUST
    #[arg(long)]
    strict: bool,
    /// Real seconds per documented second: how fast the embedded server is, or the target in place of what its file says
    #[arg(long, value_name = "X")]
    time_scale: Option<f64>,
    /// Starts the embedded server with this fault; may be repeated
    #[arg(long, value_name = "NAME")]
    fault: Vec<String>,
    /// Starts the embedded server with this variant; may be repeated
    #[arg(long, value_name = "NAME")]
    variant: Vec<String>,
    /// Measures how soon walks find each fault of the embedded server, or those named with --fault, with the requests
    /// of --requests [default: 20000] per seed
    #[arg(long, conflicts_with_all = ["url", "target", "time", "until_finding", "resume", "variant"])]
    table: bool,
    /// How many seeds --table takes
    #[arg(long, value_name = "N", default_value_t = 5, requires = "table")]
    seeds: u64,
    /// How many servers --table hunts at once
    #[arg(long, value_name = "N", default_value_t = 4, requires = "table")]
    jobs: usize,
    /// Writes the table as fuzz.txt into this folder
    #[arg(long, value_name = "DIR", requires = "table")]
    write: Option<PathBuf>,
}

/// A duration as people write it.
fn duration(text: &str) -> Result<Duration, String> {
    crate::expect::durations_text(text).map(Duration::from_millis)
}

pub(super) fn main(arguments: &FuzzArguments) -> Result<Exit, Failure> {
    let suite = Arc::new(arguments.suite.load()?);
    let target = arguments.target.target(&suite.contract)?;
    time_scale_is_fine(arguments.time_scale)?;
    let runtime = Runtime::new().map_err(Failure::bug)?;
    let stop = Stop::default();
    runtime.spawn(ask_on_signal(stop.clone()));
    if arguments.table {
        let measure = Measure {
            named: &arguments.fault,
            seed: arguments.seed.unwrap_or(TABLE_SEED),
            seeds: arguments.seeds,
            budget: arguments.requests.unwrap_or(TABLE_BUDGET),
            jobs: arguments.jobs,
            write: arguments.write.as_deref(),
        };
        return fuzz_table::main(&suite, &measure, &runtime, &stop);
    }
    let webhooks = match &target {
        _ if arguments.no_webhooks => None,
        Some(target) => target.webhooks.clone(),
        None => Some(Webhooks::local(embedded::webhook_secret(&suite.contract.name))),
    };
    let sink = match webhooks.as_ref().map(sink_config) {
        None => None,
        Some(config) => Some(Arc::new(runtime.block_on(Sink::start(config)).map_err(Failure::incomplete)?)),
    };
    let (mut target, salt, embedded) = match target {
        // A server that lives on may remember the identifiers of an earlier hunt of the same seed.
        Some(target) => (target, Salt(format!("{:016x}", rand::random::<u64>())), None),
        None => {
            let (target, embedded) = embedded(&runtime, arguments, &suite, sink.as_deref())?;
            (target, Salt::default(), Some(embedded))
        }
    };
    target.webhooks = webhooks;
    target.time_scale = arguments.time_scale.unwrap_or(target.time_scale);
    if target.money == Money::Real {
        return Err(Failure::usage(format!("in profile `{}` money is real; nothing is fuzzed there", target.profile)));
    }
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from("payspec-fuzz"));
    let folder = Folder::make(out)?;
    let names = known(Some(folder.path()), sink.as_deref())?;
    let launched = match &target.launch {
        None => None,
        Some(_) => {
            let wanted = Default::default();
            let up = launch(&mut target, &suite.contract.auth, &wanted, &names, Some(folder.path()), &stop);
            Some(runtime.block_on(up).map_err(Failure::incomplete)?)
        }
    };
    let guide = Guide::load(&suite, &target)?;
    let seed = arguments.seed.unwrap_or_else(|| RunSeed::new(rand::random()));
    let ground = Ground::new(Arc::clone(&suite), target, guide, seed, salt);
    let ground = Arc::new(match sink {
        Some(sink) => ground.listening(sink),
        None => ground,
    });
    let progress = Arc::new(Progress::default());
    let order = Order {
        limits: limits(arguments),
        workers: arguments.workers.unwrap_or_else(usual_workers).max(1),
        shard: shard(arguments.shard)?,
        telling: true,
        strict: arguments.strict,
        known: read_known(&arguments.known)?,
        corpus: arguments.resume.iter().map(|from| read_corpus(from, &ground)).next().transpose()?.unwrap_or_default(),
        today: jiff::Zoned::now().date(),
        stop,
        progress: Arc::clone(&progress),
        ground: Arc::clone(&ground),
    };
    let limits = order.limits;
    let bar = runtime.spawn(show(progress, limits));
    let hunted = runtime.block_on(hunt(order));
    bar.abort();
    drop(runtime.block_on(bar));
    if let Some(launched) = launched {
        for note in runtime.block_on(launched.stop()) {
            super::say::complain(format_args!("note: {note}"));
        }
    }
    let (summary, novelty) = hunted.map_err(Failure::usage)?;
    drop(embedded);
    // Whoever is still being looked up or called by then is of no interest any more.
    runtime.shutdown_background();
    folder.write(&ground, &summary, &novelty)?;
    say(text(&summary, arguments.strict));
    say(format_args!("findings and corpus: {}\n", folder.path().display()));
    Ok(exit(&summary, arguments.strict))
}

fn embedded(
    runtime: &Runtime,
    arguments: &FuzzArguments,
    suite: &Suite,
    sink: Option<&Sink>,
) -> Result<(Target, Embedded), Failure> {
    let wish = Wish {
        time_scale: arguments.time_scale.unwrap_or_else(|| embedded::time_scale(&suite.contract.name)),
        deviations: arguments.fault.iter().chain(&arguments.variant).cloned().collect(),
        sink_ca: sink.and_then(|sink| sink.ca_pem()).map(str::to_owned),
        profile: arguments.target.profile.clone(),
        forgetful: true,
    };
    let embedded = runtime.block_on(Embedded::start(&suite.contract.name, wish))?;
    let mut target = embedded.target(&suite.tree, &suite.contract)?;
    arguments.target.adjust(&mut target, &suite.contract)?;
    Ok((target, embedded))
}

fn limits(arguments: &FuzzArguments) -> Limits {
    let unlimited = arguments.time.is_none() && arguments.requests.is_none() && !arguments.until_finding;
    Limits {
        time: arguments.time.or(unlimited.then_some(USUAL_TIME)),
        requests: arguments.requests,
        until_finding: arguments.until_finding,
    }
}

fn usual_workers() -> usize {
    4 * std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// How the process ends: what was found counts, even when the hunt did not come to its end.
pub(super) fn exit(summary: &Summary, strict: bool) -> Exit {
    let judged_nothing = summary.coverage.judged.is_empty();
    if summary.counting(strict) > 0 {
        Exit::Found
    } else if !summary.trouble.panics.is_empty() || !summary.trouble.unsendable.is_empty() {
        Exit::Bug
    } else if !summary.ended.is_regular() || judged_nothing || summary.trouble.unheard.is_some() {
        Exit::Concluded(Conclusion::Incomplete)
    } else {
        Exit::Done
    }
}

/// Shows how far the hunt has come, where somebody looks at a terminal.
async fn show(progress: Arc<Progress>, limits: Limits) {
    let style = ProgressStyle::with_template("{spinner} {elapsed} {msg}");
    let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    let whole = match (limits.time, limits.requests) {
        (Some(time), _) => format!(" of {} s", time.as_secs()),
        (None, Some(requests)) => format!(" of {requests} requests"),
        (None, None) => String::new(),
    };
    let mut before = 0;
    loop {
        tokio::time::sleep(BEAT).await;
        let requests = progress.requests();
        let rate = (requests - before) as f64 / BEAT.as_secs_f64();
        before = requests;
        let findings = progress.findings();
        bar.set_message(format!(
            "{requests} requests{whole} ({rate:.0}/s), {} places reached, {findings} findings",
            progress.places()
        ));
        bar.tick();
    }
}
