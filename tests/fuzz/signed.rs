//! Where requests are signed, walks sign some of them wrongly, and what is found is told as a scenario that does so too.

use super::findings::verdict_in;
use super::{order_of, server_of, suite};
use payspec::fuzz::hunt::{Order, hunt};
use payspec::fuzz::tell::scenario;
use payspec::verdict::Verdict;
use std::sync::Arc;

/// Faults of a server that looks at signatures carelessly, the clause each breaks, and what of the request tells it: an
/// ordinary one at most before it.
const FAULTS: [(&str, &str, &str); 6] = [
    ("signature-optional", "auth.signature-required", "without = [\"X-Signature\"]"),
    ("missing-timestamp-is-now", "auth.timestamp-required", "without = [\"X-Timestamp\"]"),
    ("unreadable-timestamp-is-now", "auth.timestamp-readable", "X-Timestamp = "),
    ("window-looks-back-alone", "auth.timestamp-not-ahead", "sign = { clock = \"600000ms\""),
    ("signature-of-any-merchant", "auth.signature-must-fit", "sign = { by = \"other\" }"),
    ("key-compared-by-its-beginning", "auth.unknown-key-refused", "as = \"main-longer\""),
];

#[tokio::test(flavor = "multi_thread")]
async fn careless_looks_at_signatures_are_found_and_told() {
    let suite = suite("payfield");
    for (fault, clause, told) in FAULTS {
        let (_embedded, target) = server_of(&suite, &[fault]).await;
        let mut order = Order { workers: 1, ..order_of(&suite, target.clone(), 20_000) };
        order.limits.until_finding = true;
        let ground = Arc::clone(&order.ground);
        let (summary, _) = hunt(order).await.unwrap();
        let finding = summary.findings.first().unwrap_or_else(|| panic!("{fault}: nothing was found"));
        assert_eq!(finding.bucket.clause.as_str(), clause, "{fault}: {:?}", finding.bucket);
        assert!(finding.steps <= 2, "{fault}: {:?}", finding.walk);
        let text = scenario(&ground, finding).unwrap_or_else(|| panic!("{fault}: no scenario"));
        assert!(text.contains(told), "{fault}:\n{text}");
        assert_eq!(
            verdict_in("payfield", &text, target, None).await,
            Verdict::Failed,
            "{fault} on the faulty server:\n{text}"
        );
        let (_sound, target) = server_of(&suite, &[]).await;
        assert_eq!(
            verdict_in("payfield", &text, target, None).await,
            Verdict::Passed,
            "{fault} on the sound server:\n{text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_server_is_not_blamed_for_refusing() {
    let suite = suite("payfield");
    let (_embedded, target) = server_of(&suite, &[]).await;
    let (summary, _) = hunt(order_of(&suite, target, 4_000)).await.unwrap();
    assert!(summary.findings.is_empty(), "{:#?}", summary.findings);
    let judged =
        |clause: &str| summary.coverage.judged.iter().any(|(known, count)| known.as_str() == clause && *count > 0);
    for (_, clause, _) in FAULTS {
        assert!(judged(clause), "{clause} was judged");
    }
}
