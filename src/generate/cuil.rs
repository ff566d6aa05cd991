//! CUIL, the Argentine person: prefix 2, document 8, check 1.
//!
//! Weights count from 2 at the right up to 7 and begin again. Where ten would be missing the number is not issued with
//! that prefix, so such a body has no check digit here. Refuses to know which prefixes exist when judging a text: it
//! makes those of persons only.

use super::layout::{Check, EqualDigits, Layout};
use super::weigh::missing_to_eleven;

pub(super) static LAYOUT: Layout = Layout {
    length: 11,
    equal_digits: EqualDigits::Fine,
    openings: &["20", "23", "24", "27"],
    checks: &[Check { at: 10, over: 0..10, symbols: 10, digit: check }],
};

fn check(digits: &[u8]) -> Option<u8> {
    Some(missing_to_eleven(digits, 7)).filter(|digit| *digit < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_valid() {
        for number in ["20837719926", "27343199916", "20617165539", "23167955185", "27602107766"] {
            assert!(LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_or_digit_is_not() {
        for number in ["20837719923", "27343199911", "20617165531", "23167255185", "27602107666"] {
            assert!(!LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn a_body_that_misses_ten_has_no_check_digit() {
        // 2 × 5 + 1 × 2 = 12: one above eleven, ten below the next.
        assert_eq!(check(&[2, 0, 0, 0, 0, 0, 0, 0, 0, 1]), None);
        for digit in 0..=9 {
            assert!(!LAYOUT.accepts(&format!("2000000001{digit}")));
        }
    }

    #[test]
    fn other_lengths_and_notations_are_not() {
        for text in ["", "2083771992", "208377199260", "20-83771992-6", "2083771992K"] {
            assert!(!LAYOUT.accepts(text), "{text}");
        }
    }
}
