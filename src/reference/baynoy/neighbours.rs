//! What stands beside payouts: the balance, customers under idempotency keys, refunds, and invoices at their end.

use axum::http::HeaderMap;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::behaviour::{Finger, OtherBody, Replay};
use super::config::{DEMO_PAYMENT, DEMO_VOID_INVOICE, Key};
use super::refusal::{Refusal, wrapped};
use super::{Answer, App};

/// A customer of a merchant.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) number: u64,
    merchant: usize,
    body: Value,
}

/// The first answer under an idempotency key.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    finger: Vec<u8>,
    status: u16,
    body: Value,
}

impl Customer {
    fn view(&self) -> Value {
        let mut view = json!({ "id": format!("cus_{}", self.number) });
        for (name, value) in self.body.as_object().into_iter().flatten() {
            view[name.as_str()] = value.clone();
        }
        view
    }
}

impl App {
    pub(crate) fn balance(&self) -> Answer {
        let (rules, envelope) = (&self.config.behaviour.balance, &self.config.behaviour.envelope);
        let amounts = |minor: u64| {
            let amount = if rules.amounts_as_text { json!(minor.to_string()) } else { json!(minor) };
            if rules.empty { json!([]) } else { json!([{ "amount": amount, "currency": "chf" }]) }
        };
        let mode = if rules.mode_as_text { json!("test") } else { json!(rules.is_live) };
        let mut data = json!({
            "object": "balance",
            "currency": "chf",
            "available": amounts(125_000),
            "pending": amounts(4_200),
            "reserve": amounts(0),
            "livemode": mode,
        });
        if let (Some(name), Some(members)) = (rules.without, data.as_object_mut()) {
            members.remove(name);
        }
        Answer::json(rules.status.unwrap_or(200), wrapped(data, envelope))
    }

    pub(crate) fn create(&self, key: &Key, headers: &HeaderMap, bytes: &[u8]) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour.neighbours;
        let sent = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let Some(sent) = sent.filter(|text| !rules.malformed_ignored || self.check_form(text).is_ok()) else {
            return self.make(key, bytes);
        };
        self.check_form(sent)?;
        let owner = if rules.keys_of_the_api_key { key.secret.to_owned() } else { key.merchant.to_string() };
        let name = (owner, sent.to_owned());
        let finger = finger(bytes, rules.finger);
        let mut kept = self.kept();
        let Some(known) = kept.get(&name).cloned() else {
            let mut answer = self.make(key, bytes)?;
            if let Answer::Json { status, body, headers } = &mut answer {
                kept.insert(name, Kept { finger, status: *status, body: body.clone() });
                if rules.first_says_replayed || rules.first_says_false {
                    headers.push(("idempotent-replayed", if rules.first_says_replayed { "true" } else { "false" }));
                }
            }
            return Ok(answer);
        };
        let replayed = || {
            let headers = if rules.replay_says_nothing { Vec::new() } else { vec![("idempotent-replayed", "true")] };
            Answer::Json { status: rules.replay_status.unwrap_or(known.status), body: known.body.clone(), headers }
        };
        if known.finger == finger {
            if rules.replay == Replay::StoredAndCreated {
                self.make(key, bytes)?;
            }
            return if rules.replay == Replay::CreatedAgain { self.make(key, bytes) } else { Ok(replayed()) };
        }
        let refused = |status| Refusal::new(status, "idempotency_key_in_use", "This key came with another body.");
        match rules.other_body {
            OtherBody::AnsweredAsFirst => Ok(replayed()),
            OtherBody::Created => self.make(key, bytes),
            OtherBody::RefusedAs422 => Err(refused(422)),
            OtherBody::Refused => {
                if rules.refused_creates {
                    self.make(key, bytes)?;
                }
                Err(refused(409).coded(rules.conflict_code))
            }
        }
    }

    /// Whether an idempotency key has the documented form.
    fn check_form(&self, key: &str) -> Result<(), Refusal> {
        let rules = &self.config.behaviour.neighbours;
        let (shortest, longest) = (rules.shortest_key.unwrap_or(8), rules.longest_key.unwrap_or(255));
        let marks = if rules.marks_refused { "-_" } else { "._-:/" };
        let fine = key.chars().all(|c| c.is_ascii_alphanumeric() || marks.contains(c));
        if (shortest..=longest).contains(&key.len()) && fine {
            return Ok(());
        }
        Err(Refusal::invalid("Idempotency-Key", "has not the documented form", &self.config.behaviour.envelope))
    }

    fn make(&self, key: &Key, bytes: &[u8]) -> Result<Answer, Refusal> {
        let envelope = &self.config.behaviour.envelope;
        let body: Option<Map<String, Value>> = serde_json::from_slice(bytes).ok();
        let body = body.ok_or_else(|| Refusal::invalid("body", "is no object", envelope))?;
        let email = body.get("email").and_then(Value::as_str).filter(|text| text.contains('@'));
        email.ok_or_else(|| Refusal::invalid("email", "is no address", envelope))?;
        let customer = Customer { number: self.next_number(), merchant: key.merchant, body: Value::Object(body) };
        let view = customer.view();
        self.customers().push(customer);
        let status = self.config.behaviour.neighbours.created_status.unwrap_or(201);
        Ok(Answer::json(status, wrapped(view, envelope)))
    }

    pub(crate) fn created(&self, key: &Key) -> Answer {
        let customers = self.customers();
        let own = customers.iter().rev().filter(|customer| customer.merchant == key.merchant);
        let items: Vec<Value> = own.map(Customer::view).collect();
        let data = json!({ "items": items, "nextCursor": null, "hasMore": false });
        Answer::json(200, wrapped(data, &self.config.behaviour.envelope))
    }

    pub(crate) fn read(&self, key: &Key, id: &str) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour.neighbours;
        let customers = self.customers();
        let found = customers.iter().find(|customer| format!("cus_{}", customer.number) == id);
        match found {
            Some(customer) if customer.merchant == key.merchant || rules.foreign_is_shown => {
                Ok(Answer::json(200, wrapped(customer.view(), &self.config.behaviour.envelope)))
            }
            Some(_) if rules.foreign_is_403 => Err(Refusal::new(403, "forbidden", "This is not yours.")),
            None if rules.absent_is_400 => Err(Refusal::new(400, "not_found", "There is no such customer.")),
            Some(_) | None => Err(Refusal::not_found()),
        }
    }

    pub(crate) fn refund(&self, key: &Key, bytes: &[u8]) -> Result<Answer, Refusal> {
        let (rules, envelope) = (&self.config.behaviour.refunds, &self.config.behaviour.envelope);
        let invalid = |field: &str, issue: &str| Refusal::invalid(field, issue, envelope);
        let body: Value = serde_json::from_slice(bytes).map_err(|_| invalid("body", "is no JSON"))?;
        let payment = body["paymentId"].as_str().ok_or_else(|| invalid("paymentId", "is missing"))?;
        let amount = match &body["amount"] {
            Value::String(text) if rules.amount_as_text => text.parse().ok(),
            Value::Number(number) if rules.amount_with_decimals && number.as_u64().is_none() => Some(1),
            other => other.as_u64(),
        };
        let amount = amount.filter(|amount| *amount > 0).ok_or_else(|| invalid("amount", "is no whole number"))?;
        let longest = rules.longest_reason.unwrap_or(500);
        if body["reason"].as_str().is_some_and(|reason| reason.chars().count() > longest) {
            return Err(invalid("reason", "is too long"));
        }
        if payment != DEMO_PAYMENT {
            let status = if rules.unknown_is_400 { 400 } else { 404 };
            let refusal = Refusal::new(status, "not_found", "There is no such payment.");
            return Err(refusal.coded(rules.unknown_code));
        }
        if key.merchant != 0 {
            let foreign = Refusal::new(403, "forbidden", "This payment is not yours.");
            return Err(if rules.foreign_is_403 { foreign } else { Refusal::not_found() });
        }
        let mut left = self.left();
        if amount > *left && !rules.more_than_left {
            return Err(invalid("amount", "is more than is left"));
        }
        *left = left.saturating_sub(amount);
        let view = json!({
            "id": format!("re_{}", self.next_number()),
            "paymentId": payment,
            "amount": amount,
            "status": "pending",
        });
        Ok(Answer::json(201, wrapped(view, envelope)))
    }

    pub(crate) fn finish(&self, id: &str) -> Result<Answer, Refusal> {
        let (rules, envelope) = (&self.config.behaviour.neighbours, &self.config.behaviour.envelope);
        if id != DEMO_VOID_INVOICE {
            return Err(Refusal::not_found());
        }
        let moved = Answer::json(200, wrapped(json!({ "id": id, "status": "paid" }), envelope));
        if rules.finished_is_moved || (rules.finished_once && !self.is_first("finish")) {
            return Ok(moved);
        }
        let status = if rules.finished_is_422 { 422 } else { 409 };
        Err(Refusal::new(status, "terminal_status", "This invoice is void."))
    }
}

/// What a key is bound to.
fn finger(bytes: &[u8], rule: Finger) -> Vec<u8> {
    let content = || serde_json::from_slice::<Value>(bytes).map(|value| sorted(&value).to_string().into_bytes());
    let message = match rule {
        Finger::RawBytes => bytes.to_vec(),
        Finger::Content => content().unwrap_or_else(|_| bytes.to_vec()),
        Finger::BytesWithoutBlanks => bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect(),
    };
    Sha256::digest(&message).to_vec()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(list) => list.iter().map(sorted).collect(),
        plain => plain.clone(),
    }
}
