//! Payouts and balances as JSON.

use serde_json::{Map, Value, json};

use super::amount::Amount;
use super::behaviour::{Behaviour, IdForm, Rounding, Total};
use super::book::{Account, OPENING};
use super::config::{MERCHANTS, Shop};
use super::payout::{Payout, State, written};

/// The moment a payout is shown of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    AsCreated,
    Now,
}

/// A payout as creates answer it.
pub(crate) fn created(payout: &Payout, rules: &Behaviour, view: View) -> Value {
    let state = match view {
        View::Now => payout.state(),
        View::AsCreated => State::at(rules.life.start, payout.created),
    };
    let (order, shown) = (&payout.order, &rules.created);
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    put("id", if shown.id == IdForm::Text { json!(payout.id.to_string()) } else { json!(payout.id) });
    put("status", json!(state.status));
    let external_id = &order.external_id;
    put(
        "external_id",
        json!(if shown.external_id_in_small_letters { external_id.to_lowercase() } else { external_id.clone() }),
    );
    put("amount", amount(order.amount, rules, shown.amount_as_number));
    put(
        "currency",
        json!(if shown.currency_in_small_letters { order.currency.to_lowercase() } else { order.currency.clone() }),
    );
    let default = MERCHANTS[payout.merchant].shops[0].code;
    put("shop_code", json!(if shown.default_shop_shown { default } else { payout.shop.code }));
    put(
        "card_number",
        json!(if shown.card_number_masked { masked(&order.card_number) } else { order.card_number.clone() }),
    );
    for (name, value) in [
        ("merchant_user_id", &order.user_id),
        ("merchant_user_ip", &order.user_ip),
        ("callback_url", &order.callback_url),
    ] {
        if let Some(value) = value {
            put(name, json!(value));
        } else if shown.absent_as_null {
            put(name, Value::Null);
        }
    }
    if let Some(data) = &order.payment_data {
        put("paymentData", data.clone());
    } else if shown.empty_payment_data {
        put("paymentData", json!({}));
    }
    put("transaction_type", json!(shown.transaction_type));
    put("created_at", json!(written(payout.created)));
    put("updated_at", json!(written(state.updated)));
    let ended = state.ended.filter(|_| view == View::AsCreated || rules.repeats.shows_end);
    if let Some(ended) = ended.or(shown.end_from_the_start.then_some(payout.created)) {
        put("finalization_date", json!(written(ended)));
    }
    if shown.further_members {
        put("fee", json!("0.00"));
        put("meta", json!({ "route": "wallet" }));
    }
    Value::Object(body)
}

/// A payout as reads answer it.
pub(crate) fn read(payout: &Payout, rules: &Behaviour) -> Value {
    if rules.reads.shows_everything {
        return created(payout, rules, View::Now);
    }
    let state = payout.state();
    let id = payout.id + u64::from(rules.reads.id_off_by_one);
    let mut body = json!({
        "id": id,
        "external_id": payout.order.external_id,
        "shop_code": payout.shop.code,
        "status": state.status,
        "amount": amount(payout.order.amount, rules, false),
        "currency": payout.order.currency,
        "updated_at": written(state.updated),
    });
    if let Some(members) = body.as_object_mut() {
        if let Some(data) = &payout.order.payment_data {
            members.insert("paymentData".into(), data.clone());
        }
        if let Some(name) = rules.reads.without {
            members.remove(name);
        }
    }
    body
}

/// A change as webhooks tell it.
pub(crate) fn told(payout: &Payout, state: &State, rules: &Behaviour) -> Value {
    let webhooks = &rules.webhooks;
    let status = if webhooks.status_in_capitals { state.status.to_uppercase() } else { state.status.to_owned() };
    let mut body = json!({
        "id": payout.id,
        "external_id": payout.order.external_id,
        "shop_code": payout.shop.code,
        "status": status,
        "amount": amount(payout.order.amount, rules, webhooks.amount_as_number),
        "currency": payout.order.currency,
        "updated_at": written(state.updated),
    });
    if let Some(members) = body.as_object_mut() {
        if webhooks.event_type {
            members.insert("event".into(), json!("payout.updated"));
        }
        if let Some(name) = webhooks.without {
            members.remove(name);
        }
    }
    body
}

/// What a shop has.
pub(crate) fn balance(shop: &Shop, account: &Account, rules: &Behaviour) -> Value {
    let shown = &rules.balance;
    let money = |amount: Amount| json!(amount.written());
    let total = match shown.total {
        Total::Exact => account.total().written(),
        Total::WithoutCredit => Amount(account.total().0 - account.credit.0).written(),
        Total::SinglePrecision => in_single_precision(account),
    };
    let stale = if shown.buckets_as_at_opening { &OPENING } else { account };
    let balance =
        if shown.balance_counts_credit { Amount(account.available.0 + account.credit.0) } else { account.available };
    json!({
        "currency": shop.currency,
        "shop": { "id": shop.id, "code": shop.code },
        "as_of": written(jiff::Timestamp::now()),
        "balance": money(balance),
        "available": money(account.available),
        "pending": money(account.pending),
        "frozen": money(account.frozen),
        "credit": money(account.credit),
        "total": total,
        "on_hold": if shown.on_hold_as_number { number(account.reserved) } else { money(account.reserved) },
        "buckets": {
            "available": money(stale.available),
            "pending": money(stale.pending),
            "frozen": money(stale.frozen),
            "credit": money(stale.credit),
        },
        "pending_breakdown": { "payout_reserved": money(account.reserved) },
    })
}

fn amount(amount: Amount, rules: &Behaviour, as_number: bool) -> Value {
    match rules.fields.rounding {
        _ if as_number => number(amount),
        Rounding::Kept => json!(amount.written_in_full()),
        Rounding::ToScale | Rounding::ThroughFloats => json!(amount.written()),
    }
}

fn number(amount: Amount) -> Value {
    serde_json::from_str(&amount.written()).unwrap_or_default()
}

fn masked(card: &str) -> String {
    let hidden = card.chars().count().saturating_sub(4);
    card.chars().enumerate().map(|(place, c)| if place < hidden { '*' } else { c }).collect()
}

/// The total as somebody adds it who keeps amounts in four bytes.
fn in_single_precision(account: &Account) -> String {
    let parts = [account.available, account.pending, account.frozen, account.credit];
    let sum: f32 = parts.iter().map(|part| part.written().parse::<f32>().unwrap_or_default()).sum();
    format!("{sum:.2}")
}
