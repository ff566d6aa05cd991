//! Freedoms of amounts.

use super::super::behaviour::amounts::{Ceiling, ExponentText, PaddedText, Reading, Rounding, Vanishing};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of amounts.
    AmountsVariant {
        /// An amount halfway between two cents goes to the even one.
        TiesToEven = "ties-to-even", ["amounts.may-break-ties-either-way"],
            |b| b.amounts.rounding = Rounding::HalfEven;
        /// An amount halfway between two cents goes down.
        TiesDown = "ties-down", ["amounts.may-break-ties-either-way"],
            |b| b.amounts.rounding = Rounding::HalfDown;
        /// A positive amount that rounds to no cent is taken.
        VanishingAmountsTaken = "vanishing-amounts-taken", ["amounts.may-refuse-what-rounds-to-nothing"],
            |b| b.amounts.vanishing = Vanishing::Accepted;
        /// Amounts of a thousand billion and more are refused.
        LargestAmountSet = "largest-amount-set", ["amounts.may-set-a-maximum"],
            |b| b.amounts.ceiling = Ceiling::ThousandBillion;
        /// Amounts in text may have an exponent.
        ExponentsTaken = "exponents-taken", ["amounts.may-refuse-unusual-notations"],
            |b| b.amounts.exponent_text = ExponentText::Accepted;
        /// Amounts in text may have blanks around them.
        BlanksAroundAmountsTaken = "blanks-around-amounts-taken", ["amounts.may-refuse-unusual-notations"],
            |b| b.amounts.padded_text = PaddedText::Trimmed;
        /// Amounts sent as JSON numbers are read with the precision of a double.
        NumbersAreDoubles = "numbers-are-doubles", ["amounts.may-lose-digits-of-long-numbers"],
            |b| b.amounts.from_number = Reading::ThroughDouble;
    }
}
