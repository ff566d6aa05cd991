//! Faults of a server with a real provider behind it.

use super::super::behaviour::amounts::Reading;
use super::super::behaviour::cancels::Effect;
use super::super::behaviour::errors::Kind;
use super::super::behaviour::events::Previous;
use super::super::behaviour::live::{
    LiveHealth, LiveMarkers, LiveRoad, LiveTriggers, ProcessingCancel, ProviderToken, Redelivery, RejectionCode,
};
use super::super::behaviour::signature::SignedPart;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of live servers.
    LiveFault {
        /// A live server still says in its header that it is a mock.
        LiveHeaderSaysMock = "live-header-says-mock", ["live.event-is-not-marked", "live.no-mock-header"],
            |b| b.live.markers = LiveMarkers::HeaderLeft;
        /// A live server still says in its payouts that they are mock.
        LiveBodySaysMock = "live-body-says-mock",
            ["live.listed-payouts-are-not-marked", "live.payout-in-an-event-is-not-marked", "live.payout-is-not-marked"],
            |b| b.live.markers = LiveMarkers::BodyLeft;
        /// A live server obeys the triggers of the sandbox.
        LiveObeysTriggers = "live-obeys-triggers",
            [
                "live.no-trigger-sentence", "live.no-trigger-sentence-in-events", "live.step-time-is-inert",
                "live.triggers-are-inert",
            ],
            |b| b.live.triggers = LiveTriggers::Obeyed;
        /// A live server settles as fast as the body asks.
        LiveObeysStepSeconds = "live-obeys-step-seconds", ["live.step-time-is-inert"],
            |b| b.live.triggers = LiveTriggers::StepSecondsObeyed;
        /// A live server sends a refused event only once.
        RefusedEventGivenUp = "refused-event-given-up", ["live.refused-event-comes-again"],
            |b| b.live.redelivery = Redelivery::Never;
        /// A live server sends a refused event again under another id.
        LiveResendsUnderFreshId = "live-resends-under-fresh-id", ["live.refused-event-comes-again"],
            |b| b.live.redelivery = Redelivery::FreshEventId;
        /// A live server sends a refused event again with an amount read anew from the provider.
        LiveResendsOtherData = "live-resends-other-data", ["live.repeated-event-says-the-same"],
            |b| b.live.redelivery = Redelivery::OtherData;
        /// A live payout is paid without PROCESSING when the provider was quick.
        LiveSkipsProcessing = "live-skips-processing", ["live.every-state-is-announced"],
            |b| b.live.road = LiveRoad::ProcessingSkipped;
        /// A live payout is handed to the bank and never heard of again.
        LiveNeverSettles = "live-never-settles", ["live.comes-to-an-end"],
            |b| b.live.road = LiveRoad::NeverSettles;
        /// A live payout that was paid becomes REJECTED when the bank sends the money back.
        LivePaidComesBack = "live-paid-comes-back", ["lifecycle.terminal-is-final"],
            |b| b.live.road = LiveRoad::PaidComesBack;
        /// A live server says PROCESSING in the answer to the create.
        LiveStartsProcessing = "live-starts-processing", ["live.takes-its-time"],
            |b| b.live.road = LiveRoad::StartsProcessing;
        /// A live server acknowledges a cancel and does not pass it on.
        LiveCancelNotDone = "live-cancel-not-done",
            ["cancellation.races-cancel-once", "lifecycle.terminal-is-final", "live.cancel-while-pending"],
            |b| b.cancels.effect = Effect::AnsweredOnly;
        /// A live server answers a cancel the provider refuses with the provider's own status and code.
        LiveCancelRefusalLeaks = "live-cancel-refusal-leaks", ["live.cancel-while-processing"],
            |b| b.live.processing_cancel = ProcessingCancel::RefusedAsProviderSays;
        /// A live server answers every cancel that comes too late with 400.
        LiveLateCancelInvalid = "live-late-cancel-invalid",
            [
                "cancellation.cancelled-cannot-be-cancelled",
                "cancellation.paid-cannot-be-cancelled",
                "cancellation.rejected-cannot-be-cancelled",
                "live.cancel-while-processing",
            ],
            |b| b.errors.set_status(Kind::NotCancellable, 400);
        /// A live server turns amounts into a float for the provider.
        LiveAmountsThroughFloat = "live-amounts-through-float",
            [
                "amounts.digits-kept", "amounts.rounded-to-the-cent", "amounts.value-kept", "live.amounts-are-exact",
            ],
            |b| {
                b.amounts.from_text = Reading::ThroughFloat;
                b.amounts.from_number = Reading::ThroughFloat;
            };
        /// The events of a live server do not say what was before, as the provider does not.
        LiveForgetsPrevious = "live-forgets-previous",
            ["live.live-event-shows-previous-status", "webhooks.previous-status"],
            |b| b.events.previous = Previous::Absent;
        /// A live server never renews the provider's access token.
        LiveTokenNotRenewed = "live-token-not-renewed", ["live.serves-after-idle"],
            |b| b.live.token = ProviderToken::NeverRenewed;
        /// A live server passes a rejection on without a code when the provider gave none.
        LiveRejectionWithoutCode = "live-rejection-without-code", ["live.rejection-has-a-code"],
            |b| b.live.rejection_code = RejectionCode::Absent;
        /// A live server signs events with escapes in place of letters outside ASCII, and sends the letters.
        LiveSignsEscapedText = "live-signs-escaped-text",
            ["webhooks.signature-covers-the-raw-bytes", "webhooks.signature-fits-the-body"],
            |b| b.signature.over = SignedPart::AsciiEscaped;
        /// The health of a live server names the mock.
        LiveHealthSaysMock = "live-health-says-mock", ["live.health-names-no-mock"],
            |b| b.live.health = LiveHealth::SaysMock;
    }
}
