//! Faults of the signature and of how webhooks travel.

use super::super::behaviour::events::{Address, ContentType, EventMethod, OnReplay, Patience, SandboxRetry};
use super::super::behaviour::signature::{SecretUsed, SignatureHeader, SignatureText, SignedPart};
use super::super::catalogue::chapter;
use super::super::status::Status;

chapter! {
    /// Faults of deliveries.
    DeliveriesFault {
        /// The signature covers the event serialised anew with sorted members, not the bytes that are sent.
        SignsSortedMembers = "signs-sorted-members", ["webhooks.signature-fits-the-body"],
            |b| b.signature.over = SignedPart::Reserialised;
        /// The signature covers the event with escapes in place of letters outside ASCII.
        SignsEscapedText = "signs-escaped-text", ["webhooks.signature-covers-the-raw-bytes"],
            |b| b.signature.over = SignedPart::AsciiEscaped;
        /// The signature covers the payout inside the event alone.
        SignsDataOnly = "signs-data-only", ["webhooks.signature-fits-the-body"],
            |b| b.signature.over = SignedPart::DataOnly;
        /// The signature covers the time of the event and then the body, as another provider does it.
        SignsTimestampToo = "signs-timestamp-too", ["webhooks.signature-fits-the-body"],
            |b| b.signature.over = SignedPart::WithTimestamp;
        /// From the second event on the signature is that of the event before.
        SignsPreviousEvent = "signs-previous-event", ["webhooks.signature-fits-the-body"],
            |b| b.signature.over = SignedPart::PreviousBody;
        /// The signature covers the body and a line end that is not sent.
        SignsLineEnd = "signs-line-end", ["webhooks.signature-fits-the-body"],
            |b| b.signature.over = SignedPart::WithLineEnd;
        /// From the second event on another secret is used.
        WrongSecretFromSecond = "wrong-secret-from-second", ["webhooks.signature-fits-the-body"],
            |b| b.signature.secret = SecretUsed::WrongFromSecond;
        /// The event of a cancel is signed with another secret.
        CancelSignedOtherwise = "cancel-signed-otherwise", ["webhooks.signature-fits-the-body"],
            |b| b.signature.secret = SecretUsed::WrongWhen(Status::Cancelled);
        /// The event of a rejection is signed with another secret.
        RejectionSignedOtherwise = "rejection-signed-otherwise", ["webhooks.signature-fits-the-body"],
            |b| b.signature.secret = SecretUsed::WrongWhen(Status::Rejected);
        /// Webhooks are signed with the API key in place of the webhook secret.
        SignedWithApiKey = "signed-with-api-key", ["webhooks.signature-fits-the-body"],
            |b| b.signature.secret = SecretUsed::ApiKey;
        /// Webhooks are signed with an empty secret.
        SignedWithEmptySecret = "signed-with-empty-secret", ["webhooks.signature-fits-the-body"],
            |b| b.signature.secret = SecretUsed::Empty;
        /// The secret is used with the line end of the file it was read from.
        SecretWithLineEnd = "secret-with-line-end", ["webhooks.signature-fits-the-body"],
            |b| b.signature.secret = SecretUsed::WithLineEnd;
        /// The signature is written in capitals.
        SignatureInCapitals = "signature-in-capitals", ["webhooks.signature-in-small-hex"],
            |b| b.signature.text = SignatureText::UpperHex;
        /// The signature lacks its prefix.
        SignatureWithoutPrefix = "signature-without-prefix", ["webhooks.signature-names-its-algorithm"],
            |b| b.signature.text = SignatureText::WithoutPrefix;
        /// The signature is written in base64.
        SignatureInBase64 = "signature-in-base64", ["webhooks.signature-in-small-hex"],
            |b| b.signature.text = SignatureText::Base64;
        /// Only half of the signature is sent.
        SignatureTruncated = "signature-truncated", ["webhooks.signature-fits-the-body"],
            |b| b.signature.text = SignatureText::Truncated;
        /// The signature is made with SHA-512 behind the prefix of SHA-256.
        SignedWithSha512 = "signed-with-sha512", ["webhooks.signature-fits-the-body"],
            |b| b.signature.text = SignatureText::Sha512;
        /// The signature is a plain hash over secret and body.
        SignedWithPlainHash = "signed-with-plain-hash", ["webhooks.signature-fits-the-body"],
            |b| b.signature.text = SignatureText::PlainHash;
        /// The signature travels under another header.
        SignatureUnderOtherHeader = "signature-under-other-header", ["webhooks.signed"],
            |b| b.signature.header = SignatureHeader::OtherName;
        /// Webhooks are not signed.
        SignatureAbsent = "signature-absent", ["webhooks.signed"],
            |b| b.signature.header = SignatureHeader::Absent;
        /// The last event of a payout is not signed.
        LastEventUnsigned = "last-event-unsigned", ["webhooks.signed"],
            |b| b.signature.header = SignatureHeader::AbsentOnTerminal;
        /// Webhooks are sent as form data.
        EventSentAsForm = "event-sent-as-form", ["webhooks.content-type-is-json"],
            |b| b.events.content_type = ContentType::Form;
        /// Webhooks say nothing of their content type.
        EventWithoutContentType = "event-without-content-type", ["webhooks.content-type-is-json"],
            |b| b.events.content_type = ContentType::Absent;
        /// Webhooks are sent with PUT.
        EventSentWithPut = "event-sent-with-put", ["webhooks.sent-with-post"], |b| b.events.method = EventMethod::Put;
        /// A refused change of a known key's body takes the notification URL over all the same.
        RefusedChangeMovesUrl = "refused-change-moves-url", ["webhooks.goes-to-its-own-url"],
            |b| b.events.address = Address::TakenFromRefused;
        /// Payouts of one payroll calculation share the notification URL that was given first.
        UrlOfCalculation = "url-of-calculation", ["webhooks.goes-to-its-own-url"],
            |b| b.events.address = Address::OfCalculation;
        /// A replay sends the last event again as a new one.
        ReplayNotifiesAgain = "replay-notifies-again", ["webhooks.replay-announces-nothing"],
            |b| b.events.on_replay = OnReplay::NotifiesAgain;
        /// A create is answered only when its receiver has.
        CreateWaitsForReceiver = "create-waits-for-receiver", ["webhooks.slow-receiver-holds-nothing-up"],
            |b| b.events.patience = Patience::CreateWaits;
        /// A payout stops where it is when its receiver refuses an event.
        RefusedEventStopsPayout = "refused-event-stops-payout", ["webhooks.failing-receiver-changes-nothing"],
            |b| b.events.patience = Patience::FailureStopsPayout;
        /// The sandbox sends refused events again.
        SandboxRetries = "sandbox-retries", ["webhooks.sandbox-does-not-retry"],
            |b| b.events.retry = SandboxRetry::Twice;
        /// The sandbox sends events again that were answered with an error.
        SandboxRetriesErrors = "sandbox-retries-errors", ["webhooks.sandbox-does-not-retry"],
            |b| b.events.retry = SandboxRetry::TwiceWhenRefused;
        /// The sandbox sends events again whose receiver hung up.
        SandboxRetriesSilence = "sandbox-retries-silence", ["webhooks.sandbox-does-not-retry"],
            |b| b.events.retry = SandboxRetry::TwiceWhenSilent;
    }
}
