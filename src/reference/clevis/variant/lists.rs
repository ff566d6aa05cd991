//! Freedoms of the list. Some of them must be told to whoever tests the server: see `Variant::list_items`.

use super::super::behaviour::lists::{Filters, ListEnvelope, ListOrder};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of the list.
    ListsVariant {
        /// The list is a bare array.
        ListIsBare = "list-is-bare", ["list.may-choose-the-route"],
            |b| b.lists.envelope = ListEnvelope::Bare;
        /// The list stands under `payouts`.
        ListUnderPayouts = "list-under-payouts", ["list.may-choose-the-route"],
            |b| b.lists.envelope = ListEnvelope::Payouts;
        /// The list stands under `items`, beside an object about paging.
        ListUnderItems = "list-under-items", ["list.may-choose-the-route"],
            |b| b.lists.envelope = ListEnvelope::Items;
        /// The list begins with the oldest payout.
        OldestListedFirst = "oldest-listed-first", ["list.may-order-and-page"],
            |b| b.lists.order = ListOrder::OldestFirst;
        /// The list cannot be narrowed by state.
        ListWithoutStatusFilter = "list-without-status-filter", ["list.may-choose-the-route"],
            |b| b.lists.filters = Filters::StatusIgnored;
    }
}

impl ListsVariant {
    pub(crate) fn items(self) -> &'static str {
        match self {
            Self::ListIsBare => "",
            Self::ListUnderPayouts => "/payouts",
            Self::ListUnderItems => "/items",
            Self::OldestListedFirst | Self::ListWithoutStatusFilter => "/data",
        }
    }
}
