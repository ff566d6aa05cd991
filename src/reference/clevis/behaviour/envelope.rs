//! The shape of error answers and the request id they carry.

use super::errors::Kind;

#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
    pub(crate) request_id: RequestIds,
    pub(crate) header: IdHeader,
    pub(crate) error_id: ErrorId,
    pub(crate) shape: Shape,
    /// The one kind of error that leaves in another shape.
    pub(crate) exception: Option<(Kind, Shape)>,
    pub(crate) code: CodeText,
    pub(crate) message: Message,
    pub(crate) details: Details,
}

/// Where request ids come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequestIds {
    #[default]
    Fresh,
    Uuid,
    Constant,
    EverySecondRepeated,
}

/// Which answers carry `X-Request-ID`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum IdHeader {
    #[default]
    Always,
    NotOnErrors,
    NotOnSuccess,
    NotOnUnauthorised,
    NotOnReplays,
    NotOnLists,
}

/// The value of `error.request_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorId {
    #[default]
    SameAsHeader,
    Another,
    Empty,
    Absent,
    AbsentOnValidation,
}

/// The shape of an error answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    #[default]
    Envelope,
    Bare,
    UnderDetail,
    ErrorText,
    PlainText,
    EmptyBody,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CodeText {
    #[default]
    Documented,
    LowerCase,
    StatusNumber,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Message {
    #[default]
    English,
    Spanish,
    List,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Details {
    #[default]
    Object,
    List,
    ByField,
    AlwaysFilled,
    EmptyOnValidation,
    Absent,
}
