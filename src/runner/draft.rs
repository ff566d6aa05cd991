//! From a step to the request it means: pure, and without secrets.

use crate::contract::{Auth, Contract, Operation};
use crate::expect::{MissingValue, Template};
use crate::record::Exchange;
use crate::scenario::{Act, Body, Credential, Edits, NewValue, Over, Route, Signing, Step, TestId, Values};
use crate::signature::TimestampUnit;
use crate::target::{Driver, Target};
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::{BTreeMap, BTreeSet};

/// A request about to be sent, without the secret that shows who sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The HTTP method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// Headers in the order of names.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Option<Bytes>,
    /// The instance it goes to, when not the server under test itself.
    pub instance: Option<String>,
    /// Who sends it.
    pub credential: Credential,
    /// The operation, where it is one of the contract's.
    pub operation: Option<String>,
    /// How it is signed, where requests are.
    pub sealed: Sealed,
}

/// How a request is signed; as the contract says by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    /// How far the sender's clock is ahead, in milliseconds.
    pub clock: i64,
    /// How the time is written, when not as the contract says.
    pub unit: Option<TimestampUnit>,
    /// Whose secret signs, when not that of whoever sends.
    pub by: Option<Credential>,
    /// What is signed in place of the body.
    pub over: Option<Bytes>,
    /// The operation as whose requests it is signed, when not its own.
    pub like: Option<String>,
    /// Headers left out that would be added, in small letters, and members of the body, as JSON pointers.
    pub without: BTreeSet<String>,
}

impl Sealed {
    /// Whether a header or a member of the body is left out that would be added.
    pub(super) fn leaves_out(&self, name: &str) -> bool {
        if name.starts_with('/') {
            self.without.contains(name)
        } else {
            self.without.contains(&name.to_ascii_lowercase())
        }
    }
}

/// Why a step cannot be turned into a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// A value is not known.
    #[error(transparent)]
    Missing(#[from] MissingValue),
    /// The target lacks a sample.
    #[error("the target has no sample `{0}`")]
    NoSample(String),
    /// The body cannot be changed as asked.
    #[error("{0}")]
    Edit(String),
    /// The repeated step was not sent.
    #[error("step `{0}` was not sent, so it cannot be repeated")]
    NotSent(String),
}

/// Characters that stand for themselves in a path segment or a query.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The changes that force the outcome a step wants, where what a create says forces it.
fn forced(step: &Step, target: &Target) -> Edits {
    let (Some(outcome), Some(Driver::Body(outcomes))) = (step.outcome, &target.driver) else { return Edits::default() };
    let places = outcomes.get(&outcome).into_iter().flatten();
    let set = places.map(|(at, template)| (at.clone(), NewValue::Text(template.clone()))).collect();
    Edits { set, remove: Vec::new() }
}

impl Draft {
    /// A request by the tenant under test with nothing but a method and a path.
    pub(crate) fn bare(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: BTreeMap::new(),
            body: None,
            instance: None,
            credential: Credential::Main,
            operation: None,
            sealed: Sealed::default(),
        }
    }

    /// A request to an operation; its parameters are still to be named.
    pub(crate) fn to(operation: &Operation, credential: Credential) -> Self {
        let mut headers = BTreeMap::from([("Accept".to_owned(), "application/json".to_owned())]);
        if operation.body.is_some() {
            headers.insert("Content-Type".to_owned(), "application/json".to_owned());
        }
        Self {
            headers,
            body: operation.body.clone().map(Bytes::from),
            credential,
            operation: Some(operation.name.clone()),
            ..Self::bare(&operation.method, &operation.path)
        }
    }

    /// Fills the places of a parameter.
    pub(crate) fn name(&mut self, parameter: &str, value: &str) {
        let place = format!("{{{parameter}}}");
        self.path = self.path.replace(&place, &utf8_percent_encode(value, PLAIN).to_string());
        if let Some(Ok(body)) = self.body.as_deref().map(std::str::from_utf8)
            && body.contains(&place)
        {
            let quoted = serde_json::Value::from(value).to_string();
            self.body = Some(body.replace(&place, &quoted[1..quoted.len() - 1]).into());
        }
    }

    /// The request a step means; `copy` counts from 1 where a step sends several.
    pub fn of(
        step: &Step,
        test: &TestId,
        copy: u32,
        values: &Values,
        contract: &Contract,
        target: &Target,
        sent: &BTreeMap<String, Draft>,
    ) -> Result<Self, DraftError> {
        let mut values = values.clone();
        values.set("n", copy.to_string());
        let mut draft = match &step.act {
            Act::Webhooks(_) => return Err(DraftError::NotSent(step.name.clone())),
            Act::Repeat { of } => sent.get(of).cloned().ok_or_else(|| DraftError::NotSent(of.clone()))?,
            Act::Send { route, body, with, query } => {
                let mut draft = Self::routed(route, with, query, &values, target)?;
                draft.body = match body {
                    Body::None => draft.body,
                    Body::Text(text) => Some(values.fill_json(text)?.into_bytes().into()),
                    Body::Sample(name) => {
                        let sample = target.samples.get(name).and_then(|sample| sample.body.as_ref());
                        let template = sample.ok_or_else(|| DraftError::NoSample(name.clone()))?;
                        Some(values.fill_json(template)?.into_bytes().into())
                    }
                };
                draft.headers.insert("Accept".into(), "application/json".into());
                if draft.body.is_some() {
                    draft.headers.insert("Content-Type".into(), "application/json".into());
                }
                draft
            }
        };
        // An operator finds each test in their logs by it.
        draft.headers.insert("User-Agent".into(), format!("payspec/{} ({test})", env!("CARGO_PKG_VERSION")));
        if step.instance.is_some() {
            draft.instance.clone_from(&step.instance);
        }
        if let Some(credential) = step.sender(copy) {
            draft.credential = credential;
        }
        if let Some(body) = &draft.body {
            // What is refused for lacking something, or repeated without it, has to have had it.
            let is_optional = matches!(step.act, Act::Send { .. }) && !step.is_to_be_refused();
            let edits = if is_optional { step.edits.fitting(body) } else { step.edits.clone() };
            let edited = edits.apply(body, &values).map_err(|error| DraftError::Edit(error.to_string()))?;
            let forced = forced(step, target).apply(&edited, &values);
            let body = forced.map_err(|error| DraftError::Edit(error.to_string()))?;
            let body =
                step.layout.map_or(Ok(body.clone()), |layout| layout.written(&body)).map_err(DraftError::Edit)?;
            draft.body = Some(body.into());
        } else if !step.edits.is_empty() || step.layout.is_some() {
            return Err(DraftError::Edit("there is no body to change".into()));
        }
        for (name, value) in &step.headers {
            draft.put_header(name, values.fill(value)?);
        }
        for name in &step.without {
            draft.leave_out(name);
        }
        if let Some(signing) = &step.signing {
            draft.seal(signing, &values)?;
        }
        // A header the story writes itself is its own way of showing who sends it.
        if let Auth::Bearer { header } = &contract.auth
            && step.headers.keys().any(|name| name.eq_ignore_ascii_case(header))
        {
            draft.credential = Credential::None;
        }
        Ok(draft)
    }

    /// Leaves out a header, or a member of the body, also where it would be added on the way.
    pub(crate) fn leave_out(&mut self, name: &str) {
        self.headers.retain(|known, _| !known.eq_ignore_ascii_case(name));
        let is_member = name.starts_with('/');
        self.sealed.without.insert(if is_member { name.to_owned() } else { name.to_ascii_lowercase() });
    }

    /// Has it signed as a step says.
    pub(crate) fn seal(&mut self, signing: &Signing, values: &Values) -> Result<(), DraftError> {
        let over = match &signing.over {
            Over::Sent => None,
            Over::Text(text) => Some(values.fill_json(text)?.into_bytes()),
            Over::Changed(edits) => {
                let body = self.body.clone().unwrap_or_default();
                Some(edits.apply(&body, values).map_err(|error| DraftError::Edit(error.to_string()))?)
            }
        };
        let without = std::mem::take(&mut self.sealed.without);
        let Signing { clock, unit, by, .. } = *signing;
        self.sealed = Sealed { clock, unit, by, over: over.map(Bytes::from), like: signing.like.clone(), without };
        Ok(())
    }

    /// Whether it goes to an operation of the contract, by name or by the way it is written.
    pub(super) fn goes_to(&self, operation: &str, target: &Target) -> bool {
        let path = self.path.split('?').next().unwrap_or_default().trim_end_matches('/');
        let is_written = |bound: &crate::contract::Operation| bound.method == self.method && bound.path == path;
        self.operation.as_deref() == Some(operation) || target.operations.get(operation).is_some_and(is_written)
    }

    /// A request as it was recorded, to be repeated later.
    pub(crate) fn recorded(exchange: &Exchange, contract: &Contract) -> Self {
        let credential = Credential::of_word(&exchange.credential);
        let shown = contract.auth.headers();
        let is_shown = |name: &str| shown.iter().any(|header| name.eq_ignore_ascii_case(header));
        let headers = exchange.request.headers.iter().filter(|(name, _)| !is_shown(name));
        Self {
            method: exchange.request.method.clone(),
            path: exchange.request.path.clone(),
            headers: headers.cloned().collect(),
            body: exchange.request.body.as_ref().map(|body| body.0.clone()),
            instance: exchange.instance.clone(),
            credential: credential.unwrap_or(Credential::Main),
            operation: exchange.operation.clone(),
            sealed: Sealed::default(),
        }
    }

    fn routed(
        route: &Route,
        with: &BTreeMap<String, Template>,
        query: &[(Template, Template)],
        values: &Values,
        target: &Target,
    ) -> Result<Self, DraftError> {
        let mut draft = Self::bare("", "");
        match route {
            Route::Raw { method, path } => {
                draft.method.clone_from(method);
                draft.path = values.fill(path)?;
            }
            Route::Operation(name) => {
                if let Some(operation) = target.operations.get(name) {
                    draft = Self::to(operation, Credential::Main);
                }
                draft.operation = Some(name.clone());
                for (parameter, template) in with {
                    draft.name(parameter, &values.fill(template)?);
                }
            }
        }
        for (name, template) in query {
            draft.put_query(&values.fill(name)?, &values.fill(template)?);
        }
        Ok(draft)
    }

    /// Adds one query parameter.
    pub(crate) fn put_query(&mut self, name: &str, value: &str) {
        self.path.push(if self.path.contains('?') { '&' } else { '?' });
        self.path.push_str(&format!("{}={}", utf8_percent_encode(name, PLAIN), utf8_percent_encode(value, PLAIN)));
    }

    fn put_header(&mut self, name: &str, value: String) {
        self.headers.retain(|known, _| !known.eq_ignore_ascii_case(name));
        self.headers.insert(name.to_owned(), value);
    }
}
