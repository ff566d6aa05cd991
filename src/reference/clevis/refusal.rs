//! A refused request: its kind, the words for a person, and the parts of the body that are to blame.

use axum::http::{HeaderName, HeaderValue};

use super::behaviour::errors::Kind;

/// One reason why a part of a body is not acceptable.
#[derive(Clone, Debug)]
pub(crate) struct Issue {
    pub(crate) field: String,
    pub(crate) problem: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) issues: Vec<Issue>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether the server gives up the connection in place of answering.
    pub(crate) hangs_up: bool,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), issues: Vec::new(), headers: Vec::new(), hangs_up: false }
    }

    pub(crate) fn validation(issues: Vec<Issue>) -> Self {
        Self { issues, ..Self::new(Kind::Validation, "The request body is not valid.") }
    }

    pub(crate) fn unknown_payout() -> Self {
        Self::new(Kind::PayoutNotFound, "No payout with this id is visible to this API key.")
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// Problems collected while a body is read, so that one answer names all of them.
#[derive(Debug, Default)]
pub(crate) struct Issues(Vec<Issue>);

impl Issues {
    pub(crate) fn add(&mut self, field: impl Into<String>, problem: impl Into<String>) {
        self.0.push(Issue { field: field.into(), problem: problem.into() });
    }

    pub(crate) fn settle(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::validation(self.0)) }
    }
}
