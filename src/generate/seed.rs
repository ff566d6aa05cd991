//! The seed of a run: the one number from which every generated value follows.

use std::fmt;
use std::str::FromStr;

/// The seed of a run, written as 1 to 16 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunSeed(u64);

impl RunSeed {
    const MOST_DIGITS: usize = 16;

    /// Takes a number as seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed as a number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A text that is no seed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a seed is 1 to 16 hex digits, found `{found}`")]
pub struct InvalidSeed {
    /// The text as it stood.
    pub found: String,
}

impl FromStr for RunSeed {
    type Err = InvalidSeed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidSeed { found: text.to_owned() };
        // The standard parser would also take a leading plus sign.
        if text.len() > Self::MOST_DIGITS || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(invalid());
        }
        u64::from_str_radix(text, 16).map(Self).map_err(|_| invalid())
    }
}

impl fmt::Display for RunSeed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:x}", self.0)
    }
}

impl fmt::Debug for RunSeed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RunSeed({self})")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_to_sixteen_hex_digits_are_a_seed() {
        assert_eq!("0".parse(), Ok(RunSeed::new(0)));
        assert_eq!("5f2c91".parse(), Ok(RunSeed::new(0x5f_2c91)));
        assert_eq!("5F2C91".parse(), Ok(RunSeed::new(0x5f_2c91)));
        assert_eq!("ffffffffffffffff".parse(), Ok(RunSeed::new(u64::MAX)));
    }

    #[test]
    fn anything_else_is_refused_and_quoted() {
        for text in ["", "+1", "-1", "0x1", "5f2c9g", " 1", "1_0", "00000000000000001", "١"] {
            assert_eq!(text.parse::<RunSeed>(), Err(InvalidSeed { found: text.to_owned() }), "{text:?}");
        }
    }

    #[test]
    fn is_shown_in_lower_hex() {
        assert_eq!(RunSeed::new(0x5F_2C91).to_string(), "5f2c91");
        assert_eq!(format!("{:?}", RunSeed::new(0x5F_2C91)), "RunSeed(5f2c91)");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(number: u64) {
            let seed = RunSeed::new(number);
            prop_assert_eq!(seed.to_string().parse::<RunSeed>().unwrap(), seed);
        }
    }
}
