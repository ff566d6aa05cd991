//! How requests show who sends them.

use super::Open;
use super::signing::{RawSignature, recipe};
use crate::expect::wire;
use crate::files::{At, Problems, Source};
use crate::signature::{Placement, Recipe};
use schemars::JsonSchema;
use serde::Deserialize;

/// How a request shows who sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// A secret after the word `Bearer` in a header.
    Bearer {
        /// The header's name.
        header: String,
    },
    /// A key in the open, and a signature made with a secret that goes with it.
    Signed(Box<SignedAuth>),
}

/// A key in the open, and a signature made with a secret that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAuth {
    /// The header the key stands in.
    pub header: String,
    /// How requests are signed.
    pub signature: Recipe,
    /// What of that a target may choose.
    pub open: Open,
}

/// How requests show who sends them: exactly one way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAuth {
    /// A secret after the word `Bearer`.
    pub bearer: Option<RawBearer>,
    /// A key in the open, and a signature made with a secret that goes with it.
    pub signed: Option<RawSigned>,
}

/// A key in the open, and a signature made with a secret that goes with it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSigned {
    /// The header the key stands in.
    pub header: At<String>,
    /// How requests are signed.
    pub signature: At<RawSignature>,
}

/// A secret after the word `Bearer`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBearer {
    /// The header's name.
    pub header: At<String>,
}

impl Auth {
    /// The headers it shows itself in.
    pub fn headers(&self) -> Vec<&str> {
        match self {
            Self::Bearer { header } => vec![header],
            Self::Signed(signed) => {
                let recipe = &signed.signature;
                let time = recipe.timestamp.as_ref().map(|rule| &rule.placement);
                let headers = [Some(&recipe.placement), time].into_iter().flatten().filter_map(Placement::header);
                [signed.header.as_str()].into_iter().chain(headers).collect()
            }
        }
    }

    /// The checked form; a header of ours when a mistake was reported.
    pub(super) fn check(raw: &At<RawAuth>, source: &Source, problems: &mut Problems) -> Self {
        let checked = match (&raw.bearer, &raw.signed) {
            (Some(bearer), None) => Some(Self::Bearer { header: bearer.header.to_string() }),
            (None, Some(raw)) => SignedAuth::check(raw, source, problems).map(|signed| Self::Signed(Box::new(signed))),
            _ => {
                problems.push(source.problem(raw.span(), "`auth` has exactly one of `bearer` and `signed`"));
                None
            }
        };
        for header in raw.bearer.iter().map(|raw| &raw.header).chain(raw.signed.iter().map(|raw| &raw.header)) {
            if let Err(found) = wire::header(header) {
                problems.push(source.problem(header.span(), found));
            }
        }
        checked.unwrap_or_else(|| Self::Bearer { header: "Authorization".into() })
    }
}

impl SignedAuth {
    /// The checked form; nothing when a mistake was reported.
    fn check(raw: &RawSigned, source: &Source, problems: &mut Problems) -> Option<Self> {
        let signature = recipe(&raw.signature, source, problems)?;
        let in_headers = |placement: &Placement| matches!(placement, Placement::Header(_));
        let timestamp = signature.timestamp.as_ref().is_none_or(|rule| in_headers(&rule.placement));
        if !(in_headers(&signature.placement) && timestamp) {
            let found = "the signature and the timestamp of a request each stand in a `header` of their own";
            problems.push(source.problem(raw.signature.span(), found));
            return None;
        }
        Some(Self { header: raw.header.to_string(), signature, open: Open::of(&raw.signature.open) })
    }
}
