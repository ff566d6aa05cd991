//! Freedoms of error answers.

use super::super::behaviour::envelope::{Details, Message, RequestIds};
use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;

chapter! {
    /// Variants of the envelope.
    EnvelopeVariant {
        /// Details are a list.
        DetailsAsList = "details-as-list", ["validation.may-shape-details"],
            |b| b.envelope.details = Details::List;
        /// Details are an object of problems by member.
        DetailsByField = "details-by-field", ["validation.may-shape-details"],
            |b| b.envelope.details = Details::ByField;
        /// Every error has details.
        DetailsAlwaysFilled = "details-always-filled", ["validation.may-shape-details"],
            |b| b.envelope.details = Details::AlwaysFilled;
        /// Messages are in Spanish.
        MessagesInSpanish = "messages-in-spanish", ["errors.may-word-messages-freely"],
            |b| b.envelope.message = Message::Spanish;
        /// Request ids are UUIDs.
        RequestIdsAreUuids = "request-ids-are-uuids", [], |b| b.envelope.request_id = RequestIds::Uuid;
        /// Malformed JSON answers 400 with a code of its own.
        MalformedBodyBadRequest = "malformed-body-bad-request", ["http.may-name-unreadable-bodies-freely"],
            |b| b.errors.set(Kind::MalformedBody, 400, "MALFORMED_JSON");
    }
}
