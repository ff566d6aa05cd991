//! How an API has things signed, from raw recipes to checked ones, and what of them a target may choose.

use crate::files::{At, Problems, Source};
use crate::signature::{Algorithm, Encoding, Part, Placement, Recipe, Spelling, TimestampRule, TimestampUnit};
use schemars::JsonSchema;
use serde::Deserialize;

/// How something is signed, and where the signature stands: `header`, `header` with `item`, or `field`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSignature {
    /// What is signed, in order: `body`, `timestamp`, `key` (the one that is shown), `secret` (the one that stands inside),
    /// a JSON pointer into the body, `minor-units` before such a pointer, or text in single quotes.
    pub parts: Vec<String>,
    /// What stands between two parts.
    #[serde(default)]
    pub separator: String,
    /// How the digest comes about.
    pub algorithm: RawAlgorithm,
    /// How the digest is written.
    pub encoding: RawEncoding,
    /// What stands before the digest.
    #[serde(default)]
    pub prefix: String,
    /// The header it stands in.
    pub header: Option<String>,
    /// The key of the item it is, in a header that lists several.
    pub item: Option<String>,
    /// The JSON pointer to the body field it stands in.
    pub field: Option<String>,
    /// The time that goes with it.
    pub timestamp: Option<RawTimestamp>,
    /// What the documentation does not say, so that a target may: what is given here is then a guess.
    #[serde(default)]
    pub open: Vec<RawOpenChoice>,
}

/// A part of a signature that a target may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawOpenChoice {
    /// How the digest comes about.
    Algorithm,
    /// How the digest is written.
    Encoding,
}

/// How a digest comes about.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub enum RawAlgorithm {
    /// HMAC with SHA-256.
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    /// HMAC with SHA-512.
    #[serde(rename = "hmac-sha512")]
    HmacSha512,
}

/// How a digest is written.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawEncoding {
    /// Hexadecimal digits in lower case.
    LowerHex,
    /// Hexadecimal digits in upper case.
    UpperHex,
    /// Hexadecimal digits whose case is not documented.
    AnyHex,
    /// Base64 with padding.
    Base64,
}

/// The time that goes with a signature.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTimestamp {
    /// The header it stands in.
    pub header: String,
    /// The key of the item it is, in a header that lists several.
    pub item: Option<String>,
    /// How it is written.
    pub unit: RawTimestampUnit,
    /// How many seconds it may lie before or after the receiver's clock.
    pub window: u32,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawTimestampUnit {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// A date and time with its offset.
    Iso8601,
}

/// What of a recipe the documentation leaves to the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// How digests come about.
    pub algorithm: bool,
    /// How digests are written.
    pub encoding: bool,
}

impl Open {
    /// What either leaves.
    pub(super) fn or(self, other: Self) -> Self {
        Self { algorithm: self.algorithm || other.algorithm, encoding: self.encoding || other.encoding }
    }

    pub(super) fn of(raw: &[RawOpenChoice]) -> Self {
        Self { algorithm: raw.contains(&RawOpenChoice::Algorithm), encoding: raw.contains(&RawOpenChoice::Encoding) }
    }
}

/// What a target chose where the documentation leaves something open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chosen {
    /// How digests come about.
    pub algorithm: Option<Algorithm>,
    /// How digests are written.
    pub encoding: Option<Encoding>,
}

impl Chosen {
    /// A recipe as the target has it.
    pub fn applied(self, recipe: &Recipe, open: Open) -> Recipe {
        let mut recipe = recipe.clone();
        if let Some(algorithm) = self.algorithm.filter(|_| open.algorithm) {
            recipe.algorithm = algorithm;
        }
        if let Some(encoding) = self.encoding.filter(|_| open.encoding) {
            recipe.encoding = encoding;
        }
        recipe
    }
}

impl RawAlgorithm {
    /// The checked form.
    pub fn checked(self) -> Algorithm {
        match self {
            Self::HmacSha256 => Algorithm::HmacSha256,
            Self::HmacSha512 => Algorithm::HmacSha512,
        }
    }
}

impl RawEncoding {
    /// The checked form.
    pub fn checked(self) -> Encoding {
        match self {
            Self::LowerHex => Encoding::LowerHex,
            Self::UpperHex => Encoding::UpperHex,
            Self::AnyHex => Encoding::AnyHex,
            Self::Base64 => Encoding::Base64,
        }
    }
}

impl RawTimestampUnit {
    /// The checked form.
    pub fn checked(self) -> TimestampUnit {
        match self {
            Self::Seconds => TimestampUnit::Seconds,
            Self::Millis => TimestampUnit::Millis,
            Self::Iso8601 => TimestampUnit::Iso8601,
        }
    }
}

/// The checked form of a recipe; nothing when a mistake was reported.
pub(super) fn recipe(raw: &At<RawSignature>, source: &Source, problems: &mut Problems) -> Option<Recipe> {
    let mut refuse = |found: &str| problems.push(source.problem(raw.span(), found));
    let parts: Option<Vec<Part>> = raw.parts.iter().map(|text| part(text)).collect();
    let placement = match (&raw.header, &raw.item, &raw.field) {
        (Some(header), None, None) => Some(Placement::Header(header.clone())),
        (Some(header), Some(key), None) => Some(Placement::HeaderItem { header: header.clone(), key: key.clone() }),
        (None, None, Some(field)) if field.starts_with('/') => Some(Placement::BodyField(field.clone())),
        _ => None,
    };
    match (&parts, &placement) {
        (None, _) => refuse(
            "a part is `body`, `timestamp`, `key`, `secret`, a JSON pointer, `minor-units` before a JSON pointer, or \
             text in single quotes",
        ),
        (_, None) => {
            refuse("a signature stands in a `header`, in an `item` of a `header`, or in a `field` of the body")
        }
        (Some(parts), _) if parts.is_empty() => refuse("a signature over nothing says nothing"),
        (Some(parts), _) if parts.contains(&Part::Timestamp) && raw.timestamp.is_none() => {
            refuse("a part is the timestamp, but `timestamp` does not say where it stands");
        }
        (Some(parts), Some(placement)) => {
            return Some(Recipe {
                parts: parts.clone(),
                separator: raw.separator.clone(),
                algorithm: raw.algorithm.checked(),
                encoding: raw.encoding.checked(),
                prefix: raw.prefix.clone(),
                placement: placement.clone(),
                timestamp: raw.timestamp.as_ref().map(timestamp),
                spelling: Spelling::default(),
            });
        }
    }
    None
}

fn part(text: &str) -> Option<Part> {
    let pointer = |text: &str| text.starts_with('/').then(|| text.to_owned());
    match text {
        "body" => Some(Part::RawBody),
        "timestamp" => Some(Part::Timestamp),
        "secret" => Some(Part::Secret),
        "key" => Some(Part::Key),
        _ => match text.strip_prefix("minor-units ") {
            Some(place) => pointer(place).map(Part::MinorUnits),
            None => match text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
                Some(literal) => Some(Part::Literal(literal.to_owned())),
                None => pointer(text).map(Part::BodyField),
            },
        },
    }
}

fn timestamp(raw: &RawTimestamp) -> TimestampRule {
    let header = raw.header.clone();
    TimestampRule {
        placement: match raw.item.clone() {
            Some(key) => Placement::HeaderItem { header, key },
            None => Placement::Header(header),
        },
        unit: raw.unit.checked(),
        window: raw.window,
    }
}
