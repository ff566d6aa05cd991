//! Whom the operator lets a run pay: those of their own samples, and nobody else.

use crate::contract::{Given, Payment, Sample};
use serde_json::Value;

/// The beneficiaries of the operator's samples.
#[derive(Debug, Clone, Default)]
pub struct Payees {
    at: String,
    beside: Vec<String>,
    known: Vec<Value>,
}

/// What stands where a value is made anew for each create: digits, so that it may stand inside quotes and outside.
const MADE: &str = "730199552001684307";

impl Payees {
    /// The beneficiaries of these samples; the error says which of a sample is not written out.
    pub fn new<'s>(payment: &Payment, samples: impl IntoIterator<Item = &'s Sample>) -> Result<Self, Vec<String>> {
        let mut payees = Self { at: payment.payee.clone(), beside: payment.beside.clone(), known: Vec::new() };
        let mut faults = Vec::new();
        for sample in samples {
            match payees.of(sample) {
                Ok(payee) => payees.known.push(payee),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(payees) } else { Err(faults) }
    }

    /// Whether a body pays one of them.
    pub fn know(&self, body: &Value) -> bool {
        body.pointer(&self.at).is_some_and(|payee| self.known.contains(&self.plain(payee)))
    }

    fn of(&self, sample: &Sample) -> Result<Value, String> {
        let name = &sample.name;
        let body = sample.body.as_ref().ok_or_else(|| format!("sample `{name}` has no body"))?;
        let text = body.fill_json(|place| match sample.given.get(place) {
            Some(Given::Text(text)) => Some(text.as_str()),
            Some(Given::Made(_)) | None => Some(MADE),
        });
        let value: Option<Value> = text.ok().and_then(|text| serde_json::from_str(&text).ok());
        let value = value.ok_or_else(|| format!("sample `{name}` is no JSON"))?;
        let payee = value.pointer(&self.at).ok_or_else(|| format!("sample `{name}` has nothing at {}", self.at))?;
        if holds_made(payee) {
            return Err(format!("sample `{name}` makes up a part of {}; write the beneficiary out", self.at));
        }
        Ok(self.plain(payee))
    }

    /// A payee without what says nothing of who is paid.
    fn plain(&self, payee: &Value) -> Value {
        let mut payee = payee.clone();
        for at in &self.beside {
            let Some((parent, member)) = at.strip_prefix(&self.at).and_then(|rest| rest.rsplit_once('/')) else {
                continue;
            };
            if let Some(Value::Object(members)) = payee.pointer_mut(parent) {
                members.shift_remove(member);
            }
        }
        payee
    }
}

fn holds_made(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(MADE),
        Value::Array(items) => items.iter().any(holds_made),
        Value::Object(members) => members.values().any(holds_made),
        Value::Number(number) => number.to_string().contains(MADE),
        Value::Null | Value::Bool(_) => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::expect::Template;
    use crate::generate::{Generator, Scheme};
    use serde_json::json;

    fn payment() -> Payment {
        Payment {
            create: "create".into(),
            read: "read".into(),
            cancel: "cancel".into(),
            cancellable: ["NEW".to_owned()].into(),
            paid: ["PAID".to_owned()].into(),
            amount: "/amount".into(),
            currency: "/currency".into(),
            payee: "/to".into(),
            beside: vec!["/to/email".into()],
        }
    }

    fn sample(clabe: Given) -> Sample {
        let text = r#"{"amount": "${amount}", "to": {"name": "A", "clabe": "${clabe}"}}"#;
        Sample {
            name: "mx".into(),
            body: Some(Template::parse(text).unwrap()),
            given: [("clabe".to_owned(), clabe), ("amount".to_owned(), Given::Made(Generator::Uuid))].into(),
            supplied: true,
        }
    }

    #[test]
    fn only_the_operators_own_beneficiary_is_known() {
        let payees = Payees::new(&payment(), [&sample(Given::Text("646".into()))]).unwrap();
        assert!(payees.know(&json!({ "to": { "name": "A", "clabe": "646" } })));
        assert!(payees.know(&json!({ "to": { "clabe": "646", "name": "A", "email": "a@b.c" } })));
        assert!(!payees.know(&json!({ "to": { "name": "A", "clabe": "647" } })));
        assert!(!payees.know(&json!({ "to": { "name": "A", "clabe": "646", "pix": "1" } })));
        assert!(!payees.know(&json!({ "amount": "1" })));
    }

    #[test]
    fn an_account_made_up_is_nobodys_own() {
        let made = Given::Made(Generator::checked(Scheme::Clabe, "valid").unwrap());
        assert_eq!(Payees::new(&payment(), [&sample(made)]).unwrap_err().len(), 1);
    }
}
