//! CPF, the Brazilian person: nine digits and two check digits, the second also over the first.
//!
//! Weights count from 2 at the right; a ten cannot be written and becomes 0, so 0 stands for two remainders.

use super::layout::{Check, EqualDigits, Layout};
use super::weigh::missing_to_eleven;

pub(super) static LAYOUT: Layout = Layout {
    length: 11,
    equal_digits: EqualDigits::Refused,
    openings: &[""],
    checks: &[
        Check { at: 9, over: 0..9, symbols: 10, digit: check },
        Check { at: 10, over: 0..10, symbols: 10, digit: check },
    ],
};

fn check(digits: &[u8]) -> Option<u8> {
    Some(match missing_to_eleven(digits, 11) {
        10 => 0,
        digit => digit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_valid() {
        for number in ["14506728920", "06242504740", "31456492306", "14720060110", "45295810399"] {
            assert!(LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_or_digit_is_not() {
        for number in ["14506728929", "06242504760", "31456492303", "14727060110", "45295810387"] {
            assert!(!LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn equal_digits_are_refused_although_the_sums_agree() {
        for digit in 0..=9 {
            assert!(LAYOUT.holds(&[digit; 11]));
            assert!(!LAYOUT.accepts(&digit.to_string().repeat(11)));
        }
    }

    #[test]
    fn a_wrong_first_check_digit_leaves_the_second_right() {
        use crate::generate::RunSeed;
        use crate::generate::scheme::Breakage;
        use crate::generate::source::Source;
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        for _ in 0..200 {
            let digits = LAYOUT.broken(&mut source, Breakage::FirstCheckDigit);
            assert_ne!(check(&digits[..9]), Some(digits[9]));
            assert_eq!(check(&digits[..10]), Some(digits[10]));
        }
    }

    #[test]
    fn other_lengths_and_notations_are_not() {
        for text in ["", "1450672892", "145067289200", "145.067.289-20", "1450672892O"] {
            assert!(!LAYOUT.accepts(text), "{text}");
        }
    }
}
