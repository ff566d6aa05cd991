//! Who sends a request.

use super::load::Loader;
use crate::contract::Contract;
use crate::files::{At, Problems, Source};
use std::collections::BTreeSet;
use std::fmt;

/// Who sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// The tenant under test.
    Main,
    /// A second tenant.
    Other,
    /// Nobody: no credential is shown.
    None,
    /// Somebody whose well-formed credential was never issued.
    Unknown,
    /// Somebody whose credential begins like that of the tenant under test and goes on.
    MainLonger,
    /// Somebody whose credential differs from that of the tenant under test in the case of its letters.
    MainRecased,
    /// The credential of the tenant under test under the scheme Basic.
    MainUnderBasic,
}

impl Credential {
    /// Every credential with its word.
    pub const ALL: [(&'static str, Credential); 7] = [
        ("main", Credential::Main),
        ("other", Credential::Other),
        ("none", Credential::None),
        ("unknown", Credential::Unknown),
        ("main-longer", Credential::MainLonger),
        ("main-recased", Credential::MainRecased),
        ("main-under-basic", Credential::MainUnderBasic),
    ];

    /// Whether it is made from the tenant's own credential, so that nobody should take it.
    pub fn is_spoilt(self) -> bool {
        matches!(self, Self::MainLonger | Self::MainRecased | Self::MainUnderBasic)
    }

    /// The credential whose secret it is made from.
    pub fn owner(self) -> Self {
        if self.is_spoilt() { Self::Main } else { self }
    }

    /// The credential's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, credential)| *credential == self).map_or("", |(word, _)| word)
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The credential of a word in another file than a scenario.
pub fn credential(
    word: &At<String>,
    contract: &Contract,
    source: &Source,
    problems: &mut Problems,
) -> Option<Credential> {
    Loader { contract, unread: &BTreeSet::new(), source, problems }.credential(word)
}

impl Loader<'_> {
    pub(super) fn credential(&mut self, word: &At<String>) -> Option<Credential> {
        let known = Credential::ALL.iter().find(|(name, _)| *name == word.as_str()).map(|(_, known)| *known);
        if known.is_none() {
            let found = format!("`{}` is no credential", **word);
            self.refuse(word.span(), found, Credential::ALL.iter().map(|(name, _)| *name));
        }
        known
    }
}
