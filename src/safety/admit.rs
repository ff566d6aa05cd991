//! What has to be there before a run in which money is real sends anything.

use super::{Guard, Payees};
use crate::contract::{Given, Money, Payment, Sample};
use crate::plan::{Fate, Plan};
use crate::scenario::{Act, Body, Suite, Test};
use crate::target::Target;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Whether the operator has agreed to creates that may be paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Consent {
    /// They have not.
    #[default]
    Withheld,
    /// They have.
    Given,
}

/// What is missing before anything may be sent, in the order of the target file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unsafe {
    profile: String,
    missing: Vec<String>,
}

impl fmt::Display for Unsafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "creates of profile {} may be paid; nothing was sent, because", self.profile)?;
        let lines: Vec<String> = self.missing.iter().map(|missing| format!("  - {missing}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// The guard of a run, where money is real; the error says what is missing.
pub fn admit(suite: &Suite, target: &Target, plan: &Plan<'_>, consent: Consent) -> Result<Option<Guard>, Unsafe> {
    let Some(payment) = suite.contract.payment.as_ref().filter(|_| target.money == Money::Real) else {
        return Ok(None);
    };
    let used = samples(payment, plan);
    let mut missing = Vec::new();
    if consent == Consent::Withheld && !used.is_empty() {
        missing.push("--allow-creates is not given".to_owned());
    }
    let mut own: BTreeMap<&str, &Sample> = BTreeMap::new();
    let mut currencies = BTreeSet::new();
    for name in used {
        match target.samples.get(name).filter(|sample| sample.supplied) {
            Some(sample) => {
                own.insert(name, sample);
                currencies.extend(currency(payment, sample));
            }
            None => missing.push(format!(
                "[sample.{name}] of the target file is missing: the samples of the contract are nobody's accounts"
            )),
        }
    }
    let caps = currencies.iter().filter(|currency| !target.live.caps.contains_key(*currency));
    missing.extend(caps.map(|currency| format!("[live.cap] of the target file has no {currency}")));
    // Beneficiaries of samples that are not used are the operator's too.
    let others = target.samples.iter().filter(|(_, sample)| sample.supplied);
    own.extend(others.map(|(name, sample)| (name.as_str(), sample)));
    let payees = Payees::new(payment, own.into_values()).unwrap_or_else(|faults| {
        missing.extend(faults);
        Payees::default()
    });
    if missing.is_empty() {
        Ok(Guard::new(&suite.contract, &target.live, payees))
    } else {
        Err(Unsafe { profile: target.profile.clone(), missing })
    }
}

/// The samples that planned tests create payments from, those left out where the target lacks them aside.
fn samples<'p>(payment: &Payment, plan: &Plan<'p>) -> BTreeSet<&'p str> {
    let planned = plan.entries.iter().filter(|(_, fate)| *fate == Fate::Run).map(|(test, _)| *test);
    planned.flat_map(|test| of_test(payment, test)).collect()
}

fn of_test<'t>(payment: &Payment, test: &'t Test) -> impl Iterator<Item = &'t str> {
    let create = payment.create.clone();
    test.steps.iter().filter(|step| step.needs.is_empty()).filter_map(move |step| match &step.act {
        Act::Send { route, body: Body::Sample(name), .. } if route.is_operation(&create) => Some(name.as_str()),
        _ => None,
    })
}

/// The currency a sample is in, where it is written out.
fn currency(payment: &Payment, sample: &Sample) -> Option<String> {
    let text = sample.body.as_ref()?.fill_json(|place| match sample.given.get(place) {
        Some(Given::Text(text)) => Some(text.as_str()),
        _ => Some("0"),
    });
    let body: Value = serde_json::from_str(&text.ok()?).ok()?;
    body.pointer(&payment.currency)?.as_str().map(str::to_owned)
}
