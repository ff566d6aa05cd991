//! Faults of balances, and of what a balance allows.

use super::super::behaviour::Total;
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "balance-not-checked",
        sentence: "A payout is made whatever the balance is.",
        breaks: &["validation.balance-must-suffice", "validation.insufficient-is-422"],
        change: |b| b.funds.checked = false,
    },
    Fault {
        name: "insufficient-balance-answers-402",
        sentence: "A balance that does not suffice is answered 402.",
        breaks: &["validation.insufficient-is-422"],
        change: |b| b.funds.insufficient_status = 402,
    },
    Fault {
        name: "insufficient-balance-called-funds",
        sentence: "A balance that does not suffice is told in other words.",
        breaks: &["validation.balance-must-suffice"],
        change: |b| b.funds.insufficient_text = "Not enough funds",
    },
    Fault {
        name: "currency-not-checked",
        sentence: "A payout is made in a currency that the shop does not pay in.",
        breaks: &["validation.currency-is-the-shops"],
        change: |b| b.funds.currency_checked = false,
    },
    Fault {
        name: "shop-currency-not-named",
        sentence: "A refused currency is not told which one the shop has.",
        breaks: &["validation.currency-is-the-shops"],
        change: |b| b.funds.currency_named = false,
    },
    Fault {
        name: "balance-counts-credit",
        sentence: "The balance counts the credit line as available.",
        breaks: &["balance.balance-is-available"],
        change: |b| b.balance.balance_counts_credit = true,
    },
    Fault {
        name: "total-without-credit",
        sentence: "The total leaves the credit out.",
        breaks: &["balance.total-is-the-sum"],
        change: |b| b.balance.total = Total::WithoutCredit,
    },
    Fault {
        name: "total-in-single-precision",
        sentence: "The total is added up in numbers of four bytes.",
        breaks: &["balance.total-is-the-sum"],
        change: |b| b.balance.total = Total::SinglePrecision,
    },
    Fault {
        name: "buckets-as-at-opening",
        sentence: "The buckets show what was there when the shop was opened.",
        breaks: &["balance.buckets-repeat-the-figures"],
        change: |b| b.balance.buckets_as_at_opening = true,
    },
    Fault {
        name: "on-hold-as-number",
        sentence: "What is on hold is written as a number.",
        breaks: &["balance.amounts-are-text"],
        change: |b| b.balance.on_hold_as_number = true,
    },
];
