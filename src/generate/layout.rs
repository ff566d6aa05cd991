//! Where the check digits of a scheme sit, what each covers, and how values of that layout are made and broken.
//!
//! Refuses to know any scheme's arithmetic and notation: every check brings its own rule, every scheme writes itself.

use std::ops::Range;

use super::scheme::{Breakage, Form};
use super::source::Source;

/// The digits of one scheme; its last digit is a check digit.
pub(super) struct Layout {
    /// How many digits a value has, check digits included.
    pub(super) length: usize,
    /// Whether a value of equal digits is one, when its check digits agree.
    pub(super) equal_digits: EqualDigits,
    /// What a value may begin with, each as long as the others; a broken value keeps it, so that only one thing is wrong.
    pub(super) openings: &'static [&'static str],
    /// The check digits, in the order in which they are computed.
    pub(super) checks: &'static [Check],
}

/// Whether a value of equal digits is one, when its check digits agree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EqualDigits {
    /// It is like any other.
    Fine,
    /// Nobody is given it.
    Refused,
}

/// One check digit.
pub(super) struct Check {
    /// Where it stands.
    pub(super) at: usize,
    /// The digits it is computed from.
    pub(super) over: Range<usize>,
    /// How many symbols it can be: 10, or 11 where a letter stands for ten.
    pub(super) symbols: u8,
    /// The check digit that belongs to these digits, if there is one.
    pub(super) digit: fn(&[u8]) -> Option<u8>,
}

impl Check {
    fn right(&self, digits: &[u8]) -> Option<u8> {
        (self.digit)(digits.get(self.over.clone())?)
    }
}

impl Layout {
    /// Whether a text is digits of this layout, with the right check digits.
    pub(super) fn accepts(&self, text: &str) -> bool {
        let differ = |digits: &[u8]| digits.iter().any(|digit| *digit != digits[0]);
        read(text)
            .is_some_and(|digits| self.holds(&digits) && (self.equal_digits == EqualDigits::Fine || differ(&digits)))
    }

    /// Whether digits of this length carry the right check digits.
    pub(super) fn holds(&self, digits: &[u8]) -> bool {
        digits.len() == self.length && self.checks.iter().all(|check| check.right(digits) == Some(digits[check.at]))
    }

    /// A value that holds; one that ends in K only where the last check digit can be ten, else any.
    pub(super) fn valid(&self, source: &mut Source, form: Form) -> Vec<u8> {
        let symbols = self.checks.last().map_or(0, |check| check.symbols);
        let ending = match form {
            Form::Valid => None,
            Form::EndsInZero => Some(0),
            Form::EndsInK => Some(10),
        }
        .filter(|ending| *ending < symbols);
        source.until(|source| {
            let digits = self.draw(source, |_| false);
            (ending.is_none() || digits.last().copied() == ending).then_some(digits)
        })
    }

    /// A value that does not hold, for exactly the reason asked for.
    ///
    /// A wrong first check digit leaves the second right for the digits as they are written, even where it covers the
    /// first. With one check digit, first and second mean that one; where both cover the same digits, first and second
    /// digit mean any of these.
    pub(super) fn broken(&self, source: &mut Source, breakage: Breakage) -> Vec<u8> {
        match breakage {
            Breakage::CheckDigit | Breakage::FirstCheckDigit | Breakage::SecondCheckDigit => {
                self.draw(source, |index| self.concerns(breakage, index))
            }
            Breakage::CheckDigitZero => source.until(|source| {
                let mut digits = self.draw(source, |_| false);
                let last = digits.last_mut().filter(|digit| **digit != 0)?;
                *last = 0;
                Some(digits)
            }),
            Breakage::Digit | Breakage::FirstDigit | Breakage::SecondDigit => {
                let places = self.places(breakage);
                source.until(|source| {
                    let mut digits = self.draw(source, |_| false);
                    let place = *source.pick(&places)?;
                    digits[place] = source.other(digits[place], 10);
                    (!self.holds(&digits)).then_some(digits)
                })
            }
            Breakage::Swap => {
                let places = self.places(breakage);
                source.until(|source| {
                    let digits = self.draw(source, |_| false);
                    let swapped: Vec<Vec<u8>> = (places.iter())
                        .filter(|place| places.contains(&(*place + 1)))
                        .map(|place| exchanged(&digits, *place))
                        .filter(|swapped| !self.holds(swapped))
                        .collect();
                    source.pick(&swapped).cloned()
                })
            }
        }
    }

    /// A drawn body with each check digit in turn: the right one for what is written so far, or another where `wrong`
    /// says so.
    fn draw(&self, source: &mut Source, wrong: impl Fn(usize) -> bool) -> Vec<u8> {
        source.until(|source| {
            let opening = source.pick(self.openings)?;
            let mut digits: Vec<u8> = opening.bytes().map(|byte| byte - b'0').collect();
            digits.resize_with(self.length, || source.within(0..=9));
            if self.is_monotonous(&digits) {
                return None;
            }
            for (index, check) in self.checks.iter().enumerate() {
                let right = check.right(&digits)?;
                digits[check.at] = if wrong(index) { source.other(right, check.symbols) } else { right };
            }
            Some(digits)
        })
    }

    /// Many servers refuse a number of equal digits whatever its check digits say.
    fn is_monotonous(&self, digits: &[u8]) -> bool {
        let mut body = (0..self.length).filter(|place| !self.is_check(*place)).map(|place| digits[place]);
        let first = body.next();
        body.all(|digit| Some(digit) == first)
    }

    /// The places a breakage may touch: neither check digits nor the opening.
    fn places(&self, breakage: Breakage) -> Vec<usize> {
        let opening = self.openings.first().map_or(0, |opening| opening.len());
        let concerned = |place: &usize| {
            (self.checks.iter().enumerate())
                .any(|(index, check)| self.concerns(breakage, index) && check.over.contains(place))
        };
        (opening..self.length).filter(|place| !self.is_check(*place)).filter(concerned).collect()
    }

    fn concerns(&self, breakage: Breakage, index: usize) -> bool {
        match breakage {
            Breakage::FirstCheckDigit | Breakage::FirstDigit => index == 0,
            Breakage::SecondCheckDigit | Breakage::SecondDigit => index + 1 == self.checks.len(),
            Breakage::CheckDigit | Breakage::CheckDigitZero | Breakage::Digit | Breakage::Swap => true,
        }
    }

    fn is_check(&self, place: usize) -> bool {
        self.checks.iter().any(|check| check.at == place)
    }
}

/// Reads a text of ASCII digits.
pub(super) fn read(text: &str) -> Option<Vec<u8>> {
    text.bytes().map(|byte| byte.is_ascii_digit().then(|| byte - b'0')).collect()
}

/// Writes digits, each below ten.
pub(super) fn write(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

fn exchanged(digits: &[u8], place: usize) -> Vec<u8> {
    let mut digits = digits.to_vec();
    digits.swap(place, place + 1);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::RunSeed;

    /// Small and half blind, so that what is rare in real schemes happens often: the check digit sees only whether the
    /// digits add up to an even number.
    const BLIND: Layout = Layout {
        length: 3,
        equal_digits: EqualDigits::Fine,
        openings: &[""],
        checks: &[Check { at: 2, over: 0..2, symbols: 10, digit: |digits| Some((digits[0] + digits[1]) % 2) }],
    };

    /// The check digit is the second digit, so that an exchange shows whenever the digits differ.
    const SECOND: Layout = Layout {
        length: 4,
        equal_digits: EqualDigits::Fine,
        openings: &["1", "2"],
        checks: &[Check { at: 3, over: 0..3, symbols: 10, digit: |digits| digits.get(1).copied() }],
    };

    fn many(make: impl Fn(&mut Source) -> Vec<u8>) -> Vec<Vec<u8>> {
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        (0..500).map(|_| make(&mut source)).collect()
    }

    #[test]
    fn a_body_of_equal_digits_is_never_drawn() {
        assert!(many(|source| BLIND.valid(source, Form::Valid)).iter().all(|digits| digits[0] != digits[1]));
    }

    #[test]
    fn an_altered_digit_the_check_digit_does_not_see_is_not_used() {
        for breakage in [Breakage::Digit, Breakage::FirstDigit, Breakage::SecondDigit] {
            assert!(many(|source| BLIND.broken(source, breakage)).iter().all(|digits| !BLIND.holds(digits)));
        }
    }

    #[test]
    fn an_exchange_spares_opening_and_check_digit_and_shows() {
        for digits in many(|source| SECOND.broken(source, Breakage::Swap)) {
            assert!(!SECOND.holds(&digits), "{digits:?}");
            assert!([1, 2].contains(&digits[0]), "{digits:?}");
            assert_eq!(digits[2], digits[3], "{digits:?}");
        }
    }

    #[test]
    fn a_letter_for_ten_is_not_asked_of_a_layout_without_it() {
        assert!(many(|source| BLIND.valid(source, Form::EndsInK)).iter().all(|digits| BLIND.holds(digits)));
    }

    #[test]
    fn digits_of_another_length_do_not_hold() {
        assert!(BLIND.holds(&[1, 2, 1]));
        assert!(!BLIND.holds(&[1, 2]));
        assert!(!BLIND.holds(&[1, 2, 1, 1]));
        assert!(!BLIND.holds(&[]));
    }
}
