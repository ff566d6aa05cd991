//! Faults are found, shrunk, and written as scenarios that fail on the faulty server and pass on the sound one.

use super::server;
use payspec::fuzz::drive::Ground;
use payspec::fuzz::hunt::{Order, Summary, hunt};
use payspec::fuzz::tell::{Finding, Known, Repeats, scenario};
use payspec::generate::RunSeed;
use payspec::runner::{Runner, Setup, Stop};
use payspec::scenario::{Salt, Suite};
use payspec::sink::Sink;
use payspec::target::Target;
use payspec::verdict::{Outcome, Strictness, Verdict};
use std::sync::Arc;

/// Faults of different kinds, and the most acts that are needed to show each.
const FAULTS: [(&str, usize); 14] = [
    ("replay-pays-again", 2),
    ("changed-amount-ignored", 2),
    ("cancelled-cancelled", 3),
    ("conflict-called-reuse", 2),
    ("cpf-second-digit-unchecked", 1),
    ("amount-truncated", 1),
    ("error-request-id-empty", 1),
    ("any-key-taken", 1),
    ("key-case-ignored", 1),
    ("scheme-not-checked", 1),
    ("account-of-four-taken", 1),
    ("currency-unchecked", 1),
    ("nul-crashes", 1),
    ("stuck-is-paid", 2),
];

/// A hunt with one worker: with several it is chance which walks come about, and with them where a bug shows first.
fn order(target: Target, requests: u64) -> Order {
    Order { workers: 1, ..super::order(target, requests) }
}

async fn hunted(fault: &str) -> (Arc<Ground>, Summary) {
    let (_embedded, target) = server(&[fault]).await;
    let mut order = order(target, 20_000);
    order.limits.until_finding = true;
    let ground = Arc::clone(&order.ground);
    (ground, hunt(order).await.unwrap().0)
}

/// What becomes of a scenario from outside on a server with some deviations.
async fn verdict(text: &str, deviations: &[&str]) -> Verdict {
    let (_embedded, target): (_, Target) = server(deviations).await;
    verdict_on(text, target, None).await
}

/// What becomes of a scenario from outside on a target, whose webhooks arrive at a sink.
pub(super) async fn verdict_on(text: &str, target: Target, sink: Option<Arc<Sink>>) -> Verdict {
    verdict_in("clevis", text, target, sink).await
}

/// What becomes of a scenario of a contract.
pub(super) async fn verdict_in(contract: &str, text: &str, target: Target, sink: Option<Arc<Sink>>) -> Verdict {
    let mut tree = payspec::files::Tree::embedded();
    tree.put(format!("scenarios/{contract}/outside/finding.toml"), text);
    let suite = Arc::new(Suite::load(tree, contract).unwrap_or_else(|problems| panic!("{problems}\n{text}")));
    let setup = Setup {
        suite: Arc::clone(&suite),
        target,
        seed: RunSeed::new(1),
        salt: Salt::default(),
        strictness: Strictness::Normal,
        advice: false,
        recorder: None,
        sink,
        retellings: 0,
        till: None,
        since: std::time::Duration::ZERO,
        stop: Stop::default(),
    };
    let runner = Runner::new(setup).unwrap();
    let tested = runner.run(suite.test("outside/finding").unwrap()).await;
    let broken = tested
        .judgement
        .findings
        .iter()
        .any(|finding| finding.clause.is_some() && matches!(finding.outcome, Outcome::Broken(_)));
    // What is to be different on every answer is compared over whole runs; here over the one test.
    let mut unique: Vec<_> = tested.unique.iter().map(|seen| (&seen.clause, &seen.value)).collect();
    let count = unique.len();
    unique.sort();
    unique.dedup();
    let verdict = tested.judgement.verdict(Strictness::Normal, |clause| suite.contract.clauses[clause].level);
    if broken || unique.len() < count { Verdict::Failed } else { verdict }
}

fn told(fault: &str, summary: &Summary) -> Finding {
    // A bug that shows in several operations is told for each of them; the shortest story is the one held to a bound.
    let shortest = summary.findings.iter().min_by_key(|finding| finding.steps);
    let finding = shortest.unwrap_or_else(|| panic!("{fault}: nothing was found"));
    finding.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_as_scenarios_that_tell_sound_from_faulty() {
    for (fault, most) in FAULTS {
        let (ground, summary) = hunted(fault).await;
        let finding = told(fault, &summary);
        let what = format!("{fault}: {:?} {:?} {:?}", finding.bucket, finding.repeats, finding.walk);
        let declared = payspec::embedded::faults("clevis").into_iter().find(|known| known.name == fault).unwrap();
        assert!(declared.clauses.contains(&finding.bucket.clause), "{what}");
        assert!(finding.steps <= most, "{what}");
        assert!(matches!(finding.repeats, Repeats::Stable { .. }), "{what}");
        let text = scenario(&ground, &finding).unwrap_or_else(|| panic!("{what}: no scenario"));
        assert_eq!(verdict(&text, &[fault]).await, Verdict::Failed, "{fault} on the faulty server:\n{text}");
        assert_eq!(verdict(&text, &[]).await, Verdict::Passed, "{fault} on the sound server:\n{text}");
    }
}

/// Faults in comparing what clients name, the requests that show them, the clause, and how it is told.
const NEAR: [(&str, u64, &str, &str); 2] = [
    ("external-id-case-ignored", 6_000, "conflicts.external-id-letter-case-counts", "${external_id}A"),
    ("external-id-cut-for-comparison", 6_000, "idempotency.fresh-key-creates", "${external_id}0"),
];

#[tokio::test(flavor = "multi_thread")]
async fn values_that_are_almost_others_are_told_with_two_ends() {
    for (fault, requests, clause, told) in NEAR {
        let (_embedded, target) = server(&[fault]).await;
        let order = order(target, requests);
        let ground = Arc::clone(&order.ground);
        let (summary, _) = hunt(order).await.unwrap();
        let finding = summary.findings.iter().find(|one| one.bucket.clause.as_str() == clause);
        let finding = finding.unwrap_or_else(|| panic!("{fault}: {:#?}", summary.findings));
        assert!(finding.steps <= 2, "{fault}: {:?}", finding.walk);
        let text = scenario(&ground, finding).unwrap_or_else(|| panic!("{fault}: no scenario"));
        assert!(text.contains(told), "{fault}:\n{text}");
        assert_eq!(verdict(&text, &[fault]).await, Verdict::Failed, "{fault} on the faulty server:\n{text}");
        assert_eq!(verdict(&text, &[]).await, Verdict::Passed, "{fault} on the sound server:\n{text}");
    }
}

/// Faults that show in many ways, the requests that show all of them, and the clauses under which they are told.
const ONE_BUG: [(&str, u64, &[&str]); 8] = [
    // No error code can be read, so that every refusal looks wrong.
    ("error-not-wrapped", 2_500, &["errors.envelope"]),
    ("error-request-id-empty", 2_500, &["errors.request-id-in-body"]),
    ("no-request-id-header-on-lists", 2_500, &["errors.request-id-header"]),
    ("long-description-taken", 2_500, &["validation.description-over-200-refused"]),
    ("details-empty-on-validation", 2_500, &["errors.invalid-body-details"]),
    ("funds-show-bank-code", 2_500, &["triggers.rejection-codes"]),
    ("cci-unchecked", 8_000, &["check-digits.cci-account-part-checked", "check-digits.cci-bank-part-checked"]),
    // Two operations know of no such country any more.
    ("argentina-forgotten", 4_000, &["countries.requirements-served", "payout.create-answers-201"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn one_bug_is_one_finding() {
    for (fault, requests, clauses) in ONE_BUG {
        let (_embedded, target) = server(&[fault]).await;
        let (summary, _) = hunt(order(target, requests)).await.unwrap();
        let mut found: Vec<_> = summary.findings.iter().map(|one| one.bucket.clause.as_str()).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            clauses,
            "{fault}: {:#?}",
            summary.findings.iter().map(|one| &one.bucket).collect::<Vec<_>>()
        );
        assert!(summary.findings.iter().any(|one| one.seen > 1), "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_or_waived_is_not_reported_again() {
    let fault = "error-request-id-empty";
    let (_, summary) = hunted(fault).await;
    let finding = told(fault, &summary);
    let mut known = Known::default();
    known.read(&serde_json::to_string(&finding).unwrap()).unwrap();

    let (_embedded, target) = server(&[fault]).await;
    let mut again = order(target, 2_000);
    again.known = known;
    let (summary, _) = hunt(again).await.unwrap();
    assert_eq!(summary.counting(false), 0, "{:?}", summary.findings);
    assert!(summary.recognised.contains_key(&finding.name), "{:?}", summary.recognised);

    let (_embedded, mut target) = server(&[fault]).await;
    target.waivers = vec![payspec::target::Waiver {
        clause: finding.bucket.clause.clone(),
        reason: "fixed with the next release".into(),
        until: jiff::civil::date(2026, 2, 1),
    }];
    let (summary, _) = hunt(order(target, 2_000)).await.unwrap();
    assert_eq!(summary.counting(false), 0, "{:?}", summary.findings);
    assert_eq!(summary.findings[0].waived.as_deref(), Some("fixed with the next release"));
}
