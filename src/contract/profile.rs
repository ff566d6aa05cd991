//! Profiles: sets of features a run concludes about, with what holds otherwise there.

use super::{Clause, ClauseId, Feature, Mode, Modes, Outcome, RawMode};
use crate::files::{At, Problems, Source, choices};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A set of features a run concludes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub text: String,
    /// Features without which there is no conformance.
    pub core: Vec<String>,
    /// Features judged when the target offers what they need, and listed as not exercised otherwise.
    pub extended: Vec<String>,
    /// What it does with single clauses and chapters.
    pub modes: Modes,
    /// What the contract says and the provider behind such servers does not allow.
    pub clashes: Vec<Clash>,
    /// Whether payouts move money.
    pub money: Money,
    /// Outcomes that scenarios force by themselves on servers of this profile.
    pub forces: BTreeSet<Outcome>,
}

/// Whether payouts move money.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Money {
    /// They are played through by a mock.
    #[default]
    Play,
    /// They may be paid: whoever creates them has consented, pays beneficiaries of his own, and has set limits.
    Real,
}

/// A point on which the contract cannot be met by a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What the contract says.
    pub contract: String,
    /// What the provider allows.
    pub provider: String,
    /// What is done about it in a run.
    pub handling: String,
}

/// A profile.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawProfile {
    /// What it is.
    pub text: String,
    /// Features without which there is no conformance.
    pub core: Vec<String>,
    /// Features judged when offered.
    #[serde(default)]
    pub extended: Vec<String>,
    /// Whether payouts move money: `play` or `real`.
    #[serde(default)]
    pub money: Money,
    /// Outcomes that scenarios force by themselves: paid, rejected, rejected-at-intake, held, stuck.
    #[serde(default)]
    pub forces: Vec<At<String>>,
    /// What it does with single clauses (`chapter.clause`) and chapters (`chapter.*`).
    #[serde(default)]
    pub modes: BTreeMap<String, At<RawMode>>,
    /// What the contract says and the provider does not allow.
    #[serde(default)]
    pub clash: Vec<RawClash>,
}

/// A point on which the contract cannot be met by a provider.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClash {
    /// What the contract says.
    pub contract: String,
    /// What the provider allows.
    pub provider: String,
    /// What is done about it in a run.
    pub handling: String,
}

impl Profile {
    /// A profile that asks for these features and nothing else.
    pub fn of_features(name: &str, core: impl IntoIterator<Item = String>) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            core: core.into_iter().collect(),
            extended: Vec::new(),
            modes: Modes::default(),
            clashes: Vec::new(),
            money: Money::Play,
            forces: BTreeSet::new(),
        }
    }

    /// Whether it has a feature at all.
    pub fn has(&self, feature: &str) -> bool {
        self.core.iter().chain(&self.extended).any(|name| name == feature)
    }

    /// The checked form; outcomes that cannot be read are left out of it and reported.
    pub(super) fn check(
        name: &str,
        raw: &At<RawProfile>,
        features: &BTreeMap<String, Feature>,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        for feature in raw.core.iter().chain(&raw.extended).filter(|feature| !features.contains_key(*feature)) {
            let known = choices(features.keys().map(String::as_str));
            let found = format!("profile `{name}` names the unknown feature `{feature}`");
            problems.push(source.refusal(raw.span(), found, known));
        }
        let mut forces = BTreeSet::new();
        for word in &raw.forces {
            match Outcome::parse(word) {
                Ok(outcome) => {
                    forces.insert(outcome);
                }
                Err(found) => problems.push(source.problem(word.span(), found)),
            }
        }
        let clash = |raw: &RawClash| Clash {
            contract: raw.contract.clone(),
            provider: raw.provider.clone(),
            handling: raw.handling.clone(),
        };
        Self {
            name: name.to_owned(),
            text: raw.text.clone(),
            core: raw.core.clone(),
            extended: raw.extended.clone(),
            modes: Modes::check(&raw.modes, source, problems),
            clashes: raw.clash.iter().map(clash).collect(),
            money: raw.money,
            forces,
        }
    }

    /// Checks that its modes speak of clauses and chapters there are, and that what judges instead is judged itself;
    /// nothing is said of `unread` chapters.
    pub(super) fn check_modes(
        &self,
        raw: &RawProfile,
        clauses: &BTreeMap<ClauseId, Clause>,
        unread: &BTreeSet<String>,
        source: &Source,
        problems: &mut Problems,
    ) {
        let name = &self.name;
        for (about, ruling) in self.modes.lines() {
            let Some(span) = raw.modes.get(&about).map(At::span) else { continue };
            let chapter = about.split('.').next().unwrap_or_default();
            let known = match about.strip_suffix(".*") {
                Some(chapter) => clauses.keys().any(|id| id.chapter() == chapter),
                None => clauses.contains_key(&ClauseId::of(about.as_str())),
            };
            if !known && !unread.contains(chapter) {
                let of_chapter: Vec<&str> =
                    clauses.keys().filter(|id| id.chapter() == chapter).map(ClauseId::as_str).collect();
                let chapters = clauses.keys().map(ClauseId::chapter);
                let allowed = if of_chapter.is_empty() { choices(chapters) } else { choices(of_chapter) };
                let found = format!("profile `{name}` rules on the unknown `{about}`");
                problems.push(source.refusal(span, found, allowed));
            }
            let Some(by) = &ruling.by else { continue };
            let judged = clauses.get(by).is_some_and(|clause| {
                self.has(&clause.feature) && self.modes.ruling(by).is_none_or(|ruling| ruling.mode == Mode::On)
            });
            if !judged && !unread.contains(by.chapter()) {
                let found = format!("`{about}` is to be judged by `{by}`, which profile `{name}` does not judge");
                problems.push(source.problem(span, found));
            }
        }
    }
}
