//! A payout as answers and webhooks show it.

use serde_json::{Map, Value, json};

use super::App;
use super::behaviour::Behaviour;
use super::behaviour::fields::{ServerOwned, Text};
use super::behaviour::live::LiveMarkers;
use super::behaviour::markers::MockValue;
use super::behaviour::resource::{Detail, Echo, Extras, History, ObjectWord, StatusCodes, View};
use super::payout::{Entry, Payout};
use super::stamp;

/// The payout with the part of its history that `visible` holds, as `view` shows it.
pub(crate) fn shown(app: &App, payout: &Payout, visible: &[Entry], view: View) -> Value {
    let behaviour = app.behaviour();
    let rules = &behaviour.resource;
    let mut members = Map::new();
    let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
    put("id", payout.id.clone().into());
    let object = match rules.object {
        ObjectWord::Payout => "payout",
        ObjectWord::Transfer => "transfer",
    };
    put("object", object.into());
    if let Some(mock) = mock(app, payout, view) {
        put("mock", mock);
    }
    if let Some(now) = visible.last() {
        put("status", now.stop.status.word(behaviour.lifecycle.words).into());
        put("status_code", code(behaviour, now));
        put("status_detail", detail(behaviour, now));
    }
    let amount = match behaviour.amounts.as_sent_in {
        Some(place) if place == view => payout.order.amount.sent.clone(),
        _ => payout.order.amount.written(behaviour.amounts.written),
    };
    put("amount", amount);
    if rules.echo != Echo::Minimal {
        put("currency", payout.order.currency.clone().into());
        put("country", payout.order.country.clone().into());
        let external_id = match rules.echo {
            Echo::ExternalIdInLowerCase => payout.order.external_id.to_lowercase(),
            _ => payout.order.external_id.clone(),
        };
        put("external_id", kept(external_id.into(), behaviour.fields.text));
        for name in ["description", "beneficiary", "payroll_ref", "notification_url", "metadata"] {
            let sent = payout.order.body.get(name).cloned().unwrap_or(Value::Null);
            let sent = if name == "beneficiary" && rules.echo == Echo::Masked { masked(sent) } else { sent };
            if !(sent.is_null() && rules.echo == Echo::NullsOmitted) {
                put(name, kept(sent, behaviour.fields.text));
            }
        }
        put("payment_method_id", payout.order.payment_method.clone().into());
    }
    put("status_history", history(behaviour, visible));
    if let (Some(first), Some(last)) = (visible.first(), visible.last()) {
        put("created_at", stamp::written(first.at, rules.times));
        put("updated_at", stamp::written(last.at, rules.times));
    }
    if let Some((name, place)) = rules.gap
        && place.is_none_or(|place| place == view)
    {
        members.remove(name);
    }
    decorate(&mut members, behaviour);
    members.into()
}

/// Adds members nobody documented, when the behaviour likes that.
pub(crate) fn decorate(members: &mut Map<String, Value>, behaviour: &Behaviour) {
    if behaviour.resource.extras == Extras::Everywhere {
        members.insert("api_version".into(), "2026-05-01".into());
        members.insert("links".into(), json!({ "docs": "https://docs.example.com", "ttl": 1.5, "tags": [null, true] }));
    }
}

fn mock(app: &App, payout: &Payout, view: View) -> Option<Value> {
    let behaviour = app.behaviour();
    if app.config.live {
        return match behaviour.live.markers {
            LiveMarkers::Absent | LiveMarkers::HeaderLeft => None,
            LiveMarkers::BodySaysFalse => Some(false.into()),
            LiveMarkers::BodyLeft => Some(true.into()),
        };
    }
    if behaviour.fields.server_owned == ServerOwned::MockHonoured
        && let Some(mock) = payout.order.body.get("mock")
    {
        return Some(mock.clone());
    }
    if behaviour.markers.body_gap == Some(view) {
        return None;
    }
    Some(match behaviour.markers.body_value {
        MockValue::True => true.into(),
        MockValue::Text => "true".into(),
        MockValue::False => false.into(),
    })
}

fn code(behaviour: &Behaviour, entry: &Entry) -> Value {
    match (entry.stop.code, behaviour.resource.status_code) {
        (None, _) => Value::Null,
        (Some(code), StatusCodes::Text) => code.into(),
        (Some(code), StatusCodes::Number) => code.parse::<u16>().map_or(Value::Null, Value::from),
    }
}

fn detail(behaviour: &Behaviour, entry: &Entry) -> Value {
    let Some(detail) = entry.stop.detail else { return Value::Null };
    match behaviour.resource.detail {
        Detail::Plain => detail.into(),
        Detail::Prefixed => format!("Sandbox provider says: {detail}").into(),
        Detail::SuffixLost => detail.replace(" (mock trigger).", ".").into(),
        Detail::Null => Value::Null,
    }
}

fn history(behaviour: &Behaviour, visible: &[Entry]) -> Value {
    let rules = &behaviour.resource;
    let word = |entry: &Entry| entry.stop.status.word(behaviour.lifecycle.words);
    let at = |entry: &Entry| stamp::written(entry.at, rules.times);
    let entry = |entry: &Entry| {
        let mut members = Map::new();
        members.insert("status".into(), word(entry).into());
        members.insert("status_code".into(), code(behaviour, entry));
        members.insert("status_detail".into(), detail(behaviour, entry));
        members.insert("at".into(), at(entry));
        decorate(&mut members, behaviour);
        Value::Object(members)
    };
    match rules.history {
        History::EmptyAtTheEnd if visible.last().is_some_and(|last| last.stop.status.is_terminal()) => json!([]),
        History::Entries | History::EmptyAtTheEnd => visible.iter().map(entry).collect(),
        History::NewestFirst => visible.iter().rev().map(entry).collect(),
        History::LatestOnly => visible.iter().rev().take(1).map(entry).collect(),
        History::Words => visible.iter().map(|entry| Value::from(word(entry))).collect(),
        History::Moves => {
            let left = std::iter::once(Value::Null).chain(visible.iter().map(|entry| word(entry).into()));
            left.zip(visible)
                .map(|(from, entry)| json!({ "from": from, "to": word(entry), "occurred_at": at(entry) }))
                .collect()
        }
        History::AsObject => {
            visible.iter().map(|entry| (word(entry).to_owned(), at(entry))).collect::<Map<_, _>>().into()
        }
    }
}

/// Stars in place of all but the last four characters of what identifies a person or an account.
fn masked(beneficiary: Value) -> Value {
    const SECRET: [&str; 7] = ["document_id", "clabe", "cbu", "cci", "account_number", "pix_key", "email"];
    match beneficiary {
        Value::Object(members) => {
            let mask = |(name, value): (String, Value)| match value {
                Value::String(text) if SECRET.contains(&name.as_str()) => (name, stars(&text).into()),
                value => (name, masked(value)),
            };
            Value::Object(members.into_iter().map(mask).collect())
        }
        other => other,
    }
}

fn stars(text: &str) -> String {
    let hidden = text.chars().count().saturating_sub(4);
    text.chars().enumerate().map(|(place, character)| if place < hidden { '*' } else { character }).collect()
}

fn kept(value: Value, care: Text) -> Value {
    if care == Text::Faithful {
        return value;
    }
    match value {
        Value::String(text) => match care {
            Text::Faithful => text,
            Text::AsciiOnly => text.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).collect(),
            Text::LatinMangled => text.bytes().map(char::from).collect(),
        }
        .into(),
        Value::Array(items) => items.into_iter().map(|item| kept(item, care)).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name, kept(value, care))).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}
