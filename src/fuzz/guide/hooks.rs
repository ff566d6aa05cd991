//! What webhooks about a created resource may say, by what is known of it.

use super::{Asked, Situation};
use crate::expect::{CheckKind, DeliveryCheck};

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
