//! Faults of the envelope of answers.

use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "ok-as-text",
        sentence: "An answer says that `ok` is the text true.",
        breaks: &["envelope.success-says-ok"],
        change: |b| b.envelope.ok_as_text = true,
    },
    Fault {
        name: "data-at-the-top",
        sentence: "What was asked for stands at the top of the answer.",
        breaks: &[
            "envelope.success-has-data",
            "payouts.items-are-a-list",
            "payouts.says-whether-there-is-more",
            "payouts.id-is-text",
            "payouts.amount-is-digits",
            "payouts.currency-is-in-capitals",
            "payouts.created-at-is-a-time",
            "payouts.times-have-milliseconds",
            "payouts.newest-first",
            "paging.size-is-kept",
            "filter.shows-that-status-alone",
            "balance.says-which-mode",
            "balance.names-its-currency",
            "balance.test-keys-are-not-live",
        ],
        change: |b| b.envelope.data_at_the_top = true,
    },
    Fault {
        name: "refusal-says-ok",
        sentence: "A refusal says that `ok` is true.",
        breaks: &["envelope.refusal-says-not-ok"],
        change: |b| b.envelope.refusal_says_ok = true,
    },
    Fault {
        name: "code-left-out-of-404",
        sentence: "A 404 has no code.",
        breaks: &[
            "envelope.refusal-has-a-code",
            "refunds.unknown-payment-is-404",
            "refunds.foreign-payment-is-404",
            "tenancy.absent-is-404",
            "tenancy.foreign-is-404",
        ],
        change: |b| b.envelope.code_left_out_of_404 = true,
    },
    Fault {
        name: "message-left-out",
        sentence: "A refusal has no message.",
        breaks: &["envelope.refusal-has-a-message"],
        change: |b| b.envelope.message_left_out = true,
    },
    Fault {
        name: "issues-as-object",
        sentence: "The details of an invalid request are an object.",
        breaks: &["envelope.invalid-fields-are-listed"],
        change: |b| b.envelope.issues_as_object = true,
    },
    Fault {
        name: "issues-left-out",
        sentence: "An invalid request is told without details.",
        breaks: &["envelope.invalid-fields-are-listed"],
        change: |b| b.envelope.issues_left_out = true,
    },
    Fault {
        name: "invalid-request-is-unauthorized",
        sentence: "An invalid request is told `unauthorized`.",
        breaks: &[
            "codes.of-400",
            "paging.size-below-one-refused",
            "paging.size-above-a-hundred-refused",
            "paging.size-is-a-number",
            "filter.unknown-status-refused",
            "refunds.amount-is-whole",
            "refunds.longer-reason-refused",
        ],
        change: |b| b.envelope.invalid_code = Some("unauthorized"),
    },
    Fault {
        name: "invalid-request-answers-422",
        sentence: "An invalid request is answered 422.",
        breaks: &[
            "paging.size-below-one-refused",
            "paging.size-above-a-hundred-refused",
            "paging.size-is-a-number",
            "filter.unknown-status-refused",
            "refunds.amount-is-whole",
            "refunds.longer-reason-refused",
        ],
        change: |b| b.envelope.invalid_is_422 = true,
    },
];
