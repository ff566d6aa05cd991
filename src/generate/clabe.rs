//! CLABE, the Mexican bank account: bank 3, place 3, account 11, check 1.
//!
//! Weights 3, 7, 1 in turn; the check digit fills the sum up to a multiple of ten.

use super::layout::{Check, EqualDigits, Layout};
use super::weigh::{missing_to_ten, weighted};

pub(super) static LAYOUT: Layout = Layout {
    length: 18,
    equal_digits: EqualDigits::Fine,
    // Banks that exist, so that a server which also looks the bank up has no reason to refuse.
    openings: &["002", "012", "014", "072", "646"],
    checks: &[Check { at: 17, over: 0..17, symbols: 10, digit: check }],
};

fn check(digits: &[u8]) -> Option<u8> {
    // The standard takes each product modulo ten before adding; the last digit of the sum is the same.
    Some(missing_to_ten(weighted(digits, &[3, 7, 1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_are_valid() {
        for number in ["002010077777777771", "032180000118359719", "012180001234567899", "646180772234754271"] {
            assert!(LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_digit_or_order_is_not() {
        for number in ["002010723711500217", "072580804895181576", "646180772243754271", "012180001234567890"] {
            assert!(!LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn other_lengths_and_letters_are_not() {
        for text in ["", "01218000123456789", "0121800012345678990", "01218000123456789A", "012 180001234567899"] {
            assert!(!LAYOUT.accepts(text), "{text}");
        }
    }
}
