//! Hunts against the embedded server.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use payspec::certify::load_suite;
use payspec::embedded::{Embedded, Wish};
use payspec::fuzz::hunt::{Hunt, Order, Shard};
use payspec::generate::RunSeed;
use payspec::runner::Stop;
use payspec::scenario::Salt;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

async fn hunt(deviations: &[&str], requests: u64, seed: u64) -> Hunt {
    let suite = Arc::new(load_suite(None, "clevis").unwrap());
    let wish = Wish { deviations: deviations.iter().map(|name| (*name).to_owned()).collect(), time_scale: 0.05, ..Wish::default() };
    let embedded = Embedded::start("clevis", wish).await.unwrap();
    let target = embedded.target(&suite.tree, &suite.contract).unwrap();
    let order = Order {
        suite,
        target,
        seed: RunSeed::new(seed),
        salt: Salt::default(),
        workers: 1,
        lasts: None,
        requests: Some(requests),
        until_finding: false,
        must_only: false,
        shard: Shard::default(),
        known: BTreeMap::new(),
        corpus: Vec::new(),
        reached: Vec::new(),
        out: std::env::var("FUZZ_OUT").ok().map(Into::into),
        patience: Duration::from_secs(5),
    };
    let hunt = Hunt::new(order, Stop::default()).unwrap();
    hunt.run().await.unwrap();
    hunt
}

#[tokio::test(flavor = "multi_thread")]
async fn probe() {
    let faults = std::env::var("FUZZ_FAULT").unwrap_or_default();
    let faults: Vec<&str> = faults.split(',').filter(|name| !name.is_empty()).collect();
    let n = std::env::var("FUZZ_N").ok().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let began = std::time::Instant::now();
    let hunt = hunt(&faults, n, 7).await;
    println!("{} walks {} requests {} looks {} further in {:?}", hunt.walks(), hunt.requests(), hunt.looks(), hunt.further(), began.elapsed());
    let ledger = hunt.ledger();
    for finding in &ledger.findings {
        println!("{finding:#?}");
    }
    println!("{:?}", ledger.notes);
    println!("places {} corpus {}", ledger.map.len(), ledger.corpus.len());
    if std::env::var("FUZZ_MAP").is_ok() {
    for place in ledger.map.written() {
        println!("{} | {} | {} | {} {} | {}", place.operation, place.label, place.before, place.status, place.code, place.count);
    } 
    }
}
