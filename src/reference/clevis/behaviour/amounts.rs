//! How amounts are read, rounded and written.

use super::resource::View;

#[derive(Clone, Debug, Default)]
pub(crate) struct Amounts {
    pub(crate) from_number: Reading,
    pub(crate) from_text: Reading,
    pub(crate) exponent_text: ExponentText,
    pub(crate) padded_text: PaddedText,
    pub(crate) rounding: Rounding,
    pub(crate) pesos: Pesos,
    pub(crate) zero: Zero,
    pub(crate) negative: Negative,
    pub(crate) vanishing: Vanishing,
    pub(crate) ceiling: Ceiling,
    pub(crate) written: Written,
    /// The one view that shows the amount as it was sent.
    pub(crate) as_sent_in: Option<View>,
}

/// How one of the two notations of an amount is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reading {
    #[default]
    Exact,
    ThroughDouble,
    ThroughFloat,
    LeadingDigits,
    Refused,
}

/// Whether text such as `"1e3"` is an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ExponentText {
    #[default]
    Refused,
    Accepted,
}

/// Whether text with blanks around it is an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PaddedText {
    #[default]
    Refused,
    Trimmed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Rounding {
    #[default]
    HalfUp,
    HalfEven,
    HalfDown,
    Truncated,
    AlwaysUp,
    OneDecimal,
}

/// What happens to the decimals of currencies that have none in daily life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pesos {
    #[default]
    KeepCents,
    LoseCents,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Zero {
    #[default]
    Refused,
    Accepted,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Negative {
    #[default]
    Refused,
    Accepted,
    SignDropped,
}

/// What happens to a positive amount that rounds to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Vanishing {
    #[default]
    Refused,
    Accepted,
}

/// The largest amount taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ceiling {
    /// Twenty-eight digits, which is what the decimal type holds.
    #[default]
    Precision,
    ThousandBillion,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Written {
    #[default]
    TwoDecimals,
    ZerosTrimmed,
    WholeWithoutDecimals,
    ThreeDecimals,
    Grouped,
    DecimalComma,
    Number,
}
