//! Faults of a server with a real provider behind it.

use super::super::behaviour::live::{LiveHealth, LiveMarkers, LiveRoad, LiveTriggers, Redelivery};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of live servers.
    LiveFault {
        /// A live server still says in its header that it is a mock.
        LiveHeaderSaysMock = "live-header-says-mock", [], |b| b.live.markers = LiveMarkers::HeaderLeft;
        /// A live server still says in its payouts that they are mock.
        LiveBodySaysMock = "live-body-says-mock", [], |b| b.live.markers = LiveMarkers::BodyLeft;
        /// A live server obeys the triggers of the sandbox.
        LiveObeysTriggers = "live-obeys-triggers", [], |b| b.live.triggers = LiveTriggers::Obeyed;
        /// A live server settles as fast as the body asks.
        LiveObeysStepSeconds = "live-obeys-step-seconds", [],
            |b| b.live.triggers = LiveTriggers::StepSecondsObeyed;
        /// A live server sends a refused event only once.
        RefusedEventGivenUp = "refused-event-given-up", [], |b| b.live.redelivery = Redelivery::Never;
        /// A live server sends a refused event again under another id.
        LiveResendsUnderFreshId = "live-resends-under-fresh-id", [],
            |b| b.live.redelivery = Redelivery::FreshEventId;
        /// A live payout is paid without PROCESSING when the provider was quick.
        LiveSkipsProcessing = "live-skips-processing", ["lifecycle.documented-moves"],
            |b| b.live.road = LiveRoad::ProcessingSkipped;
        /// The health of a live server names the mock.
        LiveHealthSaysMock = "live-health-says-mock", [], |b| b.live.health = LiveHealth::SaysMock;
    }
}
