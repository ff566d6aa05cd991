//! The recipe of a signature.

use super::Spelling;

/// How a message is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// What is signed, in order.
    pub parts: Vec<Part>,
    /// What stands between two parts.
    pub separator: String,
    /// How the digest comes about.
    pub algorithm: Algorithm,
    /// How the digest is written.
    pub encoding: Encoding,
    /// What stands before the digest.
    pub prefix: String,
    /// Where the signature stands.
    pub placement: Placement,
    /// The time that goes with it, if one does.
    pub timestamp: Option<TimestampRule>,
    /// Members of the body whose names come in whatever case.
    pub spelling: Spelling,
}

/// One part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Fixed text.
    Literal(String),
    /// The timestamp, exactly as sent.
    Timestamp,
    /// The body, byte by byte.
    RawBody,
    /// The text or number at a JSON pointer into the body, as written there.
    BodyField(String),
    /// The amount at a JSON pointer into the body, in hundredths.
    MinorUnits(String),
    /// A secret inside the message.
    Secret,
    /// The key that says in the open whose message it is.
    Key,
}

/// How a digest comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// How a digest is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits in lower case.
    LowerHex,
    /// Hexadecimal digits in upper case.
    UpperHex,
    /// Hexadecimal digits whose case is not documented; written in lower case.
    AnyHex,
    /// Base64 with padding.
    Base64,
}

/// Where a signature stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// It is the value of a header.
    Header(String),
    /// It is one `key=value` item of a header that lists several, separated by commas.
    HeaderItem {
        /// The header's name.
        header: String,
        /// The item's key.
        key: String,
    },
    /// It is the text at a JSON pointer into the body.
    BodyField(String),
}

impl Placement {
    /// The header it stands in, if it stands in one.
    pub fn header(&self) -> Option<&str> {
        match self {
            Self::Header(name) | Self::HeaderItem { header: name, .. } => Some(name),
            Self::BodyField(_) => None,
        }
    }

    /// The JSON pointer to the body field it stands in, if it stands in one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::BodyField(at) => Some(at),
            Self::Header(_) | Self::HeaderItem { .. } => None,
        }
    }
}

/// The time that goes with a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampRule {
    /// Where it stands.
    pub placement: Placement,
    /// How it is written.
    pub unit: TimestampUnit,
    /// How many seconds it may lie before or after the receiver's clock.
    pub window: u32,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimestampUnit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// A date and time with its offset, as in `2026-05-12T15:04:07Z`.
    Iso8601,
}
