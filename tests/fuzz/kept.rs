//! Walks that are kept on disk mean the same when they are read again, and only what may be drawn is read.

use super::{order_of, server_of, suite};
use payspec::fuzz::drive::Ground;
use payspec::fuzz::walk::{Deed, Walk, WrittenWalk, mutated};
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};
use std::sync::Arc;

const CONTRACTS: [&str; 4] = ["clevis", "payfield", "pay4fun", "baynoy"];

/// More than the forms of all twists of a contract together, several times.
const WALKS: usize = 3_000;

async fn ground(contract: &str) -> Arc<Ground> {
    let suite = suite(contract);
    let (_embedded, target) = server_of(&suite, &[]).await;
    order_of(&suite, target, 1).ground
}

fn rng() -> TestRng {
    TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32])
}

#[tokio::test(flavor = "multi_thread")]
async fn walks_mean_the_same_when_they_are_read_again() {
    for contract in CONTRACTS {
        let ground = ground(contract).await;
        let artist = &ground.artist;
        let mut rng = rng();
        let mut before = artist.walk(&mut rng);
        let mut twisted = 0;
        for _ in 0..WALKS {
            let drawn = artist.walk(&mut rng);
            for walk in [mutated(artist, &drawn, &before, &mut rng), drawn.clone()] {
                let line = serde_json::to_string(&artist.write(&walk).unwrap()).unwrap();
                let read = artist.read(&serde_json::from_str::<WrittenWalk>(&line).unwrap());
                assert_eq!(read.as_ref(), Some(&walk), "{contract}: {line}");
                twisted += twists(&walk);
            }
            before = drawn;
        }
        assert!(twisted > WALKS / 2 || artist.guide.twists.is_empty(), "{contract}: {twisted} differences");
    }
}

fn twists(walk: &Walk) -> usize {
    let of = |deed: &Deed| if let Deed::Create(create) = deed { create.twists.len() } else { 0 };
    walk.acts.iter().map(|act| of(&act.deed)).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_create_that_may_not_be_drawn_is_not_read() {
    let ground = ground("clevis").await;
    let read = |create: Value| {
        let written = json!({ "acts": [{ "tag": 0, "deed": { "create": create } }] });
        ground.artist.read(&serde_json::from_value(written).unwrap())
    };
    let currency = json!(["currency-of-another-continent", 0]);
    let amount = json!(["amount-no-decimal", 0]);
    assert!(read(json!({ "sample": "ar", "twists": [currency] })).is_some());
    assert!(read(json!({ "sample": "ar", "twists": [amount] })).is_some());
    assert_eq!(read(json!({ "sample": "ar", "twists": [currency, amount] })), None, "wrong in two ways");
    assert_eq!(read(json!({ "sample": "ar", "twists": [amount, amount] })), None, "the same twice");
    assert_eq!(read(json!({ "sample": "ar", "twists": [["cpf-first-check-digit", 0]] })), None, "of another sample");
    assert_eq!(read(json!({ "sample": "ar", "twists": [["no-such", 0]] })), None, "unknown");
    assert_eq!(read(json!({ "sample": "ar", "twists": [["amount-no-decimal", 9]] })), None, "no such form");
}
