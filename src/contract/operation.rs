//! Operations and what all of them share on the wire.

use super::Open;
use crate::expect::StatusPattern;
use crate::signature::{Placement, Recipe};
use std::collections::BTreeMap;

/// One thing a client can ask of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// The HTTP method.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The schema of its request body.
    pub request: Option<String>,
    /// Schemas of answer bodies by status.
    pub answers: BTreeMap<StatusPattern, String>,
    /// Whether a target has it only if its operator says so.
    pub optional: bool,
    /// Where the elements of a list answer sit, if known.
    pub items: Option<String>,
}

impl Operation {
    /// The names of its path parameters.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
    }
}

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

/// Where an error answer says what happened, as JSON pointers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPlaces {
    /// The code programs branch on.
    pub code: String,
    /// The text for people.
    pub message: String,
    /// The request's id, where error bodies carry one.
    pub request_id: Option<String>,
}

/// The request sent before anything else, to tell a dead or foreign target from a broken one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smoke {
    /// The operation.
    pub send: String,
    /// Its path parameters.
    pub with: BTreeMap<String, String>,
    /// Statuses that say the credential itself is not accepted.
    pub refused: Vec<u16>,
}
