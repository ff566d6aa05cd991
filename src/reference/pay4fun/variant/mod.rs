//! Permitted differences, one chapter per part of the contract. A server that differs like this is as right as the sound
//! one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod answers;
mod course;
mod refusals;
mod requests;

use super::Behaviour;

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

const CHAPTERS: [&[Variant]; 4] = [answers::VARIANTS, course::VARIANTS, refusals::VARIANTS, requests::VARIANTS];

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
