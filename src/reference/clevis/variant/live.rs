//! Freedoms of a server with a real provider behind it.

use super::super::behaviour::live::{LiveMarkers, ProcessingCancel};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of live servers.
    LiveVariant {
        /// A live server says in its payouts that they are not mock.
        LiveBodySaysFalse = "live-body-says-false", [],
            |b| b.live.markers = LiveMarkers::BodySaysFalse;
        /// A live server can call payouts back from the bank.
        LiveCancelsProcessing = "live-cancels-processing", [],
            |b| b.live.processing_cancel = ProcessingCancel::Allowed;
    }
}
