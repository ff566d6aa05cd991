//! What answers may show.

use super::super::behaviour::Transaction;
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "transaction-at-once",
        sentence: "An accepted create has the number of its transaction already.",
        uses: &["open.transaction-while-pending"],
        change: |b| b.accepted.transaction = Transaction::Number,
    },
    Variant {
        name: "pending-in-capitals",
        sentence: "An accepted create is pending in capitals.",
        uses: &["open.case-of-names"],
        change: |b| b.accepted.message = "PENDING",
    },
    Variant {
        name: "process-in-small-letters",
        sentence: "The process of an accepted create begins with a small letter.",
        uses: &["open.case-of-names"],
        change: |b| b.accepted.process = "payout",
    },
    Variant {
        name: "further-members",
        sentence: "An accepted create shows more than is documented.",
        uses: &["open.further-members"],
        change: |b| b.accepted.further = true,
    },
    Variant {
        name: "converted-at-a-loss",
        sentence: "Amounts are converted at another rate, and cost a fee.",
        uses: &["open.conversion"],
        change: |b| (b.accepted.rate, b.accepted.fee) = (17, 125),
    },
    Variant {
        name: "no-converted-amount",
        sentence: "An accepted create shows no converted amount.",
        uses: &["open.conversion"],
        change: |b| b.accepted.left_out = Some("convertedAmount"),
    },
    Variant {
        name: "other-status-words",
        sentence: "Payouts that are asked for are called by other words.",
        uses: &["open.status-words"],
        change: |b| b.queries.words = ["IN PROCESS", "Paid out", "Refused"],
    },
    Variant {
        name: "elements-backwards",
        sentence: "The elements of an answer come in another order than the invoices.",
        uses: &["open.order-of-elements"],
        change: |b| b.queries.backwards = true,
    },
    Variant {
        name: "unknown-invoices-bare",
        sentence: "An invoice nobody has is shown with its status alone.",
        uses: &["open.unknown-elements"],
        change: |b| b.queries.unknown_bare = true,
    },
    Variant {
        name: "elements-without-dates",
        sentence: "A payout that is asked for is shown without a date.",
        uses: &["open.further-members"],
        change: |b| b.queries.with_dates = false,
    },
];
