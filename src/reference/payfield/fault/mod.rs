//! Deliberate violations, one chapter per part of the contract. Each is a bug a tired engineer ships: small, single and
//! plausible. What a fault does is a change of [`Behaviour`]; what it breaks is named by clause id.

mod auth;
mod create;
mod envelope;
mod lifecycle;
mod money;
mod reads;
mod repeats;
mod validation;
mod webhooks;

use super::Behaviour;
use crate::reference;

/// A deliberate violation of the contract.
pub type Fault = reference::Fault<Behaviour>;

pub(super) const CHAPTERS: &[&[Fault]] = &[
    auth::FAULTS,
    create::FAULTS,
    envelope::FAULTS,
    lifecycle::FAULTS,
    money::FAULTS,
    reads::FAULTS,
    repeats::FAULTS,
    validation::FAULTS,
    webhooks::FAULTS,
];
