//! What may become of payouts, and how that may be told.

use super::super::behaviour::Life;
use super::Variant;

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        name: "payouts-fail",
        sentence: "Payouts come to nothing.",
        uses: &["open.outcome"],
        change: |b| b.life = Life::of(&[(5, "failed")]),
    },
    Variant {
        name: "payouts-are-canceled",
        sentence: "Payouts are canceled.",
        uses: &["open.outcome"],
        change: |b| b.life = Life::of(&[(5, "canceled")]),
    },
    Variant {
        name: "payouts-expire",
        sentence: "Payouts expire.",
        uses: &["open.outcome"],
        change: |b| b.life = Life::of(&[(5, "expired")]),
    },
    Variant {
        name: "payouts-are-refunded",
        sentence: "Payouts are paid and refunded later.",
        uses: &["open.outcome"],
        change: |b| b.life = Life::of(&[(3, "success"), (6, "refunded")]),
    },
    Variant {
        name: "payouts-are-paid-at-once",
        sentence: "A payout is paid by the time its create is answered.",
        uses: &["open.outcome"],
        change: |b| {
            b.life = Life { start: "success", steps: &[] };
        },
    },
    Variant {
        name: "start-is-told",
        sentence: "A webhook tells of the start too.",
        uses: &["open.webhook-selection"],
        change: |b| b.webhooks.tells_start = true,
    },
    Variant {
        name: "last-change-alone-is-told",
        sentence: "Of several changes only the last is told.",
        uses: &["open.webhook-selection"],
        change: |b| {
            b.webhooks.last_alone = true;
            b.life = Life::of(&[(3, "success"), (4, "refunded")]);
        },
    },
    Variant {
        name: "six-attempts",
        sentence: "A webhook is tried six times.",
        uses: &["open.retry-schedule"],
        change: |b| {
            b.webhooks.attempts = 6;
            b.webhooks.gaps = &[60, 300, 1800, 3600, 7200];
        },
    },
    Variant {
        name: "attempts-follow-soon",
        sentence: "Attempts follow each other sooner than is listed.",
        uses: &["open.retry-schedule"],
        change: |b| b.webhooks.gaps = &[10, 20, 40],
    },
    Variant {
        name: "webhooks-name-their-event",
        sentence: "A webhook names the kind of event it is.",
        uses: &["open.further-members"],
        change: |b| b.webhooks.event_type = true,
    },
    Variant {
        name: "webhooks-overtake",
        sentence: "The webhook of a later change arrives before that of an earlier one.",
        uses: &["open.webhook-selection"],
        change: |b| {
            b.webhooks.first_told_late = 6;
            b.life = Life::of(&[(2, "success"), (3, "refunded")]);
        },
    },
];
