//! Answers on their way out: the error envelope, request id, markers, notation and framing.

use axum::body::{Body, Bytes};
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream;
use serde_json::{Map, Value, json};

use super::App;
use super::behaviour::envelope::{CodeText, Details, ErrorId, IdHeader, Message, RequestIds, Shape};
use super::behaviour::errors::Kind;
use super::behaviour::live::LiveMarkers;
use super::behaviour::markers::{HeaderGap, HeaderText};
use super::behaviour::wire::{AnswerType, Connection, Framing};
use super::json;
use super::refusal::Refusal;
use super::resource;
use super::route::Route;
use super::spanish;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
static MOCK: HeaderName = HeaderName::from_static("x-clevis-mock");

/// A successful outcome.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) replayed: bool,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, body: Some(body), headers: Vec::new(), replayed: false }
    }
}

/// Marks a response whose connection is to be given up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HangUp;

impl App {
    pub(crate) fn request_id(&self) -> String {
        match self.behaviour().envelope.request_id {
            RequestIds::Fresh => format!("req_{}", self.ids.ulid()),
            RequestIds::Uuid => self.ids.uuid(),
            RequestIds::Constant => "req_01JABC0000000000000000000".to_owned(),
            RequestIds::EverySecondRepeated => format!("req_{:016x}", self.requests() / 2),
        }
    }

    /// Turns an outcome into the response that leaves.
    pub(crate) fn respond(&self, route: Route, request_id: &str, outcome: Result<Answer, Refusal>) -> Response {
        match outcome {
            Ok(answer) => {
                let body = answer.body.map(|body| json::written(&body, self.behaviour().wire.notation));
                let mut response = self.framed(answer.status, body, self.answer_type());
                response.headers_mut().extend(answer.headers);
                self.stamp(&mut response, route, request_id, answer.replayed, None);
                response
            }
            Err(refusal) if refusal.hangs_up => {
                let mut response = Response::new(Body::empty());
                response.extensions_mut().insert(HangUp);
                response
            }
            Err(refusal) => self.refused(route, request_id, refusal),
        }
    }

    fn refused(&self, route: Route, request_id: &str, refusal: Refusal) -> Response {
        let rules = &self.behaviour().envelope;
        let (status, code) = self.behaviour().errors.of(refusal.kind);
        let shape = match rules.exception {
            Some((kind, shape)) if kind == refusal.kind => shape,
            _ => rules.shape,
        };
        let error = self.error(status, code, request_id, &refusal);
        let written = |value: &Value| json::written(value, self.behaviour().wire.notation);
        let (body, kind) = match shape {
            Shape::Envelope => {
                let mut body = Map::from_iter([("error".to_owned(), error)]);
                resource::decorate(&mut body, self.behaviour());
                (Some(written(&body.into())), self.answer_type())
            }
            Shape::Bare => (Some(written(&error)), self.answer_type()),
            Shape::UnderDetail => (Some(written(&json!({ "detail": error }))), self.answer_type()),
            Shape::ErrorText => (Some(written(&json!({ "error": code }))), self.answer_type()),
            Shape::PlainText => (Some(refusal.message.clone().into_bytes()), "text/plain; charset=utf-8"),
            Shape::EmptyBody => (None, self.answer_type()),
        };
        let mut response = self.framed(status, body, kind);
        response.headers_mut().extend(refusal.headers);
        self.stamp(&mut response, route, request_id, false, Some(refusal.kind));
        response
    }

    fn error(&self, status: u16, code: &str, request_id: &str, refusal: &Refusal) -> Value {
        let rules = &self.behaviour().envelope;
        let mut error = Map::new();
        let code: Value = match rules.code {
            CodeText::Documented => code.into(),
            CodeText::LowerCase => code.to_lowercase().into(),
            CodeText::StatusNumber => status.into(),
        };
        error.insert("code".into(), code);
        match rules.message {
            Message::English => error.insert("message".into(), refusal.message.clone().into()),
            Message::Spanish => error.insert("message".into(), spanish::message(refusal.kind).into()),
            Message::List => error.insert("message".into(), vec![refusal.message.clone()].into()),
            Message::Absent => None,
        };
        if let Some(details) = details(rules.details, refusal) {
            error.insert("details".into(), details);
        }
        let validation = matches!(refusal.kind, Kind::Validation | Kind::MalformedBody);
        match rules.error_id {
            ErrorId::SameAsHeader => error.insert("request_id".into(), request_id.into()),
            ErrorId::Another => error.insert("request_id".into(), format!("req_{}", self.ids.ulid()).into()),
            ErrorId::Empty => error.insert("request_id".into(), "".into()),
            ErrorId::AbsentOnValidation if !validation => error.insert("request_id".into(), request_id.into()),
            ErrorId::AbsentOnValidation | ErrorId::Absent => None,
        };
        resource::decorate(&mut error, self.behaviour());
        error.into()
    }

    fn answer_type(&self) -> &'static str {
        match self.behaviour().wire.content_type {
            AnswerType::Json => "application/json",
            AnswerType::JsonWithCharset => "application/json; charset=utf-8",
        }
    }

    fn framed(&self, status: u16, body: Option<Vec<u8>>, content_type: &'static str) -> Response {
        let mut response = Response::new(match (body, self.behaviour().wire.framing) {
            (None, _) => Body::empty(),
            (Some(bytes), Framing::Sized) => Body::from(bytes),
            (Some(bytes), Framing::Chunked) => {
                let chunks: Vec<_> = bytes.chunks(97).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
                Body::from_stream(stream::iter::<Vec<Result<Bytes, std::io::Error>>>(chunks))
            }
        });
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status != 204 {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        response
    }

    fn stamp(&self, response: &mut Response, route: Route, request_id: &str, replayed: bool, error: Option<Kind>) {
        let unauthorised = matches!(error, Some(Kind::MissingToken | Kind::InvalidKey));
        let identified = match self.behaviour().envelope.header {
            IdHeader::Always => true,
            IdHeader::NotOnErrors => error.is_none(),
            IdHeader::NotOnSuccess => error.is_some(),
            IdHeader::NotOnUnauthorised => !unauthorised,
            IdHeader::NotOnReplays => !replayed,
            IdHeader::NotOnLists => route != Route::List,
        };
        let headers = response.headers_mut();
        if let (true, Ok(value)) = (identified, HeaderValue::from_str(request_id)) {
            headers.insert(REQUEST_ID.clone(), value);
        }
        if route != Route::Health && self.is_marked(route, replayed, error.is_some()) {
            let text = match self.behaviour().markers.header_text {
                HeaderText::True => "true",
                HeaderText::One => "1",
                HeaderText::Sandbox => "sandbox",
            };
            headers.insert(MOCK.clone(), HeaderValue::from_static(text));
        }
        if self.behaviour().wire.connection == Connection::Closed {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }

    fn is_marked(&self, route: Route, replayed: bool, error: bool) -> bool {
        if self.config.live {
            return self.behaviour().live.markers == LiveMarkers::HeaderLeft;
        }
        match self.behaviour().markers.header_gap {
            HeaderGap::Nowhere | HeaderGap::OnDeliveries => true,
            // An answer without the header on exactly one route: errors and replays of it keep theirs.
            HeaderGap::On(gap) => gap != route || error || replayed,
            HeaderGap::OnReplays => !replayed,
            HeaderGap::OnErrors => !error,
        }
    }
}

fn details(rule: Details, refusal: &Refusal) -> Option<Value> {
    let listed = || -> Value {
        let issue = |issue: &super::refusal::Issue| json!({ "field": issue.field, "problem": issue.problem });
        refusal.issues.iter().map(issue).collect()
    };
    match rule {
        Details::Object if refusal.issues.is_empty() => Some(json!({})),
        Details::Object => Some(json!({ "errors": listed() })),
        Details::List => Some(listed()),
        Details::ByField => {
            let pairs = refusal.issues.iter().map(|issue| (issue.field.clone(), issue.problem.clone().into()));
            Some(Value::Object(pairs.collect()))
        }
        Details::AlwaysFilled => Some(json!({ "errors": listed(), "hint": "See the error guide." })),
        Details::EmptyOnValidation => Some(json!({})),
        Details::Absent => None,
    }
}
