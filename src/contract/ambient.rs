//! Ambient clauses: what is judged on every answer of every scenario and walk.

use super::{Operation, Schemas};
use crate::expect::{Check, CheckKind, RawExpect, StatusPattern, checks};
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;

/// When and what an ambient clause judges.
#[derive(Debug, Clone)]
pub struct Ambient {
    /// Operations it is about; all when empty.
    pub operations: Vec<String>,
    /// Statuses it is about; all when empty.
    pub status: Vec<StatusPattern>,
    /// Whether it is about webhook deliveries instead of answers.
    pub deliveries: bool,
    /// What it asks.
    pub kind: AmbientKind,
}

/// What an ambient clause asks.
#[derive(Debug, Clone)]
pub enum AmbientKind {
    /// Checks like those of a step.
    Expect(Vec<Check>),
    /// A header's value is different on every answer of the run.
    UniqueHeader(String),
    /// The resource keeps to the lifecycle.
    Lifecycle(LifecycleAspect),
}

/// The part of the lifecycle an ambient clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifecycleAspect {
    /// Every status is one of the known states.
    States,
    /// Every change seen can come about by documented moves.
    Moves,
    /// A terminal state is never left.
    Terminal,
}

/// What an ambient clause judges: exactly one of `expect`, `unique`, `lifecycle`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAlways {
    /// Which answers it is about; all when absent.
    pub on: Option<RawOn>,
    /// Checks like those of a step.
    pub expect: Option<RawExpect>,
    /// A value that is different on every answer of a run.
    pub unique: Option<RawUnique>,
    /// The resource keeps to the lifecycle.
    pub lifecycle: Option<RawAspect>,
}

/// Which answers an ambient clause is about.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOn {
    /// Operations.
    #[serde(default)]
    pub operations: Vec<String>,
    /// Statuses or classes.
    #[serde(default)]
    pub status: Vec<String>,
    /// Webhook deliveries instead of answers.
    #[serde(default)]
    pub deliveries: bool,
}

/// A value that is different on every answer of a run.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawUnique {
    /// The header holding it.
    pub header: String,
}

/// A part of the lifecycle.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawAspect {
    /// Known states only.
    States,
    /// Documented moves only.
    Moves,
    /// Terminal is terminal.
    Terminal,
}

impl Ambient {
    /// Whether an answer is this clause's business.
    pub fn concerns(&self, operation: Option<&str>, status: u16) -> bool {
        if self.deliveries {
            return false;
        }
        let operation_fits =
            self.operations.is_empty() || operation.is_some_and(|name| self.operations.iter().any(|o| o == name));
        operation_fits && (self.status.is_empty() || self.status.iter().any(|pattern| pattern.holds(status)))
    }

    /// The checked form; nothing when it does not say what it asks.
    pub(super) fn check(
        raw: &At<RawAlways>,
        operations: &BTreeMap<String, Operation>,
        schemas: &Schemas,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<Self> {
        let kind = AmbientKind::check(raw, schemas, source, problems)?;
        let mut ambient = Self { operations: Vec::new(), status: Vec::new(), deliveries: false, kind };
        let Some(on) = &raw.on else { return Some(ambient) };
        for name in on.operations.iter().filter(|name| !operations.contains_key(*name)) {
            problems.push(source.unknown(raw.span(), "operation", name, operations.keys()));
        }
        if on.deliveries && !(on.operations.is_empty() && on.status.is_empty()) {
            problems.push(source.problem(raw.span(), "deliveries have neither operation nor status"));
        }
        ambient.deliveries = on.deliveries;
        ambient.operations.clone_from(&on.operations);
        for text in &on.status {
            match StatusPattern::from_str(text) {
                Ok(status) => ambient.status.push(status),
                Err(error) => problems.push(source.problem(raw.span(), error.to_string())),
            }
        }
        Some(ambient)
    }
}

impl AmbientKind {
    fn check(raw: &At<RawAlways>, schemas: &Schemas, source: &Source, problems: &mut Problems) -> Option<Self> {
        match (&raw.expect, &raw.unique, &raw.lifecycle) {
            (Some(expect), None, None) => {
                let checks = checks(expect, source, problems);
                for check in &checks {
                    if let CheckKind::Schema(name) = &check.kind
                        && !schemas.has(name)
                    {
                        problems.push(source.unknown(raw.span(), "schema", name, schemas.names()));
                    }
                }
                Some(Self::Expect(checks))
            }
            (None, Some(unique), None) => Some(Self::UniqueHeader(unique.header.clone())),
            (None, None, Some(aspect)) => Some(Self::Lifecycle(match aspect {
                RawAspect::States => LifecycleAspect::States,
                RawAspect::Moves => LifecycleAspect::Moves,
                RawAspect::Terminal => LifecycleAspect::Terminal,
            })),
            _ => {
                let found = "`always` needs exactly one of `expect`, `unique` and `lifecycle`";
                problems.push(source.problem(raw.span(), found));
                None
            }
        }
    }
}
