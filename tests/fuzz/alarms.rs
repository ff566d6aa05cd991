//! No false alarm: nothing is found on the sound server, nor under variants, which use freedoms the contract leaves.

use super::{order, server};
use payspec::fuzz::hunt::{Ended, hunt};

/// Different kinds of freedom: amounts, cancels, duplicates, envelopes, times, shapes, lists, wire.
const VARIANTS: [&str; 12] = [
    "cancel-answers-no-content",
    "cancel-shows-old-state",
    "pending-cancel-passes-processing",
    "replay-shows-original",
    "bodies-compared-as-bytes",
    "keys-share-one-space",
    "refused-create-uses-key",
    "details-as-list",
    "request-not-repeated",
    "steps-jittered",
    "list-under-items",
    "connection-closed",
];

async fn nothing_is_found(deviations: &[&str], requests: u64) {
    let (_embedded, target) = server(deviations).await;
    let (summary, _) = hunt(order(target, requests)).await.unwrap();
    let found: Vec<String> =
        summary.findings.iter().map(|one| format!("{:?}: {} / {}", one.bucket, one.expected, one.actual)).collect();
    assert!(found.is_empty(), "{deviations:?}: {found:#?}");
    assert_eq!(summary.ended, Ended::Requests, "{deviations:?}");
    assert!(summary.trouble.panics.is_empty() && summary.trouble.unsendable.is_empty(), "{:?}", summary.trouble);
    assert!(summary.requests >= requests && summary.coverage.judged.len() > 100, "{deviations:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_found_on_the_sound_server() {
    nothing_is_found(&[], 3_000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_found_where_the_contract_leaves_freedom() {
    for variant in VARIANTS {
        nothing_is_found(&[variant], 600).await;
    }
}
