//! Refusals: a code and the name of what is wrong, and nothing else.

use serde_json::{Value, json};

use super::behaviour::{self, Code, Message};

/// Why a request is not served.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    code: u16,
    name: &'static str,
}

impl Refusal {
    /// A request that is wrong.
    pub(crate) fn bad(name: &'static str) -> Self {
        Self { status: 400, code: 400, name }
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self.code = status;
        self
    }

    pub(crate) fn with_code(mut self, code: u16) -> Self {
        self.code = code;
        self
    }

    pub(crate) fn body(self, rules: &behaviour::Refusals) -> Value {
        let name = if rules.small_letters { self.name.to_ascii_lowercase() } else { self.name.to_owned() };
        let message = match rules.message {
            Message::Text => json!(name),
            Message::List => json!([name]),
        };
        let mut body = json!({ "message": message });
        match rules.code {
            Code::Number => body["code"] = self.code.into(),
            Code::Text => body["code"] = self.code.to_string().into(),
            Code::LeftOut => {}
        }
        if rules.trace {
            body["traceId"] = "0HN7Q2".into();
        }
        body
    }
}
