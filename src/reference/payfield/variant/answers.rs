//! What answers may show.

use super::super::behaviour::{Business, Changed, RepeatAnswer, Rounding, Scope};
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "repeats-show-the-first-answer",
        sentence: "A repeat shows its payout as it was when it was created.",
        uses: &["open.repeat-body"],
        change: |b| b.repeats.answer = RepeatAnswer::AsCreated,
    },
    Variant {
        name: "repeats-show-their-id-alone",
        sentence: "A repeat shows the id and nothing else.",
        uses: &["open.repeat-body"],
        change: |b| b.repeats.answer = RepeatAnswer::IdAlone,
    },
    Variant {
        name: "changed-repeats-conflict",
        sentence: "A changed body under a known external id is answered 409.",
        uses: &["open.changed-repeat"],
        change: |b| b.repeats.changed = Changed::Conflict,
    },
    Variant {
        name: "changed-repeats-are-refused",
        sentence: "A changed body under a known external id is answered 422.",
        uses: &["open.changed-repeat"],
        change: |b| b.repeats.changed = Changed::Refused,
    },
    Variant {
        name: "external-ids-are-the-merchants",
        sentence: "An external id is unique within the merchant, not within the shop.",
        uses: &["open.uniqueness"],
        change: |b| b.repeats.scope = Scope::Merchant,
    },
    Variant {
        name: "refused-creates-use-up-their-id",
        sentence: "A create refused for its balance uses up its external id.",
        uses: &["open.refused-id"],
        change: |b| b.funds.refusal_uses_id = true,
    },
    Variant {
        name: "amounts-keep-their-decimals",
        sentence: "An amount keeps the decimals it was given.",
        uses: &["open.rounding"],
        change: |b| b.fields.rounding = Rounding::Kept,
    },
    Variant {
        name: "business-codes-are-validation-errors",
        sentence: "A refusal that is about no single field has the code of validation errors.",
        uses: &["open.other-codes"],
        change: |b| b.envelope.business_code = Business::Validation,
    },
    Variant {
        name: "insufficient-balance-tells-more",
        sentence: "A balance that does not suffice is told with what is there.",
        uses: &["open.insufficient-text"],
        change: |b| b.funds.insufficient_text = "Insufficient balance: ask your manager for a credit line",
    },
    Variant {
        name: "answers-have-further-members",
        sentence: "Creates answer more than is documented.",
        uses: &["open.further-members"],
        change: |b| b.created.further_members = true,
    },
    Variant {
        name: "refusals-have-further-members",
        sentence: "Refusals say more than is documented.",
        uses: &["open.further-members"],
        change: |b| b.envelope.trace_id = true,
    },
    Variant {
        name: "reads-show-everything",
        sentence: "A read shows what a create shows.",
        uses: &["open.further-members"],
        change: |b| b.reads.shows_everything = true,
    },
    Variant {
        name: "payouts-have-a-fee",
        sentence: "A payout costs more than is paid.",
        uses: &["open.fees"],
        change: |b| b.funds.fee = 150,
    },
];
