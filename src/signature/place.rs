//! Finding a signature or timestamp where it stands.

use super::Placement;
use super::message::field;
use serde_json::Value;
use std::fmt;

impl Placement {
    /// Every text that stands there.
    pub(super) fn found(&self, headers: &[(String, String)], json: Option<&Value>) -> Vec<String> {
        let of_name = |wanted: &str| {
            let wanted = wanted.to_owned();
            headers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(&wanted)).map(|(_, value)| value.as_str())
        };
        match self {
            Self::Header(name) => of_name(name).map(str::to_owned).collect(),
            Self::HeaderItem { header, key } => of_name(header)
                .flat_map(|value| value.split(','))
                .filter_map(|item| item.trim().split_once('='))
                .filter(|(name, _)| name.trim() == key)
                .map(|(_, value)| value.trim().to_owned())
                .collect(),
            Self::BodyField(at) => field(json, at).into_iter().collect(),
        }
    }
}

impl fmt::Display for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "header {name}"),
            Self::HeaderItem { header, key } => write!(f, "item `{key}` of header {header}"),
            Self::BodyField(at) => write!(f, "body field {at}"),
        }
    }
}
