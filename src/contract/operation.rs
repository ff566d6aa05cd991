//! Operations, the one that is sent before anything else, and where an error answer of any says what happened.

use super::Schemas;
use crate::expect::{StatusPattern, pointer, wire};
use crate::files::{At, Problems, Source, choices};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// One thing a client can ask of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// The HTTP method.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The schema of its request body.
    pub request: Option<String>,
    /// Schemas of answer bodies by status.
    pub answers: BTreeMap<StatusPattern, String>,
    /// Whether a target has it only if its operator says so.
    pub optional: bool,
    /// Where the elements of a list answer sit, if known.
    pub items: Option<String>,
}

/// The request sent before anything else, to tell a dead or foreign target from a broken one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smoke {
    /// The operation.
    pub send: String,
    /// Its path parameters.
    pub with: BTreeMap<String, String>,
    /// Statuses that say the credential itself is not accepted.
    pub refused: Vec<u16>,
}

/// Where an error answer says what happened, as JSON pointers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPlaces {
    /// The code programs branch on.
    pub code: String,
    /// The text for people.
    pub message: String,
    /// The request's id, where error bodies carry one.
    pub request_id: Option<String>,
}

/// One operation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOperation {
    /// The HTTP method.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// Schema file of the request body.
    pub request: Option<String>,
    /// Schema files of answer bodies by status or class.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Only there if a target's operator says so.
    #[serde(default)]
    pub optional: bool,
    /// JSON pointer to the elements of a list answer.
    pub items: Option<String>,
}

/// The request sent before anything else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSmoke {
    /// The operation.
    pub send: String,
    /// Path parameters.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// Statuses that say the credential is not accepted.
    #[serde(default)]
    pub refused: Vec<u16>,
}

/// JSON pointers into an error body.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawErrorPlaces {
    /// The code.
    pub code: At<String>,
    /// The text for people.
    pub message: At<String>,
    /// The request's id.
    pub request_id: Option<At<String>>,
}

impl Operation {
    /// The names of its path parameters.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
    }

    /// The checked form; what cannot be checked is left out of it and reported.
    pub(super) fn check(
        name: &str,
        raw: &At<RawOperation>,
        schemas: &Schemas,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        let places = raw.items.iter().map(|items| pointer(items).map(drop));
        for result in [wire::method(&raw.method), wire::path(&raw.path)].into_iter().chain(places) {
            if let Err(found) = result {
                problems.push(source.problem(raw.span(), found));
            }
        }
        let mut answers = BTreeMap::new();
        for (status, schema) in &raw.answers {
            match StatusPattern::from_str(status) {
                Ok(status) => {
                    answers.insert(status, schema.clone());
                }
                Err(error) => problems.push(source.problem(raw.span(), error.to_string())),
            }
        }
        for schema in raw.answers.values().chain(&raw.request).filter(|schema| !schemas.has(schema)) {
            let found = format!("operation `{name}` names the unknown schema `{schema}`");
            problems.push(source.refusal(raw.span(), found, choices(schemas.names())));
        }
        Self {
            name: name.to_owned(),
            method: raw.method.clone(),
            path: raw.path.clone(),
            request: raw.request.clone(),
            answers,
            optional: raw.optional,
            items: raw.items.clone(),
        }
    }
}

impl Smoke {
    /// The checked form; mistakes are reported and kept.
    pub(super) fn check(
        raw: &At<RawSmoke>,
        operations: &BTreeMap<String, Operation>,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        match operations.get(&raw.send) {
            None => {
                problems.push(source.unknown(raw.span(), "operation", &raw.send, operations.keys()));
            }
            Some(operation) => {
                for parameter in operation.parameters().filter(|parameter| !raw.with.contains_key(*parameter)) {
                    let found = format!("operation `{}` needs `with = {{ {parameter} = … }}`", raw.send);
                    problems.push(source.problem(raw.span(), found));
                }
                for parameter in raw.with.keys().filter(|name| !operation.parameters().any(|known| known == *name)) {
                    let found = format!("operation `{}` has no path parameter `{parameter}`", raw.send);
                    problems.push(source.refusal(raw.span(), found, choices(operation.parameters())));
                }
            }
        }
        Self { send: raw.send.clone(), with: raw.with.clone(), refused: raw.refused.clone() }
    }
}

impl ErrorPlaces {
    /// The checked form; mistakes are reported and kept.
    pub(super) fn check(raw: &RawErrorPlaces, source: &Source, problems: &mut Problems) -> Self {
        for at in [&raw.code, &raw.message].into_iter().chain(&raw.request_id) {
            if let Err(found) = pointer(at) {
                problems.push(source.problem(at.span(), found));
            }
        }
        Self {
            code: raw.code.to_string(),
            message: raw.message.to_string(),
            request_id: raw.request_id.as_ref().map(|at| at.to_string()),
        }
    }
}
