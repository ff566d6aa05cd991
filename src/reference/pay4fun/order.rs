//! What the body of a create says, and whether it can be meant.

use serde_json::{Map, Value};

use super::App;
use super::behaviour::Cents;
use super::cents::{cents, cents_through_floats};
use super::config::MERCHANTS;
use super::refusal::Refusal;

/// Currencies that are paid in.
const CURRENCIES: [&str; 4] = ["BRL", "GBP", "USD", "EUR"];

/// What somebody asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    /// The merchant's number as it is written, if there is one.
    pub(crate) merchant: String,
    pub(crate) invoice: String,
    pub(crate) currency: String,
    /// The amount in cents, where it is one.
    pub(crate) cents: Option<i128>,
    pub(crate) email: String,
    pub(crate) confirmation_url: String,
    /// The body as it was sent, to tell repeats from other requests.
    pub(crate) body: Value,
}

impl App {
    /// Who sends a create, and what it says, with everything wrong in it refused.
    pub(crate) fn read_order(&self, bytes: &[u8]) -> Result<(usize, Order), Refusal> {
        let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(bytes) else {
            return Err(Refusal::bad("INVALID_REQUEST"));
        };
        let rules = &self.config.behaviour;
        let order = self.order(&members);
        if !rules.fields.hash_first {
            self.has_members(&members)?;
        }
        let merchant = match self.merchant(&members) {
            Err(_) if rules.hashes.unknown_let_in && members.get("merchantId").is_some_and(Value::is_number) => {
                return Ok((0, order));
            }
            found => found?,
        };
        let shown = members.get("hash").and_then(Value::as_str).unwrap_or_default();
        if shown.is_empty() && !rules.fields.hash_optional {
            return Err(Refusal::bad(rules.fields.missing_hash).with_status(rules.fields.missing_status));
        }
        let hashed = shown.is_empty() || self.fits_create(merchant, &order, shown);
        if !hashed && !rules.fields.forms_first {
            return Err(Refusal::bad(rules.hashes.create_name).with_status(rules.hashes.refused_status));
        }
        self.has_members(&members)?;
        self.is_well_formed(&order, &members)?;
        if !hashed {
            return Err(Refusal::bad(rules.hashes.create_name).with_status(rules.hashes.refused_status));
        }
        Ok((merchant, order))
    }

    /// What is said, whatever is missing.
    fn order(&self, members: &Map<String, Value>) -> Order {
        let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let amount = members.get("amount").and_then(Value::as_number).map(ToString::to_string);
        let count = match self.config.behaviour.hashes.cents {
            Cents::OfDigits => cents,
            Cents::ThroughFloats => cents_through_floats,
        };
        Order {
            merchant: members.get("merchantId").and_then(Value::as_number).map(ToString::to_string).unwrap_or_default(),
            invoice: text("merchantInvoiceId"),
            currency: text("currency"),
            cents: amount.as_deref().and_then(count),
            email: text("targetCustomerEmail"),
            confirmation_url: text("confirmationUrl"),
            body: Value::Object(members.clone()),
        }
    }

    /// Refuses a create that leaves out what is required.
    fn has_members(&self, members: &Map<String, Value>) -> Result<(), Refusal> {
        let rules = &self.config.behaviour.fields;
        let is_there = |name: &&str| match members.get(*name) {
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::Number(_)) => *name == "amount",
            _ => false,
        };
        let missing = rules.required.iter().find(|name| !is_there(name));
        missing.map_or(Ok(()), |_| Err(Refusal::bad("INVALID_REQUEST").with_status(rules.missing_status)))
    }

    fn merchant(&self, members: &Map<String, Value>) -> Result<usize, Refusal> {
        let rules = &self.config.behaviour;
        let id = match members.get("merchantId") {
            Some(Value::Number(number)) => number.to_string(),
            None if rules.fields.merchant_optional => return Ok(0),
            _ => return Err(Refusal::bad("INVALID_REQUEST").with_status(rules.fields.missing_status)),
        };
        let known = MERCHANTS.iter().position(|merchant| merchant.id == id);
        known.ok_or(Refusal::bad(rules.hashes.unknown_merchant).with_status(rules.hashes.unknown_status))
    }

    fn is_well_formed(&self, order: &Order, members: &Map<String, Value>) -> Result<(), Refusal> {
        let rules = &self.config.behaviour.fields;
        let named = |name: &'static str| if rules.named { name } else { "INVALID_REQUEST" };
        let form = |name: &'static str| Refusal::bad(named(name)).with_status(rules.form_status);
        if order.cents.is_none_or(|cents| cents <= 0) && members.contains_key("amount") {
            return Err(Refusal::bad("INVALID_REQUEST"));
        }
        if rules.email_checked && !is_email(&order.email) {
            return Err(form(rules.email_name));
        }
        if rules.url_checked && members.contains_key("confirmationUrl") && !is_url(&order.confirmation_url) {
            return Err(form(rules.url_name));
        }
        let known = match rules.currency_known {
            Some(length) => order.currency.chars().count() <= length,
            None => CURRENCIES.contains(&order.currency.as_str()),
        };
        if members.contains_key("currency") && !known {
            return Err(form(rules.currency_name));
        }
        if order.invoice.chars().count() > rules.longest_invoice {
            return Err(Refusal::bad("INVALID_REQUEST"));
        }
        Ok(())
    }
}

fn is_email(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host) && host.contains('.'))
}

fn is_url(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
