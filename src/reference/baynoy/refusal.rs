//! Refusals, and the envelope that answers come in.

use serde_json::{Map, Value, json};

use super::behaviour::Envelope;

/// Why a request is not served.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    message: String,
    details: Option<Box<Value>>,
    beside: Option<Box<(&'static str, Value)>>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &'static str, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), details: None, beside: None }
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "unauthorized", "This key is not accepted.")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "not_found", "There is nothing here.")
    }

    pub(crate) fn invalid(field: &str, issue: &str, rules: &Envelope) -> Self {
        let issues = json!([{ "path": field, "message": issue }]);
        let code = rules.invalid_code.unwrap_or("validation_failed");
        let refusal = Self::new(if rules.invalid_is_422 { 422 } else { 400 }, code, "The request is not valid.");
        match (rules.issues_left_out, rules.issues_as_object) {
            (true, _) => refusal,
            (_, true) => refusal.with(json!({ "issues": issues })),
            _ => refusal.with(issues),
        }
    }

    pub(crate) fn with(mut self, details: Value) -> Self {
        self.details = Some(Box::new(details));
        self
    }

    /// Has the error carry something beside its details.
    pub(crate) fn beside(mut self, name: &'static str, value: Value) -> Self {
        self.beside = Some(Box::new((name, value)));
        self
    }

    pub(crate) fn coded(mut self, code: Option<&'static str>) -> Self {
        self.code = code.unwrap_or(self.code);
        self
    }

    pub(crate) fn body(&self, rules: &Envelope) -> Value {
        let mut error = Map::new();
        if !(rules.code_left_out_of_404 && self.status == 404) {
            error.insert("code".into(), json!(self.code));
        }
        if !rules.message_left_out {
            let message = if rules.other_words { format!("[{}] refused", self.code) } else { self.message.clone() };
            error.insert("message".into(), json!(message));
        }
        if let Some(details) = &self.details {
            error.insert("details".into(), Value::clone(details));
        } else if rules.details_everywhere && self.status != 400 {
            error.insert("details".into(), json!({ "status": self.status }));
        }
        if let Some((name, value)) = self.beside.as_deref() {
            error.insert((*name).to_owned(), value.clone());
        }
        let mut body = json!({ "ok": rules.refusal_says_ok, "error": error });
        if rules.trace_id {
            body["traceId"] = json!("7f3a90c1");
        }
        body
    }
}

/// What was asked for, wrapped.
pub(crate) fn wrapped(data: Value, rules: &Envelope) -> Value {
    if rules.data_at_the_top {
        let mut body = data;
        body["ok"] = json!(true);
        return body;
    }
    let ok = if rules.ok_as_text { json!("true") } else { json!(true) };
    let mut body = json!({ "ok": ok, "data": data });
    if rules.trace_id {
        body["traceId"] = json!("7f3a90c1");
    }
    body
}
