//! Permitted differences, one chapter per part of the contract. A server that differs like this is as right as the sound
//! one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod answers;
mod course;
mod refusals;
mod requests;

use super::Behaviour;
use crate::reference;

/// A permitted difference from the sound server.
pub type Variant = reference::Variant<Behaviour>;

pub(super) const CHAPTERS: &[&[Variant]] =
    &[answers::VARIANTS, course::VARIANTS, refusals::VARIANTS, requests::VARIANTS];
