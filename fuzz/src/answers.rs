//! The oracle over any answers, in any order.

use super::shared::{CONTRACT, harmless};
use super::texts::answered;
use arbitrary::{Arbitrary, Unstructured};
use payspec::oracle::{Bench, Lives};
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

static BENCH: LazyLock<Bench<'static>> = LazyLock::new(|| Bench::new(&CONTRACT, "sandbox"));

/// One answer. Most are near enough to what the contract documents to be judged, not merely refused.
#[derive(Debug, Arbitrary)]
struct Came<'d> {
    operation: u8,
    status: Status,
    headers: Vec<(Header, &'d str)>,
    body: Body<'d>,
}

#[derive(Debug, Arbitrary)]
enum Status {
    Ok,
    Created,
    BadRequest,
    NotFound,
    Conflict,
    Unprocessable,
    Other(u16),
}

#[derive(Debug, Arbitrary)]
enum Header {
    RequestId,
    ContentType,
    ContentLength,
    RetryAfter,
    Other(char),
}

#[derive(Debug, Arbitrary)]
enum Body<'d> {
    Payout(Payout<'d>),
    List(Vec<Payout<'d>>),
    Refusal(u8, &'d str),
    Bytes(&'d [u8]),
}

/// A payout with some of its members otherwise, left out, or there twice.
#[derive(Debug, Arbitrary)]
struct Payout<'d> {
    id: u8,
    state: u8,
    otherwise: Vec<(u8, Leaf<'d>)>,
    without: Vec<u8>,
    history: Vec<u8>,
}

#[derive(Debug, Arbitrary)]
enum Leaf<'d> {
    Null,
    Truth(bool),
    Whole(i64),
    Float(f64),
    Text(&'d str),
    List,
    Object,
}

const STATES: [&str; 6] = ["PENDING", "PROCESSING", "PAID", "REJECTED", "CANCELLED", "LOST"];
const MEMBERS: [&str; 9] =
    ["id", "status", "status_code", "status_detail", "object", "amount", "currency", "status_history", "mock"];
const CODES: [&str; 5] = ["VALIDATION_ERROR", "PAYOUT_NOT_FOUND", "IDEMPOTENCY_CONFLICT", "UNAUTHORIZED", "X"];

impl Leaf<'_> {
    fn json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Truth(truth) => json!(truth),
            Self::Whole(number) => json!(number),
            Self::Float(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::List => json!([null, 1, "a"]),
            Self::Object => json!({"a": {"b": []}}),
        }
    }
}

impl Payout<'_> {
    fn json(&self) -> Value {
        let state = |index: &u8| STATES[usize::from(*index) % STATES.len()];
        let history: Vec<Value> =
            self.history.iter().map(|at| json!({"status": state(at), "at": "2026-05-12T15:04:07Z"})).collect();
        let mut payout = json!({
            "id": format!("po_{}", self.id % 4), "object": "payout", "status": state(&self.state), "status_code": null,
            "status_detail": null, "amount": "10.00", "currency": "COP", "status_history": history, "mock": true,
        });
        let member = |index: &u8| MEMBERS[usize::from(*index) % MEMBERS.len()];
        if let Some(members) = payout.as_object_mut() {
            for (index, leaf) in &self.otherwise {
                members.insert(member(index).to_owned(), leaf.json());
            }
            for index in &self.without {
                members.shift_remove(member(index));
            }
        }
        payout
    }
}

impl Body<'_> {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Payout(payout) => payout.json().to_string().into_bytes(),
            Self::List(payouts) => {
                let data: Vec<Value> = payouts.iter().map(Payout::json).collect();
                json!({"object": "list", "data": data}).to_string().into_bytes()
            }
            Self::Refusal(code, text) => {
                let code = CODES[usize::from(*code) % CODES.len()];
                let error = json!({"code": code, "message": text, "details": null, "request_id": "req_1"});
                json!({"error": error}).to_string().into_bytes()
            }
            Self::Bytes(bytes) => bytes.to_vec(),
        }
    }
}

impl Came<'_> {
    fn status(&self) -> u16 {
        match self.status {
            Status::Ok => 200,
            Status::Created => 201,
            Status::BadRequest => 400,
            Status::NotFound => 404,
            Status::Conflict => 409,
            Status::Unprocessable => 422,
            Status::Other(number) => 100 + number % 900,
        }
    }

    fn headers(&self) -> Vec<(String, String)> {
        let named = |(header, value): &(Header, &str)| {
            let name = match header {
                Header::RequestId => "x-request-id".to_owned(),
                Header::ContentType => "content-type".to_owned(),
                Header::ContentLength => "content-length".to_owned(),
                Header::RetryAfter => "retry-after".to_owned(),
                Header::Other(c) => format!("x-{}", c.to_lowercase()),
            };
            (name, (*value).to_owned())
        };
        self.headers.iter().map(named).collect()
    }
}

/// The oracle over any answers, in any order: each is judged, and what is said of it can be shown.
pub fn oracle(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let mut lives = Lives::default();
    let operations: Vec<&String> = CONTRACT.operations.keys().collect();
    for _ in 0..16 {
        let Ok(came) = Came::arbitrary(&mut bytes) else { return };
        let mut exchange = answered(came.status(), came.headers(), came.body.bytes());
        exchange.operation = operations.get(usize::from(came.operation) % operations.len()).map(ToString::to_string);
        BENCH.ambient(&Arc::new(exchange), &mut lives, |_, _, _, difference| {
            if let Some(difference) = difference {
                harmless(&difference.actual);
                harmless(&difference.expected);
            }
        });
        if bytes.is_empty() {
            return;
        }
    }
}
