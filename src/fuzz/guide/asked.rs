//! One thing asked of an answer: an expectation with its clause, and as it is written into a scenario.

use crate::contract::{ClauseId, Contract, Level};
use crate::expect::{
    AnswerPattern, Check, CheckKind, Matcher, RawExpect, RawMatcher, RawValue, Template, checks, selectors,
};
use crate::files::{At, Problems, Source};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// One expectation of the guide.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The clause it tests.
    pub clause: ClauseId,
    /// The clause's level.
    pub level: Level,
    /// Which webhooks it is about; all when empty.
    pub of: Vec<(Template, Matcher)>,
    /// What is asked.
    pub checks: Vec<Check>,
    /// The expectation as a scenario writes it, its clause left out.
    pub written: Table,
}

impl Asked {
    /// The same expectation for another clause's sake.
    pub fn under(&self, clause: &ClauseId, level: Level) -> Self {
        Self { clause: clause.clone(), level, ..self.clone() }
    }

    /// The checked form; nothing when it is no business of this profile or a mistake was reported.
    pub(super) fn read(
        raw: &At<RawExpect>,
        contract: &Contract,
        profile: &str,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<Self> {
        let checks = checks(raw, source, problems);
        let of = selectors(raw, source, problems);
        let Some(named) = &raw.clause else {
            problems.push(source.problem(raw.span(), "an expectation of a guide cites a clause"));
            return None;
        };
        let id = ClauseId::of(named.as_str());
        let Some(clause) = contract.clause(&id) else {
            problems.push(source.problem(named.span(), format!("unknown clause `{id}`")));
            return None;
        };
        if clause.level == Level::May {
            problems
                .push(source.problem(named.span(), format!("`{id}` is a freedom (may): nothing can be asked for it")));
        }
        let judged = contract.profiles.get(profile).is_none_or(|profile| profile.has(&clause.feature));
        judged.then(|| Self { clause: id, level: clause.level, of, checks, written: written(raw) })
    }

    /// An expectation made of a status and code pair by the engine, for a clause of the contract.
    pub(super) fn answers(
        clause: &str,
        answers: &[String],
        contract: &Contract,
        profile: &str,
    ) -> Result<Option<Self>, String> {
        let id = ClauseId::of(clause);
        let known = contract.clause(&id).ok_or_else(|| format!("unknown clause `{id}`"))?;
        let patterns: Result<Vec<AnswerPattern>, _> = answers.iter().map(|text| text.parse()).collect();
        let kind = CheckKind::Answers(patterns.map_err(|error| error.to_string())?);
        let judged = contract.profiles.get(profile).is_none_or(|profile| profile.has(&known.feature));
        let mut written = Table::new();
        written.insert("answers".into(), list(answers));
        let checks = vec![Check { line: 0, kind }];
        Ok(judged.then(|| Self { clause: id, level: known.level, of: Vec::new(), checks, written }))
    }
}

fn written(raw: &RawExpect) -> Table {
    let mut table = Table::new();
    let mut put = |name: &str, value: Value| table.insert(name.to_owned(), value);
    for (name, value) in [("status", &raw.status), ("error", &raw.error)] {
        if let Some(value) = value {
            put(name, value.0.clone());
        }
    }
    if let Some(answers) = &raw.answers {
        put("answers", list(answers));
    }
    if let Some(schema) = &raw.schema {
        put("schema", Value::from(schema.as_str()));
    }
    for (name, matchers) in [("of", &raw.of), ("headers", &raw.headers), ("body", &raw.body)] {
        if !matchers.is_empty() {
            let of = |(key, matcher): (&String, &At<RawMatcher>)| (key.clone(), matcher.0.clone());
            put(name, Value::Table(matchers.iter().map(of).collect()));
        }
    }
    if let Some(same) = &raw.same_as {
        let mut inner = Table::new();
        inner.insert("step".into(), Value::from(same.step.as_str()));
        inner.insert("at".into(), list(&same.at));
        if let Some(under) = &same.under {
            inner.insert("under".into(), Value::from(under.as_str()));
        }
        put("same_as", Value::Table(inner));
    }
    if let Some(alike) = &raw.alike {
        put("alike", list(alike));
    }
    if !raw.sums.is_empty() {
        put("sums", Value::Table(raw.sums.iter().map(|(at, of)| (at.clone(), list(of))).collect()));
    }
    if let Some(count) = &raw.count {
        put("count", count.0.clone());
    }
    for (name, text) in [("distinct", &raw.distinct), ("signature", &raw.signature), ("method", &raw.method)] {
        if let Some(text) = text {
            put(name, Value::from(text.as_str()));
        }
    }
    if let Some(raw) = &raw.goes_with {
        let places = [("at", &raw.at), ("with", &raw.with)].map(|(name, at)| (name.to_owned(), at.as_str().into()));
        put("goes_with", Value::Table(places.into_iter().collect()));
    }
    if let Some(walks) = &raw.walks {
        put("walks", list(walks));
    }
    if let Some(in_order) = &raw.in_order {
        put("in_order", Value::from(**in_order));
    }
    if let Some(joined) = &raw.joined {
        let parts = [("body", Value::from(joined.body.as_str())), ("match", joined.matcher.0.clone())];
        let mut inner: Table = parts.map(|(name, part)| (name.to_owned(), part)).into_iter().collect();
        if !joined.of.is_empty() {
            inner.insert("of".into(), chosen(&joined.of));
        }
        put("joined", Value::Table(inner));
    }
    if let Some(same) = &raw.same_elements {
        let places = [("step", &same.step), ("at", &same.at), ("by", &same.by)];
        let mut inner: Table = places.map(|(name, at)| (name.to_owned(), at.as_str().into())).into_iter().collect();
        if !same.of.is_empty() {
            inner.insert("of".into(), chosen(&same.of));
        }
        put("same_elements", Value::Table(inner));
    }
    if let Some(tally) = &raw.tally {
        let mut inner = Table::new();
        for (name, text) in [("of", &tally.of), ("distinct", &tally.distinct)] {
            if let Some(text) = text {
                inner.insert(name.into(), Value::from(text.as_str()));
            }
        }
        let RawValue(count) = &tally.count;
        inner.insert("count".into(), count.clone());
        put("tally", Value::Table(inner));
    }
    table
}

fn chosen(of: &BTreeMap<String, RawMatcher>) -> Value {
    Value::Table(of.iter().map(|(at, matcher)| (at.clone(), matcher.0.clone())).collect())
}

fn list(texts: &[String]) -> Value {
    Value::Array(texts.iter().map(|text| Value::from(text.as_str())).collect())
}
