//! Deliberate violations, one chapter per part of the contract. Each is a bug a tired engineer ships: small, single and
//! plausible. What a fault does is a change of [`Behaviour`]; what it breaks is named by clause id.

mod admission;
mod envelope;
mod list;
mod money;
mod neighbours;
mod paging;
mod told;

use super::Behaviour;
use crate::reference;

/// A deliberate violation of the contract.
pub type Fault = reference::Fault<Behaviour>;

pub(super) const CHAPTERS: &[&[Fault]] = &[
    admission::FAULTS,
    envelope::FAULTS,
    list::FAULTS,
    money::FAULTS,
    neighbours::FAULTS,
    paging::FAULTS,
    told::FAULTS,
];
