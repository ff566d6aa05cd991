//! What of the contract was reached, and what never.

use super::Novelty;
use crate::contract::ClauseId;
use crate::fuzz::drive::{Ground, Reached};
use crate::fuzz::guide::{Asked, Guide, Outcome, Rule, Situation};
use crate::oracle::Bench;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What of the contract was reached, and what never.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// How many different places were reached.
    pub places: u64,
    /// How often each operation was answered in which way: status and error code.
    pub answers: BTreeMap<String, BTreeMap<String, u64>>,
    /// How often each clause was judged.
    pub judged: BTreeMap<ClauseId, u64>,
    /// Clauses that could have been judged.
    pub judgeable: BTreeSet<ClauseId>,
    /// How often each defect and variation of a create was tried.
    pub differences: BTreeMap<String, u64>,
    /// How often each trigger was tried.
    pub triggers: BTreeMap<String, u64>,
    /// How often each change of a repeated create was tried.
    pub changes: BTreeMap<String, u64>,
    /// The situations that rules speak of, and how often each was met.
    pub situations: BTreeMap<String, u64>,
}

impl Coverage {
    /// The coverage of a hunt.
    pub fn of(ground: &Ground, bench: &Bench<'_>, novelty: &Novelty, heard: &BTreeMap<ClauseId, u64>) -> Self {
        let guide = &ground.guide;
        let tried = &ground.artist.tried;
        let mut coverage = Self {
            places: novelty.places() as u64,
            judged: heard.clone(),
            judgeable: judgeable(guide, bench, ground.ear.is_some()),
            ..Self::default()
        };
        for (reached, count) in novelty.reached() {
            let answer = match reached.code.as_str() {
                "" => reached.status.to_string(),
                code => format!("{} {code}", reached.status),
            };
            *coverage.answers.entry(reached.operation.clone()).or_default().entry(answer).or_default() += count;
        }
        for (index, twist) in guide.twists.iter().enumerate() {
            let count: u64 = (0..twist.forms.len()).map(|form| tried.twist(index, form)).sum();
            *coverage.differences.entry(twist.name.clone()).or_default() += count;
        }
        for (index, trigger) in guide.triggers.iter().enumerate() {
            coverage.triggers.insert(trigger.name.clone(), tried.trigger(index));
        }
        for index in 0..guide.changes.len() {
            let name = ground.artist.change_name(index).unwrap_or_default();
            coverage.changes.insert(name, tried.change(index));
        }
        for rule in &guide.rules {
            let name = format!("{} {}", rule.operation, rule.when.word());
            let count = novelty.reached().iter().filter(|(reached, _)| meets(rule, reached, guide)).map(|(_, n)| *n);
            *coverage.situations.entry(name).or_default() = count.sum();
        }
        coverage
    }

    /// Adds another hunt's coverage.
    pub fn add(&mut self, other: &Self) {
        self.places = self.places.max(other.places);
        for (operation, answers) in &other.answers {
            add(self.answers.entry(operation.clone()).or_default(), answers);
        }
        add(&mut self.judged, &other.judged);
        self.judgeable.extend(other.judgeable.iter().cloned());
        add(&mut self.differences, &other.differences);
        add(&mut self.triggers, &other.triggers);
        add(&mut self.changes, &other.changes);
        add(&mut self.situations, &other.situations);
    }

    /// Clauses that could have been judged and never were.
    pub fn never_judged(&self) -> impl Iterator<Item = &ClauseId> {
        self.judgeable.iter().filter(|clause| !self.judged.contains_key(*clause))
    }
}

fn add<K: Ord + Clone>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (key, count) in from {
        *to.entry(key.clone()).or_default() += count;
    }
}

/// Whether something reached is what a rule speaks of.
fn meets(rule: &Rule, reached: &Reached, guide: &Guide) -> bool {
    if reached.operation != rule.operation {
        return false;
    }
    let word = rule.when.word();
    match rule.when {
        Situation::Sound => (200..300).contains(&reached.status),
        Situation::Refused if rule.operation == guide.create => {
            guide.refused.iter().any(|pattern| pattern.holds(reached.status, Some(&reached.code)))
        }
        _ => reached.label == word || reached.label.strip_prefix(word).is_some_and(|rest| rest.starts_with(':')),
    }
}

/// Every clause that some walk can have judged.
fn judgeable(guide: &Guide, bench: &Bench<'_>, listens: bool) -> BTreeSet<ClauseId> {
    let of_outcome = |outcome: &Outcome| -> Vec<ClauseId> {
        let all = outcome.always.iter().chain(&outcome.now).chain(&outcome.later).chain(&outcome.end);
        all.map(|asked| asked.clause.clone()).collect()
    };
    let clauses = |asked: &[Asked]| asked.iter().map(|asked| asked.clause.clone()).collect::<Vec<_>>();
    let mut all: BTreeSet<ClauseId> = bench.clauses().cloned().collect();
    if let Some(hooks) = guide.hooks.as_ref().filter(|_| listens) {
        all.extend(bench.delivery_clauses().cloned());
        all.extend(hooks.rules.iter().flat_map(|rule| clauses(&rule.asked)));
    }
    all.extend(of_outcome(&guide.untriggered));
    all.extend(guide.triggers.iter().flat_map(|trigger| of_outcome(&trigger.outcome)));
    all.extend(guide.triggers.iter().flat_map(|trigger| trigger.over.values().cloned()));
    all.extend(guide.rules.iter().flat_map(|rule| clauses(&rule.asked)));
    all.extend(guide.twists.iter().flat_map(|twist| clauses(&twist.asked)));
    all.extend(guide.one_id.iter().map(|(clause, _)| clause.clone()));
    all
}
