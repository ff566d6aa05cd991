//! What answers and confirmations show.

use serde_json::{Map, Number, Value, json};

use super::behaviour::{Accepted, Confirmations, Names, Outcome, Transaction};
use super::book::State;
use super::cents::written;
use super::order::Order;

/// An amount as a number with two decimals.
pub(crate) fn number(cents: i128) -> Value {
    written(cents).parse::<Number>().map_or(Value::Null, Value::Number)
}

/// An accepted create.
pub(crate) fn accepted(order: &Order, transaction: u64, rules: &Accepted) -> Value {
    let cents = order.cents.unwrap_or_default();
    let amount = if rules.amount_rounded { cents / 100 * 100 } else { cents };
    let mut body = json!({
        "transactionId": match rules.transaction {
            Transaction::Zero => json!(0),
            Transaction::Number => json!(transaction),
            Transaction::Text => json!(transaction.to_string()),
        },
        "merchantInvoiceId": if rules.invoice_in_capitals { order.invoice.to_uppercase() } else { order.invoice.clone() },
        "currency": rules.currency.unwrap_or(&order.currency),
        "amount": if rules.amount_as_text { json!(written(amount)) } else { number(amount) },
        "convertedCurrency": "BRL",
        "convertedAmount": number(cents * rules.rate / 100),
        "feeAmount": number(rules.fee),
        "status": rules.status,
        "message": rules.message,
        "customerEmail": if rules.email_masked { "p***@example.test".to_owned() } else { order.email.clone() },
        "hash": order.body["hash"].as_str().unwrap_or("0").to_ascii_uppercase(),
        "process": rules.process,
    });
    if let (Some(name), Some(members)) = (rules.left_out, body.as_object_mut()) {
        members.shift_remove(name);
    }
    if rules.further {
        body["apiMessage"] = Value::Null;
        body["txType"] = "GoOut".into();
    }
    if rules.in_a_list { json!([body]) } else { body }
}

/// What is confirmed: the members, still without a hash.
pub(crate) fn confirmed(order: &Order, state: State, rules: &Confirmations) -> Value {
    let cents = order.cents.unwrap_or_default();
    let paid = match state {
        State::Paid { transaction } => Some(transaction),
        State::Pending | State::Failed => None,
    };
    let (status, message) = match (paid, rules.outcome) {
        (_, Outcome::Pending) => (json!(102), "pending"),
        (_, Outcome::Approved) => (json!(201), "approved"),
        (Some(_), Outcome::AsDocumented) => (json!(201), "success"),
        (Some(_), Outcome::StatusAsText) => (json!("201"), "success"),
        (None, Outcome::AsDocumented | Outcome::StatusAsText) => (json!("failed"), "failed"),
    };
    let transaction = if rules.transaction_zero { 0 } else { paid.unwrap_or_default() };
    json!({
        "transactionId": transaction,
        "merchantInvoiceId": order.invoice,
        "currency": rules.currency.unwrap_or(&order.currency),
        "amount": number(cents - rules.fee),
        "convertedCurrency": "BRL",
        "convertedAmount": number(cents),
        "feeAmount": number(0),
        "status": status,
        "message": message,
        "customerEmail": if rules.email_masked { "p***@example.test" } else { &order.email },
        "process": rules.process,
    })
}

/// The members of a confirmation under the names they are sent by.
pub(crate) fn named(body: Value, names: Names) -> Value {
    let Value::Object(members) = body else { return body };
    let name = |name: String| match names {
        Names::AsDocumented => name,
        Names::Capitalised => {
            let mut letters = name.chars();
            letters.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
        }
        Names::SmallLetters => name.to_ascii_lowercase(),
    };
    Value::Object(members.into_iter().map(|(known, value)| (name(known), value)).collect::<Map<_, _>>())
}
