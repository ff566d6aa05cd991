//! Payouts: what the server is seeded with, and how one is shown.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::behaviour::{AmountForm, IdForm, List, TimeForm};

/// The statuses a payout may have.
pub(crate) const STATUSES: [&str; 5] = ["pending", "in_transit", "paid", "failed", "cancelled"];

/// A payout of a merchant.
#[derive(Clone, Debug)]
pub(crate) struct Payout {
    pub(crate) number: u32,
    pub(crate) merchant: usize,
    pub(crate) amount: u64,
    pub(crate) status: &'static str,
    pub(crate) created: Timestamp,
}

/// The payouts the server begins with: enough of each status for several pages, two of them of one moment.
pub(crate) fn seeds() -> Vec<Payout> {
    // The middle of May 2026, in milliseconds.
    let first = Timestamp::from_millisecond(1_778_846_400_123).unwrap_or(Timestamp::UNIX_EPOCH);
    let courses = [
        "paid",
        "failed",
        "paid",
        "cancelled",
        "paid",
        "in_transit",
        "failed",
        "paid",
        "in_transit",
        "pending",
        "cancelled",
        "pending",
    ];
    let of = |merchant: usize, count: usize| {
        (1..).zip(courses.into_iter().take(count)).map(move |(number, status): (u32, _)| {
            // The fifth is of the moment of the fourth.
            let hours = if number == 5 { 4 } else { number };
            Payout {
                number: number + if merchant == 0 { 0 } else { 500 },
                merchant,
                amount: 1_000 + 505 * u64::from(number),
                status,
                created: first + SignedDuration::from_hours(i64::from(hours) * 7),
            }
        })
    };
    of(0, 12).chain(of(1, 4)).collect()
}

/// The id of a payout without a prefix.
pub(crate) fn bare(number: u32) -> String {
    format!("7f3a90c1-52e0-4b71-9d3d-{number:012}")
}

impl Payout {
    /// Its id, and the text cursors are made of.
    pub(crate) fn id(&self, form: IdForm) -> Value {
        match form {
            IdForm::Prefixed => json!(format!("po_{:04}", self.number)),
            IdForm::Bare => json!(bare(self.number)),
            IdForm::Number => json!(self.number),
        }
    }

    pub(crate) fn view(&self, status: &'static str, rules: &List) -> Value {
        let time = |moment: Timestamp| match rules.time {
            TimeForm::Milliseconds => json!(format!("{moment:.3}")),
            TimeForm::Seconds => json!(format!("{moment:.0}")),
            TimeForm::Unix => json!(moment.as_second()),
        };
        let amount = match rules.amount {
            AmountForm::MinorUnits => json!(self.amount.to_string()),
            AmountForm::Number => json!(self.amount),
            AmountForm::MajorUnits => json!(format!("{}.{:02}", self.amount / 100, self.amount % 100)),
        };
        let was_paid =
            (status == "paid" && !rules.paid_without_time) || (status == "pending" && rules.pending_with_time);
        let paid = if was_paid { time(self.created + SignedDuration::from_hours(3)) } else { Value::Null };
        let called = rules.called.filter(|(known, _)| *known == status).map_or(status, |(_, called)| called);
        let mut shown = Map::new();
        for (name, value) in [
            ("id", self.id(rules.id)),
            ("amount", amount),
            ("currency", json!(if rules.currency_in_small_letters { "chf" } else { "CHF" })),
            ("destination", json!("bank")),
            ("method", json!("standard")),
            ("status", json!(called)),
            ("providerRef", json!(format!("tr_{:06}", self.number * 77))),
            ("paidAt", paid),
            ("createdAt", time(self.created)),
        ] {
            if rules.without != Some(name) {
                shown.insert(name.to_owned(), value);
            }
        }
        if rules.further_members {
            shown.insert("fee".into(), json!("0"));
            shown.insert("meta".into(), json!({ "batch": null }));
        }
        Value::Object(shown)
    }
}
