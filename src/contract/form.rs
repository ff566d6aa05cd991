//! What a server itself says of the bodies it takes, for whoever writes a sample.

use super::{Operation, Sample};
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The operation that says it, and which value of its one parameter speaks of which sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The operation.
    pub send: String,
    /// The parameter.
    pub with: String,
    /// Its value, by sample.
    pub of: BTreeMap<String, String>,
}

/// What a server itself says of the bodies it takes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawForm {
    /// The operation that says it.
    pub send: String,
    /// Its path parameter.
    pub with: String,
    /// The parameter's value, by sample.
    pub of: BTreeMap<String, String>,
}

impl Form {
    pub(super) fn check(
        raw: &At<RawForm>,
        operations: &BTreeMap<String, Operation>,
        samples: &BTreeMap<String, Sample>,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        match operations.get(&raw.send) {
            None => {
                problems.push(source.unknown(raw.span(), "operation", &raw.send, operations.keys()));
            }
            Some(operation) if !operation.parameters().eq([raw.with.as_str()]) => {
                let found = format!("operation `{}` does not take `{{{}}}` alone", raw.send, raw.with);
                problems.push(source.problem(raw.span(), found));
            }
            Some(_) => {}
        }
        for name in raw.of.keys().filter(|name| !samples.contains_key(*name)) {
            problems.push(source.unknown(raw.span(), "sample", name, samples.keys()));
        }
        Self { send: raw.send.clone(), with: raw.with.clone(), of: raw.of.clone() }
    }
}
