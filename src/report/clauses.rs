//! How each clause of a profile fared, from the findings of all tests.

use super::{ClausePart, ClauseState, WaiverPart, WaiverState};
use crate::contract::{Clause, ClauseId, Contract, Level, Need, Profile, Rules, Standing};
use crate::scenario::TestId;
use crate::target::Waiver;
use crate::verdict::{Ending, Finding, Judgement, Outcome};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What all tests found about one clause.
#[derive(Debug, Default)]
pub(super) struct Found {
    held_by: BTreeSet<TestId>,
    broken_by: BTreeSet<TestId>,
    unjudged: Vec<String>,
}

/// Findings by clause.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<ClauseId, Found>);

impl Tally {
    /// Takes in what a test found; of one whose story did not come about, only what was judged on the way.
    pub(super) fn add_all(&mut self, judgement: &Judgement) {
        let came_about = !matches!(judgement.ending, Ending::Unexercised(_));
        for finding in &judgement.findings {
            if came_about || !matches!(finding.outcome, Outcome::Unjudged(_)) {
                self.add(&judgement.test, finding);
            }
        }
    }

    fn add(&mut self, test: &TestId, finding: &Finding) {
        let Some(clause) = &finding.clause else { return };
        let found = self.0.entry(clause.clone()).or_default();
        match &finding.outcome {
            Outcome::Held => {
                found.held_by.insert(test.clone());
            }
            Outcome::Broken(_) => {
                found.broken_by.insert(test.clone());
            }
            Outcome::Unjudged(why) => found.unjudged.push(format!("{test}: {why}")),
        }
    }
}

/// What decides how clauses are looked at.
pub(super) struct View<'v> {
    pub(super) contract: &'v Contract,
    pub(super) rules: Rules<'v>,
    pub(super) profile: &'v Profile,
    pub(super) offers: &'v BTreeSet<Need>,
    pub(super) advice: bool,
    pub(super) waivers: &'v [Waiver],
    pub(super) today: Date,
    /// Why tests that cite a clause were skipped, by clause.
    pub(super) skipped: &'v BTreeMap<ClauseId, String>,
    /// Why stories that cite a clause could not come about, by clause.
    pub(super) unexercised: &'v BTreeMap<ClauseId, String>,
    /// Clauses cited by tests that were not asked for.
    pub(super) unselected: &'v BTreeSet<ClauseId>,
}

impl View<'_> {
    /// Every clause of the profile with its state, sorted by id.
    pub(super) fn clauses(&self, tally: &Tally) -> Vec<ClausePart> {
        let of_profile =
            self.contract.clauses.values().filter(|clause| self.rules.standing(clause) != Standing::Foreign);
        of_profile.map(|clause| self.part(clause, tally.0.get(&clause.id))).collect()
    }

    /// What became of each waiver.
    pub(super) fn waivers(&self, clauses: &[ClausePart]) -> Vec<WaiverPart> {
        let state = |waiver: &Waiver| {
            let clause = clauses.iter().find(|part| part.id == waiver.clause);
            match clause.map(|part| &part.state) {
                _ if waiver.is_overdue(self.today) => WaiverState::Overdue,
                Some(ClauseState::Waived | ClauseState::Broken) => WaiverState::Applied,
                Some(ClauseState::Upheld) => WaiverState::Stale,
                _ => WaiverState::Unjudged,
            }
        };
        self.waivers.iter().map(|waiver| WaiverPart { waiver: waiver.clone(), state: state(waiver) }).collect()
    }

    /// Features of the profile whose needs the target does not meet.
    pub(super) fn lacks(&self, feature: &str) -> Option<&Need> {
        let is_core = self.profile.core.iter().any(|core| core == feature);
        let needs = self.contract.features.get(feature).map(|feature| feature.needs.as_slice()).unwrap_or_default();
        if is_core { None } else { needs.iter().find(|need| !self.offers.contains(need)) }
    }

    fn part(&self, clause: &Clause, found: Option<&Found>) -> ClausePart {
        let none = Found::default();
        let found = found.unwrap_or(&none);
        ClausePart {
            id: clause.id.clone(),
            level: clause.level,
            feature: clause.feature.clone(),
            text: clause.text.clone(),
            source: clause.source.clone(),
            state: self.state(clause, found),
            broken_by: found.broken_by.iter().cloned().collect(),
            judged_by: u64::try_from(found.held_by.union(&found.broken_by).count()).unwrap_or(u64::MAX),
        }
    }

    fn state(&self, clause: &Clause, found: &Found) -> ClauseState {
        if clause.level == Level::May {
            return ClauseState::Freedom;
        }
        let relaxed = match self.rules.standing(clause) {
            Standing::JudgedBy(by) => return ClauseState::JudgedBy(by),
            Standing::LeftOut(why) => return ClauseState::NotExercised(why),
            Standing::Relaxed(_) if !found.broken_by.is_empty() => return ClauseState::Clashed,
            Standing::Relaxed(_) => true,
            Standing::Judged | Standing::Foreign => false,
        };
        if !found.broken_by.is_empty() {
            let waived = self.waivers.iter().any(|w| w.clause == clause.id && !w.is_overdue(self.today));
            return if waived { ClauseState::Waived } else { ClauseState::Broken };
        }
        if !found.held_by.is_empty() {
            return ClauseState::Upheld;
        }
        if let Some(reason) = &clause.untestable {
            return ClauseState::Untestable(reason.clone());
        }
        if clause.level == Level::Advice && !self.advice {
            return ClauseState::NotExercised("advice was not asked for".into());
        }
        if let Some(need) = self.lacks(&clause.feature) {
            return ClauseState::NotExercised(format!("feature {} needs {need}", clause.feature));
        }
        let why = found.unjudged.first().or_else(|| self.skipped.get(&clause.id)).cloned();
        if why.is_none()
            && (self.unselected.contains(&clause.id) || (clause.always.is_some() && !self.unselected.is_empty()))
        {
            return ClauseState::Unselected;
        }
        if let (None, Some(why)) = (&why, self.unexercised.get(&clause.id)) {
            return ClauseState::NotExercised(why.clone());
        }
        if relaxed {
            return ClauseState::NotExercised(why.unwrap_or_else(|| "relaxed, and nothing showed it".to_owned()));
        }
        ClauseState::Unjudged(why.unwrap_or_else(|| "nothing in this run was about it".to_owned()))
    }
}
