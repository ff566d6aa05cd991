//! Faults of webhooks.

use super::super::behaviour::{SignedWebhook, Taken};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "callback-url-ignored",
        sentence: "Changes are told to the shop alone.",
        breaks: &["webhooks.callback-url-is-told"],
        change: |b| b.webhooks.callback_url_counts = false,
    },
    Fault {
        name: "no-webhooks",
        sentence: "Changes are told to nobody.",
        breaks: &["webhooks.callback-url-is-told"],
        change: |b| b.webhooks.sent = false,
    },
    Fault {
        name: "webhook-signs-the-body-alone",
        sentence: "The timestamp of a webhook is not signed.",
        breaks: &["webhooks.signed"],
        change: |b| b.webhooks.signed = SignedWebhook::BodyAlone,
    },
    Fault {
        name: "webhook-signs-body-then-time",
        sentence: "The timestamp of a webhook is signed behind the body.",
        breaks: &["webhooks.signed"],
        change: |b| b.webhooks.signed = SignedWebhook::BodyThenTime,
    },
    Fault {
        name: "webhook-signed-with-the-api-secret",
        sentence: "A webhook is signed with the secret of requests.",
        breaks: &["webhooks.signed"],
        change: |b| b.webhooks.signed = SignedWebhook::WithApiSecret,
    },
    Fault {
        name: "webhook-signed-once",
        sentence: "A webhook that comes again has the signature of its first attempt under a new timestamp.",
        breaks: &["webhooks.signed"],
        change: |b| b.webhooks.signed = SignedWebhook::TimeOfFirstAttempt,
    },
    Fault {
        name: "webhook-time-in-seconds",
        sentence: "The timestamp of a webhook counts seconds.",
        breaks: &["webhooks.signed", "webhooks.time-is-iso"],
        change: |b| b.webhooks.seconds_as_time = true,
    },
    Fault {
        name: "webhook-as-a-form",
        sentence: "A webhook says that its body is a form.",
        breaks: &["webhooks.content-type-is-json"],
        change: |b| b.webhooks.content_type = "application/x-www-form-urlencoded",
    },
    Fault {
        name: "webhook-without-updated-at",
        sentence: "A webhook does not say when the change was.",
        breaks: &["webhooks.carries-seven-fields"],
        change: |b| b.webhooks.without = Some("updated_at"),
    },
    Fault {
        name: "webhook-amount-as-number",
        sentence: "A webhook writes the amount as a number.",
        breaks: &["webhooks.carries-seven-fields"],
        change: |b| b.webhooks.amount_as_number = true,
    },
    Fault {
        name: "webhook-status-in-capitals",
        sentence: "A webhook writes the status in capitals.",
        breaks: &["webhooks.status-is-listed"],
        change: |b| b.webhooks.status_in_capitals = true,
    },
    Fault {
        name: "webhook-sent-once",
        sentence: "A webhook that was refused does not come again.",
        breaks: &["webhooks.refused-comes-again"],
        change: |b| b.webhooks.attempts = 1,
    },
    Fault {
        name: "webhook-taken-by-any-answer",
        sentence: "Any answer counts as taking a webhook.",
        breaks: &["webhooks.refused-comes-again"],
        change: |b| b.webhooks.taken = Taken::Anything,
    },
    Fault {
        name: "webhook-taken-by-200-alone",
        sentence: "Only 200 counts as taking a webhook.",
        breaks: &["webhooks.taken-comes-once"],
        change: |b| b.webhooks.taken = Taken::Only200,
    },
];
