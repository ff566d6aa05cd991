//! CCI, the Peruvian bank account: bank 3, office 3, account 12, and two check digits at the end.
//!
//! The first check digit covers bank and office, the second the account; each is Luhn's, as both groups have an even
//! length.

use super::layout::{Check, EqualDigits, Layout};
use super::weigh::missing_to_ten;

pub(super) static LAYOUT: Layout = Layout {
    length: 20,
    equal_digits: EqualDigits::Fine,
    // Banks that exist, so that a server which also looks the bank up has no reason to refuse.
    openings: &["002", "003", "009", "011", "018"],
    checks: &[
        Check { at: 18, over: 0..6, symbols: 10, digit: check },
        Check { at: 19, over: 6..18, symbols: 10, digit: check },
    ],
};

fn check(digits: &[u8]) -> Option<u8> {
    let products = digits.iter().zip([1, 2].into_iter().cycle()).map(|(digit, weight)| u32::from(*digit) * weight);
    Some(missing_to_ten(products.map(|product| product / 10 + product % 10).sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_are_valid() {
        for number in ["92250610000000076410", "01124100019000658270", "01136600010003254221", "00219303023863286718"] {
            assert!(LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn placeholders_and_one_wrong_group_are_not() {
        for number in [
            "01136200010004650000",
            "00219700000000000038",
            "00219303023863286798",
            "00310823244129855581",
            "00917071738436740534",
            "01129104882262107377",
            "01800011248761050900",
        ] {
            assert!(!LAYOUT.accepts(number), "{number}");
        }
    }

    #[test]
    fn other_lengths_and_notations_are_not() {
        for text in
            ["", "0021930302386328671", "002193030238632867180", "002-193-030238632867-18", "0021930302386328671A"]
        {
            assert!(!LAYOUT.accepts(text), "{text}");
        }
    }
}
