//! Refusals, and the envelope they are answered in.

use serde_json::{Map, Value, json};

use super::behaviour::{self, Business};

/// Why a request is not served.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// Fields and what is wrong with them.
    pub(crate) errors: Vec<(&'static str, String)>,
    pub(crate) kind: Kind,
}

/// What kind of refusal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Credentials,
    Field,
    Business,
    NotFound,
}

impl Refusal {
    pub(crate) fn credentials(message: &str) -> Self {
        Self {
            status: 401,
            code: "unauthorized",
            message: message.to_owned(),
            errors: Vec::new(),
            kind: Kind::Credentials,
        }
    }

    pub(crate) fn field(field: &'static str, message: &str) -> Self {
        Self {
            status: 422,
            code: "validation_error",
            message: message.to_owned(),
            errors: vec![(field, message.to_owned())],
            kind: Kind::Field,
        }
    }

    pub(crate) fn business(code: &'static str, message: String) -> Self {
        Self { status: 422, code, message, errors: Vec::new(), kind: Kind::Business }
    }

    pub(crate) fn not_found(message: &str) -> Self {
        Self { status: 404, code: "not_found", message: message.to_owned(), errors: Vec::new(), kind: Kind::NotFound }
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn with_code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// The body: message and code at the top and once more inside `error`.
    pub(crate) fn body(&self, rules: &behaviour::Envelope) -> Value {
        let code = match (self.kind, rules.business_code) {
            (Kind::Business, Business::Number) => json!(1007),
            (Kind::Business, Business::Validation) => json!("validation_error"),
            _ => json!(self.code),
        };
        let inner_code = if rules.inner_code_in_capitals && self.kind == Kind::Credentials {
            json!(self.code.to_ascii_uppercase())
        } else {
            code.clone()
        };
        let inner_message =
            if rules.inner_message_is_general { json!("The request was refused.") } else { json!(self.message) };
        let mut body = Map::new();
        if !(rules.message_inside_alone && self.kind == Kind::NotFound) {
            body.insert("message".into(), json!(self.message));
        }
        body.insert("code".into(), code);
        body.insert("error".into(), json!({ "code": inner_code, "message": inner_message }));
        if !self.errors.is_empty() && !rules.errors_left_out {
            let fields = self.errors.iter().map(|(field, message)| {
                let field = if rules.fields_by_path { format!("body.{field}") } else { (*field).to_owned() };
                json!({ "field": field, "message": message })
            });
            body.insert("errors".into(), fields.collect());
        }
        if rules.trace_id {
            body.insert("trace_id".into(), json!("7f3a90c1"));
        }
        Value::Object(body)
    }
}
