//! How the operator of a server that really pays lets outcomes be forced.

use super::load::{Loader, base_url};
use super::raw::RawTarget;
use crate::contract::Outcome;
use crate::expect::Template;
use crate::files::{At, choices};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A way of forcing outcomes upon payments.
#[derive(Debug, Clone, PartialEq)]
pub enum Driver {
    /// By what the create says.
    Body(BTreeMap<Outcome, Vec<(String, Template)>>),
    /// By something of the operator's that is told of the payment once it is made.
    Hook {
        /// What it can force.
        forces: BTreeSet<Outcome>,
        /// What is told.
        hook: Hook,
    },
}

/// What is told of a payment and of the outcome it is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// A program with arguments, in which `{id}` and `{outcome}` stand for themselves.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
        /// The folder it is started in.
        folder: PathBuf,
    },
    /// An address that takes `{"id": …, "outcome": …}` by POST; `{url}` is the target's own.
    Url(String),
}

impl Driver {
    /// The outcomes it can force.
    pub fn forces(&self) -> BTreeSet<Outcome> {
        match self {
            Self::Body(outcomes) => outcomes.keys().copied().collect(),
            Self::Hook { forces, .. } => forces.clone(),
        }
    }
}

/// How outcomes are forced upon payments.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDriver {
    /// A driver of the contract, `"vendor-hook"` or `"none"`.
    pub by: At<String>,
    /// The outcomes it can force; all that the contract's driver knows when absent.
    pub forces: Option<At<Vec<String>>>,
    /// For a vendor hook, a program that is told `{id}` and `{outcome}` in its arguments.
    pub command: Option<At<Vec<String>>>,
    /// For a vendor hook, an address that takes id and outcome by POST; `{url}` stands for the target's own.
    pub url: Option<At<String>>,
}

/// The driver that is a hook of the operator's.
const VENDOR_HOOK: &str = "vendor-hook";
/// No driver.
const NONE: &str = "none";

impl Loader<'_> {
    pub(super) fn driver(&mut self, raw: &RawTarget, folder: PathBuf) -> Option<Driver> {
        let raw = raw.live.as_ref()?.driver.as_ref()?;
        let by = raw.by.as_str();
        let hook = match (&raw.command, &raw.url) {
            (None, None) if by == VENDOR_HOOK => Err("a vendor hook has a `command` or a `url`"),
            (Some(_), Some(_)) => Err("a vendor hook has a `command` or a `url`, not both"),
            (Some(_), None) | (None, Some(_)) if by != VENDOR_HOOK => {
                Err("only a vendor hook has a `command` or a `url`")
            }
            (Some(command), None) if command.is_empty() => Err("a command names a program"),
            (Some(command), None) => Ok(Some(Hook::Command { command: command.to_vec(), folder })),
            (None, Some(url)) => Ok(Some(Hook::Url(url.to_string()))),
            (None, None) => Ok(None),
        };
        if let Some(url) = &raw.url {
            // With the target's own address in its place it has to be one.
            self.accept(url, base_url(&url.replace("{url}", "http://localhost")));
        }
        let hook = self.accept(raw, hook.map_err(str::to_owned))?;
        let forces = self.forces(raw);
        if by == NONE {
            return None;
        }
        if let Some(hook) = hook {
            if forces.as_ref().is_none_or(BTreeSet::is_empty) {
                self.accept(raw, Err::<(), _>("a vendor hook says what it `forces`".to_owned()));
            }
            return Some(Driver::Hook { forces: forces.unwrap_or_default(), hook });
        }
        let Some(known) = self.contract.drivers.get(by) else {
            let names = self.contract.drivers.keys().map(String::as_str).chain([NONE, VENDOR_HOOK]);
            let found = format!("unknown driver `{by}`");
            self.problems.push(self.source.refusal(raw.by.span(), found, choices(names)));
            return None;
        };
        let is_forced = |outcome: &Outcome| forces.as_ref().is_none_or(|forces| forces.contains(outcome));
        let outcomes = known.outcomes.iter().filter(|(outcome, _)| is_forced(outcome));
        Some(Driver::Body(outcomes.map(|(outcome, change)| (*outcome, change.clone())).collect()))
    }

    fn forces(&mut self, raw: &At<RawDriver>) -> Option<BTreeSet<Outcome>> {
        let words = raw.forces.as_ref()?;
        let parsed: Result<BTreeSet<Outcome>, String> = words.iter().map(|word| Outcome::parse(word)).collect();
        self.accept(words, parsed)
    }
}
