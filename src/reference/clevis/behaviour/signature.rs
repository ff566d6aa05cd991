//! How webhooks are signed.

use super::super::status::Status;

#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    pub(crate) over: SignedPart,
    pub(crate) secret: SecretUsed,
    pub(crate) text: SignatureText,
    pub(crate) header: SignatureHeader,
}

/// The bytes that are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignedPart {
    #[default]
    RawBody,
    Reserialised,
    AsciiEscaped,
    DataOnly,
    WithTimestamp,
    PreviousBody,
    WithLineEnd,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SecretUsed {
    #[default]
    Right,
    WrongFromSecond,
    /// Wrong for the event of this state alone.
    WrongWhen(Status),
    ApiKey,
    Empty,
    WithLineEnd,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignatureText {
    #[default]
    PrefixedLowerHex,
    UpperHex,
    WithoutPrefix,
    Base64,
    Truncated,
    Sha512,
    PlainHash,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignatureHeader {
    #[default]
    Documented,
    OtherName,
    Absent,
    AbsentOnTerminal,
}
