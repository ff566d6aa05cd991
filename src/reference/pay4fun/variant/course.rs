//! What may become of a payout, and how it may be told.

use super::super::behaviour::{Names, Outcome};
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "payouts-fail",
        sentence: "Every payout fails.",
        uses: &["open.outcome"],
        change: |b| b.life.fails = true,
    },
    Variant {
        name: "payouts-end-at-once",
        sentence: "A payout ends as soon as it is accepted.",
        uses: &["open.outcome"],
        change: |b| b.life.seconds = 0,
    },
    Variant {
        name: "payouts-take-a-minute",
        sentence: "A payout takes a minute.",
        uses: &["open.outcome"],
        change: |b| b.life.seconds = 60,
    },
    Variant {
        name: "confirmed-status-as-text",
        sentence: "The status 201 of a confirmation is text.",
        uses: &["open.type-of-status"],
        change: |b| b.confirmations.outcome = Outcome::StatusAsText,
    },
    Variant {
        name: "members-capitalised",
        sentence: "The members of a confirmation begin with a capital.",
        uses: &["open.case-of-members"],
        change: |b| b.confirmations.names = Names::Capitalised,
    },
    Variant {
        name: "members-in-small-letters",
        sentence: "The members of a confirmation are written in small letters.",
        uses: &["open.case-of-members"],
        change: |b| b.confirmations.names = Names::SmallLetters,
    },
    Variant {
        name: "confirmation-hash-in-small-letters",
        sentence: "The hash of a confirmation is written in small letters.",
        uses: &["open.case-of-hashes"],
        change: |b| b.confirmations.hash_in_small_letters = true,
    },
    Variant {
        name: "confirmations-tried-soon",
        sentence: "A confirmation that was not taken comes again after a minute, five times in all.",
        uses: &["open.confirmation-retries"],
        change: |b| (b.confirmations.gap, b.confirmations.attempts) = (60, 5),
    },
    Variant {
        name: "confirmations-without-dates",
        sentence: "A confirmation has no date.",
        uses: &["open.further-members"],
        change: |b| b.confirmations.with_dates = false,
    },
];
