//! What reading the tables of `fuzz.toml` has in common; each table is read beside what it becomes.

use super::Asked;
use crate::contract::{ClauseId, Contract, Given, Level, given_table};
use crate::expect::{AnswerPattern, NoStatus, RawExpect};
use crate::files::{At, Problems, Source, choices};
use crate::generate::Generator;
use crate::target::Target;
use std::collections::BTreeMap;
use std::ops::Range;

/// What reads the tables of the file.
pub(super) struct Loader<'a> {
    pub(super) contract: &'a Contract,
    pub(super) target: &'a Target,
    pub(super) source: &'a Source,
    pub(super) problems: &'a mut Problems,
}

impl Loader<'_> {
    pub(super) fn problem(&mut self, span: &Range<usize>, found: String) {
        self.problems.push(self.source.problem(span, found));
    }

    pub(super) fn accept<T>(&mut self, span: &Range<usize>, result: Result<T, String>) -> Option<T> {
        result.map_err(|found| self.problem(span, found)).ok()
    }

    pub(super) fn pattern(&mut self, span: &Range<usize>, text: &str) -> Option<AnswerPattern> {
        self.accept(span, text.parse().map_err(|error: NoStatus| error.to_string()))
    }

    pub(super) fn has(&self, feature: &str) -> bool {
        self.contract.profiles.get(&self.target.profile).is_none_or(|profile| profile.has(feature))
    }

    pub(super) fn clause(&mut self, raw: &At<String>) -> Option<(ClauseId, Level)> {
        let id = ClauseId::of(raw.as_str());
        let known = self.contract.clause(&id).map(|clause| (id.clone(), clause.level));
        self.accept(raw.span(), known.ok_or_else(|| format!("unknown clause `{id}`")))
    }

    pub(super) fn feature(&mut self, raw: &At<String>) -> bool {
        if !self.contract.features.contains_key(raw.as_str()) {
            let known = choices(self.contract.features.keys().map(String::as_str));
            self.problems.push(self.source.refusal(raw.span(), format!("unknown feature `{}`", **raw), known));
        }
        self.has(raw)
    }

    pub(super) fn samples(&mut self, raw: &[At<String>]) -> Vec<String> {
        for name in raw {
            if !self.contract.samples.contains_key(name.as_str()) {
                let known = choices(self.contract.samples.keys().map(String::as_str));
                self.problems.push(self.source.refusal(name.span(), format!("unknown sample `{}`", **name), known));
            }
        }
        raw.iter().map(|name| name.to_string()).collect()
    }

    pub(super) fn asked(&mut self, raw: &[At<RawExpect>]) -> Vec<Asked> {
        let (contract, profile) = (self.contract, self.target.profile.as_str());
        raw.iter().filter_map(|raw| Asked::read(raw, contract, profile, self.source, self.problems)).collect()
    }

    pub(super) fn key(&mut self, raw: &At<crate::contract::RawGiven>) -> Option<Generator> {
        let table = BTreeMap::from([("key".to_owned(), raw.clone())]);
        match given_table(&table, self.source, self.problems).remove("key") {
            Some(Given::Made(generator)) => Some(generator),
            _ => {
                self.problem(raw.span(), "a form of key is a generator".into());
                None
            }
        }
    }
}
