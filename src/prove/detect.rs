//! How soon walks find each fault of the reference server: requests to the first finding, over several seeds.

use crate::contract::{ClauseId, Contract, Need};
use crate::embedded::{Deviation, Embedded, EmbeddedError, Wish};
use crate::files::Problems;
use crate::fuzz::drive::Ground;
use crate::fuzz::guide::Guide;
use crate::fuzz::hunt::{Limits, Order, Progress, Shard, hunt};
use crate::fuzz::tell::Known;
use crate::generate::RunSeed;
use crate::runner::{ClientError, Stop};
use crate::scenario::{Salt, Suite};
use jiff::civil::Date;
use std::fmt::Write;
use std::sync::Arc;

/// Real seconds per documented second.
const TIME_SCALE: f64 = 0.1;

/// How soon one fault was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The fault.
    pub fault: Deviation,
    /// For each seed the number of requests and the clause, or nothing within the budget.
    pub seeds: Vec<Option<(u64, ClauseId)>>,
}

/// Why nothing can be measured.
#[derive(Debug, thiserror::Error)]
pub enum DetectError {
    /// The server does not start.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// There is nothing that says what walks may do.
    #[error(transparent)]
    Guide(#[from] Problems),
    /// The server cannot be talked to.
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// Whether a walk can see a fault at all: what it breaks shows without webhooks, further instances and real money.
pub fn is_visible(suite: &Suite, fault: &Deviation, profile: &str) -> bool {
    let contract = &suite.contract;
    let elsewhere = |need: &Need| matches!(need, Need::Webhooks | Need::Instance(_) | Need::RealMoney);
    let shows = |id: &ClauseId| {
        let Some(clause) = contract.clause(id) else { return false };
        let here = contract.profiles.get(profile).is_none_or(|profile| profile.has(&clause.feature));
        let needs = contract.features.get(&clause.feature).map(|feature| feature.needs.clone()).unwrap_or_default();
        let everywhere = clause.always.as_ref().is_some_and(|ambient| !ambient.deliveries);
        // A clause that only stories with webhooks or further servers are about shows there alone.
        let told = suite.citing(id).any(|test| !test.needs.iter().any(elsewhere));
        here && (everywhere || told) && clause.untestable.is_none() && !needs.iter().any(elsewhere)
    };
    fault.profile.is_none_or(|own| own == profile) && fault.clauses.iter().any(shows)
}

/// Hunts the reference server with a fault, or with variants, and one seed.
pub async fn detect(
    suite: &Arc<Suite>,
    deviations: &[String],
    seed: RunSeed,
    budget: u64,
    stop: &Stop,
) -> Result<Option<(u64, ClauseId)>, DetectError> {
    let contract = &suite.contract;
    let wish = Wish { time_scale: TIME_SCALE, deviations: deviations.to_vec(), ..Wish::default() };
    let embedded = Embedded::start(&contract.name, wish).await?;
    let mut target = embedded.target(&suite.tree, contract)?;
    target.webhooks = None;
    let guide = Guide::load(suite, &target)?;
    let order = Order {
        ground: Arc::new(Ground::new(Arc::clone(suite), target, guide, seed, Salt::default())),
        limits: Limits { time: None, requests: Some(budget), until_finding: true },
        workers: 1,
        shard: Shard::default(),
        telling: false,
        strict: true,
        known: Known::default(),
        corpus: Vec::new(),
        today: Date::default(),
        stop: stop.clone(),
        progress: Arc::new(Progress::default()),
    };
    let (summary, _) = hunt(order).await?;
    let first = summary.findings.into_iter().min_by_key(|finding| finding.after);
    Ok(first.map(|finding| (finding.after, finding.bucket.clause)))
}

/// The table of how soon faults are found, as text that is checked in.
pub fn table(contract: &Contract, found: &[Found], variants: &[Found], budget: u64, left_out: usize) -> String {
    let seeds = found.first().map_or(0, |one| one.seeds.len());
    let always = found.iter().filter(|one| one.seeds.iter().all(Option::is_some)).count();
    let ever = found.iter().filter(|one| one.seeds.iter().any(Option::is_some)).count();
    let share = |count: usize| if found.is_empty() { 0.0 } else { 100.0 * count as f64 / found.len() as f64 };
    let mut all: Vec<u64> = found.iter().flat_map(|one| &one.seeds).flatten().map(|(after, _)| *after).collect();
    all.sort_unstable();
    let at = |part: usize| all.get(all.len() * part / 100).copied().unwrap_or_default();
    let mut text = format!(
        "{}: {always} of {} faults found with every one of {seeds} seeds within {budget} requests ({:.1} %), {ever} with at least one ({:.1} %)\n",
        contract.name,
        found.len(),
        share(always),
        share(ever),
    );
    let _ = writeln!(
        text,
        "requests to the first finding: median {}, nine of ten within {}; {left_out} faults that show only through webhooks, on further instances or with real money are left out",
        at(50),
        at(90)
    );
    let alarms: Vec<&Found> = variants.iter().filter(|one| one.seeds.iter().any(Option::is_some)).collect();
    if !variants.is_empty() {
        let _ = writeln!(
            text,
            "{} of {} variants hunted as long without a finding",
            variants.len() - alarms.len(),
            variants.len()
        );
    }
    for one in alarms {
        let clauses: Vec<&str> = one.seeds.iter().flatten().map(|(_, clause)| clause.as_str()).collect();
        let _ = writeln!(text, "  FALSE ALARM under {}: {}", one.fault.name, clauses.join(", "));
    }
    text.push_str("\nFaults, the requests to the first finding for each seed in order of size, and the clause.\n\n");
    for one in found {
        let mut counts: Vec<u64> = one.seeds.iter().flatten().map(|(after, _)| *after).collect();
        counts.sort_unstable();
        let mut cells: Vec<String> = counts.iter().map(ToString::to_string).collect();
        cells.resize(one.seeds.len(), "-".to_owned());
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>6}")).collect();
        let mut clauses: Vec<&str> = one.seeds.iter().flatten().map(|(_, clause)| clause.as_str()).collect();
        clauses.sort_unstable();
        clauses.dedup();
        let _ = writeln!(text, "{:<40} {}  {}", one.fault.name, cells.join(" "), clauses.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::files::Tree;

    #[test]
    fn what_shows_elsewhere_is_left_out() {
        let suite = Suite::load(Tree::embedded(), "clevis").unwrap();
        let fault = |clause: &str| Deviation {
            name: "f".into(),
            sentence: String::new(),
            clauses: vec![ClauseId::of(clause)],
            profile: None,
        };
        let visible = |clause: &str| is_visible(&suite, &fault(clause), "sandbox");
        assert!(visible("idempotency.replay-returns-original"));
        assert!(!visible("webhooks.event-is-marked"));
        assert!(!visible("live.no-mock-header"));
    }

    #[test]
    fn the_table_says_what_was_found_and_what_was_not() {
        let suite = Suite::load(Tree::embedded(), "clevis").unwrap();
        let clause = ClauseId::of("idempotency.replay-returns-original");
        let fault = Deviation {
            name: "replays-pay".into(),
            sentence: String::new(),
            clauses: vec![clause.clone()],
            profile: None,
        };
        let found = Found { fault, seeds: vec![Some((120, clause.clone())), None, Some((7, clause))] };
        let text = table(&suite.contract, &[found], &[], 1000, 3);
        assert!(text.starts_with("clevis: 0 of 1 faults found with every one of 3 seeds"), "{text}");
        assert!(text.contains("     7    120      -  idempotency.replay-returns-original"), "{text}");
    }
}
