//! Permitted differences, one chapter per freedom the documentation leaves. A server that differs like this is as right
//! as the sound one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod duplicates;

use super::Behaviour;
use super::catalogue::catalogue;

catalogue! {
    /// A permitted difference from the sound server.
    Variant {
        Duplicates(duplicates::DuplicatesVariant),
    }
}

impl Variant {
    /// The freedoms this variant uses.
    #[must_use]
    pub fn uses(self) -> &'static [&'static str] {
        self.clauses()
    }
}
