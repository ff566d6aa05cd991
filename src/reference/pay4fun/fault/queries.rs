//! Faults of queries.

use super::super::behaviour::Unknown;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "unknown-invoices-left-out",
        sentence: "An invoice nobody has is left out of the answer.",
        breaks: &[
            "query.one-element-per-invoice",
            "query.names-each-invoice",
            "query.unknown-is-not-found",
            "hash.refused-is-not-processed",
            "merchant.others-are-unknown",
        ],
        change: |b| b.queries.unknown = Unknown::LeftOut,
    },
    Fault {
        name: "unknown-invoices-refused",
        sentence: "A query for an invoice nobody has is answered 404.",
        breaks: &[
            "query.answers-200",
            "query.one-element-per-invoice",
            "query.names-each-invoice",
            "query.unknown-is-not-found",
        ],
        change: |b| b.queries.unknown = Unknown::Refused,
    },
    Fault {
        name: "lone-unknown-invoices-refused",
        sentence: "A query for one invoice alone that nobody has is answered 404.",
        breaks: &[
            "query.answers-200",
            "query.one-element-per-invoice",
            "query.names-each-invoice",
            "query.unknown-is-not-found",
        ],
        change: |b| b.queries.unknown = Unknown::LoneOnesRefused,
    },
    Fault {
        name: "unknown-invoices-called-pending",
        sentence: "An invoice nobody has is said to be pending.",
        breaks: &["query.unknown-is-not-found", "hash.refused-is-not-processed", "merchant.others-are-unknown"],
        change: |b| b.queries.unknown = Unknown::Named("Pending"),
    },
    Fault {
        name: "unknown-invoices-unnamed",
        sentence: "An element for an invoice nobody has does not name it.",
        breaks: &["query.names-each-invoice"],
        change: |b| b.queries.unknown = Unknown::Nameless,
    },
    Fault {
        name: "one-element-too-many",
        sentence: "The first element of an answer comes once more.",
        breaks: &["query.one-element-per-invoice"],
        change: |b| b.queries.twice = true,
    },
    Fault {
        name: "three-elements-at-most",
        sentence: "An answer has three elements at most.",
        breaks: &["query.one-element-per-invoice", "query.names-each-invoice"],
        change: |b| b.queries.most = 3,
    },
    Fault {
        name: "elements-in-an-object",
        sentence: "The list of elements is a member of an object.",
        breaks: &[
            "query.is-a-list",
            "query.status-is-text",
            "query.names-each-invoice",
            "query.one-element-per-invoice",
            "query.unknown-is-not-found",
            "query.known-carries-members",
            "query.known-is-found",
            "hash.refused-is-not-processed",
            "merchant.others-are-unknown",
        ],
        change: |b| b.queries.wrapped = true,
    },
    Fault {
        name: "status-as-a-number",
        sentence: "The status of a payout is a number.",
        breaks: &["query.status-is-text"],
        change: |b| b.queries.status_as_number = true,
    },
    Fault {
        name: "paid-payouts-forgotten",
        sentence: "A payout that was paid is not found any more.",
        breaks: &["query.known-is-found", "query.known-keeps-amount"],
        change: |b| b.queries.forgets_paid = true,
    },
    Fault {
        name: "customer-left-out",
        sentence: "A payout is shown without the address of its customer.",
        breaks: &["query.known-carries-members"],
        change: |b| b.queries.left_out = Some("customerEmail"),
    },
    Fault {
        name: "amount-in-cents",
        sentence: "A payout is shown with its amount in cents.",
        breaks: &["query.known-keeps-amount"],
        change: |b| b.queries.amount_as_cents = true,
    },
    Fault {
        name: "payouts-of-other-merchants-shown",
        sentence: "A payout of another merchant is found.",
        breaks: &["merchant.others-are-unknown"],
        change: |b| b.queries.any_merchant = true,
    },
];
