//! Faults of the signs of a sandbox.

use super::super::behaviour::markers::{HeaderGap, HeaderText, MockValue};
use super::super::behaviour::resource::View;
use super::super::catalogue::chapter;
use super::super::route::Route;

chapter! {
    /// Faults of markers.
    MarkersFault {
        /// The answer to a create lacks the marker header.
        NoHeaderOnCreate = "no-header-on-create", ["markers.header-on-answers"],
            |b| b.markers.header_gap = HeaderGap::On(Route::Create);
        /// A replay lacks the marker header.
        NoHeaderOnReplay = "no-header-on-replay", ["markers.header-on-answers"],
            |b| b.markers.header_gap = HeaderGap::OnReplays;
        /// The answer to a read lacks the marker header.
        NoHeaderOnRead = "no-header-on-read", ["markers.header-on-answers"],
            |b| b.markers.header_gap = HeaderGap::On(Route::Read);
        /// The answer to a cancel lacks the marker header.
        NoHeaderOnCancel = "no-header-on-cancel", ["markers.header-on-answers"],
            |b| b.markers.header_gap = HeaderGap::On(Route::Cancel);
        /// The list lacks the marker header.
        NoHeaderOnList = "no-header-on-list", ["markers.header-on-lists"],
            |b| b.markers.header_gap = HeaderGap::On(Route::List);
        /// The requirements lack the marker header.
        NoHeaderOnRequirements = "no-header-on-requirements", ["markers.header-on-answers"],
            |b| b.markers.header_gap = HeaderGap::On(Route::Requirements);
        /// Error answers lack the marker header.
        NoHeaderOnErrors = "no-header-on-errors", ["markers.header-on-errors"],
            |b| b.markers.header_gap = HeaderGap::OnErrors;
        /// Webhooks lack the marker header.
        NoHeaderOnDeliveries = "no-header-on-deliveries", ["webhooks.event-is-marked"],
            |b| b.markers.header_gap = HeaderGap::OnDeliveries;
        /// The marker header says 1.
        HeaderSaysOne = "header-says-one",
            ["markers.header-on-answers", "markers.header-on-errors", "markers.header-on-lists"],
            |b| b.markers.header_text = HeaderText::One;
        /// The marker header names the environment.
        HeaderSaysSandbox = "header-says-sandbox",
            ["markers.header-on-answers", "markers.header-on-errors", "markers.header-on-lists"],
            |b| b.markers.header_text = HeaderText::Sandbox;
        /// A created payout lacks its marker.
        NoMarkOnCreated = "no-mark-on-created", ["markers.payout-is-marked"],
            |b| b.markers.body_gap = Some(View::Created);
        /// A replayed payout lacks its marker.
        NoMarkOnReplayed = "no-mark-on-replayed", ["markers.payout-is-marked"],
            |b| b.markers.body_gap = Some(View::Replayed);
        /// A payout that is read lacks its marker.
        NoMarkOnRead = "no-mark-on-read", ["markers.payout-is-marked"],
            |b| b.markers.body_gap = Some(View::Read);
        /// Payouts in a list lack their marker.
        NoMarkOnListed = "no-mark-on-listed", ["markers.listed-payouts-are-marked"],
            |b| b.markers.body_gap = Some(View::Listed);
        /// A payout inside an event lacks its marker.
        NoMarkInEvents = "no-mark-in-events", ["webhooks.payout-in-an-event-is-marked"],
            |b| b.markers.body_gap = Some(View::Event);
        /// The marker of a payout is text.
        MarkIsText = "mark-is-text",
            ["markers.listed-payouts-are-marked", "markers.payout-is-marked", "webhooks.payout-in-an-event-is-marked"],
            |b| b.markers.body_value = MockValue::Text;
        /// The marker of a payout is false.
        MarkIsFalse = "mark-is-false",
            ["markers.listed-payouts-are-marked", "markers.payout-is-marked", "webhooks.payout-in-an-event-is-marked"],
            |b| b.markers.body_value = MockValue::False;
    }
}
