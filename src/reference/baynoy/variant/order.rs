//! Freedoms of what is looked at, counted and kept.

use super::super::behaviour::{Filter, Reset};
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "scope-after-content",
        sentence: "What is asked for is looked at before whether it may be.",
        uses: &["open.order-of-checks"],
        change: |b| b.admission.scope_after_content = true,
    },
    Variant {
        name: "filter-within-a-page",
        sentence: "The status is looked at once the page is cut, so that pages may be short or empty.",
        uses: &["open.short-pages"],
        change: |b| b.list.filter = Filter::WithinAPage,
    },
    Variant {
        name: "created-answers-200",
        sentence: "What was created is answered 200.",
        uses: &["open.statuses-of-creates"],
        change: |b| b.neighbours.created_status = Some(200),
    },
    Variant {
        name: "first-answer-says-not-replayed",
        sentence: "The first answer under a key says that it is not replayed.",
        uses: &["open.further-members"],
        change: |b| b.neighbours.first_says_false = true,
    },
    Variant {
        name: "malformed-keys-ignored",
        sentence: "An idempotency key outside its form protects nothing.",
        uses: &["open.malformed-key"],
        change: |b| b.neighbours.malformed_ignored = true,
    },
    Variant {
        name: "keys-of-the-api-key",
        sentence: "An idempotency key is one of the API key it comes with.",
        uses: &["open.scope-of-keys"],
        change: |b| b.neighbours.keys_of_the_api_key = true,
    },
    Variant {
        name: "merchant-counted-first",
        sentence: "When both budgets are used up the merchant's is told.",
        uses: &["open.order-of-checks"],
        change: |b| b.rates.merchant_first = true,
    },
    Variant {
        name: "reset-beside-the-code",
        sentence: "The seconds to come back stand beside the code, and may have decimals.",
        uses: &["open.place-of-reset-seconds"],
        change: |b| b.rates.reset = Reset::InTheError,
    },
    Variant {
        name: "reset-in-a-list",
        sentence: "The seconds to come back stand in a list of details.",
        uses: &["open.place-of-reset-seconds", "open.details"],
        change: |b| b.rates.reset = Reset::InAList,
    },
    Variant {
        name: "event-currency-in-capitals",
        sentence: "The currency in an event is in capitals.",
        uses: &["open.types-of-amounts"],
        change: |b| b.events.currency_in_capitals = true,
    },
    Variant {
        name: "event-sent-twice",
        sentence: "An event is sent twice.",
        uses: &["open.events"],
        change: |b| b.events.sent_twice = true,
    },
];
