//! Freedoms of HTTP and JSON.

use super::super::behaviour::wire::{
    AnswerType, Connection, Framing, HeaderCase, Latency, Location, MediaTypes, Notation,
};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of the wire.
    WireVariant {
        /// JSON is written over several lines.
        JsonPretty = "json-pretty", [], |b| b.wire.notation = Notation::Pretty;
        /// JSON has blanks after commas and colons.
        JsonSpaced = "json-spaced", [], |b| b.wire.notation = Notation::Spaced;
        /// Members stand in the opposite order.
        JsonReversed = "json-reversed", [], |b| b.wire.notation = Notation::Reversed;
        /// Members stand in alphabetical order.
        JsonSorted = "json-sorted", [], |b| b.wire.notation = Notation::Sorted;
        /// Letters outside ASCII are escaped.
        JsonEscaped = "json-escaped", [], |b| b.wire.notation = Notation::AsciiEscaped;
        /// JSON ends with a line end.
        JsonLineEnded = "json-line-ended", [], |b| b.wire.notation = Notation::LineEnded;
        /// Answers come in chunks.
        AnswersChunked = "answers-chunked", [], |b| b.wire.framing = Framing::Chunked;
        /// The connection is closed after every answer.
        ConnectionClosed = "connection-closed", [], |b| b.wire.connection = Connection::Closed;
        /// Header names begin with capitals.
        HeadersInTitleCase = "headers-in-title-case", [], |b| b.wire.header_case = HeaderCase::Title;
        /// The content type names the character set.
        TypeNamesCharset = "type-names-charset", [], |b| b.wire.content_type = AnswerType::JsonWithCharset;
        /// Answers take a little longer, each another time.
        AnswersDawdle = "answers-dawdle", [], |b| b.wire.latency = Latency::Jittered;
        /// A create names the place of its payout.
        CreateNamesLocation = "create-names-location", [], |b| b.wire.location = Location::OnCreate;
        /// JSON is read whatever its content type says.
        AnyContentTypeRead = "any-content-type-read", ["http.may-read-json-under-any-content-type"],
            |b| b.wire.media_types = MediaTypes::Any;
    }
}
