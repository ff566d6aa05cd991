//! CBU, the Argentine bank account, in two blocks: bank 3, branch 4, check 1; account 13, check 1.
//!
//! Weights 3, 9, 7, 1 counted so that a 3 stands before each check digit, which fills the sum up to a multiple of ten.

use super::layout::{Check, EqualDigits, Layout};
use super::weigh::{missing_to_ten, weighted};

pub(super) static LAYOUT: Layout = Layout {
    length: 22,
    equal_digits: EqualDigits::Fine,
    // Banks that exist, so that a server which also looks the bank up has no reason to refuse.
    openings: &["007", "011", "017", "072", "285"],
    checks: &[
        Check { at: 7, over: 0..7, symbols: 10, digit: first_check },
        Check { at: 21, over: 8..21, symbols: 10, digit: second_check },
    ],
};

fn first_check(digits: &[u8]) -> Option<u8> {
    Some(missing_to_ten(weighted(digits, &[7, 1, 3, 9])))
}

fn second_check(digits: &[u8]) -> Option<u8> {
    Some(missing_to_ten(weighted(digits, &[3, 9, 7, 1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_valid() {
        for number in ["0077351701911017182957", "0112618173143903975638", "2851102159097677492090"] {
            assert!(LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn one_wrong_block_is_enough_to_be_invalid() {
        for number in [
            "0077351301911017182957",
            "0112618173143903975636",
            "0171639072032763328969",
            "0721082771419115804377",
            "2851102159097675492090",
        ] {
            assert!(!LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn other_lengths_and_letters_are_not() {
        for text in ["", "007735170191101718295", "00773517019110171829570", "007735170191101718295A"] {
            assert!(!LAYOUT.accepts(text), "{text}");
        }
    }
}
