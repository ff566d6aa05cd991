//! Operations, the one that is sent before anything else, and where an error answer of any says what happened.

use super::Schemas;
use crate::expect::{AnswerPattern, StatusPattern, pointer, wire};
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
    /// The body with `{parameters}` inside its texts, where a request that says no other has one.
    pub body: Option<String>,
    /// Whether its requests change nothing.
    pub only_looks: bool,
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
    /// Whether codes mean the same in whatever case.
    pub any_case: bool,
}

/// One operation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOperation {
    /// The HTTP method.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The JSON body of a request that says no other, with `{parameters}` inside its texts.
    pub body: Option<At<String>>,
    /// Its requests change nothing, although they are no GET.
    #[serde(default)]
    pub only_looks: bool,
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
    /// Codes mean the same in whatever case.
    #[serde(default)]
    pub any_case: bool,
}

impl Operation {
    /// The names of its parameters, in path and body.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.path_parameters().chain(self.body.iter().flat_map(|body| parameters(body)))
    }

    /// The names of the parameters in its path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &str> {
        parameters(&self.path)
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
        if let Some(body) = &raw.body
            && let Err(error) = serde_json::from_str::<serde_json::Value>(body)
        {
            problems.push(source.problem(body.span(), format!("the body of operation `{name}` is no JSON: {error}")));
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
            body: raw.body.as_ref().map(|body| body.to_string()),
            only_looks: raw.only_looks || matches!(raw.method.as_str(), "GET" | "HEAD"),
            request: raw.request.clone(),
            answers,
            optional: raw.optional,
            items: raw.items.clone(),
        }
    }
}

/// The names in braces; an object of JSON has none, as a name is no text in quotes.
fn parameters(text: &str) -> impl Iterator<Item = &str> {
    let name = |text: &&str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        !text.is_empty() && text.chars().all(fits)
    };
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).filter(name)
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
                    let found = format!("operation `{}` has no parameter `{parameter}`", raw.send);
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
            any_case: raw.any_case,
        }
    }

    /// Whether two codes mean the same.
    pub fn same_code(&self, one: &str, other: &str) -> bool {
        if self.any_case { one.eq_ignore_ascii_case(other) } else { one == other }
    }

    /// Whether an answer belongs to a pattern.
    pub fn holds(&self, pattern: &AnswerPattern, status: u16, code: Option<&str>) -> bool {
        let is_wanted = |wanted: &str| code.is_some_and(|code| self.same_code(wanted, code));
        pattern.status.holds(status) && pattern.code.as_deref().is_none_or(is_wanted)
    }
}
