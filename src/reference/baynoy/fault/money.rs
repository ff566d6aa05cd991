//! Faults of balances and refunds.

use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "balance-answers-201",
        sentence: "A balance is answered 201.",
        breaks: &["balance.answers-200", "scopes.star-is-every-scope"],
        change: |b| b.balance.status = Some(201),
    },
    Fault {
        name: "balance-amounts-as-text",
        sentence: "Amounts in a balance are text.",
        breaks: &["balance.three-lists-of-amounts"],
        change: |b| b.balance.amounts_as_text = true,
    },
    Fault {
        name: "balance-without-reserve",
        sentence: "A balance has no reserve.",
        breaks: &["balance.three-lists-of-amounts"],
        change: |b| b.balance.without = Some("reserve"),
    },
    Fault {
        name: "balance-without-currency",
        sentence: "A balance does not name its currency.",
        breaks: &["balance.names-its-currency"],
        change: |b| b.balance.without = Some("currency"),
    },
    Fault {
        name: "mode-as-text",
        sentence: "A balance says its mode as text.",
        breaks: &["balance.says-which-mode", "balance.test-keys-are-not-live"],
        change: |b| b.balance.mode_as_text = true,
    },
    Fault {
        name: "test-balance-is-live",
        sentence: "A balance under a test key says it is live.",
        breaks: &["balance.test-keys-are-not-live"],
        change: |b| b.balance.is_live = true,
    },
    Fault {
        name: "unknown-payment-answers-400",
        sentence: "A payment that does not exist is answered 400.",
        breaks: &["refunds.unknown-payment-is-404", "codes.of-400"],
        change: |b| b.refunds.unknown_is_400 = true,
    },
    Fault {
        name: "unknown-payment-has-a-conflict",
        sentence: "A payment that does not exist is told `terminal_status`.",
        breaks: &["refunds.unknown-payment-is-404", "codes.of-404"],
        change: |b| b.refunds.unknown_code = Some("terminal_status"),
    },
    Fault {
        name: "foreign-payment-forbidden",
        sentence: "The payment of another merchant is answered 403.",
        breaks: &["refunds.foreign-payment-is-404"],
        change: |b| b.refunds.foreign_is_403 = true,
    },
    Fault {
        name: "refund-of-text",
        sentence: "The amount of a refund may be text.",
        breaks: &["refunds.amount-is-whole"],
        change: |b| b.refunds.amount_as_text = true,
    },
    Fault {
        name: "refund-of-decimals",
        sentence: "The amount of a refund is cut to a whole number.",
        breaks: &["refunds.amount-is-whole"],
        change: |b| b.refunds.amount_with_decimals = true,
    },
    Fault {
        name: "reasons-up-to-255",
        sentence: "A reason of more than 255 characters is refused.",
        breaks: &["refunds.reason-of-500-accepted"],
        change: |b| b.refunds.longest_reason = Some(255),
    },
    Fault {
        name: "reasons-without-end",
        sentence: "A reason may be as long as anybody likes.",
        breaks: &["refunds.longer-reason-refused"],
        change: |b| b.refunds.longest_reason = Some(usize::MAX),
    },
    Fault {
        name: "refund-of-more-than-is-left",
        sentence: "More than is left of a payment is refunded.",
        breaks: &["refunds.no-more-than-is-left"],
        change: |b| b.refunds.more_than_left = true,
    },
];
