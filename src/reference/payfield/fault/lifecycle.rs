//! Faults of what becomes of a payout.

use super::super::behaviour::Life;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "shows-an-internal-status",
        sentence: "A payout that is being sent shows so by a status of its own.",
        breaks: &["lifecycle.listed-statuses", "webhooks.status-is-listed"],
        change: |b| b.life = Life::of(&[(2, "processing_api"), (3, "success")]),
    },
    Fault {
        name: "cancelled-with-two-l",
        sentence: "A canceled payout is written with two l.",
        breaks: &["lifecycle.listed-statuses"],
        change: |b| b.life = Life::of(&[(3, "cancelled")]),
    },
    Fault {
        name: "failed-payout-succeeds-later",
        sentence: "A payout that failed is paid after all.",
        breaks: &["lifecycle.final-is-final"],
        change: |b| b.life = Life::of(&[(2, "failed"), (9, "success")]),
    },
    Fault {
        name: "paid-payout-fails-later",
        sentence: "A payout that was paid fails later.",
        breaks: &["lifecycle.paid-may-only-be-refunded"],
        change: |b| b.life = Life::of(&[(2, "success"), (9, "failed")]),
    },
    Fault {
        name: "refunded-payout-fails-later",
        sentence: "A refunded payout shows as failed later.",
        breaks: &["lifecycle.final-is-final"],
        change: |b| b.life = Life::of(&[(1, "success"), (1, "refunded"), (8, "failed")]),
    },
    Fault {
        name: "expired-payout-comes-back",
        sentence: "An expired payout is under way again.",
        breaks: &["lifecycle.final-is-final"],
        change: |b| b.life = Life::of(&[(2, "expired"), (9, "pending"), (60, "success")]),
    },
];
