//! How a step has its request signed, where that differs from what the contract says.

use super::load::Loader;
use super::raw::RawSign;
use super::{Credential, Edits};
use crate::contract::Contract;
use crate::expect::{Template, durations_text};
use crate::files::{At, Problems, Source};
use crate::signature::TimestampUnit;
use std::collections::BTreeSet;

/// A way of signing; the contract's own by default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Signing {
    /// How far the sender's clock is ahead, in milliseconds; negative when it is behind.
    pub clock: i64,
    /// How the time is written, when not as the contract says.
    pub unit: Option<TimestampUnit>,
    /// Whose secret signs, when not that of whoever sends.
    pub by: Option<Credential>,
    /// What is signed as the body.
    pub over: Over,
    /// The operation as whose requests it is signed, when not its own.
    pub like: Option<String>,
}

/// What is signed as the body.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Over {
    /// The body that is sent.
    #[default]
    Sent,
    /// The body that is sent, with these changes.
    Changed(Edits),
    /// This text.
    Text(Template),
}

impl Signing {
    /// The names of all values it uses.
    pub fn names(&self) -> Vec<&str> {
        match &self.over {
            Over::Sent => Vec::new(),
            Over::Changed(edits) => edits.names(),
            Over::Text(text) => text.names().collect(),
        }
    }

    /// In which ways it is not the contract's own, in words.
    pub fn told(&self) -> Vec<String> {
        let clock = match self.clock {
            0 => None,
            ahead @ 1.. => Some(format!("by a clock {ahead} ms ahead")),
            behind => Some(format!("by a clock {} ms behind", behind.unsigned_abs())),
        };
        let unit = self.unit.map(|unit| match unit {
            TimestampUnit::Seconds => "its time in seconds since 1970".to_owned(),
            TimestampUnit::Millis => "its time in milliseconds since 1970".to_owned(),
            TimestampUnit::Iso8601 => "its time as ISO 8601 writes it".to_owned(),
        });
        let by = match self.by.map(Credential::owner) {
            Some(Credential::Other) => Some("signed with the second tenant's secret".to_owned()),
            Some(Credential::None | Credential::Unknown) => Some("signed with a secret nobody issued".to_owned()),
            _ => None,
        };
        let over = match &self.over {
            Over::Sent => None,
            Over::Changed(edits) => {
                let places: Vec<&str> = edits.set.iter().map(|(at, _)| at.as_str()).collect();
                Some(format!("changed after it was signed at {}", places.join(" and ")))
            }
            Over::Text(signed) => Some(format!("signed over `{signed}` in place of its body")),
        };
        let like = self.like.as_ref().map(|operation| format!("signed as a request to {operation} is"));
        [clock, unit, by, like, over].into_iter().flatten().collect()
    }
}

/// How a request is signed, as another file than a scenario says it.
pub fn signing(raw: &At<RawSign>, contract: &Contract, source: &Source, problems: &mut Problems) -> Signing {
    Loader { contract, unread: &BTreeSet::new(), source, problems }.signing(raw)
}

impl Loader<'_> {
    /// How a step has its request signed; mistakes are left out.
    pub(super) fn signing(&mut self, raw: &At<RawSign>) -> Signing {
        if self.contract.auth.signed().is_none() {
            self.problem(raw.span(), "the contract does not have its requests signed");
        }
        let clock = raw.clock.as_deref().map_or(Ok(0), clock);
        let by = raw.by.as_ref().and_then(|word| self.credential(word));
        if by == Some(Credential::None) {
            self.problem(raw.span(), "nobody signs nothing; to send no signature, name its header in `without`");
        }
        let over = match &raw.body {
            Some(text) if raw.change.is_empty() => self.accept(text.span(), Template::parse(text)).map(Over::Text),
            Some(text) => {
                self.problem(text.span(), "what is signed is a `body` of its own or the one sent with a `change`");
                None
            }
            None if raw.change.is_empty() => None,
            None => Some(Over::Changed(self.edits(&raw.change, &[]))),
        };
        if let Some(like) = raw.like.as_ref().filter(|like| !self.contract.operations.contains_key(like.as_str())) {
            let found = format!("unknown operation `{}`", **like);
            self.refuse(like.span(), found, self.contract.operations.keys().map(String::as_str));
        }
        Signing {
            like: raw.like.as_ref().map(|like| like.to_string()),
            clock: self.accept(raw.span(), clock).unwrap_or_default(),
            unit: raw.unit.map(|unit| unit.checked()),
            by,
            over: over.unwrap_or_default(),
        }
    }
}

/// How far a clock is ahead or, behind a minus sign, behind.
fn clock(text: &str) -> Result<i64, String> {
    let (sign, length) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let length = durations_text(length)?;
    i64::try_from(length).map(|length| sign * length).map_err(|_| format!("`{text}` is more than a clock can be off"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_ahead_or_behind() {
        assert_eq!(clock("10m"), Ok(600_000));
        assert_eq!(clock("+10m"), Ok(600_000));
        assert_eq!(clock("-90s"), Ok(-90_000));
        assert!(clock("soon").is_err() && clock("--1s").is_err());
    }
}
