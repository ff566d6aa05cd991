//! Who sends a request.

use super::load::Loader;
use crate::contract::{Contract, LONGEST_KEY_NAME, is_key_name};
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
    /// A further key of the contract's.
    Further(KeyName),
}

/// The name of a further key, small enough to be handed around like the words of the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName([u8; LONGEST_KEY_NAME]);

impl KeyName {
    /// The name a text is; nothing when it can name no key.
    pub fn of(text: &str) -> Option<Self> {
        let mut letters = [0; LONGEST_KEY_NAME];
        letters.get_mut(..text.len()).filter(|_| is_key_name(text))?.copy_from_slice(text.as_bytes());
        Some(Self(letters))
    }

    /// The name's text.
    pub fn as_str(&self) -> &str {
        // Only letters, digits and dashes are ever put in, then nothing.
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end_matches('\0')
    }
}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Credential {
    /// Every credential with its word, further keys of a contract left out.
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

    /// The credential of a word, as records write it; a word of its own is that of a further key.
    pub fn of_word(word: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, known)| *known);
        known.or_else(|| KeyName::of(word).map(Self::Further))
    }
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Further(name) => f.write_str(name.as_str()),
            known => f.write_str(Self::ALL.iter().find(|(_, one)| one == known).map_or("", |(word, _)| word)),
        }
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
        let own = Credential::ALL.iter().map(|(name, _)| *name);
        let words: Vec<&str> = own.chain(self.contract.credentials.keys().map(String::as_str)).collect();
        if !words.contains(&word.as_str()) {
            let found = format!("`{}` is no credential", **word);
            self.refuse(word.span(), found, words);
            return None;
        }
        Credential::of_word(word)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn a_word_comes_back_as_the_credential_it_was_written_for() {
        let further = KeyName::of("another-shop-2").map(Credential::Further);
        for credential in Credential::ALL.iter().map(|(_, credential)| *credential).chain(further) {
            assert_eq!(Credential::of_word(&credential.to_string()), Some(credential));
        }
        assert_eq!(format!("{:?}", further.unwrap()), "Further(another-shop-2)");
        for (word, _) in Credential::ALL {
            assert_eq!(KeyName::of(word), None, "{word}");
        }
        for text in ["", "-", "a-", "Main", "with space", "ünknown", "a-name-that-is-far-too-long"] {
            assert_eq!(KeyName::of(text), None, "{text}");
        }
    }
}
