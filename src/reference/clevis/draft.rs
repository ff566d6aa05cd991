//! The body of a create, read field by field: types, lengths, presence. Nothing here knows destinations, duplicates or
//! outcomes.

use serde_json::{Map, Value};

use super::amount::{self, Amount};
use super::behaviour::Behaviour;
use super::behaviour::fields::{
    Counting, MetadataValues, Notification, OverLength, Required, StepSeconds, Types, Unknown,
};
use super::refusal::{Issues, Refusal};

/// A body whose fields are well formed one by one.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) amount: Amount,
    pub(crate) currency: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) payment_method: Option<String>,
    pub(crate) notification_url: Option<String>,
    pub(crate) step_seconds: Option<f64>,
}

const KNOWN: [&str; 11] = [
    "amount",
    "currency",
    "country",
    "external_id",
    "beneficiary",
    "description",
    "payment_method_id",
    "payroll_ref",
    "notification_url",
    "metadata",
    "processing",
];

/// Reads the fields of `body`; the beneficiary is only looked for.
pub(crate) fn read(body: &Map<String, Value>, behaviour: &Behaviour) -> Result<Draft, Refusal> {
    let mut fields = Fields { body, behaviour, issues: Issues::default() };
    let amount = fields.amount();
    let currency = fields.required("currency", Required::Currency);
    let country = fields.required("country", Required::Country);
    let external_id = fields.external_id();
    let payment_method = fields.optional("payment_method_id");
    if let Some(description) = fields.optional("description") {
        fields.limit("description", &description, (0, behaviour.fields.description));
    }
    let notification_url = fields.notification_url();
    let step_seconds = fields.step_seconds();
    fields.presence_of_beneficiary();
    fields.payroll_ref();
    fields.metadata();
    fields.unknown();
    fields.issues.settle()?;
    let amount = amount.ok_or_else(|| Refusal::validation(Vec::new()))?;
    Ok(Draft { amount, currency, country, external_id, payment_method, notification_url, step_seconds })
}

struct Fields<'a> {
    body: &'a Map<String, Value>,
    behaviour: &'a Behaviour,
    issues: Issues,
}

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.body.get(name).filter(|value| !value.is_null())
    }

    fn optional(&mut self, name: &str) -> Option<String> {
        match self.body.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) if self.behaviour.fields.types == Types::NumbersAsText => {
                Some(number.to_string())
            }
            Some(_) => {
                self.wrong_type(name, "must be a text");
                None
            }
        }
    }

    fn wrong_type(&mut self, name: &str, problem: &str) {
        if self.behaviour.fields.types != Types::WrongIsAbsent {
            self.issues.add(name, problem);
        }
    }

    fn required(&mut self, name: &str, field: Required) -> Option<String> {
        if self.get(name).is_none() {
            if self.behaviour.fields.forgiven != Some(field) {
                self.issues.add(name, "is required");
            }
            return None;
        }
        self.optional(name)
    }

    fn amount(&mut self) -> Option<Amount> {
        let zero = Value::from("1.00");
        let sent = match self.get("amount") {
            Some(sent) => sent,
            None if self.behaviour.fields.forgiven == Some(Required::Amount) => &zero,
            None => {
                self.issues.add("amount", "is required");
                return None;
            }
        };
        match amount::read(sent, &self.behaviour.amounts) {
            Ok(amount) => Some(amount),
            Err(problem) => {
                self.issues.add("amount", problem);
                None
            }
        }
    }

    fn limit(&mut self, name: &str, text: &str, (least, most): (usize, usize)) {
        let length = match self.behaviour.fields.counting {
            Counting::Characters => text.chars().count(),
            Counting::Bytes => text.len(),
        };
        if !(least..=most).contains(&length) {
            self.issues.add(name, format!("must have {least} to {most} characters"));
        }
    }

    fn external_id(&mut self) -> Option<String> {
        let limits = self.behaviour.fields.external_id;
        let mut text = self.required("external_id", Required::ExternalId)?;
        if self.behaviour.fields.over_length == OverLength::CutShort {
            text = text.chars().take(limits.1).collect();
        }
        self.limit("external_id", &text, limits);
        Some(text)
    }

    fn notification_url(&mut self) -> Option<String> {
        let text = self.optional("notification_url")?;
        self.limit("notification_url", &text, self.behaviour.fields.notification_url);
        let parsed = reqwest::Url::parse(&text).ok();
        let scheme = parsed.as_ref().map(reqwest::Url::scheme);
        let taken = match self.behaviour.fields.notification {
            Notification::HttpsOnly => scheme == Some("https"),
            Notification::HttpToo => matches!(scheme, Some("https" | "http")),
            Notification::HttpsAnywhere => parsed.is_some() && text.contains("https"),
            Notification::AnyText => true,
            Notification::Nothing => false,
        };
        if !taken {
            self.issues.add("notification_url", "must be an https URL");
        }
        Some(text)
    }

    fn step_seconds(&mut self) -> Option<f64> {
        const DAY: f64 = 86_400.0;
        let processing = match self.get("processing")? {
            Value::Object(processing) => processing,
            _ => {
                self.wrong_type("processing", "must be an object");
                return None;
            }
        };
        let seconds = match processing.get("step_seconds") {
            None | Some(Value::Null) => return None,
            Some(Value::Number(number)) => number.as_f64(),
            Some(_) => None,
        };
        let taken = seconds.and_then(|seconds| match self.behaviour.fields.step_seconds {
            StepSeconds::UpToADay => (0.0..=DAY).contains(&seconds).then_some(seconds),
            StepSeconds::WholeUpToAMinute => {
                ((0.0..=60.0).contains(&seconds) && seconds.fract() == 0.0).then_some(seconds)
            }
            StepSeconds::NegativeAsZero => (seconds <= DAY).then_some(seconds.max(0.0)),
        });
        if taken.is_none() {
            self.issues.add("processing.step_seconds", "must be a number of seconds the server can wait");
        }
        taken
    }

    fn presence_of_beneficiary(&mut self) {
        if self.get("beneficiary").is_none() && self.behaviour.fields.forgiven != Some(Required::Beneficiary) {
            self.issues.add("beneficiary", "is required");
        }
    }

    fn payroll_ref(&mut self) {
        let Some(value) = self.get("payroll_ref") else { return };
        let Value::Object(members) = value.clone() else {
            self.wrong_type("payroll_ref", "must be an object");
            return;
        };
        for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            let fits = match name.as_str() {
                "calculation_id" | "country" | "scheme" | "concept" => value.is_string(),
                "year" => value.as_i64().is_some(),
                _ => true,
            };
            if !fits {
                self.issues.add(format!("payroll_ref.{name}"), "has the wrong type");
            }
        }
    }

    fn metadata(&mut self) {
        let Some(value) = self.get("metadata") else { return };
        let Value::Object(members) = value.clone() else {
            self.wrong_type("metadata", "must be an object");
            return;
        };
        let rules = &self.behaviour.fields;
        if members.len() > rules.metadata_keys {
            self.issues.add("metadata", format!("must have at most {} keys", rules.metadata_keys));
        }
        for (name, value) in &members {
            let field = format!("metadata.{name}");
            match value {
                Value::String(text) => self.limit(&field, text, (0, rules.metadata_value)),
                _ if rules.metadata_values == MetadataValues::TextOnly => self.issues.add(field, "must be a text"),
                _ => {}
            }
        }
    }

    fn unknown(&mut self) {
        let rules = &self.behaviour.fields;
        if let Some(name) = rules.demanded.filter(|name| !self.body.contains_key(*name)) {
            self.issues.add(name, "is required");
        }
        if let Some(name) = rules.disowned.filter(|name| self.body.contains_key(*name)) {
            self.issues.add(name, "is not a field of this request");
        }
        if self.behaviour.fields.unknown == Unknown::Refused {
            for name in self.body.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
                self.issues.add(name, "is not a field of this request");
            }
        }
    }
}
