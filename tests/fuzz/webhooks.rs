//! What webhooks say is judged as well: faults of them are found and told, and sound servers are not blamed.

use super::findings::verdict_on;
use super::{SUITE, order};
use payspec::contract::{ClauseId, Level};
use payspec::embedded::{Embedded, Wish, faults};
use payspec::fuzz::drive::Ground;
use payspec::fuzz::guide::Guide;
use payspec::fuzz::hunt::{Order, Summary, hunt};
use payspec::fuzz::tell::{Finding, Repeats, scenario};
use payspec::generate::RunSeed;
use payspec::scenario::Salt;
use payspec::sink::{Sink, SinkConfig};
use payspec::target::{Target, Webhooks};
use payspec::verdict::Verdict;
use std::sync::Arc;

/// Faults that make webhooks wrong, and the most acts that are needed to show each.
const WRONG: [(&str, usize); 5] = [
    ("signs-sorted-members", 2),
    ("signature-in-capitals", 2),
    ("event-sent-with-put", 2),
    ("event-holds-stub", 2),
    ("event-id-of-payout", 2),
];

/// Faults that lose webhooks or send too many.
const MISCOUNTED: [(&str, usize); 3] = [("intake-event-lost", 2), ("paid-event-lost", 3), ("replay-notifies-again", 3)];

/// Freedoms of webhooks.
const VARIANTS: [&str; 7] = [
    "events-arrive-twice",
    "events-interleaved",
    "first-previous-absent",
    "event-ids-unprefixed",
    "event-times-fractional",
    "event-type-names-charset",
    "intake-passes-pending",
];

/// A server whose webhooks arrive at a sink.
struct Place {
    _embedded: Embedded,
    target: Target,
    sink: Arc<Sink>,
}

impl Place {
    async fn with(deviations: &[&str]) -> Self {
        let sink = Arc::new(Sink::start(SinkConfig::default()).await.unwrap());
        let wish = Wish {
            time_scale: 0.1,
            deviations: deviations.iter().map(|name| (*name).to_owned()).collect(),
            sink_ca: sink.ca_pem().map(str::to_owned),
            ..Wish::default()
        };
        let embedded = Embedded::start("clevis", wish).await.unwrap();
        let mut target = embedded.target(&SUITE.tree, &SUITE.contract).unwrap();
        target.webhooks = Some(Webhooks::local(embedded.webhook_secret()));
        // What does not come is waited for, time and again.
        target.patience = 0.3;
        Self { _embedded: embedded, target, sink }
    }

    /// A hunt with one worker.
    fn order(&self, requests: u64) -> Order {
        let target = self.target.clone();
        let guide = Guide::load(&SUITE, &target).unwrap();
        let ground = Ground::new(Arc::clone(&SUITE), target, guide, RunSeed::new(0x5eed), Salt::default());
        let ground = ground.listening(Arc::clone(&self.sink));
        Order { ground: Arc::new(ground), workers: 1, ..order(self.target.clone(), requests) }
    }
}

async fn hunted(fault: &str, declared: &[ClauseId]) -> (Arc<Ground>, Summary) {
    let place = Place::with(&[fault]).await;
    let mut order = place.order(20_000);
    order.limits.until_finding = true;
    // A fault that breaks a MUST is hunted until that is found.
    order.strict = declared.iter().all(|clause| SUITE.contract.clauses[clause].level == Level::Should);
    let ground = Arc::clone(&order.ground);
    (ground, hunt(order).await.unwrap().0)
}

async fn verdict(text: &str, deviations: &[&str]) -> Verdict {
    let place = Place::with(deviations).await;
    verdict_on(text, place.target.clone(), Some(Arc::clone(&place.sink))).await
}

async fn is_told(fault: &str, most: usize) {
    let declared = faults("clevis").into_iter().find(|known| known.name == fault).unwrap().clauses;
    let (ground, summary) = hunted(fault, &declared).await;
    let fits = |finding: &&Finding| declared.contains(&finding.bucket.clause);
    let buckets: Vec<_> = summary.findings.iter().map(|finding| &finding.bucket).collect();
    let finding = summary.findings.iter().find(fits).unwrap_or_else(|| panic!("{fault}: {buckets:?}"));
    let what = format!("{fault}: {:?} {:?} {:?}", finding.bucket, finding.repeats, finding.walk);
    assert!(finding.steps <= most, "{what}");
    assert!(matches!(finding.repeats, Repeats::Stable { .. }), "{what}");
    let told = finding.evidence.as_ref().unwrap();
    let deliveries = told.done.iter().flat_map(|done| &done.deliveries).count();
    assert!(deliveries > 0 || fault == "intake-event-lost", "{what}");
    let text = scenario(&ground, finding).unwrap_or_else(|| panic!("{what}: no scenario"));
    assert_eq!(verdict(&text, &[fault]).await, Verdict::Failed, "{fault} on the faulty server:\n{text}");
    assert_eq!(verdict(&text, &[]).await, Verdict::Passed, "{fault} on the sound server:\n{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_webhooks_are_told_as_scenarios() {
    for (fault, most) in WRONG {
        is_told(fault, most).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_too_few_and_too_many_are_told_as_scenarios() {
    // Most of the time is spent waiting for what does not come.
    futures_util::future::join_all(MISCOUNTED.map(|(fault, most)| is_told(fault, most))).await;
}

async fn nothing_is_found(deviations: &[&str], requests: u64) -> Summary {
    let place = Place::with(deviations).await;
    let (summary, _) = hunt(place.order(requests)).await.unwrap();
    let found: Vec<String> =
        summary.findings.iter().map(|one| format!("{:?}: {} / {}", one.bucket, one.expected, one.actual)).collect();
    assert!(found.is_empty(), "{deviations:?}: {found:#?}");
    assert!(place.sink.facts().deliveries > 0, "{deviations:?}");
    assert!(summary.trouble.panics.is_empty() && summary.trouble.unsendable.is_empty(), "{:?}", summary.trouble);
    summary
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_server_is_not_blamed_for_its_webhooks() {
    let summary = nothing_is_found(&[], 3_000).await;
    let of_webhooks = |clause: &&ClauseId| clause.chapter() == "webhooks";
    let judged = summary.coverage.judged.keys().filter(of_webhooks).count();
    assert!(judged > 20, "{:?}", summary.coverage.never_judged().collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_webhooks_does_not_hang_on_time() {
    let report = |mut summary: Summary| {
        summary.run = Default::default();
        serde_json::to_value(&summary).unwrap()
    };
    let one = report(nothing_is_found(&[], 1_500).await);
    assert_eq!(one, report(nothing_is_found(&[], 1_500).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn freedoms_of_webhooks_are_no_findings() {
    for variant in VARIANTS {
        nothing_is_found(&[variant], 1_000).await;
    }
}
