//! Steps that go to a further instance of the target: loaded, sent there, recorded, and judged apart.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use payspec::certify::{Begun, Order};
use payspec::embedded::{Embedded, Wish};
use payspec::files::Tree;
use payspec::generate::RunSeed;
use payspec::record::{ReadRecord, Selection, read};
use payspec::report::Tested;
use payspec::runner::Stop;
use payspec::scenario::{Salt, Suite};
use payspec::target::Pace;
use payspec::verdict::{Ending, Outcome, Strictness};
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn suite_with(scenario: &str) -> Result<Suite, String> {
    let mut tree = Tree::embedded();
    tree.put("scenarios/clevis/health/added.toml", scenario);
    Suite::load(tree, "clevis").map_err(|problems| problems.to_string())
}

/// Runs one test against the embedded server, paced as asked, and reads its record back.
async fn run(suite: Suite, test: &str, pace: Pace) -> (Tested, ReadRecord) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instances").join(test.replace('/', "-"));
    let suite = Arc::new(suite);
    let embedded = Embedded::start("clevis", Wish::default()).await.unwrap();
    let mut target = embedded.target(&suite.tree, &suite.contract).unwrap();
    target.pace = pace;
    let begun = Begun::new(Order {
        suite: Arc::clone(&suite),
        target,
        seed: RunSeed::new(7),
        salt: Salt::default(),
        strictness: Strictness::Normal,
        selection: Selection::default(),
        out: Some(folder.clone()),
        sink: None,
        retellings: 1,
        till: None,
        stop: Stop::default(),
    })
    .unwrap();
    let tested = begun.runner().run(suite.test(test).unwrap()).await;
    begun.finish(vec![tested.clone()], None).unwrap();
    let record = read(&fs::read(folder.join("record.jsonl")).unwrap()).unwrap();
    (tested, record)
}

#[test]
fn a_step_on_an_instance_says_that_it_needs_it() {
    let step = "[[step]]\nname = \"x\"\non = \"disabled\"\nsend = \"health\"\n[[step.expect]]\nstatus = 200\n";
    let found = suite_with(&format!("title = \"X\"\n{step}")).unwrap_err();
    assert!(found.contains("added.toml:4: `on = \"disabled\"` goes with `needs = [\"instance.disabled\"]`"), "{found}");
    assert!(suite_with(&format!("title = \"X\"\nneeds = [\"instance.disabled\"]\n{step}")).is_ok());
    let own = step.replace("send", "needs = [\"instance.disabled\"]\nsend");
    assert!(suite_with(&format!("title = \"X\"\n{own}")).is_ok());
}

#[test]
fn an_instance_that_no_feature_needs_is_unknown() {
    let found = suite_with("title = \"X\"\nneeds = [\"instance.tiny\"]\n[[step]]\nname = \"x\"\nsend = \"health\"\n");
    let found = found.unwrap_err();
    assert!(found.contains("unknown instance `tiny`"), "{found}");
    assert!(found.contains("allowed: disabled, rate-limited, small-store"), "{found}");
}

#[tokio::test]
async fn a_step_goes_to_its_instance_and_its_repeat_with_it() {
    let scenario = "title = \"X\"\nneeds = [\"instance.disabled\"]\n\
        [[step]]\nname = \"main\"\nsend = \"create\"\nsample = \"co\"\n[[step.expect]]\nstatus = 201\n\
        [[step]]\nname = \"there\"\non = \"disabled\"\nsend = \"create\"\nsample = \"co\"\n\
        [[step.expect]]\nclause = \"disabled.payout-routes-forbidden\"\nstatus = 403\n\
        [[step]]\nname = \"again\"\nrepeat = \"there\"\n[[step.expect]]\nstatus = 403\n\
        [[step]]\nname = \"elsewhere\"\nrepeat = \"main\"\non = \"disabled\"\n[[step.expect]]\nstatus = 403\n";
    let (tested, record) = run(suite_with(scenario).unwrap(), "health/added", Pace::Off).await;
    assert_eq!(tested.judgement.ending, Ending::Completed);
    assert!(tested.judgement.findings.iter().all(|finding| finding.outcome == Outcome::Held));
    let exchanges = record.exchanges.values().flatten().map(|(_, exchange)| exchange);
    let went: Vec<(&str, Option<&str>)> =
        exchanges.map(|exchange| (exchange.step.as_str(), exchange.instance.as_deref())).collect();
    let there = Some("disabled");
    let expected = [("main", None), ("there", there), ("again", there), ("elsewhere", there), ("~smoke", there)];
    assert_eq!(went, expected);
    assert_eq!(record.header.instances.len(), 3);
}

#[tokio::test]
async fn a_pace_does_not_keep_a_key_from_being_refused_for_its_rate() {
    // At one request a minute the story would never come to its point.
    let suite = Suite::load(Tree::embedded(), "clevis").unwrap();
    let (tested, record) = run(suite, "rate-limit/per-key", Pace::PerMinute(1)).await;
    assert_eq!(tested.judgement.ending, Ending::Completed);
    let broken = tested.judgement.findings.iter().find(|finding| matches!(finding.outcome, Outcome::Broken(_)));
    assert_eq!(broken, None);
    let exchanges: Vec<_> = record.exchanges.values().flatten().map(|(_, exchange)| exchange).collect();
    assert!(exchanges.iter().all(|exchange| exchange.set_aside.is_none()));
    let refused = |who: &str| {
        let answered = exchanges.iter().filter(|exchange| exchange.credential == who);
        answered.filter(|exchange| exchange.received().unwrap().status == 429).count()
    };
    assert!(refused("main") >= 1);
    assert_eq!(refused("other"), 0);
}
