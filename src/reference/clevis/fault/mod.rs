//! Deliberate violations, one chapter per part of the contract. Each is a bug a tired engineer ships: small, single and
//! plausible. What a fault does is a change of [`Behaviour`]; what it breaks is named by clause id.

mod duplicates;

use super::Behaviour;
use super::catalogue::catalogue;

catalogue! {
    /// A deliberate violation of the contract.
    Fault {
        Duplicates(duplicates::DuplicatesFault),
    }
}

impl Fault {
    /// The clauses this fault must break.
    #[must_use]
    pub fn breaks(self) -> &'static [&'static str] {
        self.clauses()
    }
}
