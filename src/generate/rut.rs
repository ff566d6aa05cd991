//! RUT, the Chilean person or company: seven or eight digits, a dash, and a check digit 0 to 9 or K.
//!
//! Weights count from 2 at the right up to 7 and begin again; K stands for ten. Refuses to know other notations: dots, a
//! missing dash or a small k are not made and not accepted.

use super::layout::{self, Check, EqualDigits, Layout};
use super::scheme::{Breakage, Form};
use super::source::Source;
use super::weigh::missing_to_eleven;

const TEN: u8 = 10;

static SEVEN: Layout = Layout {
    length: 8,
    equal_digits: EqualDigits::Fine,
    openings: &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    checks: &[Check { at: 7, over: 0..7, symbols: 11, digit: check }],
};

static EIGHT: Layout = Layout {
    length: 9,
    equal_digits: EqualDigits::Fine,
    // Persons' numbers: those far above belong to companies or are not issued yet.
    openings: &["1", "2"],
    checks: &[Check { at: 8, over: 0..8, symbols: 11, digit: check }],
};

/// A valid value.
pub fn valid(source: &mut Source, form: Form) -> String {
    write(&layout_of(source).valid(source, form))
}

/// A value that is wrong in this one way.
pub fn broken(source: &mut Source, breakage: Breakage) -> String {
    write(&layout_of(source).broken(source, breakage))
}

/// Whether the text is seven or eight digits, a dash, and the check digit that belongs to them.
pub fn is_valid(text: &str) -> bool {
    read(text).is_some_and(|digits| SEVEN.holds(&digits) || EIGHT.holds(&digits))
}

fn layout_of(source: &mut Source) -> &'static Layout {
    match source.within(0..=1_u8) {
        0 => &SEVEN,
        _ => &EIGHT,
    }
}

fn check(digits: &[u8]) -> Option<u8> {
    Some(missing_to_eleven(digits, 7))
}

fn read(text: &str) -> Option<Vec<u8>> {
    let (body, check) = text.split_once('-')?;
    let mut digits = layout::read(body)?;
    match check {
        "K" => digits.push(TEN),
        _ => digits.push(<[u8; 1]>::try_from(layout::read(check)?).ok()?[0]),
    }
    Some(digits)
}

fn write(digits: &[u8]) -> String {
    match digits.split_last() {
        Some((&TEN, body)) => format!("{}-K", layout::write(body)),
        Some((check, body)) => format!("{}-{check}", layout::write(body)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::RunSeed;

    #[test]
    fn known_numbers_are_valid() {
        for number in ["13866449-K", "11738349-0", "23094226-9", "10584584-7", "23836997-5", "7510913-K"] {
            assert!(is_valid(number), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_or_digit_is_not() {
        for number in ["13866449-0", "11738349-K", "23094226-2", "10284584-7", "23836397-5"] {
            assert!(!is_valid(number), "{number}");
        }
    }

    #[test]
    fn other_lengths_and_notations_are_not() {
        for text in
            ["", "-", "-K", "13866449-k", "13866449K", "13.866.449-K", "13866449-", "13866449-10", "K3866449-K", "0-0"]
        {
            assert!(!is_valid(text), "{text}");
        }
    }

    #[test]
    fn bodies_of_seven_and_eight_digits_both_occur_and_none_begins_with_zero() {
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        let made: Vec<String> = (0..200).map(|_| valid(&mut source, Form::Valid)).collect();
        let long = made.iter().filter(|number| number.len() == 10).count();
        let short = made.iter().filter(|number| number.len() == 9).count();
        assert_eq!(long + short, 200);
        assert!(long >= 50 && short >= 50, "{long} and {short}");
        assert!(made.iter().all(|number| !number.starts_with('0')));
    }

    #[test]
    fn a_wrong_check_digit_can_be_any_other_symbol() {
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        let made: Vec<String> = (0..400).map(|_| broken(&mut source, Breakage::CheckDigit)).collect();
        for symbol in "0123456789K".chars() {
            assert!(made.iter().any(|number| number.ends_with(symbol)), "{symbol}");
        }
    }
}
