//! Freedoms of webhooks.

use super::super::behaviour::events::{ContentType, CreatedAt, Doubled, EventId, FirstPrevious, Order};
use super::super::behaviour::lifecycle::Intake;
use super::super::catalogue::chapter;

chapter! {
    /// Variants of webhooks.
    EventsVariant {
        /// The first event has no previous status.
        FirstPreviousAbsent = "first-previous-absent", [],
            |b| b.events.first_previous = FirstPrevious::Absent;
        /// Every event arrives twice, byte for byte.
        EventsArriveTwice = "events-arrive-twice", [], |b| b.events.doubled = Doubled::SameEvent;
        /// The events of a payout overtake each other.
        EventsInterleaved = "events-interleaved", [], |b| b.events.order = Order::Interleaved;
        /// Event ids have no prefix.
        EventIdsUnprefixed = "event-ids-unprefixed", [], |b| b.events.id = EventId::Unprefixed;
        /// Times of events have fractions of a second.
        EventTimesFractional = "event-times-fractional", [],
            |b| b.events.created_at = CreatedAt::Fractional;
        /// Times of events have an offset in place of Z.
        EventTimesWithOffset = "event-times-with-offset", [],
            |b| b.events.created_at = CreatedAt::Offset;
        /// The content type of events names the character set.
        EventTypeNamesCharset = "event-type-names-charset", [],
            |b| b.events.content_type = ContentType::JsonWithCharset;
        /// A payout rejected at intake is PENDING for an instant, in its history and its events.
        IntakePassesPending = "intake-passes-pending", ["payout.may-shape-history-entries"],
            |b| b.lifecycle.intake = Intake::AtOnceAfterPending;
    }
}
