//! `payspec list --cost`: what each test costs, and all of them together.

use super::exit::Failure;
use crate::contract::{Contract, Money, Need};
use crate::cost::{Cost, Span};
use crate::plan::{Fate, plan};
use crate::record::Selection;
use crate::scenario::{Credential, Suite, Test};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Which tests are counted.
#[derive(Debug)]
pub(super) struct Counted<'c> {
    /// The profile whose tests they are.
    pub(super) profile: &'c str,
    /// Only those under this id.
    pub(super) prefix: Option<&'c str>,
    /// Whether those with long waits are counted too.
    pub(super) slow: bool,
    /// Whether advice is counted too.
    pub(super) advice: bool,
}

/// A line per test that a run with all a target can offer would run, the dearest last, and the sums.
pub(super) fn table(suite: &Suite, counted: &Counted<'_>) -> Result<String, Failure> {
    let contract = &suite.contract;
    let only = counted.prefix.map(str::to_owned).into_iter().collect();
    let selection = Selection { only, skip: Vec::new(), advice: counted.advice };
    let offers = offers(suite, counted);
    let plan = plan(suite, counted.profile, &offers, &contract.samples, &selection).map_err(Failure::usage)?;
    let runs = plan.entries.iter().filter(|(_, fate)| *fate == Fate::Run);
    let mut costs: Vec<(&Test, Cost)> = runs.map(|(test, _)| (*test, Cost::of(test))).collect();
    let total = |cost: &Cost| cost.requests.values().map(|requests| requests.least).sum::<u64>();
    costs.sort_by_key(|(_, cost)| (total(cost), cost.waits.most));
    let widest = costs.iter().map(|(test, _)| test.id.as_str().len()).max().unwrap_or(0);
    let mut text =
        format!("{:widest$}  {:>9} {:>9} {:>9} {:>9}  waits\n", "requests of", "main", "other", "nobody", "elsewhere");
    let mut all = Cost::default();
    let mut longest = 0;
    for (test, cost) in &costs {
        all += cost;
        longest = longest.max(cost.waits.most);
        line(&mut text, test.id.as_str(), widest, cost);
    }
    line(&mut text, "all of them", widest, &all);
    let _ = writeln!(text, "\n{} tests; the longest documented chain of waits takes {}", costs.len(), seconds(longest));
    if let Some(rate) = contract.requests_per_minute {
        let (one, two) = (all.minutes(rate, 1), all.minutes(rate, 2));
        let _ = writeln!(
            text,
            "at the documented {rate} requests a minute and key: at least {one} min with one key, {two} min with two"
        );
    }
    Ok(text)
}

/// Everything a target of the profile can offer.
fn offers(suite: &Suite, counted: &Counted<'_>) -> BTreeSet<Need> {
    let of_steps = suite.tests.iter().flat_map(|test| &test.steps).flat_map(|step| &step.needs);
    let needs = suite.tests.iter().flat_map(|test| &test.needs).chain(of_steps).cloned();
    let real = money(&suite.contract, counted.profile) == Money::Real;
    needs
        .filter(|need| match need {
            Need::Slow => counted.slow,
            Need::RealMoney => real,
            _ => true,
        })
        .collect()
}

fn money(contract: &Contract, profile: &str) -> Money {
    contract.profiles.get(profile).map_or(Money::Play, |profile| profile.money)
}

fn line(text: &mut String, name: &str, widest: usize, cost: &Cost) {
    let of = |credential| cost.of_credential(credential);
    let mut others = of(Credential::Other);
    let further = cost.requests.iter().filter(|(who, _)| matches!(who, Credential::Further(_)));
    further.for_each(|(_, requests)| others += *requests);
    let mut nobody = of(Credential::None);
    nobody += of(Credential::Unknown);
    let _ = writeln!(
        text,
        "{name:widest$}  {:>9} {:>9} {:>9} {:>9}  {}",
        of(Credential::Main),
        others,
        nobody,
        cost.elsewhere,
        waits(cost.waits)
    );
}

fn waits(waits: Span) -> String {
    match (waits.least, waits.most) {
        (0, 0) => "-".to_owned(),
        (least, most) if least == most => seconds(least),
        (0, most) => format!("up to {}", seconds(most)),
        (least, most) => format!("{} to {}", seconds(least), seconds(most)),
    }
}

fn seconds(milliseconds: u64) -> String {
    match (milliseconds / 1000, milliseconds % 1000 / 100) {
        (seconds, 0) => format!("{seconds} s"),
        (seconds, tenths) => format!("{seconds}.{tenths} s"),
    }
}
