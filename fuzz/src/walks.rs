//! Whole walks against the reference server in this process: nothing is broken, and nothing of ours breaks.

use super::shared::SUITE;
use payspec::embedded::{Embedded, Wish};
use payspec::fuzz::drive::{Field, Ground, Lean, Sender};
use payspec::fuzz::guide::Guide;
use payspec::fuzz::pace::Beat;
use payspec::fuzz::walk::Walks;
use payspec::generate::RunSeed;
use payspec::oracle::Bench;
use payspec::runner::Stop;
use payspec::scenario::Salt;
use payspec::target::Pace;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tokio::runtime::{Builder, Runtime};

/// The server, and what all walks share.
struct Yard {
    // One thread for server and client: what a walk reaches then depends on its bytes, not on who is scheduled when.
    runtime: Runtime,
    ground: Ground,
    sender: Sender,
    _embedded: Embedded,
    walks: u64,
}

static YARD: LazyLock<Mutex<Yard>> = LazyLock::new(|| {
    let build = || -> Result<Yard, Box<dyn std::error::Error>> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let suite = Arc::clone(&SUITE);
        let embedded = runtime.block_on(Embedded::start("clevis", Wish { time_scale: 0.05, ..Wish::default() }))?;
        let mut target = embedded.target(&suite.tree, &suite.contract)?;
        target.webhooks = None;
        let lean = Lean::new(&target, &suite.contract.auth).ok_or("the server is reached without TLS")?;
        let guide = Guide::load(&suite, &target)?;
        let ground = Ground::new(suite, target, guide, RunSeed::new(1), Salt::default());
        Ok(Yard { runtime, ground, sender: Sender::Lean(Box::new(lean)), _embedded: embedded, walks: 0 })
    };
    match build() {
        Ok(yard) => Mutex::new(yard),
        Err(error) => panic!("{error}"),
    }
});

/// A whole walk; the bytes are its draws.
pub fn walk(data: &[u8]) {
    let mut yard = YARD.lock().unwrap_or_else(PoisonError::into_inner);
    let Yard { runtime, ground, sender, walks, .. } = &mut *yard;
    let rng = TestRng::from_seed(RngAlgorithm::PassThrough, data);
    let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
    let Ok(tree) = Walks(Arc::clone(&ground.artist)).new_tree(&mut runner) else { return };
    let walk = tree.current();
    *walks += 1;
    let bench = Bench::new(ground.contract(), &ground.target.profile);
    let beat = Beat::new(Pace::Off, None, 1.0);
    let stop = Stop::default();
    let mut hear = |_: &payspec::contract::ClauseId, _: bool| {};
    let mut field = Field::new(ground, &bench, sender, &stop, &beat, &mut hear, format!("bytes-{walks}"));
    let walked = runtime.block_on(field.walk(&walk));
    for done in &walked.done {
        assert!(done.breaks.is_empty(), "{:?}: {:?}", done.act, done.breaks);
    }
}
