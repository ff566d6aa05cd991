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

/// A deliberate violation of the contract.
#[derive(Debug)]
pub struct Fault {
    /// Its name in kebab case, unique among all.
    pub name: &'static str,
    /// What the server does under it, in one sentence.
    pub sentence: &'static str,
    /// The clauses it must break.
    pub breaks: &'static [&'static str],
    change: fn(&mut Behaviour),
}

const CHAPTERS: [&[Fault]; 7] = [
    admission::FAULTS,
    envelope::FAULTS,
    list::FAULTS,
    money::FAULTS,
    neighbours::FAULTS,
    paging::FAULTS,
    told::FAULTS,
];

impl Fault {
    /// Every fault, chapter by chapter.
    pub fn all() -> impl Iterator<Item = &'static Fault> {
        CHAPTERS.into_iter().flatten()
    }

    /// The fault of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|fault| fault.name == name)
    }

    /// Changes the one decision it is about.
    pub fn apply(&self, behaviour: &mut Behaviour) {
        (self.change)(behaviour);
    }
}
