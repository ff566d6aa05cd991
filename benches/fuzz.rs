//! What the fuzzer costs by itself: the oracle per exchange, and the making of one request.
//!
//! `cargo bench --bench fuzz` walks walks against the reference server in this process, keeps what was asked and what
//! came, and judges it again and again. It ends with status 1 when either takes more than 20 µs.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made is to end loudly")]

use payspec::contract::ClauseId;
use payspec::embedded::{Embedded, Wish};
use payspec::files::Tree;
use payspec::fuzz::drive::{Done, Field, Ground, Lean, Sender};
use payspec::fuzz::guide::Guide;
use payspec::fuzz::pace::Beat;
use payspec::fuzz::walk::{Walk, Walks};
use payspec::generate::RunSeed;
use payspec::oracle::{Bench, Lives};
use payspec::record::Exchange;
use payspec::runner::Stop;
use payspec::scenario::{Salt, Suite, Values};
use payspec::target::Pace;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The most that one exchange, or one request, may cost.
const MOST: Duration = Duration::from_micros(20);

fn main() -> ExitCode {
    // Without `--bench` it is only tried: that is how `cargo test --benches` calls it.
    let measured = std::env::args().any(|argument| argument == "--bench");
    let rounds: u32 = if measured { 20 } else { 1 };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let suite = Arc::new(Suite::load(Tree::embedded(), "clevis").unwrap());
    let wish = Wish { time_scale: 0.1, ..Wish::default() };
    let embedded = runtime.block_on(Embedded::start("clevis", wish)).unwrap();
    let mut target = embedded.target(&suite.tree, &suite.contract).unwrap();
    target.webhooks = None;
    let guide = Guide::load(&suite, &target).unwrap();
    let ground = Ground::new(suite, target, guide, RunSeed::new(1), Salt::default());
    let bench = Bench::new(ground.contract(), &ground.target.profile);

    let mut runner = TestRunner::deterministic();
    let strategy = Walks(Arc::clone(&ground.artist));
    let mut draw = || strategy.new_tree(&mut runner).unwrap().current();
    let walks: Vec<Walk> = (0..400).map(|_| draw()).collect();
    let done = runtime.block_on(walked(&ground, &bench, &walks));
    let exchanges: usize = done.iter().map(|done| done.exchanges.len()).sum();

    let oracle = per(rounds, exchanges, || judged(&bench, &done));
    let (mut lean, stop) = (sender(&ground), Stop::default());
    let beat = Beat::new(Pace::Off, None, 1.0);
    let mut hear = |_: &ClauseId, _: bool| {};
    let field = Field::new(&ground, &bench, &mut lean, &stop, &beat, &mut hear, "bench".into());
    let requests: usize = walks.iter().map(|walk| field.rehearse(walk)).sum();
    let making = per(rounds, requests, || {
        for walk in &walks {
            std::hint::black_box(draw());
            std::hint::black_box(field.rehearse(walk));
        }
    });
    println!("oracle: {oracle:?} per exchange, over {exchanges} exchanges");
    println!("making: {making:?} per request, drawing of its walk included, over {requests} requests");
    if measured && (oracle > MOST || making > MOST) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn sender(ground: &Ground) -> Sender {
    Sender::Lean(Box::new(Lean::new(&ground.target, &ground.contract().auth).unwrap()))
}

/// What walks came to, with everything that was asked.
async fn walked(ground: &Ground, bench: &Bench<'_>, walks: &[Walk]) -> Vec<Done> {
    let (mut sender, stop) = (sender(ground), Stop::default());
    let beat = Beat::new(Pace::Off, None, 1.0);
    let mut all = Vec::new();
    for (number, walk) in walks.iter().enumerate() {
        let mut hear = |_: &ClauseId, _: bool| {};
        let mut field = Field::new(ground, bench, &mut sender, &stop, &beat, &mut hear, number.to_string());
        field.scripted = true;
        all.extend(field.walk(walk).await.done);
    }
    all
}

/// Judges everything as if it had just come: bodies are parsed anew.
fn judged(bench: &Bench<'_>, done: &[Done]) {
    let (values, earlier) = (Values::default(), BTreeMap::new());
    for done in done {
        let mut lives = Lives::default();
        let fresh: Vec<Arc<Exchange>> = done
            .exchanges
            .iter()
            .map(|exchange| {
                let mut exchange = exchange.as_ref().clone();
                if let payspec::record::Answer::Received(received) = &mut exchange.answer {
                    let payload = received.body.clone();
                    *received =
                        payspec::record::Received::new(received.status, std::mem::take(&mut received.headers), payload);
                }
                Arc::new(exchange)
            })
            .collect();
        for exchange in &fresh {
            bench.ambient(exchange, &mut lives, |_, _, _, difference| drop(std::hint::black_box(difference)));
        }
        for asked in &done.asked {
            drop(std::hint::black_box(bench.outcome(&asked.checks, &fresh, &values, &earlier)));
        }
    }
}

/// The time of one of so many, over some rounds.
fn per(rounds: u32, count: usize, mut round: impl FnMut()) -> Duration {
    round();
    let began = Instant::now();
    (0..rounds).for_each(|_| round());
    began.elapsed() / rounds / u32::try_from(count.max(1)).unwrap()
}
