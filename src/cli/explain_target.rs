//! `payspec explain target`: what a server says of the bodies it takes, for an operator who writes samples.

use super::exit::Failure;
use super::settings::TargetArguments;
use crate::contract::{Form, Given, Need};
use crate::embedded::{Embedded, Wish};
use crate::generate::Generator;
use crate::oracle::lines;
use crate::record::{Answer, Received};
use crate::runner::{Client, Draft};
use crate::scenario::{Credential, Suite};
use crate::target::Target;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use tokio::runtime::Runtime;

/// The target as it is described, and its own word on each sample, or on one.
pub(super) fn described(suite: &Suite, arguments: &TargetArguments, only: Option<&str>) -> Result<String, Failure> {
    let contract = &suite.contract;
    let form = contract.form.as_ref();
    let form = form.ok_or_else(|| Failure::usage("the contract knows no operation that says what bodies look like"))?;
    if let Some(name) = only
        && !form.of.contains_key(name)
    {
        let known = crate::files::choices(form.of.keys().map(String::as_str));
        return Err(Failure::usage(format!("unknown sample `{name}`; allowed: {known}")));
    }
    let runtime = Runtime::new().map_err(Failure::bug)?;
    let (target, embedded) = match arguments.target(contract)? {
        Some(target) => (target, None),
        None => {
            let wish = Wish { profile: arguments.profile.clone(), ..Wish::default() };
            let embedded = runtime.block_on(Embedded::start(&contract.name, wish))?;
            (embedded.target(&suite.tree, contract)?, Some(embedded))
        }
    };
    let offers: Vec<String> = target.offers().iter().map(Need::to_string).collect();
    let mut text = format!("{} ({}, profile {})\n", target.name, target.url, target.profile);
    let _ = writeln!(text, "offers: {}", if offers.is_empty() { "nothing more".to_owned() } else { offers.join(", ") });
    let client = Client::new(&target, &contract.auth).map_err(Failure::usage)?;
    for (sample, value) in form.of.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let answer = runtime.block_on(ask(&client, &target, form, value))?;
        text.push_str(&of_sample(suite, &target, sample, value, &answer));
    }
    drop(embedded);
    Ok(text)
}

async fn ask(client: &Client, target: &Target, form: &Form, value: &str) -> Result<Answer, Failure> {
    let Some(operation) = target.operations.get(&form.send) else {
        return Err(Failure::usage(format!("the target has no operation `{}`", form.send)));
    };
    let mut draft = Draft::to(operation, Credential::Main);
    draft.name(&form.with, value);
    Ok(client.send(&draft).await.map_err(Failure::usage)?.1)
}

fn of_sample(suite: &Suite, target: &Target, sample: &str, value: &str, answer: &Answer) -> String {
    let known = target.samples.get(sample);
    let standing = match known {
        Some(known) if known.supplied => "yours",
        Some(known) if known.body.is_some() => "the contract's own",
        _ => "not supplied",
    };
    let mut text = format!("\nsample {sample} ({value}): {standing}\n");
    let places = places(suite, sample);
    if !places.is_empty() {
        let list: Vec<String> = places.iter().map(|(name, tests)| format!("${{{name}}} in {tests} tests")).collect();
        let _ = writeln!(text, "  scenarios vary {}", list.join(", "));
    }
    match answer {
        Answer::Silence(silence) => {
            let _ = writeln!(text, "  no answer: {} ({})", silence.kind.words(), crate::oracle::clean(&silence.text));
        }
        Answer::Received(received) => {
            let _ = writeln!(text, "  the server answers {}:", received.status);
            for line in lines(&shown(received)).lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    text
}

/// A body as people read it.
fn shown(received: &Received) -> String {
    match received.json() {
        Some(body) => serde_json::to_string_pretty(body).unwrap_or_default(),
        None => String::from_utf8_lossy(&received.body.0).into_owned(),
    }
}

/// The identifiers that tests give to a sample, with how many do.
fn places(suite: &Suite, sample: &str) -> BTreeMap<String, usize> {
    let need = Need::Sample(sample.to_owned());
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for test in suite.tests.iter().filter(|test| test.needs.contains(&need)) {
        let is_checked = |given: &Given| matches!(given, Given::Made(Generator::Checked(..) | Generator::Broken(..)));
        let named: BTreeSet<&String> =
            test.given.iter().filter(|(_, given)| is_checked(given)).map(|(name, _)| name).collect();
        for name in named {
            *places.entry(name.clone()).or_default() += 1;
        }
    }
    places
}
