//! Faults of the list.

use super::super::behaviour::lists::{Holds, Paging};
use super::super::behaviour::resource::View;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of the list.
    ListsFault {
        /// The list holds open payouts only.
        ListHoldsOpenOnly = "list-holds-open-only", ["list.created-payout-is-listed"],
            |b| b.lists.holds = Holds::OpenOnly;
        /// The list leaves out rejected payouts.
        ListLeavesOutRejected = "list-leaves-out-rejected", [], |b| b.lists.holds = Holds::NotRejected;
        /// The list leaves out cancelled payouts.
        ListLeavesOutCancelled = "list-leaves-out-cancelled", ["list.created-payout-is-listed"],
            |b| b.lists.holds = Holds::NotCancelled;
        /// The list leaves out the newest payout.
        ListLeavesOutNewest = "list-leaves-out-newest", ["list.created-payout-is-listed"],
            |b| b.lists.holds = Holds::NotTheNewest;
        /// The last payout of a page comes again on the next.
        PageRepeatsPayout = "page-repeats-payout", [], |b| b.lists.paging = Paging::RepeatsBoundary;
        /// Between two pages a payout is lost.
        PageLosesPayout = "page-loses-payout", [], |b| b.lists.paging = Paging::SkipsBoundary;
        /// The last page says that more follow.
        PagesNeverEnd = "pages-never-end", [], |b| b.lists.paging = Paging::NeverEnds;
        /// The limit of a page is ignored.
        PageLimitIgnored = "page-limit-ignored", [], |b| b.lists.paging = Paging::LimitIgnored;
        /// The list shows payouts as they were created.
        ListShowsOldStates = "list-shows-old-states", [], |b| b.resource.stale_in = Some(View::Listed);
    }
}
