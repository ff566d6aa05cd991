//! Faults of rate limits and events.

use super::super::behaviour::{Reset, Signed};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "nobody-is-limited",
        sentence: "A key may send as much as it likes.",
        breaks: &["rate-limits.key-has-a-budget"],
        change: |b| (b.rates.keys_unlimited, b.rates.merchants_unlimited) = (true, true),
    },
    Fault {
        name: "merchants-not-limited",
        sentence: "Only keys are counted.",
        breaks: &["rate-limits.keys-share-a-budget"],
        change: |b| b.rates.merchants_unlimited = true,
    },
    Fault {
        name: "rate-code-of-its-own",
        sentence: "A refusal for the rate has a code of its own.",
        breaks: &["rate-limits.code", "rate-limits.keys-share-a-budget"],
        change: |b| b.rates.code = Some("too_many_requests"),
    },
    Fault {
        name: "rate-told-as-not-found",
        sentence: "A refusal for the rate is told `not_found`.",
        breaks: &["rate-limits.code", "rate-limits.keys-share-a-budget", "codes.of-429"],
        change: |b| b.rates.code = Some("not_found"),
    },
    Fault {
        name: "reset-as-text",
        sentence: "The seconds to come back are text.",
        breaks: &["rate-limits.says-when-to-come-back"],
        change: |b| b.rates.reset = Reset::AsText,
    },
    Fault {
        name: "reset-left-out",
        sentence: "The seconds to come back are not told.",
        breaks: &["rate-limits.says-when-to-come-back"],
        change: |b| b.rates.reset = Reset::LeftOut,
    },
    Fault {
        name: "refused-for-good",
        sentence: "A key that was refused for its rate is not served again.",
        breaks: &["rate-limits.served-again"],
        change: |b| b.rates.never_ends = true,
    },
    Fault {
        name: "other-merchants-locked",
        sentence: "When one merchant is refused for its rate nobody else is served for a while.",
        breaks: &["rate-limits.budgets-are-the-merchants-own"],
        change: |b| b.rates.locks_others = true,
    },
    Fault {
        name: "event-signed-over-its-body",
        sentence: "An event is signed over its body alone.",
        breaks: &["webhooks.signed"],
        change: |b| b.events.signed = Signed::BodyAlone,
    },
    Fault {
        name: "event-signed-written-anew",
        sentence: "An event is signed as it reads when it is written anew.",
        breaks: &["webhooks.signed"],
        change: |b| b.events.signed = Signed::BodyWrittenAnew,
    },
    Fault {
        name: "event-time-in-seconds",
        sentence: "The time of a signature is in seconds.",
        breaks: &["webhooks.signed"],
        change: |b| b.events.signed = Signed::TimeInSeconds,
    },
    Fault {
        name: "event-signed-yesterday",
        sentence: "The time of a signature is that of yesterday.",
        breaks: &["webhooks.signed"],
        change: |b| b.events.signed = Signed::TimeOfYesterday,
    },
    Fault {
        name: "event-signature-in-capitals",
        sentence: "The digits of a signature are in capitals.",
        breaks: &["webhooks.signed"],
        change: |b| b.events.signed = Signed::InCapitals,
    },
    Fault {
        name: "event-put",
        sentence: "An event is put.",
        breaks: &["webhooks.posted"],
        change: |b| b.events.put = true,
    },
    Fault {
        name: "event-id-of-the-sending",
        sentence: "The header with the id of an event holds that of its sending.",
        breaks: &["webhooks.id-in-the-header"],
        change: |b| b.events.other_id_in_the_header = true,
    },
    Fault {
        name: "event-type-not-in-the-headers",
        sentence: "The type of an event is in no header.",
        breaks: &["webhooks.type-in-the-header"],
        change: |b| b.events.type_left_out_of_the_headers = true,
    },
    Fault {
        name: "event-id-as-number",
        sentence: "The id of an event is a number.",
        breaks: &["webhooks.has-id-and-type", "webhooks.id-in-the-header"],
        change: |b| b.events.id_as_number = true,
    },
    Fault {
        name: "event-object-is-data",
        sentence: "What an event is about stands right under `data`.",
        breaks: &["webhooks.carries-an-object"],
        change: |b| b.events.object_is_data = true,
    },
    Fault {
        name: "event-created-in-milliseconds",
        sentence: "The time an event was created is in milliseconds.",
        breaks: &["webhooks.created-in-seconds"],
        change: |b| b.events.created_in_milliseconds = true,
    },
];
