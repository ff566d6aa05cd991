//! Faults of pages and filters.

use super::super::behaviour::{Bounds, Cursor, Filter, UnknownStatus};
use super::Fault;

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "page-of-nothing-taken",
        sentence: "A page size of 0 is taken for none.",
        breaks: &["paging.size-below-one-refused"],
        change: |b| b.list.bounds = Bounds::ZeroToo,
    },
    Fault {
        name: "larger-pages-taken",
        sentence: "A page size above a hundred is quietly made a hundred.",
        breaks: &["paging.size-above-a-hundred-refused"],
        change: |b| b.list.bounds = Bounds::MoreToo,
    },
    Fault {
        name: "page-size-in-words-taken",
        sentence: "A page size that is no number is taken for none.",
        breaks: &["paging.size-is-a-number"],
        change: |b| b.list.bounds = Bounds::WordsToo,
    },
    Fault {
        name: "pages-up-to-fifty",
        sentence: "A page size above fifty is refused.",
        breaks: &["paging.a-hundred-accepted"],
        change: |b| b.list.bounds = Bounds::UpToFifty,
    },
    Fault {
        name: "page-size-ignored",
        sentence: "A page has 25 payouts whatever is asked for.",
        breaks: &["paging.size-is-kept", "paging.page-of-one-has-more"],
        change: |b| b.list.bounds = Bounds::Ignored,
    },
    Fault {
        name: "page-begins-with-the-last",
        sentence: "A page begins with the last payout of the page before.",
        breaks: &["paging.each-once"],
        change: |b| b.list.cursor = Cursor::AtTheLast,
    },
    Fault {
        name: "page-skips-one",
        sentence: "A page begins one payout too late.",
        breaks: &["paging.none-missed", "filter.shows-all-of-that-status"],
        change: |b| b.list.cursor = Cursor::OneTooFar,
    },
    Fault {
        name: "filter-does-nothing",
        sentence: "The status that is asked for is not looked at.",
        breaks: &["filter.shows-that-status-alone", "filter.shows-all-of-that-status"],
        change: |b| b.list.filter = Filter::Nothing,
    },
    Fault {
        name: "under-way-is-one-status",
        sentence: "Whoever asks for what is pending is shown what is in transit too.",
        breaks: &["filter.shows-that-status-alone", "filter.shows-all-of-that-status"],
        change: |b| b.list.filter = Filter::UnderWayIsOne,
    },
    Fault {
        name: "filter-loses-one",
        sentence: "Of payouts in a status the last one is not shown.",
        breaks: &["filter.shows-all-of-that-status"],
        change: |b| b.list.filter = Filter::LosesOne,
    },
    Fault {
        name: "in-transit-not-asked-for",
        sentence: "Payouts in transit cannot be asked for.",
        breaks: &["filter.every-status-accepted"],
        change: |b| b.list.refused_filter = Some("in_transit"),
    },
    Fault {
        name: "unknown-status-shows-all",
        sentence: "A status that does not exist shows everything.",
        breaks: &["filter.unknown-status-refused"],
        change: |b| b.list.unknown_status = UnknownStatus::ShowsAll,
    },
    Fault {
        name: "unknown-status-shows-nothing",
        sentence: "A status that does not exist shows nothing.",
        breaks: &["filter.unknown-status-refused"],
        change: |b| b.list.unknown_status = UnknownStatus::ShowsNothing,
    },
];
