//! Faults of amounts: reading, rounding, writing.

use super::super::behaviour::amounts::{Negative, Pesos, Reading, Rounding, Written, Zero};
use super::super::behaviour::resource::View;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of amounts.
    AmountsFault {
        /// Amounts in text are read into a double and written from it.
        TextThroughDouble = "text-through-double", ["amounts.digits-kept"],
            |b| b.amounts.from_text = Reading::ThroughDouble;
        /// Trailing zeros are lost, so 20039.20 comes back as 20039.2 and whole amounts without decimals.
        PaddingLost = "padding-lost", ["amounts.two-decimal-text"], |b| b.amounts.written = Written::ZerosTrimmed;
        /// Only whole amounts lose their two zeros.
        WholeAmountsLoseDecimals = "whole-amounts-lose-decimals", ["amounts.two-decimal-text"],
            |b| b.amounts.written = Written::WholeWithoutDecimals;
        /// Amounts are answered as JSON numbers.
        AmountAnsweredAsNumber = "amount-answered-as-number", ["amounts.two-decimal-text"],
            |b| b.amounts.written = Written::Number;
        /// Amounts are answered with separators between the thousands.
        AmountGrouped = "amount-grouped",
            [
                "amounts.centavos-kept",
                "amounts.digits-kept",
                "amounts.two-decimal-text",
                "amounts.value-kept",
                "payout.read-agrees-with-create",
            ],
            |b| b.amounts.written = Written::Grouped;
        /// Amounts are answered with a decimal comma.
        AmountWithComma = "amount-with-comma",
            [
                "amounts.centavos-kept",
                "amounts.digits-kept",
                "amounts.rounded-to-the-cent",
                "amounts.two-decimal-text",
                "amounts.value-kept",
                "payout.read-agrees-with-create",
            ],
            |b| b.amounts.written = Written::DecimalComma;
        /// Amounts are answered with three decimals.
        ThreeDecimals = "three-decimals", ["amounts.rounded-to-the-cent", "amounts.two-decimal-text"],
            |b| b.amounts.written = Written::ThreeDecimals;
        /// A read shows the amount as it was sent, while the create shows it normalised.
        ReadShowsAmountAsSent = "read-shows-amount-as-sent", ["amounts.two-decimal-text"],
            |b| b.amounts.as_sent_in = Some(View::Read);
        /// The create shows the amount as it was sent, and only later reads normalise it.
        CreateShowsAmountAsSent = "create-shows-amount-as-sent",
            ["amounts.rounded-to-the-cent", "amounts.two-decimal-text"],
            |b| b.amounts.as_sent_in = Some(View::Created);
        /// A replay shows the amount as it was sent.
        ReplayShowsAmountAsSent = "replay-shows-amount-as-sent", ["amounts.two-decimal-text"],
            |b| b.amounts.as_sent_in = Some(View::Replayed);
        /// Decimals beyond the second are cut off.
        AmountTruncated = "amount-truncated", ["amounts.rounded-to-the-cent", "triggers.amount-rounded-first"],
            |b| b.amounts.rounding = Rounding::Truncated;
        /// Decimals beyond the second always round up.
        AmountRoundedUp = "amount-rounded-up", ["amounts.rounded-to-the-cent", "triggers.amount-rounded-first"],
            |b| b.amounts.rounding = Rounding::AlwaysUp;
        /// Amounts are rounded to one decimal.
        RoundedToDimes = "rounded-to-dimes",
            [
                "amounts.centavos-kept",
                "amounts.digits-kept",
                "amounts.rounded-to-the-cent",
                "amounts.value-kept",
                "triggers.amount-13-rejects",
                "triggers.amount-99-rejects",
                "triggers.amount-before-document",
                "triggers.amount-rounded-first",
                "triggers.intake-outcomes-are-immediate",
            ],
            |b| b.amounts.rounding = Rounding::OneDecimal;
        /// Payouts in Colombian and Chilean pesos lose their cents.
        PesosLoseCents = "pesos-lose-cents",
            [
                "amounts.centavos-kept",
                "triggers.amount-13-rejects",
                "triggers.amount-99-rejects",
                "triggers.amount-before-document",
                "triggers.amount-rounded-first",
                "triggers.intake-outcomes-are-immediate",
            ],
            |b| b.amounts.pesos = Pesos::LoseCents;
        /// An amount of zero is accepted.
        ZeroAccepted = "zero-accepted", ["amounts.not-positive-refused"], |b| b.amounts.zero = Zero::Accepted;
        /// A negative amount is accepted.
        NegativeAccepted = "negative-accepted",
            ["amounts.not-positive-refused", "triggers.no-shortcut-past-validation"],
            |b| b.amounts.negative = Negative::Accepted;
        /// The sign of a negative amount is dropped and the payout made.
        SignDropped = "sign-dropped", ["amounts.not-positive-refused", "triggers.no-shortcut-past-validation"],
            |b| b.amounts.negative = Negative::SignDropped;
        /// Amounts sent as JSON numbers are refused.
        NumberRefused = "number-refused", ["amounts.number-accepted"],
            |b| b.amounts.from_number = Reading::Refused;
    }
}
