//! Faults of webhooks: which are sent and what they say.

use super::super::behaviour::events::{CreatedAt, Data, Doubled, EventId, EventKind, LostWhen, Order, Previous};
use super::super::catalogue::chapter;
use super::super::status::Status;

chapter! {
    /// Faults of events.
    EventsFault {
        /// The event of a new payout is not sent.
        FirstEventLost = "first-event-lost", [], |b| b.events.lost = Some(Status::Pending);
        /// PROCESSING is not announced.
        ProcessingEventLost = "processing-event-lost", [], |b| b.events.lost = Some(Status::Processing);
        /// PAID is not announced.
        PaidEventLost = "paid-event-lost", [], |b| b.events.lost = Some(Status::Paid);
        /// REJECTED is not announced.
        RejectedEventLost = "rejected-event-lost", [], |b| b.events.lost = Some(Status::Rejected);
        /// CANCELLED is not announced.
        CancelledEventLost = "cancelled-event-lost", [], |b| b.events.lost = Some(Status::Cancelled);
        /// A payout that runs within its create does not announce PROCESSING.
        SynchronousEventLost = "synchronous-event-lost", [], |b| b.events.lost_when = LostWhen::Synchronous;
        /// A rejection at intake is not announced.
        IntakeEventLost = "intake-event-lost", [], |b| b.events.lost_when = LostWhen::AtIntake;
        /// A cancel in PROCESSING is not announced.
        LateCancelEventLost = "late-cancel-event-lost", [], |b| b.events.lost_when = LostWhen::AfterCancel;
        /// A rejection by the bank is not announced.
        BankRejectEventLost = "bank-reject-event-lost", [], |b| b.events.lost_when = LostWhen::AfterBankReject;
        /// Every transition is announced by two events of their own.
        EventDoubled = "event-doubled", [], |b| b.events.doubled = Doubled::FreshIds;
        /// The end of a payout is announced by two events of their own.
        LastEventDoubled = "last-event-doubled", [], |b| b.events.doubled = Doubled::TerminalWithFreshId;
        /// The event of a new payout is sent after the one that follows.
        FirstEventLate = "first-event-late", [], |b| b.events.order = Order::PendingAfterNext;
        /// An event shows the payout as it was before the transition.
        EventShowsOldState = "event-shows-old-state", [], |b| b.events.data = Data::OldState;
        /// Every event shows the payout as it was created.
        EventShowsFirstState = "event-shows-first-state", [], |b| b.events.data = Data::FirstState;
        /// An event holds id and status of the payout alone.
        EventHoldsStub = "event-holds-stub", [], |b| b.events.data = Data::Stub;
        /// An event holds the payout under another name.
        EventUnderOtherName = "event-under-other-name", [], |b| b.events.data = Data::UnderPayload;
        /// An event holds the payout as text.
        EventHoldsText = "event-holds-text", [], |b| b.events.data = Data::AsText;
        /// The type of an event names the state.
        EventTypeNamesState = "event-type-names-state", [], |b| b.events.kind = EventKind::NamedByStatus;
        /// The first event is of a type of its own.
        FirstEventOfOtherType = "first-event-of-other-type", [], |b| b.events.kind = EventKind::Created;
        /// The previous status is the new one.
        PreviousIsNew = "previous-is-new", [], |b| b.events.previous = Previous::Entered;
        /// The previous status is always PENDING.
        PreviousAlwaysPending = "previous-always-pending", [],
            |b| b.events.previous = Previous::AlwaysPending;
        /// Events leave out the previous status.
        PreviousMissing = "previous-missing", [], |b| b.events.previous = Previous::Absent;
        /// All events of a payout have one id.
        EventIdOfPayout = "event-id-of-payout", [], |b| b.events.id = EventId::OfPayout;
        /// All events have one id.
        EventIdConstant = "event-id-constant", [], |b| b.events.id = EventId::Constant;
        /// Events have no id.
        EventIdMissing = "event-id-missing", [], |b| b.events.id = EventId::Absent;
        /// Events have no time.
        EventTimeMissing = "event-time-missing", [], |b| b.events.created_at = CreatedAt::Absent;
        /// The time of an event is a number of seconds.
        EventTimeIsNumber = "event-time-is-number", [], |b| b.events.created_at = CreatedAt::Epoch;
    }
}
