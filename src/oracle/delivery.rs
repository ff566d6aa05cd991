//! Judges expectations about webhook deliveries.

use super::check::Scene;
use super::matcher::{mismatch, same};
use super::show::{clean, shown};
use crate::contract::Webhook;
use crate::expect::{Check, CheckKind, DeliveryCheck, MissingValue};
use crate::files::value_at;
use crate::record::{Answer, Delivery, Exchange, Received, Sent};
use crate::scenario::{Expectation, TestId};
use crate::verdict::{Difference, Outcome};
use serde_json::Value;
use std::sync::Arc;

/// One delivery as the oracle sees it: what arrived, read as if it were an answer, and what the signature is worth.
#[derive(Debug, Clone)]
pub struct Event {
    /// The delivery's parts, so that checks of answers fit.
    pub(super) exchange: Arc<Exchange>,
    /// Nothing when the signature is valid; what is wrong with it otherwise.
    pub(super) signature_fault: Option<String>,
}

impl Event {
    /// The event of a delivery, the n-th of its step from 1.
    pub fn new(
        webhook: Option<&Webhook>,
        delivery: &Delivery,
        test: &TestId,
        step: &str,
        n: u32,
        signature_fault: Option<String>,
    ) -> Self {
        let json = webhook.and_then(|webhook| webhook.read(&delivery.body.0));
        let received = Received::read(0, delivery.headers.clone(), delivery.body.clone(), json);
        let exchange = Exchange {
            test: test.clone(),
            step: step.to_owned(),
            attempt: 1,
            copy: n,
            set_aside: None,
            operation: None,
            instance: None,
            credential: String::new(),
            request: Sent { method: delivery.method.clone(), path: String::new(), headers: Vec::new(), body: None },
            at_ms: delivery.at_ms,
            took_us: 0,
            answer: Answer::Received(received),
        };
        Self { exchange: Arc::new(exchange), signature_fault }
    }

    /// The delivery, read as if it were an answer.
    pub fn received(&self) -> Option<&Received> {
        self.exchange.received()
    }

    fn place(&self, at: &str) -> Option<&Value> {
        value_at(self.exchange.received()?.json()?, at)
    }
}

/// Whether what a delivery says, as a webhook reads it, is about a resource.
pub fn is_about(webhook: &Webhook, body: &Value, subject: &str) -> bool {
    match value_at(body, &webhook.subject) {
        Some(Value::String(text)) => text == subject,
        Some(Value::Number(number)) => number.to_string() == subject,
        _ => false,
    }
}

/// The outcome of an expectation over the deliveries a step collected.
pub(super) fn outcome(scene: &Scene<'_>, expect: &Expectation, events: &[Event]) -> Outcome {
    let Some(webhook) = &scene.contract.webhook else {
        return Outcome::Unjudged("the contract describes no webhooks".into());
    };
    let selected = match select(scene, expect, events) {
        Ok(selected) => selected,
        Err(missing) => return Outcome::Unjudged(missing.to_string()),
    };
    for check in &expect.checks {
        let judged = match &check.kind {
            CheckKind::Deliveries(asked) => on_all(scene, webhook, asked, &selected),
            // What is asked of each delivery is not kept by there being none.
            _ if selected.is_empty() => return Outcome::Unjudged("no such delivery arrived".into()),
            _ => {
                let exchanges: Vec<Arc<Exchange>> = selected.iter().map(|event| Arc::clone(&event.exchange)).collect();
                match scene.outcome(std::slice::from_ref(check), &exchanges) {
                    Outcome::Held => Ok(None),
                    other => return other,
                }
            }
        };
        match judged {
            Ok(None) => {}
            Ok(Some(broken)) => return Outcome::Broken(broken.into_difference(check)),
            Err(why) => return Outcome::Unjudged(why),
        }
    }
    Outcome::Held
}

struct Broken {
    expected: String,
    actual: String,
    copy: u32,
}

impl Broken {
    fn into_difference(self, check: &Check) -> Difference {
        Difference { expected: self.expected, actual: self.actual, line: Some(check.line), attempt: 1, copy: self.copy }
    }
}

fn select<'e>(scene: &Scene<'_>, expect: &Expectation, events: &'e [Event]) -> Result<Vec<&'e Event>, MissingValue> {
    let mut selected = Vec::new();
    for event in events {
        let mut fits = true;
        for (at, matcher) in &expect.of {
            let at = scene.values.fill(at)?;
            fits &= mismatch(matcher, event.place(&at), scene.values)?.is_none();
        }
        if fits {
            selected.push(event);
        }
    }
    Ok(selected)
}

fn on_all(
    scene: &Scene<'_>,
    webhook: &Webhook,
    asked: &DeliveryCheck,
    events: &[&Event],
) -> Result<Option<Broken>, String> {
    let last = events.last().map_or(1, |event| event.exchange.copy);
    let states: Vec<Option<&str>> =
        events.iter().map(|event| event.place(&webhook.status).and_then(Value::as_str)).collect();
    let seen = || {
        let texts: Vec<String> = states.iter().map(|state| state.map_or("(no state)".to_owned(), clean)).collect();
        if texts.is_empty() { "no webhook".to_owned() } else { texts.join(", ") }
    };
    match asked {
        DeliveryCheck::Count(bound) => {
            let holds = bound.holds(u64::try_from(events.len()).unwrap_or(u64::MAX));
            Ok((!holds).then(|| Broken {
                expected: format!("{bound} webhooks"),
                actual: format!("{} ({})", events.len(), seen()),
                copy: last,
            }))
        }
        DeliveryCheck::Walks(wanted) => {
            let wanted = wanted.iter().map(|state| scene.values.fill(state)).collect::<Result<Vec<_>, _>>();
            let wanted = wanted.map_err(|missing| missing.to_string())?;
            let missing = wanted.iter().any(|state| !states.contains(&Some(state.as_str())));
            let foreign = states.iter().any(|state| state.is_none_or(|state| !wanted.iter().any(|w| w == state)));
            Ok((missing || foreign).then(|| Broken {
                expected: format!("webhooks showing {}", wanted.join(", ")),
                actual: seen(),
                copy: last,
            }))
        }
        // Nothing to compare: neither kept nor broken.
        DeliveryCheck::Distinct(_)
        | DeliveryCheck::GoesWith { .. }
        | DeliveryCheck::InOrder
        | DeliveryCheck::Signed
        | DeliveryCheck::Method(_)
            if events.is_empty() =>
        {
            Err("no such delivery arrived".into())
        }
        DeliveryCheck::Distinct(at) => {
            let mut known: Vec<(&Value, u32)> = Vec::new();
            for event in events {
                let Some(value) = event.place(at) else { continue };
                if let Some((_, first)) = known.iter().find(|(known, _)| same(known, value)) {
                    return Ok(Some(Broken {
                        expected: format!("a different {at} in each webhook"),
                        actual: format!("{} in the {first}. and in the {}.", shown(value), event.exchange.copy),
                        copy: event.exchange.copy,
                    }));
                }
                known.push((value, event.exchange.copy));
            }
            Ok(None)
        }
        DeliveryCheck::GoesWith { at, with } => {
            let mut known: Vec<(&Value, &Value, u32)> = Vec::new();
            for event in events {
                let (Some(one), Some(other)) = (event.place(at), event.place(with)) else { continue };
                let of_one = known.iter().find(|(known, ..)| same(known, one));
                if let Some((_, before, first)) = of_one.filter(|(_, before, _)| !same(before, other)) {
                    return Ok(Some(Broken {
                        expected: format!("one {with} for {at} = {}", shown(one)),
                        actual: format!(
                            "{} in the {first}. and {} in the {}.",
                            shown(before),
                            shown(other),
                            event.exchange.copy
                        ),
                        copy: event.exchange.copy,
                    }));
                }
                known.push((one, other, event.exchange.copy));
            }
            Ok(None)
        }
        DeliveryCheck::InOrder => {
            let Some(lifecycle) = &scene.contract.lifecycle else { return Err("the contract has no lifecycle".into()) };
            // The same state twice may follow itself: a duplicate is another clause's business.
            let backwards = states.windows(2).zip(events).find(|(pair, _)| match pair {
                [Some(before), Some(after)] => !lifecycle.may_follow(before, after),
                _ => false,
            });
            Ok(backwards.map(|(_, event)| Broken {
                expected: "webhooks in the order of documented moves".into(),
                actual: seen(),
                copy: event.exchange.copy,
            }))
        }
        DeliveryCheck::Method(method) => Ok(events.iter().find_map(|event| {
            let sent = &event.exchange.request.method;
            (sent != method).then(|| Broken {
                expected: format!("sent with {method}"),
                actual: clean(sent),
                copy: event.exchange.copy,
            })
        })),
        DeliveryCheck::Signed => Ok(events.iter().find_map(|event| {
            event.signature_fault.as_ref().map(|fault| Broken {
                expected: "a valid signature of the raw body".into(),
                actual: clean(fault),
                copy: event.exchange.copy,
            })
        })),
    }
}
