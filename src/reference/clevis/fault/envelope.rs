//! Faults of error answers and request ids.

use super::super::behaviour::envelope::{CodeText, Details, ErrorId, IdHeader, Message, RequestIds, Shape};
use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of the envelope.
    EnvelopeFault {
        /// Error answers leave out the request id.
        ErrorWithoutRequestId = "error-without-request-id", ["errors.request-id-in-body"],
            |b| b.envelope.error_id = ErrorId::Absent;
        /// Only answers to invalid bodies leave out the request id.
        InvalidWithoutRequestId = "invalid-without-request-id", ["errors.request-id-in-body"],
            |b| b.envelope.error_id = ErrorId::AbsentOnValidation;
        /// The request id of an error answer is empty.
        ErrorRequestIdEmpty = "error-request-id-empty", ["errors.request-id-in-body"],
            |b| b.envelope.error_id = ErrorId::Empty;
        /// The request id in an error answer is another than that in its header.
        ErrorRequestIdDiffers = "error-request-id-differs", ["errors.request-id-in-body-matches-header"],
            |b| b.envelope.error_id = ErrorId::Another;
        /// Every answer carries the same request id.
        RequestIdConstant = "request-id-constant",
            ["errors.request-id-in-body-is-fresh", "errors.request-id-unique"],
            |b| b.envelope.request_id = RequestIds::Constant;
        /// Every second answer carries the request id of the one before.
        RequestIdRepeated = "request-id-repeated", ["errors.request-id-unique"],
            |b| b.envelope.request_id = RequestIds::EverySecondRepeated;
        /// Error answers have no request id header.
        NoRequestIdHeaderOnErrors = "no-request-id-header-on-errors",
            ["errors.request-id-header", "errors.request-id-in-body-matches-header"],
            |b| b.envelope.header = IdHeader::NotOnErrors;
        /// Only error answers have a request id header.
        RequestIdHeaderOnErrorsOnly = "request-id-header-on-errors-only", ["errors.request-id-header"],
            |b| b.envelope.header = IdHeader::NotOnSuccess;
        /// Answers to callers without a key have no request id header.
        NoRequestIdHeaderOnUnauthorised = "no-request-id-header-on-unauthorised", ["errors.request-id-header"],
            |b| b.envelope.header = IdHeader::NotOnUnauthorised;
        /// Replays have no request id header.
        NoRequestIdHeaderOnReplays = "no-request-id-header-on-replays", ["errors.request-id-header"],
            |b| b.envelope.header = IdHeader::NotOnReplays;
        /// Lists have no request id header.
        NoRequestIdHeaderOnLists = "no-request-id-header-on-lists", ["errors.request-id-header"],
            |b| b.envelope.header = IdHeader::NotOnLists;
        /// Error answers have no details.
        DetailsMissing = "details-missing", ["errors.envelope", "errors.invalid-body-details"],
            |b| b.envelope.details = Details::Absent;
        /// The details of an invalid body are empty.
        DetailsEmptyOnValidation = "details-empty-on-validation", ["errors.invalid-body-details"],
            |b| b.envelope.details = Details::EmptyOnValidation;
        /// The error stands at the top of the answer in place of under `error`.
        ErrorNotWrapped = "error-not-wrapped",
            [
                "auth.header-without-bearer-key-refused",
                "auth.missing-key-code",
                "auth.unknown-key-code",
                "conflicts.not-cancellable-code",
                "conflicts.reused-key-code",
                "conflicts.taken-external-id-code",
                "conflicts.unknown-payout-code",
                "countries.currency-mismatch-refused",
                "countries.requirements-unknown-country-code",
                "countries.unsupported-country-refused",
                "disabled.forbidden-code",
                "errors.envelope",
                "errors.invalid-body-details",
                "errors.request-id-in-body",
                "idempotency.changed-body-without-header-refused",
                "rate-limit.code",
                "store.full-store-code",
            ],
            |b| b.envelope.shape = Shape::Bare;
        /// Invalid bodies are answered in the shape of the web framework.
        FrameworkShapeOnValidation = "framework-shape-on-validation",
            ["errors.envelope", "errors.invalid-body-details", "errors.request-id-in-body"],
            |b| b.envelope.exception = Some((Kind::Validation, Shape::UnderDetail));
        /// Malformed JSON is answered with plain text.
        MalformedBodyAnsweredPlain = "malformed-body-answered-plain", ["errors.envelope"],
            |b| b.envelope.exception = Some((Kind::MalformedBody, Shape::PlainText));
        /// Malformed JSON is answered as an unexpected error.
        MalformedBodyCrashes = "malformed-body-crashes", ["http.unreadable-body-refused"],
            |b| b.errors.set(Kind::MalformedBody, 500, "INTERNAL_ERROR");
        /// An unknown payout is answered with plain text.
        UnknownPayoutAnsweredPlain = "unknown-payout-answered-plain",
            ["conflicts.unknown-payout-code", "errors.envelope", "errors.request-id-in-body"],
            |b| b.envelope.exception = Some((Kind::PayoutNotFound, Shape::PlainText));
        /// A missing key is answered with an empty body.
        MissingKeyAnsweredEmpty = "missing-key-answered-empty",
            [
                "auth.header-without-bearer-key-refused",
                "auth.missing-key-code",
                "errors.envelope",
                "errors.request-id-in-body",
            ],
            |b| b.envelope.exception = Some((Kind::MissingToken, Shape::EmptyBody));
        /// An unknown key is answered by the gateway with its own short object.
        UnknownKeyAnsweredByGateway = "unknown-key-answered-by-gateway",
            ["auth.unknown-key-code", "errors.envelope", "errors.request-id-in-body"],
            |b| b.envelope.exception = Some((Kind::InvalidKey, Shape::ErrorText));
        /// Codes are written in small letters.
        CodesInLowerCase = "codes-in-lower-case",
            [
                "auth.header-without-bearer-key-refused",
                "auth.missing-key-code",
                "auth.unknown-key-code",
                "conflicts.not-cancellable-code",
                "conflicts.reused-key-code",
                "conflicts.taken-external-id-code",
                "conflicts.unknown-payout-code",
                "countries.currency-mismatch-refused",
                "countries.requirements-unknown-country-code",
                "countries.unsupported-country-refused",
                "disabled.forbidden-code",
                "idempotency.changed-body-without-header-refused",
                "rate-limit.code",
                "store.full-store-code",
                "validation.refusal-code",
            ],
            |b| b.envelope.code = CodeText::LowerCase;
        /// The code is the status as a number.
        CodeIsStatusNumber = "code-is-status-number",
            [
                "auth.header-without-bearer-key-refused",
                "auth.missing-key-code",
                "auth.unknown-key-code",
                "conflicts.not-cancellable-code",
                "conflicts.reused-key-code",
                "conflicts.taken-external-id-code",
                "conflicts.unknown-payout-code",
                "countries.currency-mismatch-refused",
                "countries.requirements-unknown-country-code",
                "countries.unsupported-country-refused",
                "disabled.forbidden-code",
                "errors.envelope",
                "idempotency.changed-body-without-header-refused",
                "rate-limit.code",
                "store.full-store-code",
                "validation.refusal-code",
            ],
            |b| b.envelope.code = CodeText::StatusNumber;
        /// The message of an error is a list.
        MessageIsList = "message-is-list", ["errors.envelope"], |b| b.envelope.message = Message::List;
        /// Errors have no message.
        MessageMissing = "message-missing", ["errors.envelope"], |b| b.envelope.message = Message::Absent;
        /// Invalid bodies answer 400.
        InvalidBodyBadRequest = "invalid-body-bad-request",
            [
                "amounts.not-a-decimal-refused",
                "amounts.not-positive-refused",
                "check-digits.cbu-account-block-checked",
                "check-digits.cbu-bank-block-checked",
                "check-digits.cci-account-part-checked",
                "check-digits.cci-bank-part-checked",
                "check-digits.clabe-checked",
                "check-digits.cpf-altered-refused",
                "check-digits.cpf-first-digit-checked",
                "check-digits.cpf-second-digit-checked",
                "check-digits.cuil-checked",
                "check-digits.rut-checked",
                "countries.co-account-number-has-5-to-17-digits",
                "countries.co-bank-account-required",
                "countries.co-bank-code-has-4-digits",
                "countries.co-other-account-type-refused",
                "countries.co-other-document-type-refused",
                "countries.mx-clabe-has-18-digits",
                "countries.mx-clabe-required",
                "countries.mx-other-document-type-refused",
                "triggers.no-shortcut-past-validation",
                "validation.amount-required",
                "validation.beneficiary-required",
                "validation.country-has-two-letters",
                "validation.country-required",
                "validation.currency-has-three-letters",
                "validation.currency-required",
                "validation.description-over-200-refused",
                "validation.external-id-empty-refused",
                "validation.external-id-over-80-refused",
                "validation.external-id-required",
                "validation.metadata-over-20-keys-refused",
                "validation.metadata-value-over-500-refused",
                "validation.notification-url-empty-refused",
                "validation.notification-url-not-https-refused",
                "validation.notification-url-over-2083-refused",
                "validation.wrong-type-refused",
            ],
            |b| b.errors.set_status(Kind::Validation, 400);
        /// Invalid bodies answer 422 with another code.
        InvalidBodyMiscalled = "invalid-body-miscalled", ["validation.refusal-code"],
            |b| b.errors.set(Kind::Validation, 422, "UNPROCESSABLE_ENTITY");
        /// An unknown payout answers 400.
        UnknownPayoutBadRequest = "unknown-payout-bad-request",
            ["cancellation.unknown-payout-is-404", "errors.unknown-payout-is-404"],
            |b| b.errors.set_status(Kind::PayoutNotFound, 400);
        /// An unknown payout answers 404 with another code.
        UnknownPayoutMiscalled = "unknown-payout-miscalled", ["conflicts.unknown-payout-code"],
            |b| b.errors.set(Kind::PayoutNotFound, 404, "NOT_FOUND");
        /// A late cancel answers 409 with another code.
        LateCancelMiscalled = "late-cancel-miscalled", ["conflicts.not-cancellable-code"],
            |b| b.errors.set(Kind::NotCancellable, 409, "EXTERNAL_ID_CONFLICT");
    }
}
