//! Amounts with two decimals in a range.
//!
//! Refuses to know currencies and what an amount triggers: whoever asks names the cents to use or to avoid.

use rust_decimal::Decimal;

use super::source::Source;

/// What a generated amount looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyShape {
    /// The least amount, not negative.
    pub at_least: Decimal,
    /// The greatest amount.
    pub at_most: Decimal,
    /// The last two digits, where they matter.
    pub cents: Option<u8>,
    /// Last two digits that are not drawn when `cents` leaves them open.
    pub avoid_cents: Vec<u8>,
}

/// A shape no amount can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImpossibleMoney {
    /// The range reaches below zero.
    #[error("an amount of at least {at_least} may be negative")]
    Negative {
        /// The lower end asked for.
        at_least: Decimal,
    },
    /// More than two digits of cents.
    #[error("cents are 0 to 99, found {found}")]
    Cents {
        /// What was found.
        found: u8,
    },
    /// The range and the cents exclude each other.
    #[error("no amount from {at_least} to {at_most} has the cents asked for")]
    Empty {
        /// The lower end asked for.
        at_least: Decimal,
        /// The upper end asked for.
        at_most: Decimal,
    },
}

/// Amounts in minor units that share their cents: `first`, `first` + 100, and so on, `count` of them.
struct Series {
    first: u128,
    count: u128,
}

impl Default for MoneyShape {
    fn default() -> Self {
        Self { at_least: Decimal::TEN, at_most: Decimal::new(999_999, 2), cents: None, avoid_cents: vec![13, 99] }
    }
}

impl MoneyShape {
    /// Refuses a shape that no amount fits.
    pub fn check(&self) -> Result<(), ImpossibleMoney> {
        if self.at_least < Decimal::ZERO {
            return Err(ImpossibleMoney::Negative { at_least: self.at_least });
        }
        if let Some(found) = self.cents.iter().chain(&self.avoid_cents).find(|cents| **cents > 99) {
            return Err(ImpossibleMoney::Cents { found: *found });
        }
        if self.series().is_empty() {
            return Err(ImpossibleMoney::Empty { at_least: self.at_least, at_most: self.at_most });
        }
        Ok(())
    }

    /// A shape that `check` refuses because nothing fits gives its lower end.
    pub(super) fn make(&self, source: &mut Source) -> String {
        let series = self.series();
        let total: u128 = series.iter().map(|series| series.count).sum();
        let mut index = if total == 0 { 0 } else { source.within(0..=total - 1) };
        for Series { first, count } in series {
            if index < count {
                return written(first + index * 100);
            }
            index -= count;
        }
        written(minor_at_least(self.at_least))
    }

    /// Every amount that fits, one series per cents, empty ones left out.
    fn series(&self) -> Vec<Series> {
        let Some(highest) = minor_at_most(self.at_most) else { return Vec::new() };
        let lowest = minor_at_least(self.at_least);
        (0..100)
            .filter(|cents| self.cents.map_or_else(|| !self.avoid_cents.contains(cents), |wanted| *cents == wanted))
            .filter_map(|cents| {
                let first = lowest + (u128::from(cents) + 100 - lowest % 100) % 100;
                let count = highest.checked_sub(first)? / 100 + 1;
                Some(Series { first, count })
            })
            .collect()
    }
}

/// The least number of minor units that is not below the amount; none below zero.
fn minor_at_least(amount: Decimal) -> u128 {
    let units = u128::try_from(amount.mantissa()).unwrap_or(0) * 100;
    units.div_ceil(10_u128.pow(amount.scale()))
}

/// The greatest number of minor units that is not above the amount, if it is not negative.
fn minor_at_most(amount: Decimal) -> Option<u128> {
    let units = u128::try_from(amount.mantissa()).ok()? * 100;
    Some(units / 10_u128.pow(amount.scale()))
}

fn written(minor: u128) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use std::collections::BTreeSet;

    use super::*;
    use crate::generate::RunSeed;

    fn shape(at_least: &str, at_most: &str, cents: Option<u8>) -> MoneyShape {
        let [at_least, at_most] = [at_least, at_most].map(|text| text.parse().unwrap());
        MoneyShape { at_least, at_most, cents, ..MoneyShape::default() }
    }

    fn many(shape: &MoneyShape) -> BTreeSet<String> {
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        (0..2000).map(|_| shape.make(&mut source)).collect()
    }

    #[test]
    fn the_default_stays_in_its_range_and_off_the_avoided_cents() {
        let made = many(&MoneyShape::default());
        assert!(made.len() > 1900, "{}", made.len());
        for text in &made {
            let amount: Decimal = text.parse().unwrap();
            assert!(amount >= "10.00".parse().unwrap() && amount <= "9999.99".parse().unwrap(), "{text}");
            assert_eq!(amount.scale(), 2, "{text}");
            assert!(!text.ends_with(".13") && !text.ends_with(".99"), "{text}");
        }
    }

    #[test]
    fn fixed_cents_win_over_avoided_ones() {
        assert!(many(&shape("10.00", "9999.99", Some(13))).iter().all(|text| text.ends_with(".13")));
        assert_eq!(many(&shape("5.00", "7.00", Some(99))), ["5.99", "6.99"].map(str::to_owned).into());
    }

    #[test]
    fn both_ends_and_everything_between_occur() {
        let made = many(&shape("0.09", "0.15", None));
        assert_eq!(made, ["0.09", "0.10", "0.11", "0.12", "0.14", "0.15"].map(str::to_owned).into());
    }

    #[test]
    fn ends_between_two_cents_are_rounded_into_the_range() {
        assert_eq!(many(&shape("1.001", "1.0199", None)), ["1.01".to_owned()].into());
        assert_eq!(many(&shape("3", "3", None)), ["3.00".to_owned()].into());
    }

    #[test]
    fn the_widest_range_does_not_overflow() {
        let shape = MoneyShape { at_least: Decimal::ZERO, at_most: Decimal::MAX, ..MoneyShape::default() };
        assert_eq!(shape.check(), Ok(()));
        assert!(many(&shape).len() > 1900);
    }

    #[test]
    fn a_shape_no_amount_fits_is_refused() {
        assert_eq!(MoneyShape::default().check(), Ok(()));
        let impossible = |at_least, at_most, cents| shape(at_least, at_most, cents).check();
        assert!(matches!(impossible("-1", "5", None), Err(ImpossibleMoney::Negative { .. })));
        assert_eq!(impossible("1", "5", Some(100)), Err(ImpossibleMoney::Cents { found: 100 }));
        assert!(matches!(impossible("5", "1", None), Err(ImpossibleMoney::Empty { .. })));
        assert!(matches!(impossible("0.99", "0.99", None), Err(ImpossibleMoney::Empty { .. })));
        assert!(matches!(impossible("1.00", "1.50", Some(51)), Err(ImpossibleMoney::Empty { .. })));
        assert!(matches!(impossible("1.001", "1.002", None), Err(ImpossibleMoney::Empty { .. })));
        assert_eq!(many(&shape("5", "1", None)), ["5.00".to_owned()].into());
    }
}
