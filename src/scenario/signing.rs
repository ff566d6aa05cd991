//! How a step has its request signed, where that differs from what the contract says.

use super::load::Loader;
use super::raw::RawSign;
use super::{Credential, Edits};
use crate::contract::Auth;
use crate::expect::{Template, durations_text};
use crate::files::At;
use crate::signature::TimestampUnit;

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
}

impl Loader<'_> {
    /// How a step has its request signed; mistakes are left out.
    pub(super) fn signing(&mut self, raw: &At<RawSign>) -> Signing {
        if !matches!(self.contract.auth, Auth::Signed(_)) {
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
        Signing {
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
