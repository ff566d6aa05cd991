//! How refusals may look.

use super::super::behaviour::RetryAfter;
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "names-in-small-letters",
        sentence: "Names of what is wrong are written in small letters.",
        uses: &["open.case-of-names"],
        change: |b| b.refusals.small_letters = true,
    },
    Variant {
        name: "forms-refused-in-general",
        sentence: "Whatever is wrong with a member is an invalid request.",
        uses: &["open.general-names"],
        change: |b| b.fields.named = false,
    },
    Variant {
        name: "wrong-hash-not-authorized",
        sentence: "A wrong hash is told that its merchant is not authorized.",
        uses: &["open.general-names"],
        change: |b| b.hashes.create_name = "MERCHANT_NOT_AUTHORIZED",
    },
    Variant {
        name: "unknown-merchant-not-authorized",
        sentence: "A merchant nobody knows is told that it is not authorized.",
        uses: &["open.general-names"],
        change: |b| b.hashes.unknown_merchant = "MERCHANT_NOT_AUTHORIZED",
    },
    Variant {
        name: "refusals-with-a-trace",
        sentence: "A refusal carries what its trace is called.",
        uses: &["open.further-members"],
        change: |b| b.refusals.trace = true,
    },
    Variant {
        name: "retry-after-as-iso",
        sentence: "Retry-After is written as an ISO 8601 time.",
        uses: &["open.form-of-retry-after"],
        change: |b| b.busy.retry_after = RetryAfter::IsoDate,
    },
];
