//! Freedoms of what answers look like.

use super::super::behaviour::{IdForm, Order, Start};
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "other-words",
        sentence: "Messages are worded in another way.",
        uses: &["open.message-texts"],
        change: |b| b.envelope.other_words = true,
    },
    Variant {
        name: "details-everywhere",
        sentence: "Every refusal has details.",
        uses: &["open.details"],
        change: |b| b.envelope.details_everywhere = true,
    },
    Variant {
        name: "trace-id",
        sentence: "Every answer carries an id of its request.",
        uses: &["open.further-members"],
        change: |b| b.envelope.trace_id = true,
    },
    Variant {
        name: "further-members",
        sentence: "Payouts have more members than are documented.",
        uses: &["open.further-members"],
        change: |b| b.list.further_members = true,
    },
    Variant {
        name: "bare-ids",
        sentence: "Ids of payouts have no prefix.",
        uses: &["open.forms-of-ids"],
        change: |b| b.list.id = IdForm::Bare,
    },
    Variant {
        name: "equal-times-the-other-way",
        sentence: "Payouts of one moment stand the other way round.",
        uses: &["open.equal-times"],
        change: |b| b.list.order = Order::NewestFirstOtherwise,
    },
    Variant {
        name: "limit-in-place-of-page-size",
        sentence: "The size of a page is called limit and is 20 where nobody says.",
        uses: &["open.page-size-name"],
        change: |b| (b.list.size_name, b.list.default_size) = (Some("limit"), Some(20)),
    },
    Variant {
        name: "short-default-pages",
        sentence: "A page has ten payouts where nobody says.",
        uses: &["open.page-size-name"],
        change: |b| b.list.default_size = Some(10),
    },
    Variant {
        name: "start-not-allowed",
        sentence: "Whoever tries to start a payout is told that payouts can only be read.",
        uses: &["open.no-payout-by-key", "open.further-codes"],
        change: |b| b.list.start = Start::NotAllowed,
    },
    Variant {
        name: "start-forbidden",
        sentence: "Whoever tries to start a payout is told that no key may.",
        uses: &["open.no-payout-by-key"],
        change: |b| b.list.start = Start::Forbidden,
    },
    Variant {
        name: "broken-cursor-starts-over",
        sentence: "A cursor that is none leads to the first page.",
        uses: &["open.broken-cursor"],
        change: |b| b.list.broken_cursor_starts_over = true,
    },
    Variant {
        name: "empty-balance",
        sentence: "The lists of a balance are empty.",
        uses: &["open.currencies-of-balances"],
        change: |b| b.balance.empty = true,
    },
];
