//! Which tests run, and why the others do not: scenario × target × selection → run or skip.

use crate::contract::{Clause, ClauseId, Contract, Given, Level, Need, Rules, Sample, Standing};
use crate::generate::Generator;
use crate::record::Selection;
use crate::scenario::{Act, Body, Suite, Test};
use std::collections::{BTreeMap, BTreeSet};

/// What happens to every test of a suite.
#[derive(Debug)]
pub struct Plan<'s> {
    /// Every test with its fate, in the order of ids.
    pub entries: Vec<(&'s Test, Fate)>,
}

/// What happens to one test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It runs.
    Run,
    /// It was not asked for.
    Unselected,
    /// It was asked for and does not run, and why.
    Skip(String),
}

/// A selection that selects nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NothingSelected(String);

/// Plans a run.
pub fn plan<'s>(
    suite: &'s Suite,
    profile: &str,
    offers: &BTreeSet<Need>,
    samples: &BTreeMap<String, Sample>,
    selection: &Selection,
) -> Result<Plan<'s>, NothingSelected> {
    for prefix in selection.only.iter().chain(&selection.skip) {
        if !suite.tests.iter().any(|test| selects(prefix, test)) {
            return Err(NothingSelected(format!(
                "`{prefix}` selects no scenario and no clause; `payspec list` shows them all"
            )));
        }
    }
    let entries: Vec<_> = suite
        .tests
        .iter()
        .map(|test| (test, fate(&suite.contract, test, profile, offers, samples, selection)))
        .collect();
    if entries.iter().all(|(_, fate)| *fate != Fate::Run) {
        return Err(NothingSelected("no scenario is left to run".into()));
    }
    Ok(Plan { entries })
}

impl Plan<'_> {
    /// The further instances that tests of this plan send to.
    pub fn instances(&self, offers: &BTreeSet<Need>) -> BTreeSet<String> {
        let runs = self.entries.iter().filter(|(_, fate)| *fate == Fate::Run).map(|(test, _)| test);
        let steps = runs.flat_map(|test| &test.steps);
        let done = steps.filter(|step| step.needs.iter().all(|need| offers.contains(need)));
        done.filter_map(|step| step.instance.clone()).collect()
    }
}

/// Whether a prefix of a test id or of a clause id selects a test.
pub fn selects(prefix: &str, test: &Test) -> bool {
    test.id.is_under(prefix) || test.cites().iter().any(|clause| clause_is_under(clause, prefix))
}

fn clause_is_under(clause: &ClauseId, prefix: &str) -> bool {
    prefix.contains('.')
        && clause.as_str().strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn fate(
    contract: &Contract,
    test: &Test,
    profile: &str,
    offers: &BTreeSet<Need>,
    samples: &BTreeMap<String, Sample>,
    selection: &Selection,
) -> Fate {
    if !selection.only.is_empty() && !selection.only.iter().any(|prefix| selects(prefix, test)) {
        return Fate::Unselected;
    }
    if selection.skip.iter().any(|prefix| selects(prefix, test)) {
        return Fate::Skip("left out by --skip".into());
    }
    let clauses: Vec<_> = test.cites().into_iter().filter_map(|id| contract.clause(id)).collect();
    let rules = Rules::new(contract, profile);
    let judged = |clause: &&Clause| matches!(rules.standing(clause), Standing::Judged | Standing::Relaxed(_));
    // What cites nothing is judged by what every answer owes.
    if !clauses.is_empty() && !clauses.iter().any(judged) {
        let left_out = clauses.iter().find_map(|clause| match rules.standing(clause) {
            Standing::LeftOut(why) => Some(why),
            Standing::JudgedBy(by) => Some(format!("profile {profile} asks {by} instead")),
            _ => None,
        });
        return Fate::Skip(left_out.unwrap_or_else(|| format!("not part of profile {profile}")));
    }
    if !clauses.is_empty() && clauses.iter().all(|clause| clause.level == Level::Advice) && !selection.advice {
        return Fate::Skip("advice; --advice selects it".into());
    }
    if let Some(missing) = test.needs.iter().find(|need| !offers.contains(need)) {
        return Fate::Skip(skip_reason(missing));
    }
    if let Some((sample, name)) = missing_place(test, samples) {
        return Fate::Skip(format!("the operator's sample `{sample}` has no place for {name}"));
    }
    Fate::Run
}

/// A checked identifier the test gives to an operator's sample that does not hold one.
fn missing_place<'t>(test: &'t Test, samples: &BTreeMap<String, Sample>) -> Option<(&'t str, &'t str)> {
    let checked = |given: &Given| matches!(given, Given::Made(Generator::Checked(..) | Generator::Broken(..)));
    let identifiers = || test.given.iter().filter(|(_, given)| checked(given)).map(|(name, _)| name.as_str());
    let used = test.steps.iter().filter_map(|step| match &step.act {
        Act::Send { body: Body::Sample(name), .. } => Some(name.as_str()),
        _ => None,
    });
    used.filter(|name| test.needs.contains(&Need::Sample((*name).to_owned()))).find_map(|name| {
        let body = samples.get(name)?.body.as_ref()?;
        identifiers().find(|identifier| !body.names().any(|place| place == *identifier)).map(|missing| (name, missing))
    })
}

fn skip_reason(need: &Need) -> String {
    match need {
        Need::SecondKey => "needs a second tenant's key (--other-key-env)".into(),
        Need::Webhooks => "needs webhooks".into(),
        Need::RealMoney => "is about servers that really pay".into(),
        Need::Slow => "long documented waits; --slow selects it".into(),
        Need::Sample(name) => format!("needs the operator's sample `{name}` (target file)"),
        Need::Operation(name) => format!("needs operation `{name}` bound in the target file"),
        Need::Outcome(outcome) => format!("needs a payout that is forced to be {} ([live.driver])", outcome.word()),
        Need::Instance(name) => format!("needs instance `{name}` (target file)"),
        Need::Credential(name) => format!("needs the key `{name}` (target file)"),
        Need::Value(name) => format!("needs value `{name}` (target file)"),
    }
}
