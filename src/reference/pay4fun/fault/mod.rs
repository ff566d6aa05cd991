//! Deliberate violations, one chapter per part of the contract. Each is a bug a tired engineer ships: small, single and
//! plausible. What a fault does is a change of [`Behaviour`]; what it breaks is named by clause id.

mod confirmations;
mod creates;
mod hashes;
mod queries;
mod refusals;
mod repeats;
mod validation;

use super::Behaviour;
use crate::reference;

/// A deliberate violation of the contract.
pub type Fault = reference::Fault<Behaviour>;

pub(super) const CHAPTERS: &[&[Fault]] = &[
    confirmations::FAULTS,
    creates::FAULTS,
    hashes::FAULTS,
    queries::FAULTS,
    refusals::FAULTS,
    repeats::FAULTS,
    validation::FAULTS,
];
