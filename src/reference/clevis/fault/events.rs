//! Faults of webhooks: which are sent and what they say.

use super::super::behaviour::events::{CreatedAt, Data, Doubled, EventId, EventKind, LostWhen, Order, Previous};
use super::super::catalogue::chapter;
use super::super::status::Status;

chapter! {
    /// Faults of events.
    EventsFault {
        /// The event of a new payout is not sent.
        FirstEventLost = "first-event-lost", ["webhooks.every-transition"],
            |b| b.events.lost = Some(Status::Pending);
        /// PROCESSING is not announced.
        ProcessingEventLost = "processing-event-lost", ["webhooks.every-transition"],
            |b| b.events.lost = Some(Status::Processing);
        /// PAID is not announced.
        PaidEventLost = "paid-event-lost", ["webhooks.every-transition"],
            |b| b.events.lost = Some(Status::Paid);
        /// REJECTED is not announced.
        RejectedEventLost = "rejected-event-lost",
            ["webhooks.every-transition", "webhooks.intake-rejection-is-announced"],
            |b| b.events.lost = Some(Status::Rejected);
        /// CANCELLED is not announced.
        CancelledEventLost = "cancelled-event-lost", ["webhooks.every-transition"],
            |b| b.events.lost = Some(Status::Cancelled);
        /// A payout that runs within its create does not announce PROCESSING.
        SynchronousEventLost = "synchronous-event-lost", ["webhooks.step-zero-announces-every-status"],
            |b| b.events.lost_when = LostWhen::Synchronous;
        /// A rejection at intake is not announced.
        IntakeEventLost = "intake-event-lost", ["webhooks.intake-rejection-is-announced"],
            |b| b.events.lost_when = LostWhen::AtIntake;
        /// A cancel in PROCESSING is not announced.
        LateCancelEventLost = "late-cancel-event-lost", ["webhooks.every-transition"],
            |b| b.events.lost_when = LostWhen::AfterCancel;
        /// A rejection by the bank is not announced.
        BankRejectEventLost = "bank-reject-event-lost", ["webhooks.every-transition"],
            |b| b.events.lost_when = LostWhen::AfterBankReject;
        /// Every transition is announced by two events of their own.
        EventDoubled = "event-doubled", ["webhooks.one-event-per-transition"],
            |b| b.events.doubled = Doubled::FreshIds;
        /// The end of a payout is announced by two events of their own.
        LastEventDoubled = "last-event-doubled", ["webhooks.one-event-per-transition"],
            |b| b.events.doubled = Doubled::TerminalWithFreshId;
        /// The event of a new payout is sent after the one that follows.
        FirstEventLate = "first-event-late", ["webhooks.seconds-apart-in-order"],
            |b| b.events.order = Order::PendingAfterNext;
        /// An event shows the payout as it was before the transition.
        EventShowsOldState = "event-shows-old-state", ["webhooks.data-shows-the-new-state"],
            |b| b.events.data = Data::OldState;
        /// Every event shows the payout as it was created.
        EventShowsFirstState = "event-shows-first-state", ["webhooks.data-shows-the-new-state"],
            |b| b.events.data = Data::FirstState;
        /// An event holds id and status of the payout alone.
        EventHoldsStub = "event-holds-stub", ["webhooks.carries-the-payout"],
            |b| b.events.data = Data::Stub;
        /// An event holds the payout under another name.
        EventUnderOtherName = "event-under-other-name", ["webhooks.carries-the-payout"],
            |b| b.events.data = Data::UnderPayload;
        /// An event holds the payout as text.
        EventHoldsText = "event-holds-text", ["webhooks.carries-the-payout"],
            |b| b.events.data = Data::AsText;
        /// The type of an event names the state.
        EventTypeNamesState = "event-type-names-state", ["webhooks.type-names-the-event"],
            |b| b.events.kind = EventKind::NamedByStatus;
        /// The first event is of a type of its own.
        FirstEventOfOtherType = "first-event-of-other-type", ["webhooks.type-names-the-event"],
            |b| b.events.kind = EventKind::Created;
        /// The previous status is the new one.
        PreviousIsNew = "previous-is-new", ["webhooks.previous-status"],
            |b| b.events.previous = Previous::Entered;
        /// The previous status is always PENDING.
        PreviousAlwaysPending = "previous-always-pending", ["webhooks.previous-status"],
            |b| b.events.previous = Previous::AlwaysPending;
        /// Events leave out the previous status.
        PreviousMissing = "previous-missing", ["webhooks.previous-status"],
            |b| b.events.previous = Previous::Absent;
        /// All events of a payout have one id.
        EventIdOfPayout = "event-id-of-payout", ["webhooks.event-ids-differ"],
            |b| b.events.id = EventId::OfPayout;
        /// All events have one id.
        EventIdConstant = "event-id-constant", ["webhooks.event-ids-differ"],
            |b| b.events.id = EventId::Constant;
        /// Events have no id.
        EventIdMissing = "event-id-missing", ["webhooks.event-has-an-id"],
            |b| b.events.id = EventId::Absent;
        /// Events have no time.
        EventTimeMissing = "event-time-missing", ["webhooks.event-has-a-time"],
            |b| b.events.created_at = CreatedAt::Absent;
        /// The time of an event is a number of seconds.
        EventTimeIsNumber = "event-time-is-number", ["webhooks.time-is-readable"],
            |b| b.events.created_at = CreatedAt::Epoch;
    }
}
