//! How an API has things signed, from raw recipes to checked ones, and what of them a target may choose.

use super::raw::{RawAlgorithm, RawEncoding, RawOpenChoice, RawSignature, RawSigned, RawTimestamp, RawTimestampUnit};
use super::{Auth, SignedAuth};
use crate::files::{At, Problems, Source};
use crate::signature::{Algorithm, Encoding, Part, Placement, Recipe, TimestampRule, TimestampUnit};

/// What of a recipe the documentation leaves to the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// How digests come about.
    pub algorithm: bool,
    /// How digests are written.
    pub encoding: bool,
}

impl Open {
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

/// Requests that are signed; nothing when a mistake was reported.
pub(super) fn signed(raw: &RawSigned, source: &Source, problems: &mut Problems) -> Option<Auth> {
    let signature = recipe(&raw.signature, source, problems)?;
    let in_headers = |placement: &Placement| matches!(placement, Placement::Header(_));
    let timestamp = signature.timestamp.as_ref().is_none_or(|rule| in_headers(&rule.placement));
    if !(in_headers(&signature.placement) && timestamp) {
        let found = "the signature and the timestamp of a request each stand in a `header` of their own";
        problems.push(source.problem(raw.signature.span(), found));
        return None;
    }
    let open = Open::of(&raw.signature.open);
    Some(Auth::Signed(Box::new(SignedAuth { header: raw.header.to_string(), signature, open })))
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
            "a part is `body`, `timestamp`, `secret`, a JSON pointer, `minor-units` before a JSON pointer, or text in \
             single quotes",
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
