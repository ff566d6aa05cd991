//! Faults of what the list of payouts shows.

use super::super::behaviour::{AmountForm, Cursor, IdForm, Order, Start, TimeForm};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "list-answers-206",
        sentence: "A page is answered 206.",
        breaks: &[
            "payouts.answers-200",
            "paging.a-hundred-accepted",
            "scopes.star-is-every-scope",
            "lifecycle.listed-statuses",
        ],
        change: |b| b.list.status = Some(206),
    },
    Fault {
        name: "items-by-id",
        sentence: "Payouts come as an object of ids.",
        breaks: &[
            "payouts.items-are-a-list",
            "payouts.id-is-text",
            "payouts.amount-is-digits",
            "payouts.currency-is-in-capitals",
            "payouts.created-at-is-a-time",
            "payouts.times-have-milliseconds",
            "payouts.newest-first",
            "filter.shows-that-status-alone",
        ],
        change: |b| b.list.items_by_id = true,
    },
    Fault {
        name: "more-as-text",
        sentence: "A page says yes or no to whether there is more.",
        breaks: &["payouts.says-whether-there-is-more", "paging.page-of-one-has-more"],
        change: |b| b.list.more_as_text = true,
    },
    Fault {
        name: "more-always",
        sentence: "Every page says that there is more.",
        breaks: &["payouts.more-has-a-cursor"],
        change: |b| b.list.more_always = true,
    },
    Fault {
        name: "more-never",
        sentence: "No page says that there is more.",
        breaks: &["paging.page-of-one-has-more", "paging.none-missed", "filter.shows-all-of-that-status"],
        change: |b| b.list.more_never = true,
    },
    Fault {
        name: "more-without-cursor",
        sentence: "A page after which there is more has no cursor.",
        breaks: &["payouts.more-has-a-cursor", "paging.none-missed", "filter.shows-all-of-that-status"],
        change: |b| b.list.more_without_cursor = true,
    },
    Fault {
        name: "cursor-as-number",
        sentence: "The cursor is a number.",
        breaks: &["payouts.cursor-is-text-or-null"],
        change: |b| b.list.cursor = Cursor::Number,
    },
    Fault {
        name: "cursor-at-the-end",
        sentence: "The last page has a cursor to nothing.",
        breaks: &["payouts.end-has-no-cursor"],
        change: |b| b.list.end_has_a_cursor = true,
    },
    Fault {
        name: "cursor-left-out-at-the-end",
        sentence: "The last page has no member for a cursor.",
        breaks: &["payouts.cursor-is-text-or-null"],
        change: |b| b.list.end_leaves_cursor_out = true,
    },
    Fault {
        name: "id-as-number",
        sentence: "The id of a payout is a number.",
        breaks: &["payouts.id-is-text"],
        change: |b| b.list.id = IdForm::Number,
    },
    Fault {
        name: "amount-as-number",
        sentence: "The amount of a payout is a number.",
        breaks: &["payouts.amount-is-digits"],
        change: |b| b.list.amount = AmountForm::Number,
    },
    Fault {
        name: "amount-in-francs",
        sentence: "The amount of a payout has decimals.",
        breaks: &["payouts.amount-is-digits"],
        change: |b| b.list.amount = AmountForm::MajorUnits,
    },
    Fault {
        name: "currency-in-small-letters",
        sentence: "The currency of a payout is in small letters.",
        breaks: &["payouts.currency-is-in-capitals"],
        change: |b| b.list.currency_in_small_letters = true,
    },
    Fault {
        name: "time-as-number",
        sentence: "The time a payout was created is a number of seconds.",
        breaks: &["payouts.created-at-is-a-time", "payouts.times-have-milliseconds"],
        change: |b| b.list.time = TimeForm::Unix,
    },
    Fault {
        name: "time-in-seconds",
        sentence: "The time a payout was created has no milliseconds.",
        breaks: &["payouts.times-have-milliseconds"],
        change: |b| b.list.time = TimeForm::Seconds,
    },
    Fault {
        name: "oldest-first",
        sentence: "Payouts are listed from the oldest to the newest.",
        breaks: &["payouts.newest-first"],
        change: |b| b.list.order = Order::OldestFirst,
    },
    Fault {
        name: "sorted-within-a-page",
        sentence: "Payouts are put in order once the page is cut.",
        breaks: &["payouts.newest-first"],
        change: |b| b.list.order = Order::WithinAPage,
    },
    Fault {
        name: "no-provider-reference",
        sentence: "A payout has no reference of the provider.",
        breaks: &["payouts.has-its-members"],
        change: |b| b.list.without = Some("providerRef"),
    },
    Fault {
        name: "paid-without-time",
        sentence: "A payout that is paid does not say when.",
        breaks: &["payouts.paid-has-its-time"],
        change: |b| b.list.paid_without_time = true,
    },
    Fault {
        name: "pending-with-time",
        sentence: "A payout that is pending says when it was paid.",
        breaks: &["payouts.pending-has-no-time"],
        change: |b| b.list.pending_with_time = true,
    },
    Fault {
        name: "cancelled-spelt-otherwise",
        sentence: "A payout that was cancelled is called canceled.",
        breaks: &["lifecycle.listed-statuses", "filter.shows-that-status-alone"],
        change: |b| b.list.called = Some(("cancelled", "canceled")),
    },
    Fault {
        name: "paid-goes-back",
        sentence: "A payout that is paid is under way again at every second look.",
        breaks: &["lifecycle.the-end-stays"],
        change: |b| b.list.ends_are_left = true,
    },
    Fault {
        name: "payouts-of-all-merchants",
        sentence: "A list shows the payouts of every merchant.",
        breaks: &["payouts.of-the-merchant-alone"],
        change: |b| b.list.of_all_merchants = true,
    },
    Fault {
        name: "payout-started",
        sentence: "Whoever tries to start a payout does.",
        breaks: &["payouts.keys-start-none", "payouts.refused-start-leaves-nothing"],
        change: |b| b.list.start = Start::Started,
    },
    Fault {
        name: "payout-started-quietly",
        sentence: "Whoever tries to start a payout is refused, and it starts.",
        breaks: &["payouts.refused-start-leaves-nothing"],
        change: |b| b.list.start = Start::StartedQuietly,
    },
    Fault {
        name: "start-hangs-up",
        sentence: "Whoever tries to start a payout gets no answer.",
        breaks: &["http.answers"],
        change: |b| b.list.start = Start::HangsUp,
    },
];
