//! `payspec fuzz --table`: how soon walks find each fault of the embedded server.

use super::exit::{Exit, Failure};
use crate::embedded::{Deviation, faults, variants};
use crate::generate::RunSeed;
use crate::prove::{Found, detect, is_visible, table};
use crate::runner::Stop;
use crate::scenario::Suite;
use futures_util::StreamExt;
use futures_util::stream;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// The least share of faults that every seed finds.
const WANTED: f64 = 0.9;

/// What is measured.
#[derive(Debug)]
pub(super) struct Measure<'m> {
    /// Only these faults, or all.
    pub(super) named: &'m [String],
    /// The first seed.
    pub(super) seed: RunSeed,
    /// How many seeds.
    pub(super) seeds: u64,
    /// Requests per fault and seed.
    pub(super) budget: u64,
    /// How many servers are hunted at once.
    pub(super) jobs: usize,
    /// Where the table goes.
    pub(super) write: Option<&'m Path>,
}

pub(super) fn main(suite: &Arc<Suite>, measure: &Measure<'_>, runtime: &Runtime, stop: &Stop) -> Result<Exit, Failure> {
    let contract = &suite.contract;
    let wanted = |fault: &Deviation| measure.named.is_empty() || measure.named.contains(&fault.name);
    let all: Vec<Deviation> = faults(&contract.name).into_iter().filter(wanted).collect();
    let here = |freedom: &Deviation| freedom.profile.is_none_or(|profile| profile == contract.default_profile);
    // Freedoms that only profiles with real money have are used by nobody here.
    let freedoms: Vec<Deviation> = variants(&contract.name).into_iter().filter(wanted).filter(here).collect();
    if all.is_empty() && freedoms.is_empty() {
        return Err(Failure::usage("no such fault or variant; `payspec prove` shows them all"));
    }
    let count = all.len();
    let mut visible: Vec<Deviation> =
        all.into_iter().filter(|fault| is_visible(suite, fault, &contract.default_profile)).collect();
    visible.sort_by(|a, b| a.name.cmp(&b.name));
    let left_out = count - visible.len();
    let faults = visible.len();
    visible.extend(freedoms);
    let style =
        ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    // What must not be found takes the whole budget; one seed of it is enough.
    let seeds = |at: usize| if at < faults { measure.seeds } else { 1 };
    let tasks: Vec<(usize, u64)> =
        (0..visible.len()).flat_map(|at| (0..seeds(at)).map(move |seed| (at, seed))).collect();
    let bar = ProgressBar::new(tasks.len() as u64).with_style(style);
    let hunted = stream::iter(tasks).map(|(at, number)| {
        let (name, bar) = (visible[at].name.clone(), bar.clone());
        let seed = RunSeed::new(measure.seed.get().wrapping_add(number));
        async move {
            if stop.is_asked() {
                return Ok(None);
            }
            let found = detect(suite, std::slice::from_ref(&name), seed, measure.budget, stop).await;
            bar.set_message(name);
            bar.inc(1);
            found.map(|found| Some((at, found)))
        }
    });
    let results: Vec<_> = runtime.block_on(hunted.buffer_unordered(measure.jobs.max(1)).collect());
    bar.finish_and_clear();
    let mut found: Vec<Found> = visible.into_iter().map(|fault| Found { fault, seeds: Vec::new() }).collect();
    for result in results {
        if let Some((at, one)) = result.map_err(Failure::incomplete)? {
            found[at].seeds.push(one);
        }
    }
    let quiet = found.split_off(faults);
    let text = table(contract, &found, &quiet, measure.budget, left_out);
    anstream::print!("{text}");
    if stop.is_asked() {
        return Err(Failure::incomplete("interrupted; nothing was written"));
    }
    if let Some(folder) = measure.write {
        fs::create_dir_all(folder).map_err(Failure::incomplete)?;
        fs::write(folder.join("fuzz.txt"), &text).map_err(Failure::incomplete)?;
    }
    let always = found.iter().filter(|one| one.seeds.iter().all(Option::is_some)).count();
    let alarms = quiet.iter().any(|one| one.seeds.iter().any(Option::is_some));
    Ok(if always as f64 >= WANTED * found.len() as f64 && !alarms { Exit::Done } else { Exit::Found })
}
