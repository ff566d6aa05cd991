//! How answers travel: notation of the JSON, framing, connection and header case.

#[derive(Clone, Debug, Default)]
pub(crate) struct Wire {
    pub(crate) notation: Notation,
    pub(crate) framing: Framing,
    pub(crate) connection: Connection,
    pub(crate) header_case: HeaderCase,
    pub(crate) content_type: AnswerType,
    pub(crate) latency: Latency,
    pub(crate) location: Location,
    pub(crate) media_types: MediaTypes,
}

/// Under which content types a body is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MediaTypes {
    #[default]
    JsonOrNone,
    Any,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Notation {
    #[default]
    Compact,
    Pretty,
    Spaced,
    Reversed,
    Sorted,
    AsciiEscaped,
    LineEnded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Framing {
    #[default]
    Sized,
    Chunked,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Connection {
    #[default]
    Kept,
    Closed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HeaderCase {
    #[default]
    Lower,
    Title,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AnswerType {
    #[default]
    Json,
    JsonWithCharset,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Latency {
    #[default]
    Absent,
    Jittered,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Location {
    #[default]
    Absent,
    OnCreate,
}
