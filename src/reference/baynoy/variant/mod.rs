//! Permitted differences, one chapter per part of the contract. A server that differs like this is as right as the sound
//! one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod answers;
mod order;

use super::Behaviour;
use super::behaviour::IdForm;
use super::config::DEMO_OLDEST_PAYOUT;
use super::payout::bare;

/// A permitted difference from the sound server.
#[derive(Debug)]
pub struct Variant {
    /// Its name in kebab case, unique among all.
    pub name: &'static str,
    /// What the server does under it, in one sentence.
    pub sentence: &'static str,
    /// The freedoms it uses, by clause id.
    pub uses: &'static [&'static str],
    change: fn(&mut Behaviour),
}

const CHAPTERS: [&[Variant]; 2] = [answers::VARIANTS, order::VARIANTS];

impl Variant {
    /// Every variant, chapter by chapter.
    pub fn all() -> impl Iterator<Item = &'static Variant> {
        CHAPTERS.into_iter().flatten()
    }

    /// The variant of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|variant| variant.name == name)
    }

    /// Changes the one decision it is about.
    pub fn apply(&self, behaviour: &mut Behaviour) {
        (self.change)(behaviour);
    }
}

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
