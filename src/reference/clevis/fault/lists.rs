//! Faults of the list.

use super::super::behaviour::lists::Holds;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of the list.
    #[expect(clippy::enum_variant_names, reason = "named as people call them on the command line")]
    ListsFault {
        /// The list holds open payouts only.
        ListHoldsOpenOnly = "list-holds-open-only",
            [
                "conflicts.refused-create-leaves-nothing",
                "idempotency.races-leave-one-payout",
                "idempotency.replay-leaves-one-payout",
                "list.created-payout-is-listed",
            ],
            |b| b.lists.holds = Holds::OpenOnly;
        /// The list leaves out rejected payouts.
        ListLeavesOutRejected = "list-leaves-out-rejected", ["list.created-payout-is-listed"],
            |b| b.lists.holds = Holds::NotRejected;
        /// The list leaves out cancelled payouts.
        ListLeavesOutCancelled = "list-leaves-out-cancelled", ["list.created-payout-is-listed"],
            |b| b.lists.holds = Holds::NotCancelled;
    }
}
