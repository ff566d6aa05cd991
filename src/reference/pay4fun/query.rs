//! Asking how payouts stand, many at once.

use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::App;
use super::behaviour::Unknown;
use super::book::{Payout, State};
use super::config::MERCHANTS;
use super::refusal::Refusal;
use super::view::number;

impl App {
    pub(crate) fn query(&self, headers: &HeaderMap, bytes: &[u8]) -> Result<(u16, Value), Refusal> {
        let rules = &self.config.behaviour.queries;
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let refused = || Refusal::bad(rules.refused_name).with_status(rules.refused_status);
        let id = header("merchantid");
        let merchant = MERCHANTS.iter().position(|merchant| merchant.id == id).ok_or_else(refused)?;
        let shown = header("hash");
        let lets_in = shown.is_empty() && self.config.behaviour.hashes.query_optional;
        if !lets_in && !self.fits_query(&MERCHANTS[merchant], shown) {
            return Err(refused());
        }
        let asked: Vec<String> = serde_json::from_slice(bytes).map_err(|_| Refusal::bad("INVALID_REQUEST"))?;
        let mut elements: Vec<Value> = Vec::new();
        for invoice in asked.iter().take(rules.most) {
            let mut found = self.book().find(merchant, invoice);
            if rules.any_merchant {
                found = found.or_else(|| self.book().find_anywhere(invoice));
            }
            match found {
                Some(payout) => elements.push(self.element(&payout)),
                None => match rules.unknown {
                    Unknown::Named(word) => elements.push(unknown(invoice, word, rules.unknown_bare)),
                    Unknown::LoneOnesRefused if asked.len() == 1 => {
                        return Err(Refusal::bad("INVALID_REQUEST").with_status(404));
                    }
                    Unknown::LoneOnesRefused => elements.push(unknown(invoice, "NotFound", false)),
                    Unknown::LeftOut => {}
                    Unknown::Refused => return Err(Refusal::bad("INVALID_REQUEST").with_status(404)),
                    Unknown::Nameless => elements.push(unknown("", "NotFound", false)),
                },
            }
        }
        if rules.backwards {
            elements.reverse();
        }
        if rules.twice {
            elements.extend(elements.first().cloned());
        }
        let body = if rules.wrapped { json!({ "transactions": elements }) } else { Value::Array(elements) };
        Ok((200, body))
    }

    fn element(&self, payout: &Payout) -> Value {
        let rules = &self.config.behaviour.queries;
        let order = &payout.order;
        let (word, code, transaction) = match payout.state() {
            State::Pending => (rules.words[0], 102, 0),
            State::Paid { .. } if rules.forgets_paid => return unknown(&order.invoice, "NotFound", false),
            State::Paid { transaction } => (rules.words[1], 201, transaction),
            State::Failed => (rules.words[2], 400, 0),
        };
        let cents = order.cents.unwrap_or_default();
        let mut element = json!({
            "transactionId": transaction,
            "merchantInvoiceId": order.invoice,
            "status": if rules.status_as_number { json!(code) } else { json!(word) },
            "sign": order.body["hash"].as_str().unwrap_or("0"),
            "amount": number(if rules.amount_as_cents { cents * 100 } else { cents }),
            "customerEmail": order.email,
        });
        if rules.with_dates {
            element["liquidationDate"] = "2026-05-12T15:04:07".into();
        }
        if let (Some(name), Some(members)) = (rules.left_out, element.as_object_mut()) {
            members.shift_remove(name);
        }
        element
    }
}

/// What is shown of an invoice nobody has.
fn unknown(invoice: &str, word: &str, bare: bool) -> Value {
    if bare {
        return json!({ "merchantInvoiceId": invoice, "status": word });
    }
    json!({
        "transactionId": 0,
        "merchantInvoiceId": invoice,
        "status": word,
        "sign": null,
        "amount": 0,
        "customerEmail": null,
        "liquidationDate": null,
    })
}
