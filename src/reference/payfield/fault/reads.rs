//! Faults of reads.

use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "read-of-pending-answers-202",
        sentence: "A payout under way is read with 202.",
        breaks: &["read.answers-200"],
        change: |b| b.reads.pending_status = 202,
    },
    Fault {
        name: "read-without-shop-code",
        sentence: "A read does not say which shop a payout is of.",
        breaks: &["read.shows-seven-fields"],
        change: |b| b.reads.without = Some("shop_code"),
    },
    Fault {
        name: "read-without-updated-at",
        sentence: "A read does not say when a payout was changed last.",
        breaks: &["read.shows-seven-fields"],
        change: |b| b.reads.without = Some("updated_at"),
    },
    Fault {
        name: "read-shows-another-id",
        sentence: "A read shows another id than the create did.",
        breaks: &["read.same-id"],
        change: |b| b.reads.id_off_by_one = true,
    },
    Fault {
        name: "unknown-payout-answers-400",
        sentence: "A payout that is not there is answered 400.",
        breaks: &["read.other-shop-is-404", "read.unknown-is-404"],
        change: |b| b.reads.unknown_status = 400,
    },
    Fault {
        name: "unknown-payout-spelled-otherwise",
        sentence: "A payout that is not there is told of in another spelling.",
        breaks: &["read.unknown-is-404"],
        change: |b| b.reads.unknown_text = "PayOut not found",
    },
    Fault {
        name: "unknown-payout-has-another-code",
        sentence: "A payout that is not there is told of under another code.",
        breaks: &["read.unknown-code"],
        change: |b| b.reads.unknown_code = "payout_not_found",
    },
    Fault {
        name: "any-shop-reads",
        sentence: "A payout can be read through any shop of the merchant.",
        breaks: &["read.other-shop-is-404"],
        change: |b| b.reads.any_shop = true,
    },
];
