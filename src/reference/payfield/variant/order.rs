//! How requests may be looked at.

use super::super::behaviour::{Check, Encoding};
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "signature-before-time",
        sentence: "The signature is looked at before the time.",
        uses: &["open.order-of-checks"],
        change: |b| {
            b.auth.order =
                &[Check::SignatureThere, Check::Signature, Check::TimeThere, Check::TimeReadable, Check::TimeInWindow];
        },
    },
    Variant {
        name: "fields-before-credentials",
        sentence: "The fields of a create are looked at before who sends it.",
        uses: &["open.order-of-checks"],
        change: |b| b.auth.body_first = true,
    },
    Variant {
        name: "amount-before-other-fields",
        sentence: "The amount is looked at before the other fields.",
        uses: &["open.order-of-checks"],
        change: |b| b.fields.amount_first = true,
    },
    Variant {
        name: "wider-window",
        sentence: "A timestamp may be two minutes off.",
        uses: &["open.window-edge"],
        change: |b| (b.auth.behind, b.auth.ahead) = (120, 120),
    },
    Variant {
        name: "narrower-window",
        sentence: "A timestamp may be half a minute off.",
        uses: &["open.window-edge"],
        change: |b| (b.auth.behind, b.auth.ahead) = (30, 30),
    },
    Variant {
        name: "signatures-count-once",
        sentence: "A signature is let in once.",
        uses: &["open.replayed-signatures"],
        change: |b| b.auth.once = true,
    },
    Variant {
        name: "signatures-in-base64",
        sentence: "Signatures are written in Base64.",
        uses: &["open.signature-encoding"],
        change: |b| b.auth.encoding = Encoding::Base64,
    },
    Variant {
        name: "signatures-in-capitals",
        sentence: "Signatures are written in capital hexadecimal digits.",
        uses: &["open.signature-encoding"],
        change: |b| b.auth.encoding = Encoding::UpperHex,
    },
    Variant {
        name: "foreign-shops-are-denied",
        sentence: "A shop that is not the merchant's is denied with 403.",
        uses: &["open.denied"],
        change: |b| b.reads.denies_foreign_shops = true,
    },
];
