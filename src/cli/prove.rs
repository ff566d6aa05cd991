//! `payspec prove`: runs the suite against every fault and every variant of the reference server.

use super::exit::{Exit, Failure};
use super::settings::{SuiteArguments, time_scale_is_fine};
use crate::embedded::{Deviation, faults, time_scale_of_proofs, variants};
use crate::generate::{RunSeed, Source};
use crate::prove::{Bench, Examined, Proof, Round, Subject, coverage, judge_subjects, matrix};
use crate::runner::Stop;
use crate::scenario::Suite;
use crate::sink::{Sink, SinkConfig};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tokio::runtime::Runtime;

/// Arguments of `prove`.
#[derive(Debug, Args)]
pub(super) struct ProveArguments {
    #[command(flatten)]
    suite: SuiteArguments,
    /// Only this fault or variant; may be repeated
    #[arg(long = "fault", visible_alias = "variant", value_name = "NAME")]
    named: Vec<String>,
    /// Repeats the choices of an earlier proof
    #[arg(long, default_value = "5eed")]
    seed: RunSeed,
    /// Real seconds per documented second [default: what the reference server is proven at]
    #[arg(long, value_name = "X")]
    time_scale: Option<f64>,
    /// How many servers are examined at once
    #[arg(long, value_name = "N", default_value_t = 8)]
    jobs: usize,
    /// How many combinations of variants are drawn besides single ones
    #[arg(long, value_name = "N", default_value_t = 10)]
    combinations: usize,
    /// Writes proof.txt, proof.json and coverage.txt into this folder
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Fails when the files in this folder differ from what would be written
    #[arg(long, value_name = "DIR", conflicts_with = "write")]
    check: Option<PathBuf>,
}

pub(super) fn main(arguments: &ProveArguments) -> Result<Exit, Failure> {
    time_scale_is_fine(arguments.time_scale)?;
    let suite = Arc::new(arguments.suite.load()?);
    let subjects = subjects(&suite, arguments)?;
    let runtime = Runtime::new().map_err(Failure::bug)?;
    let began = Instant::now();
    let Round { examined, again } = runtime.block_on(examine_all(&suite, arguments, subjects))?;
    let proof = judge_subjects(&suite, &examined);
    let table = matrix(&proof);
    if arguments.named.is_empty() {
        anstream::println!("{}", table.lines().next().unwrap_or_default());
    } else {
        let named = Proof { unproven: Vec::new(), redundant: Vec::new(), ..proof.clone() };
        anstream::print!("{}", matrix(&named));
    }
    for (subject, examined) in &examined {
        if let Some(complaint) = subject.complaint(&examined.report) {
            anstream::println!("  {}: {complaint}", subject.name());
        }
    }
    detection(&examined);
    if !again.is_empty() {
        anstream::println!("examined once more, alone: {}", again.join(", "));
    }
    let requests: u64 = examined.iter().map(|(_, examined)| examined.report.run.requests).sum();
    anstream::println!(
        "{} servers examined with {requests} requests in {:.1} s (seed {})",
        examined.len(),
        began.elapsed().as_secs_f64(),
        arguments.seed
    );
    let whole = proof.is_whole()
        || (!arguments.named.is_empty()
            && proof.faults.iter().all(|f| f.is_killed())
            && proof.variants.iter().all(|v| v.is_green()));
    if arguments.named.is_empty() {
        for clause in &proof.unproven {
            anstream::println!("  no fault proves {clause} (MUST)");
        }
        for scenario in &proof.redundant {
            anstream::println!("  nobody would miss {scenario}");
        }
        let mut json = serde_json::to_string_pretty(&proof).map_err(Failure::bug)?;
        json.push('\n');
        let breaks: Vec<_> =
            faults(&suite.contract.name).into_iter().map(|fault| (fault.name, fault.clauses)).collect();
        let files = [("proof.txt", table), ("proof.json", json), ("coverage.txt", coverage(&suite, &breaks))];
        if !settle(arguments, &files)? {
            return Ok(Exit::Found);
        }
    }
    Ok(if whole { Exit::Done } else { Exit::Found })
}

/// Writes the files, or compares them with those that are checked in.
fn settle(arguments: &ProveArguments, files: &[(&str, String)]) -> Result<bool, Failure> {
    let mut same = true;
    if let Some(folder) = &arguments.write {
        fs::create_dir_all(folder).map_err(Failure::incomplete)?;
        for (name, text) in files {
            fs::write(folder.join(name), text).map_err(Failure::incomplete)?;
        }
    }
    if let Some(folder) = &arguments.check {
        for (name, text) in files {
            let path = folder.join(name);
            if fs::read_to_string(&path).ok().as_ref() != Some(text) {
                anstream::println!(
                    "{} differs; `payspec prove --write {}` renews it",
                    path.display(),
                    folder.display()
                );
                same = false;
            }
        }
    }
    Ok(same)
}

fn subjects(suite: &Suite, arguments: &ProveArguments) -> Result<Vec<Subject>, Failure> {
    let contract = &suite.contract.name;
    let wanted = |deviation: &Deviation| arguments.named.is_empty() || arguments.named.contains(&deviation.name);
    let fault = |fault: Deviation| Subject::Fault {
        name: fault.name,
        sentence: fault.sentence,
        breaks: fault.clauses,
        profile: fault.profile.map(str::to_owned),
    };
    let variant = |variant: Deviation| Subject::Variant {
        names: vec![variant.name],
        sentence: variant.sentence,
        uses: variant.clauses,
        profile: variant.profile.map(str::to_owned),
    };
    let mut subjects: Vec<Subject> = faults(contract).into_iter().filter(wanted).map(fault).collect();
    subjects.extend(variants(contract).into_iter().filter(wanted).map(variant));
    if subjects.is_empty() {
        return Err(Failure::usage("no such fault or variant; `payspec prove` without --fault shows them all"));
    }
    if arguments.named.is_empty() {
        subjects.extend(combinations(contract, arguments));
    }
    Ok(subjects)
}

/// Combinations of three variants, drawn by the seed.
fn combinations(contract: &str, arguments: &ProveArguments) -> Vec<Subject> {
    use rand::seq::IteratorRandom;
    // Those that show under another profile change nothing in the company of others.
    let all: Vec<Deviation> = variants(contract).into_iter().filter(|variant| variant.profile.is_none()).collect();
    let mut combined = Vec::new();
    for number in 0..arguments.combinations {
        let mut source = Source::new(arguments.seed, "prove", "combination", &number.to_string());
        let mut drawn = all.iter().sample(source.rng(), 3);
        drawn.sort_by(|a, b| a.name.cmp(&b.name));
        combined.push(Subject::Variant {
            names: drawn.iter().map(|variant| variant.name.clone()).collect(),
            sentence: drawn.iter().map(|variant| variant.sentence.as_str()).collect::<Vec<_>>().join(" "),
            uses: drawn.iter().flat_map(|variant| variant.clauses.clone()).collect(),
            profile: None,
        });
    }
    combined
}

async fn examine_all(suite: &Arc<Suite>, arguments: &ProveArguments, subjects: Vec<Subject>) -> Result<Round, Failure> {
    let sink = Sink::start(SinkConfig::default()).await.map_err(Failure::incomplete)?;
    let bench = Bench {
        suite: Arc::clone(suite),
        sink: Arc::new(sink),
        seed: arguments.seed,
        time_scale: arguments.time_scale.unwrap_or_else(|| time_scale_of_proofs(&suite.contract.name)),
        at_once: 64,
        stop: Stop::default(),
    };
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(u64::try_from(subjects.len()).unwrap_or(u64::MAX)).with_style(style);
    let round = bench.examine_all(subjects, arguments.jobs, |subject| {
        bar.set_message(subject.name());
        bar.inc(1);
    });
    let round = round.await.map_err(Failure::incomplete)?;
    bar.finish_and_clear();
    Ok(round)
}

/// How soon faults were found.
fn detection(examined: &[(Subject, Examined)]) {
    let of_faults = examined.iter().filter(|(subject, _)| matches!(subject, Subject::Fault { .. }));
    let mut found: Vec<_> = of_faults.filter_map(|(_, examined)| examined.detection).collect();
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|detection| detection.requests);
    let middle = found[found.len() / 2];
    let slowest = found[found.len() - 1];
    anstream::println!(
        "first detection: median {} requests ({} ms), slowest {} requests ({} ms)",
        middle.requests,
        middle.after.as_millis(),
        slowest.requests,
        slowest.after.as_millis()
    );
}
