//! The fuzzer against servers that are sound, faulty, free, broken and away.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "../support/program.rs"]
mod program;
#[path = "../support/raw_server.rs"]
#[expect(dead_code, reason = "not every test needs all of it")]
mod raw_server;

mod alarms;
mod command;
mod findings;
mod kept;
mod signed;
mod survival;
mod webhooks;

use payspec::embedded::{Embedded, Wish};
use payspec::files::Tree;
use payspec::fuzz::drive::Ground;
use payspec::fuzz::guide::Guide;
use payspec::fuzz::hunt::{Limits, Order, Progress, Shard};
use payspec::fuzz::tell::Known;
use payspec::generate::RunSeed;
use payspec::runner::Stop;
use payspec::scenario::{Salt, Suite};
use payspec::target::Target;
use std::sync::{Arc, LazyLock};

static SUITE: LazyLock<Arc<Suite>> = LazyLock::new(|| suite("clevis"));

fn suite(contract: &str) -> Arc<Suite> {
    Arc::new(Suite::load(Tree::embedded(), contract).unwrap())
}

/// The reference server with some deviations, and what it is as a target.
async fn server(deviations: &[&str]) -> (Embedded, Target) {
    server_of(&SUITE, deviations).await
}

async fn server_of(suite: &Suite, deviations: &[&str]) -> (Embedded, Target) {
    let deviations = deviations.iter().map(|name| (*name).to_owned()).collect();
    let wish = Wish { time_scale: 0.1, deviations, ..Wish::default() };
    let embedded = Embedded::start(&suite.contract.name, wish).await.unwrap();
    let mut target = embedded.target(&suite.tree, &suite.contract).unwrap();
    target.webhooks = None;
    (embedded, target)
}

/// A hunt of so many requests.
fn order(target: Target, requests: u64) -> Order {
    order_of(&SUITE, target, requests)
}

fn order_of(suite: &Arc<Suite>, target: Target, requests: u64) -> Order {
    let guide = Guide::load(suite, &target).unwrap();
    let ground = Ground::new(Arc::clone(suite), target, guide, RunSeed::new(0x5eed), Salt::default());
    Order {
        ground: Arc::new(ground),
        limits: Limits { time: None, requests: Some(requests), until_finding: false },
        workers: 4,
        shard: Shard::default(),
        telling: true,
        strict: false,
        known: Known::default(),
        corpus: Vec::new(),
        today: jiff::civil::date(2026, 1, 1),
        stop: Stop::default(),
        progress: Arc::new(Progress::default()),
    }
}
