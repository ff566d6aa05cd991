//! What webhooks about a created resource may say, by what is known of it.

use super::load::Loader;
use super::raw::RawHooks;
use super::{Asked, Situation};
use crate::expect::{CheckKind, DeliveryCheck, durations_text, pointer};
use crate::files::{At, choices};

/// What webhooks about created resources may say.
#[derive(Debug, Clone)]
pub struct Hooks {
    /// JSON pointer to the member of a create that names where its webhooks go.
    pub url: String,
    /// How long webhooks may take, in milliseconds of the contract.
    pub within: u64,
    /// How much longer is waited for those that come too much.
    pub quiet: u64,
    /// What must hold of them.
    pub rules: Vec<HookRule>,
}

/// What must hold of the webhooks about one resource in a situation.
#[derive(Debug, Clone)]
pub struct HookRule {
    /// The situation.
    pub when: Situation,
    /// The states one of which the answer to the create showed; any when empty.
    pub from: Vec<String>,
    /// The states all of which answers showed.
    pub shown: Vec<String>,
    /// Whether half a second or more has to lie between the moves of the resource.
    pub apart: bool,
    /// What must hold.
    pub asked: Vec<Asked>,
}

impl Asked {
    /// How many webhooks have to arrive, so that it is worth waiting for.
    pub fn awaits(&self) -> u64 {
        let least = |kind: &CheckKind| match kind {
            CheckKind::Deliveries(DeliveryCheck::Count(bound)) => bound.at_least,
            _ => None,
        };
        self.checks.iter().filter_map(|check| least(&check.kind)).max().unwrap_or(0)
    }

    /// Whether it asks for valid signatures.
    pub fn is_of_signatures(&self) -> bool {
        self.checks.iter().any(|check| matches!(check.kind, CheckKind::Deliveries(DeliveryCheck::Signed)))
    }
}

impl Loader<'_> {
    /// What webhooks may say; nothing where the target sends none.
    pub(super) fn hooks(&mut self, raw: &RawHooks) -> Option<Hooks> {
        if self.contract.webhook.is_none() {
            self.problem(raw.url.span(), "the contract describes no webhooks".into());
        }
        let url = self.accept(raw.url.span(), pointer(&raw.url).map(str::to_owned));
        let within = self.accept(raw.within.span(), durations_text(&raw.within));
        let quiet = self.accept(raw.quiet.span(), durations_text(&raw.quiet));
        let mut rules = Vec::new();
        for raw in &raw.rule {
            let words =
                [Situation::Known, Situation::Accepted, Situation::Replay, Situation::Refused, Situation::Elsewhere];
            let Some(when) = words.iter().find(|when| when.word() == raw.when.as_str()).cloned() else {
                let known = choices(words.iter().map(Situation::word));
                let found = format!("webhooks are judged in no situation `{}`", *raw.when);
                self.problems.push(self.source.refusal(raw.when.span(), found, known));
                continue;
            };
            for state in raw.from.iter().chain(&raw.shown) {
                if !self.contract.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.knows(state)) {
                    self.problem(state.span(), format!("unknown state `{}`", **state));
                }
            }
            let states = |list: &[At<String>]| list.iter().map(|state| state.to_string()).collect::<Vec<_>>();
            let asked = self.asked(&raw.expect);
            rules.push(HookRule { when, from: states(&raw.from), shown: states(&raw.shown), apart: raw.apart, asked });
        }
        let sent = self.target.webhooks.is_some() && rules.iter().any(|rule| !rule.asked.is_empty());
        let (url, within, quiet) = (url?, within?, quiet?);
        sent.then_some(Hooks { url, within, quiet, rules })
    }
}
