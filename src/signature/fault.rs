//! The ways in which a signature can be wrong, in the order in which they are looked for.

use super::{Form, Placement};

/// Why a signature does not verify.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// There is none where it should stand.
    #[error("there is no {0}")]
    Missing(Placement),
    /// There are several where one should stand.
    #[error("there is more than one {0}")]
    Repeated(Placement),
    /// The time that goes with it is missing.
    #[error("there is no timestamp: no {0}")]
    TimestampMissing(Placement),
    /// The time that goes with it is none.
    #[error("the timestamp is not as documented: {0}")]
    TimestampMalformed(String),
    /// It does not start as documented.
    #[error("the signature does not start with `{0}`")]
    WrongPrefix(String),
    /// It cannot be a digest.
    #[error("the signature is malformed: {0}")]
    Malformed(String),
    /// It is right but for the case of its digits.
    #[error("the signature is right, but its hexadecimal digits are not in {0} case")]
    WrongCase(&'static str),
    /// The digest is right, but written in another way.
    #[error("the digest is right, but written as {0}")]
    WrongEncoding(&'static str),
    /// The digest starts right, but ends early.
    #[error("the digest is right, but cut off after {0} bytes")]
    CutOff(usize),
    /// The right secret and bytes, but another algorithm.
    #[error("the signature is made with {0}")]
    WrongAlgorithm(&'static str),
    /// It fits the body once that is written anew, not the bytes that were sent.
    #[error("the signature is not over the bytes that were sent but over the body written anew: {0}")]
    SignedReserialised(Form),
    /// It fits something else than the bytes that were sent.
    #[error("the signature is not over the bytes that were sent but over {0}")]
    SignedOther(OtherMessage),
    /// It fits the secret read in another way.
    #[error("the signature is made with the secret {0}")]
    SecretMisread(SecretForm),
    /// A signed field is not in the body.
    #[error("the body has no {0}, which is to be signed")]
    FieldMissing(String),
    /// Anything that cannot be told from another secret.
    #[error("the signature does not fit: another secret, or other bytes")]
    WrongSecret,
    /// The signature is right, but too old or from the future.
    #[error("the timestamp is {seconds} s away from the clock; {window} s are allowed")]
    OutsideWindow {
        /// How far it is away.
        seconds: u64,
        /// How far it may be.
        window: u32,
    },
}

/// What else may have been signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OtherMessage {
    /// No bytes at all.
    #[error("nothing")]
    Nothing,
    /// The body with another end.
    #[error("the body with another line end")]
    OtherEnd,
    /// One member of the body.
    #[error("its member `{0}` alone")]
    Member(String),
    /// A value of the body or of a header, and the body.
    #[error("the value of `{0}` and the body")]
    Preceded(String),
}

/// How else a secret may have been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretForm {
    /// It was not set.
    #[error("left empty")]
    Empty,
    /// With white space at its end, or without the one it has.
    #[error("with other white space at its ends")]
    Spaced,
    /// As Base64.
    #[error("decoded from Base64")]
    Base64,
    /// As hexadecimal digits.
    #[error("decoded from hexadecimal digits")]
    Hex,
}
