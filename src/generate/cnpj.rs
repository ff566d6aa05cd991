//! CNPJ, the Brazilian company: twelve digits and two check digits, the second also over the first.
//!
//! Weights count from 2 at the right up to 9 and begin again; a ten becomes 0. Refuses to know the letters that numbers
//! issued from 2026 on may carry: it neither makes nor accepts them.

use super::layout::{Check, EqualDigits, Layout};
use super::weigh::missing_to_eleven;

pub(super) static LAYOUT: Layout = Layout {
    length: 14,
    equal_digits: EqualDigits::Refused,
    openings: &[""],
    checks: &[
        Check { at: 12, over: 0..12, symbols: 10, digit: check },
        Check { at: 13, over: 0..13, symbols: 10, digit: check },
    ],
};

fn check(digits: &[u8]) -> Option<u8> {
    Some(match missing_to_eleven(digits, 9) {
        10 => 0,
        digit => digit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_valid() {
        for number in ["63445201000112", "96956580000164", "19493496000100", "14764271000128", "86696209000157"] {
            assert!(LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_or_digit_is_not() {
        for number in ["63445201000110", "96956580000144", "19493496000108", "14774271000128", "86696209000110"] {
            assert!(!LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn zeros_are_refused_although_the_sums_agree() {
        assert!(LAYOUT.holds(&[0; 14]));
        assert!(!LAYOUT.accepts("00000000000000"));
    }

    #[test]
    fn other_lengths_and_notations_are_not() {
        for text in ["", "6344520100011", "634452010001120", "63.445.201/0001-12", "6344520100011A"] {
            assert!(!LAYOUT.accepts(text), "{text}");
        }
    }
}
