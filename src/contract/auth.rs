//! How requests show who sends them.

use super::signed::{RawSigned, SignedAuth};
use crate::expect::wire;
use crate::files::{At, Problems, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

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

/// How requests show who sends them: exactly one way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAuth {
    /// A secret after the word `Bearer`.
    pub bearer: Option<RawBearer>,
    /// A key in the open, and a signature made with a secret that goes with it.
    pub signed: Option<RawSigned>,
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
    pub fn headers(&self) -> BTreeSet<&str> {
        match self {
            Self::Bearer { header } => BTreeSet::from([header.as_str()]),
            Self::Signed(signed) => signed.places().filter_map(|place| place.header()).collect(),
        }
    }

    /// The members of bodies it shows itself in, as JSON pointers.
    pub fn fields(&self) -> BTreeSet<&str> {
        match self {
            Self::Bearer { .. } => BTreeSet::new(),
            Self::Signed(signed) => signed.places().filter_map(|place| place.field()).collect(),
        }
    }

    /// How requests are signed, where they are.
    pub fn signed(&self) -> Option<&SignedAuth> {
        match self {
            Self::Bearer { .. } => None,
            Self::Signed(signed) => Some(signed),
        }
    }

    /// The checked form; a header of ours when a mistake was reported.
    pub(super) fn check<'o>(
        raw: &At<RawAuth>,
        operations: impl Iterator<Item = &'o String> + Clone,
        source: &Source,
        problems: &mut Problems,
    ) -> Self {
        let checked = match (&raw.bearer, &raw.signed) {
            (Some(bearer), None) => {
                if let Err(found) = wire::header(&bearer.header) {
                    problems.push(source.problem(bearer.header.span(), found));
                }
                Some(Self::Bearer { header: bearer.header.to_string() })
            }
            (None, Some(raw)) => {
                SignedAuth::check(raw, operations, source, problems).map(|signed| Self::Signed(Box::new(signed)))
            }
            _ => {
                problems.push(source.problem(raw.span(), "`auth` has exactly one of `bearer` and `signed`"));
                None
            }
        };
        checked.unwrap_or_else(|| Self::Bearer { header: "Authorization".into() })
    }
}
