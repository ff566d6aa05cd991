//! Faults of how refusals look.

use super::super::behaviour::{Code, Message, RetryAfter};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "code-as-text",
        sentence: "The code of a refusal is text.",
        breaks: &["refusal.code-is-an-integer", "repeats.refusal-has-a-code"],
        change: |b| b.refusals.code = Code::Text,
    },
    Fault {
        name: "code-left-out",
        sentence: "A refusal has no code.",
        breaks: &["refusal.code-is-an-integer", "repeats.refusal-has-a-code"],
        change: |b| b.refusals.code = Code::LeftOut,
    },
    Fault {
        name: "message-in-a-list",
        sentence: "The message of a refusal is a list of names.",
        breaks: &[
            "refusal.message-is-text",
            "hash.refusal-is-named",
            "merchant.unknown-is-named",
            "validation.email-is-named",
            "validation.confirmation-url-is-named",
            "validation.currency-is-named",
            "repeats.refusal-is-named",
            "query.bad-hash-is-named",
        ],
        change: |b| b.refusals.message = Message::List,
    },
    Fault {
        name: "retry-after-in-seconds",
        sentence: "An answer 503 says in seconds when to come again.",
        breaks: &["maintenance.says-when"],
        change: |b| b.busy.retry_after = RetryAfter::Seconds,
    },
    Fault {
        name: "retry-after-left-out",
        sentence: "An answer 503 does not say when to come again.",
        breaks: &["maintenance.says-when"],
        change: |b| b.busy.retry_after = RetryAfter::LeftOut,
    },
    Fault {
        name: "drops-without-an-invoice",
        sentence: "A create without an invoice ends the connection.",
        breaks: &["http.answers"],
        change: |b| b.fields.drops_without_invoice = true,
    },
];
