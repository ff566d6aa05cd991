//! What a contract asks for under one profile: its features, with the modes of single clauses put over them.

use super::{Clause, ClauseId, Contract, Level, Mode, Money, Profile};

/// A contract seen through a profile.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'c> {
    contract: &'c Contract,
    profile: Option<&'c Profile>,
    advice: bool,
}

/// How a clause stands under a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is judged.
    Judged,
    /// It is looked at; a break is a known clash, for this reason.
    Relaxed(Option<String>),
    /// It is judged by another clause, mostly one that says the opposite.
    JudgedBy(ClauseId),
    /// It is not judged, and why.
    LeftOut(String),
    /// The profile does not speak of it.
    Foreign,
}

impl<'c> Rules<'c> {
    /// The contract under the profile of that name; under one it does not know, everything is judged.
    pub fn new(contract: &'c Contract, profile: &str) -> Self {
        Self { contract, profile: contract.profiles.get(profile), advice: false }
    }

    /// The same, with advice judged or not.
    pub fn with_advice(self, advice: bool) -> Self {
        Self { advice, ..self }
    }

    /// The profile, where the contract knows it.
    pub fn profile(&self) -> Option<&'c Profile> {
        self.profile
    }

    /// Whether the payouts of this profile move money.
    pub fn money(&self) -> Money {
        self.profile.map_or(Money::Play, |profile| profile.money)
    }

    /// How a clause stands.
    pub fn standing(&self, clause: &Clause) -> Standing {
        let Some(profile) = self.profile else { return Standing::Judged };
        // A freedom of a feature that is not asked for frees from nothing.
        if clause.level == Level::May && !profile.has(&clause.feature) {
            return Standing::Foreign;
        }
        let ruling = profile.modes.ruling(&clause.id);
        let why = |fallback: &str| {
            let reason = ruling.and_then(|ruling| ruling.reason.clone());
            reason.unwrap_or_else(|| format!("{fallback} in profile {}", profile.name))
        };
        match ruling.map(|ruling| (ruling.mode, &ruling.by)) {
            None if !profile.has(&clause.feature) => Standing::Foreign,
            None | Some((Mode::On, _)) => Standing::Judged,
            Some((Mode::Relaxed, _)) => Standing::Relaxed(ruling.and_then(|ruling| ruling.reason.clone())),
            Some((_, Some(by))) => Standing::JudgedBy(by.clone()),
            Some((Mode::Inverted | Mode::Off, None)) => Standing::LeftOut(why("not asked for")),
            Some((Mode::NotExercised, None)) => Standing::LeftOut(why("not exercised")),
        }
    }

    /// Whether findings about a clause count at all.
    pub fn judges(&self, clause: &ClauseId) -> bool {
        let Some(clause) = self.contract.clause(clause) else { return true };
        let asked = clause.level != Level::Advice || self.advice;
        asked && matches!(self.standing(clause), Standing::Judged | Standing::Relaxed(_))
    }

    /// Whether a break of a clause is a known clash.
    pub fn relaxes(&self, clause: &ClauseId) -> bool {
        let standing = self.contract.clause(clause).map(|clause| self.standing(clause));
        matches!(standing, Some(Standing::Relaxed(_)))
    }

    /// How much breaking a clause weighs: a relaxed one as little as a freedom.
    pub fn level(&self, clause: &ClauseId) -> Level {
        match self.contract.clause(clause) {
            None => Level::Must,
            Some(_) if self.relaxes(clause) => Level::May,
            Some(clause) => clause.level,
        }
    }
}
