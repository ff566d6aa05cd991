//! Permitted differences, one chapter per part of the contract. A server that differs like this is as right as the sound
//! one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod answers;
mod order;

use super::Behaviour;
use super::behaviour::IdForm;
use super::config::DEMO_OLDEST_PAYOUT;
use super::payout::bare;
use crate::reference;

/// A permitted difference from the sound server.
pub type Variant = reference::Variant<Behaviour>;

pub(super) const CHAPTERS: &[&[Variant]] = &[answers::VARIANTS, order::VARIANTS];

impl Behaviour {
    /// What the parameter for the size of a page is called, for whoever describes the server as a target.
    #[must_use]
    pub fn page_size(&self) -> String {
        self.list.size_name.unwrap_or("pageSize").to_owned()
    }

    /// The oldest payout of the first merchant, likewise.
    #[must_use]
    pub fn oldest_payout(&self) -> String {
        if self.list.id == IdForm::Bare { bare(1) } else { DEMO_OLDEST_PAYOUT.to_owned() }
    }
}
