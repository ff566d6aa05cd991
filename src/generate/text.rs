//! Texts of a given length, after a fixed prefix.
//!
//! Refuses to know what a field allows: whoever asks chooses length and alphabet.

use super::source::Source;

/// What a generated text looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextShape {
    /// Characters in all, the prefix included.
    pub length: u32,
    /// What the text begins with.
    pub prefix: String,
    /// What the rest is made of.
    pub alphabet: Alphabet,
}

/// The characters a generated text is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alphabet {
    /// a to z and 0 to 9.
    #[default]
    LowerAlphanumeric,
    /// 0 to 9.
    Digits,
    /// A to Z and a to z.
    Letters,
    /// Characters of two to four bytes: accented and other letters, CJK, emoji; any four in a row hold each kind.
    Unicode,
}

/// A shape no text can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the prefix `{prefix}` leaves nothing to generate in a text of {length} characters")]
pub struct ImpossibleText {
    /// The length asked for.
    pub length: u32,
    /// The prefix asked for.
    pub prefix: String,
}

const LOWER_ALPHANUMERIC: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS: &str = "0123456789";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Each kind is composed, single characters: a server that normalises to NFC gives them back unchanged.
const UNICODE: [&str; 4] = ["áéíóúüñçãõêßøåœ", "жщяюλωψξдњ", "中文字汉語国金銀行账かなカナ한글", "😀🚀💸🦊🌵🎉🐙🧾"];

impl Default for TextShape {
    fn default() -> Self {
        Self { length: 16, prefix: String::new(), alphabet: Alphabet::default() }
    }
}

impl Alphabet {
    /// Every alphabet.
    pub const ALL: [Self; 4] = [Self::LowerAlphanumeric, Self::Digits, Self::Letters, Self::Unicode];

    /// The name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LowerAlphanumeric => "lower-alphanumeric",
            Self::Digits => "digits",
            Self::Letters => "letters",
            Self::Unicode => "unicode",
        }
    }

    /// The alphabet of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alphabet| alphabet.name() == name)
    }

    const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::LowerAlphanumeric => &[LOWER_ALPHANUMERIC],
            Self::Digits => &[DIGITS],
            Self::Letters => &[LETTERS],
            Self::Unicode => &UNICODE,
        }
    }
}

impl TextShape {
    /// Refuses a prefix that fills the text: every test would then share one value.
    pub fn check(&self) -> Result<(), ImpossibleText> {
        if self.prefix.chars().count() < self.length as usize {
            Ok(())
        } else {
            Err(ImpossibleText { length: self.length, prefix: self.prefix.clone() })
        }
    }

    /// The length holds even for a shape that `check` refuses: the prefix is cut.
    pub(super) fn make(&self, source: &mut Source) -> String {
        let length = self.length as usize;
        let kinds: Vec<Vec<char>> = self.alphabet.kinds().iter().map(|kind| kind.chars().collect()).collect();
        let turn = source.within(0..=3_u8);
        let drawn = kinds.iter().cycle().skip(turn.into()).map_while(|kind| source.pick(kind).copied());
        self.prefix.chars().chain(drawn).take(length).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::RunSeed;

    fn made(length: u32, prefix: &str, alphabet: Alphabet) -> String {
        let shape = TextShape { length, prefix: prefix.to_owned(), alphabet };
        shape.make(&mut Source::new(RunSeed::new(1), "", "", ""))
    }

    #[test]
    fn length_counts_characters_and_includes_the_prefix() {
        for alphabet in Alphabet::ALL {
            for length in [0, 1, 4, 64, 500] {
                assert_eq!(made(length, "", alphabet).chars().count(), length as usize);
            }
            let text = made(64, "MOCK_OK_", alphabet);
            assert_eq!((text.chars().count(), text.starts_with("MOCK_OK_")), (64, true), "{text}");
        }
    }

    #[test]
    fn only_the_alphabet_occurs() {
        let all = |alphabet, allowed: fn(char) -> bool| made(500, "", alphabet).chars().all(allowed);
        assert!(all(Alphabet::LowerAlphanumeric, |char| char.is_ascii_lowercase() || char.is_ascii_digit()));
        assert!(all(Alphabet::Digits, |char| char.is_ascii_digit()));
        assert!(all(Alphabet::Letters, |char| char.is_ascii_alphabetic()));
        assert!(all(Alphabet::Unicode, |char| char.len_utf8() > 1));
    }

    #[test]
    fn four_unicode_characters_hold_every_kind() {
        let text: Vec<char> = made(100, "", Alphabet::Unicode).chars().collect();
        for four in text.windows(4) {
            for kind in UNICODE {
                assert!(four.iter().any(|char| kind.contains(*char)), "{four:?}");
            }
        }
        assert!(text.iter().any(|char| char.len_utf16() == 2));
    }

    #[test]
    fn a_prefix_that_fills_the_text_is_refused_and_else_cut() {
        let shape = TextShape { length: 3, prefix: "éàü".to_owned(), alphabet: Alphabet::Digits };
        assert_eq!(shape.check(), Err(ImpossibleText { length: 3, prefix: "éàü".to_owned() }));
        assert_eq!(TextShape { length: 4, ..shape }.check(), Ok(()));
        assert_eq!(made(2, "éàü", Alphabet::Digits), "éà");
    }

    #[test]
    fn every_alphabet_is_found_by_its_name() {
        for alphabet in Alphabet::ALL {
            assert_eq!(Alphabet::from_name(alphabet.name()), Some(alphabet));
        }
        assert_eq!(Alphabet::from_name("Digits"), None);
    }
}
