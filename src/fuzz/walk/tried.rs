//! How often each thing of the guide was tried, so that the rare comes first. Fixed in size.

use crate::fuzz::guide::Guide;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counters over all that a guide offers.
#[derive(Debug)]
pub struct Tried {
    twists: Vec<Vec<AtomicU64>>,
    rules: Vec<Vec<AtomicU64>>,
    changes: Vec<AtomicU64>,
    triggers: Vec<AtomicU64>,
}

impl Tried {
    /// Counters for a guide, all at nought.
    pub fn of(guide: &Guide) -> Self {
        let row = |count: usize| (0..count).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
        Self {
            twists: guide.twists.iter().map(|twist| row(twist.forms.len())).collect(),
            rules: guide.rules.iter().map(|rule| row(rule.choices())).collect(),
            changes: row(guide.changes.len()),
            triggers: row(guide.triggers.len()),
        }
    }

    /// How often a form of a twist was tried.
    pub fn twist(&self, twist: usize, form: usize) -> u64 {
        count(self.twists.get(twist).and_then(|row| row.get(form)))
    }

    /// How often a choice of a rule was tried.
    pub fn rule(&self, rule: usize, choice: usize) -> u64 {
        count(self.rules.get(rule).and_then(|row| row.get(choice)))
    }

    /// How often a change was tried.
    pub fn change(&self, change: usize) -> u64 {
        count(self.changes.get(change))
    }

    /// How often a trigger was tried.
    pub fn trigger(&self, trigger: usize) -> u64 {
        count(self.triggers.get(trigger))
    }

    /// Notes one more try of a form of a twist.
    pub fn note_twist(&self, twist: usize, form: usize) {
        more(self.twists.get(twist).and_then(|row| row.get(form)));
    }

    /// Notes one more try of a choice of a rule.
    pub fn note_rule(&self, rule: usize, choice: usize) {
        more(self.rules.get(rule).and_then(|row| row.get(choice)));
    }

    /// Notes one more try of a change.
    pub fn note_change(&self, change: usize) {
        more(self.changes.get(change));
    }

    /// Notes one more try of a trigger.
    pub fn note_trigger(&self, trigger: usize) {
        more(self.triggers.get(trigger));
    }
}

fn count(counter: Option<&AtomicU64>) -> u64 {
    counter.map_or(0, |counter| counter.load(Ordering::Relaxed))
}

fn more(counter: Option<&AtomicU64>) {
    if let Some(counter) = counter {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}
