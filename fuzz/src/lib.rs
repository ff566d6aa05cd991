//! What each fuzz target does with its bytes. No input may make any of this panic, and what is said of each must hold.
//!
//! The main package runs the same functions over the committed corpus and over seeded bytes (`tests/fuzz_targets.rs`), so
//! that they are exercised where cargo-fuzz is not.

use arbitrary::{Arbitrary, Unstructured};
use payspec::contract::Contract;
use payspec::embedded::{Embedded, Wish};
use payspec::expect::Template;
use payspec::files::{Source, Tree};
use payspec::fuzz::drive::{Field, Ground, Lean, Sender};
use payspec::fuzz::guide::Guide;
use payspec::fuzz::pace::Beat;
use payspec::fuzz::walk::Walks;
use payspec::generate::RunSeed;
use payspec::oracle::{Bench, Lives};
use payspec::record::{Answer, Exchange, Payload, Received, Sent, read};
use payspec::runner::Stop;
use payspec::scenario::{Salt, Suite, TestId, Values};
use payspec::target::{self, Environment, Pace};
use payspec::verdict::Outcome;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// The contract without its scenarios.
static BARE: LazyLock<Tree> = LazyLock::new(|| {
    let whole = Tree::embedded();
    let kept = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or_default();
        path.contains("/clevis/") && (!path.ends_with(".toml") || matches!(file, "contract.toml" | "clauses.toml"))
    };
    Tree::of(whole.iter().filter(|(path, _)| kept(path)))
});

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| match Contract::load(&Tree::embedded(), "clevis") {
    Ok(contract) => contract,
    Err(problems) => panic!("{problems}"),
});

/// Loading a scenario: refused with a place for every mistake, or taken.
pub fn scenario(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut tree = BARE.clone();
    tree.put("scenarios/clevis/outside/bytes.toml", text);
    if let Err(problems) = Suite::load(tree, "clevis") {
        assert!(!problems.is_empty());
        drop(problems.to_string());
    }
}

struct Nowhere;

impl Environment for Nowhere {
    fn variable(&self, _: &str) -> Option<String> {
        Some("secret".into())
    }
    fn file(&self, relative: &str) -> Result<String, String> {
        Err(format!("there is no file `{relative}`"))
    }
    fn folder(&self, relative: &str) -> PathBuf {
        PathBuf::from(relative)
    }
}

/// Loading a target file.
pub fn target(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match target::load(&Source::new("target.toml", text.to_owned()), &CONTRACT, &Nowhere) {
        // Secrets are not shown.
        Ok(target) => assert!(!format!("{target:?}").contains("\"secret\"")),
        Err(problems) => assert!(!problems.is_empty()),
    }
}

/// Templates: what is read is written as it stood, and what is filled into JSON stays one text.
pub fn template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(template) = Template::parse(text) else { return };
    assert_eq!(template.to_string(), text);
    let value = text.chars().rev().collect::<String>();
    let filled = template.fill(|_| Some(value.as_str()));
    assert!(filled.is_ok());
    let quoted = Template::parse("\"${x}\"")
        .and_then(|quoted| quoted.fill_json(|_| Some(text)).map_err(|error| error.to_string()));
    let back: Result<String, _> = serde_json::from_str(&quoted.unwrap_or_default());
    assert_eq!(back.ok().as_deref(), Some(text));
}

/// An expectation over any answer: the first line is the expectation, the rest the answer's body.
pub fn matcher(data: &[u8]) {
    let cut = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (line, body) = data.split_at(cut);
    let Ok(line) = std::str::from_utf8(line) else { return };
    let mut tree = BARE.clone();
    tree.put(
        "scenarios/clevis/outside/bytes.toml",
        format!("title = \"T\"\n[[step]]\nname = \"a\"\nsend = \"health\"\n[[step.expect]]\n{line}\n"),
    );
    let Ok(suite) = Suite::load(tree, "clevis") else { return };
    let bench = Bench::new(&suite.contract, "sandbox");
    let exchange = [Arc::new(answered(200, Vec::new(), body.to_vec()))];
    for expect in suite.tests.iter().flat_map(|test| &test.steps).flat_map(|step| &step.expects) {
        let outcome = bench.outcome(&expect.checks, &exchange, &Values::default(), &BTreeMap::new());
        if let Outcome::Broken(difference) = outcome {
            assert!(!difference.actual.chars().any(char::is_control), "{}", difference.actual);
        }
    }
}

/// Verifying a signature: only what was signed with the secret is taken.
pub fn signature(data: &[u8]) {
    let Some(webhook) = &CONTRACT.webhook else { return };
    let cut = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (shown, body) = data.split_at(cut);
    let header = webhook.signature.placement.header().unwrap_or("X-Signature").to_owned();
    let secret: secrecy::SecretString = "whsec_fuzz".into();
    let forged = [(header.clone(), String::from_utf8_lossy(shown).into_owned())];
    let sound = webhook.signature.sign(&secret, body, None);
    let taken = webhook.signature.verify(&secret, &forged, body).is_ok();
    assert_eq!(taken, forged[0].1 == sound, "{:?}", forged[0].1);
    assert!(webhook.signature.verify(&secret, &[(header, sound)], body).is_ok());
}

/// Reading a record: whatever stands there is read or refused.
pub fn record(data: &[u8]) {
    if let Err(unreadable) = read(data) {
        drop(unreadable.to_string());
    }
}

#[derive(Debug, Arbitrary)]
struct Came<'d> {
    operation: u8,
    status: u16,
    headers: Vec<(&'d str, &'d str)>,
    body: &'d [u8],
    as_payout: bool,
    id: u8,
    state: u8,
}

/// The oracle over any answers, in any order.
pub fn oracle(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let bench = Bench::new(&CONTRACT, "sandbox");
    let mut lives = Lives::default();
    let operations: Vec<&String> = CONTRACT.operations.keys().collect();
    for _ in 0..16 {
        let Ok(came) = Came::arbitrary(&mut bytes) else { return };
        let body = if came.as_payout {
            let state = ["PENDING", "PROCESSING", "PAID", "REJECTED", "CANCELLED", "X"][usize::from(came.state % 6)];
            format!("{{\"id\":\"po_{}\",\"status\":\"{state}\"}}", came.id % 4).into_bytes()
        } else {
            came.body.to_vec()
        };
        let headers = came.headers.iter().map(|(name, value)| (name.to_lowercase(), (*value).to_owned())).collect();
        let mut exchange = answered(100 + came.status % 500, headers, body);
        exchange.operation = operations.get(usize::from(came.operation) % operations.len()).map(ToString::to_string);
        bench.ambient(&Arc::new(exchange), &mut lives, |_, _, _, difference| {
            if let Some(difference) = difference {
                assert!(!difference.actual.chars().any(char::is_control), "{}", difference.actual);
            }
        });
    }
}

fn answered(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Exchange {
    Exchange {
        test: TestId::of("fuzz"),
        step: "a".into(),
        attempt: 1,
        copy: 1,
        set_aside: None,
        operation: Some("health".into()),
        instance: None,
        credential: "main".into(),
        request: Sent { method: "GET".into(), path: "/".into(), headers: Vec::new(), body: None },
        at_ms: 0,
        took_us: 0,
        answer: Answer::Received(Received::new(status, headers, Payload(body.into()))),
    }
}

struct Yard {
    runtime: tokio::runtime::Runtime,
    ground: Ground,
    _embedded: Embedded,
    walks: AtomicU64,
}

static YARD: LazyLock<Yard> = LazyLock::new(|| {
    let build = || -> Result<Yard, Box<dyn std::error::Error>> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let suite = Arc::new(Suite::load(Tree::embedded(), "clevis")?);
        let embedded = runtime.block_on(Embedded::start("clevis", Wish { time_scale: 0.05, ..Wish::default() }))?;
        let mut target = embedded.target(&suite.tree, &suite.contract)?;
        target.webhooks = None;
        let guide = Guide::load(&suite, &target)?;
        let ground = Ground::new(suite, target, guide, RunSeed::new(1), Salt::default());
        Ok(Yard { runtime, ground, _embedded: embedded, walks: AtomicU64::new(0) })
    };
    match build() {
        Ok(yard) => yard,
        Err(error) => panic!("{error}"),
    }
});

/// A whole walk against the sound reference server in this process: nothing is broken, and nothing of ours breaks.
pub fn walk(data: &[u8]) {
    let yard = &*YARD;
    // The bytes are the draws.
    let rng = TestRng::from_seed(RngAlgorithm::PassThrough, data);
    let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
    let Ok(tree) = Walks(Arc::clone(&yard.ground.artist)).new_tree(&mut runner) else { return };
    let walk = tree.current();
    let label = format!("bytes-{}", yard.walks.fetch_add(1, Ordering::Relaxed));
    let bench = Bench::new(yard.ground.contract(), &yard.ground.target.profile);
    let Some(lean) = Lean::new(&yard.ground.target, &yard.ground.contract().auth) else { return };
    let (mut sender, stop) = (Sender::Lean(Box::new(lean)), Stop::default());
    let beat = Beat::new(Pace::Off, None, 1.0);
    let mut hear = |_: &payspec::contract::ClauseId, _: bool| {};
    let mut field = Field::new(&yard.ground, &bench, &mut sender, &stop, &beat, &mut hear, label);
    let walked = yard.runtime.block_on(field.walk(&walk));
    for done in &walked.done {
        assert!(done.breaks.is_empty(), "{:?}: {:?}", done.act, done.breaks);
    }
}
