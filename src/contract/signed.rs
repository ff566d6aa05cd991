//! Requests that are signed: where the key stands that says who sends one, and how each operation is signed.

use super::Open;
use super::signing::{RawSignature, recipe};
use crate::expect::wire;
use crate::files::{At, Problems, Source};
use crate::signature::{Part, Placement, Recipe};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// A key in the open, and a signature made with a secret that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAuth {
    /// What a key is.
    pub key: KeyKind,
    /// How a request is signed whose operation says nothing else.
    pub usual: SignedWay,
    /// How requests of operations are signed that have a way of their own.
    pub own: BTreeMap<String, SignedWay>,
}

/// How the requests of an operation show who sends them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedWay {
    /// Where the key stands.
    pub key: Placement,
    /// How they are signed.
    pub signature: Recipe,
    /// What of that a target may choose.
    pub open: Open,
}

/// What a key is that says in the open who sends a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum KeyKind {
    /// A text that is nobody's business: it stays out of every record.
    #[default]
    Text,
    /// A number that is no secret, and a number in JSON too.
    Number,
}

/// A key in the open, and a signature made with a secret that goes with it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSigned {
    /// The header the key stands in; otherwise `field`.
    pub header: Option<At<String>>,
    /// The JSON pointer to the member at the top of the body the key stands in.
    pub field: Option<At<String>>,
    /// What a key is: `text`, kept out of records, or `number`, which is no secret.
    #[serde(default)]
    pub key: KeyKind,
    /// How requests are signed.
    pub signature: At<RawSignature>,
    /// Operations whose requests are signed in a way of their own.
    #[serde(default)]
    pub operation: BTreeMap<String, At<RawSignedWay>>,
}

/// How the requests of one operation show who sends them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSignedWay {
    /// The header the key stands in; otherwise `field`.
    pub header: Option<At<String>>,
    /// The JSON pointer to the member at the top of the body the key stands in.
    pub field: Option<At<String>>,
    /// How they are signed.
    pub signature: At<RawSignature>,
}

impl SignedAuth {
    /// How a request is signed, by its operation.
    pub fn way(&self, operation: Option<&str>) -> &SignedWay {
        operation.and_then(|name| self.own.get(name)).unwrap_or(&self.usual)
    }

    /// Whether something signed has a secret inside, besides the one it is signed with.
    pub fn has_inner_secret(&self) -> bool {
        self.ways().any(|way| way.signature.parts.contains(&Part::Secret))
    }

    /// Everything that a target may choose in some way of signing.
    pub fn open(&self) -> Open {
        self.ways().fold(Open::default(), |open, way| open.or(way.open))
    }

    /// Where keys, signatures and timestamps stand.
    pub(super) fn places(&self) -> impl Iterator<Item = &Placement> {
        self.ways().flat_map(|way| {
            let time = way.signature.timestamp.as_ref().map(|rule| &rule.placement);
            [Some(&way.key), Some(&way.signature.placement), time].into_iter().flatten()
        })
    }

    fn ways(&self) -> impl Iterator<Item = &SignedWay> {
        self.own.values().chain([&self.usual])
    }

    /// The checked form; nothing when a mistake was reported.
    pub(super) fn check<'o>(
        raw: &RawSigned,
        operations: impl Iterator<Item = &'o String> + Clone,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<Self> {
        let place = (raw.header.as_ref(), raw.field.as_ref(), raw.signature.span());
        let usual = SignedWay::check(place, &raw.signature, source, problems);
        let mut own = BTreeMap::new();
        for (name, raw) in &raw.operation {
            if !operations.clone().any(|known| known == name) {
                problems.push(source.unknown(raw.span(), "operation", name, operations.clone()));
            }
            let place = (raw.header.as_ref(), raw.field.as_ref(), raw.span());
            own.extend(SignedWay::check(place, &raw.signature, source, problems).map(|way| (name.clone(), way)));
        }
        Some(Self { key: raw.key, usual: usual?, own })
    }
}

impl SignedWay {
    /// The checked form; nothing when a mistake was reported.
    fn check(
        (header, field, span): (Option<&At<String>>, Option<&At<String>>, &Range<usize>),
        raw: &At<RawSignature>,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<Self> {
        let key = match (header, field) {
            (Some(header), None) => {
                if let Err(found) = wire::header(header) {
                    problems.push(source.problem(header.span(), found));
                }
                Some(Placement::Header(header.to_string()))
            }
            (None, Some(field)) => Some(Placement::BodyField(field.to_string())),
            _ => {
                let found = "the key of a request stands in a `header` or in a `field` of the body";
                problems.push(source.problem(span, found));
                None
            }
        };
        let signature = recipe(raw, source, problems)?;
        let key = key?;
        let is_header = |place: &Placement| matches!(place, Placement::Header(_));
        let is_member = |place: &Placement| place.field().is_some_and(|at| at.rfind('/') == Some(0) && at.len() > 1);
        let time = signature.timestamp.as_ref().is_none_or(|rule| is_header(&rule.placement));
        let fine = |place| is_header(place) || is_member(place);
        if !(fine(&key) && fine(&signature.placement) && time) {
            let found = "the key and the signature of a request each stand in a `header` of their own or in a member at \
                         the top of the body, and its timestamp in a header";
            problems.push(source.problem(raw.span(), found));
            return None;
        }
        Some(Self { key, signature, open: Open::of(&raw.open) })
    }
}
