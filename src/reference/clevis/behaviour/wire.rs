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
    Text,
    TextOnErrors,
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
