//! How requests may be looked at.

use super::super::behaviour::Same;
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "repeats-answer-409",
        sentence: "A repeat is answered with HTTP status 409.",
        uses: &["open.repeat-status"],
        change: |b| b.repeats.status = 409,
    },
    Variant {
        name: "repeats-have-the-code-400",
        sentence: "A repeat has the code 400 in its body.",
        uses: &["open.repeat-status"],
        change: |b| b.repeats.code = 400,
    },
    Variant {
        name: "same-is-the-customer",
        sentence: "Two creates for one customer within two minutes are the same.",
        uses: &["open.what-is-the-same"],
        change: |b| b.repeats.same = Same::Customer,
    },
    Variant {
        name: "same-is-the-whole-request",
        sentence: "Two creates are the same when all of them is.",
        uses: &["open.what-is-the-same"],
        change: |b| b.repeats.same = Same::Whole,
    },
    Variant {
        name: "invoices-once-for-good",
        sentence: "An invoice is never used again.",
        uses: &["open.after-the-window"],
        change: |b| b.repeats.for_good = true,
    },
    Variant {
        name: "hashes-in-capitals-alone",
        sentence: "A hash in small letters is refused.",
        uses: &["open.case-of-hashes"],
        change: |b| b.hashes.capitals_alone = true,
    },
    Variant {
        name: "hash-before-members",
        sentence: "Merchant and hash are looked at before anything is missed.",
        uses: &["open.order-of-checks"],
        change: |b| b.fields.hash_first = true,
    },
    Variant {
        name: "hash-after-everything",
        sentence: "The hash is looked at last.",
        uses: &["open.order-of-checks"],
        change: |b| b.fields.forms_first = true,
    },
    Variant {
        name: "missing-hash-is-a-wrong-one",
        sentence: "A create without a hash is told that its hash does not fit.",
        uses: &["open.order-of-checks"],
        change: |b| b.fields.missing_hash = "INVALID_SECURITY_HASH",
    },
];
