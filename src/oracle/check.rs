//! Judges one expectation over the exchanges of a step.

use super::matcher::{mismatch, same};
use super::places::{alike, sum};
use super::show::{clean, shown};
use crate::contract::Contract;
use crate::expect::{AnswerPattern, Check, CheckKind, MissingValue, StatusPattern, Tally};
use crate::files::value_at;
use crate::record::{Exchange, Received};
use crate::scenario::Values;
use crate::verdict::{Difference, Outcome};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What checks look at besides the answer itself.
pub(super) struct Scene<'s> {
    pub(super) contract: &'s Contract,
    pub(super) values: &'s Values,
    /// The judged answers of earlier steps.
    pub(super) earlier: &'s BTreeMap<String, Vec<Arc<Exchange>>>,
}

/// A check that does not hold: what was asked, what came, and in which exchange.
pub(super) struct Broken {
    pub(super) expected: String,
    pub(super) actual: String,
    pub(super) attempt: u32,
    pub(super) copy: u32,
}

impl Scene<'_> {
    /// The outcome of checks that must all hold on all exchanges.
    pub(super) fn outcome(&self, checks: &[Check], exchanges: &[Arc<Exchange>]) -> Outcome {
        for check in checks {
            let broken = match &check.kind {
                CheckKind::Tally(tally) => Ok(self.tally(tally, exchanges)),
                CheckKind::Joined { at, of, matcher } => self.joined(at, of, matcher, exchanges),
                CheckKind::SameElements(same) => self.same_elements(same, exchanges),
                kind => self.on_each(kind, exchanges),
            };
            match broken {
                Ok(None) => {}
                Ok(Some(broken)) => {
                    return Outcome::Broken(Difference {
                        expected: broken.expected,
                        actual: broken.actual,
                        line: Some(check.line),
                        attempt: broken.attempt,
                        copy: broken.copy,
                    });
                }
                Err(missing) => return Outcome::Unjudged(missing.to_string()),
            }
        }
        Outcome::Held
    }

    fn on_each(&self, kind: &CheckKind, exchanges: &[Arc<Exchange>]) -> Result<Option<Broken>, MissingValue> {
        for exchange in exchanges {
            let Some(received) = exchange.received() else { continue };
            if let Some((expected, actual)) = self.on_one(kind, received)? {
                return Ok(Some(Broken { expected, actual, attempt: exchange.attempt, copy: exchange.copy }));
            }
        }
        Ok(None)
    }

    fn on_one(&self, kind: &CheckKind, received: &Received) -> Result<Option<(String, String)>, MissingValue> {
        let status = received.status;
        let code = received.text_at(&self.contract.error.code);
        Ok(match kind {
            CheckKind::Status(wanted) => {
                let holds = wanted.iter().any(|pattern| pattern.holds(status));
                (!holds).then(|| (listed(wanted), self.answered(received)))
            }
            CheckKind::StatusFrom(template) => {
                let wanted = self.values.fill(template)?;
                let holds = wanted.parse::<StatusPattern>().is_ok_and(|pattern| pattern.holds(status));
                (!holds).then(|| (clean(&wanted), self.answered(received)))
            }
            CheckKind::Error(templates) => {
                let wanted = templates.iter().map(|t| self.values.fill(t)).collect::<Result<Vec<_>, _>>()?;
                let holds =
                    code.is_some_and(|code| wanted.iter().any(|wanted| self.contract.error.same_code(wanted, code)));
                (!holds).then(|| (format!("error {}", clean(&wanted.join(" or "))), self.answered(received)))
            }
            CheckKind::Answers(wanted) => {
                let holds = wanted.iter().any(|pattern| self.contract.error.holds(pattern, status, code));
                (!holds).then(|| (listed(wanted), self.answered(received)))
            }
            CheckKind::Header { name, matcher } => {
                let value = received.header(name).map(Value::from);
                mismatch(matcher, value.as_ref(), self.values)?
                    .map(|found| (format!("header {name}: {}", found.expected), found.actual))
            }
            CheckKind::Schema(name) => match received.json() {
                None => Some((format!("a JSON body valid against {name}"), body_shown(received))),
                Some(body) => self.contract.schemas.fault(name, body).map(|fault| {
                    let place = if fault.at.is_empty() { "the body".to_owned() } else { clean(&fault.at) };
                    let found = value_at(body, &fault.at).map_or("nothing".to_owned(), shown);
                    (format!("a body valid against {name}"), format!("{place}: {} ({})", clean(&fault.text), found))
                }),
            },
            CheckKind::Body { at, matcher } => {
                let at = self.values.fill(at)?;
                let place = clean(&at);
                match received.json() {
                    None => Some((format!("a JSON body with {place}"), body_shown(received))),
                    Some(body) => mismatch(matcher, value_at(body, &at), self.values)?
                        .map(|found| (format!("{place} = {}", found.expected), format!("{place} = {}", found.actual))),
                }
            }
            CheckKind::FreeOf(texts) => {
                let body = String::from_utf8_lossy(&received.body.0).to_lowercase();
                let found = texts.iter().find(|text| body.contains(text.as_str()));
                found.map(|text| (format!("a body without \"{}\"", clean(text)), excerpt(&body, text)))
            }
            CheckKind::SameAs { step, at, under } => self.same_as(received, step, at, under),
            CheckKind::Alike(places) => alike(received, places),
            CheckKind::Sum { at, of } => sum(received, at, of),
            // Over all answers, or over deliveries: judged elsewhere.
            CheckKind::Tally(_) | CheckKind::Joined { .. } | CheckKind::SameElements(_) | CheckKind::Deliveries(_) => {
                None
            }
        })
    }

    fn same_as(&self, received: &Received, step: &str, at: &[String], under: &str) -> Option<(String, String)> {
        let earlier = self.earlier.get(step).and_then(|exchanges| exchanges.last()).and_then(|one| one.received());
        for at in at {
            let wanted = earlier.and_then(Received::json).and_then(|body| value_at(body, at));
            let found = received.json().and_then(|body| value_at(body, &format!("{under}{at}")));
            let holds = match (wanted, found) {
                (Some(wanted), Some(found)) => same(wanted, found),
                // A place that neither answer has tells nothing apart.
                (None, None) => true,
                _ => false,
            };
            if !holds {
                let show = |value: Option<&Value>| value.map_or("nothing".to_owned(), shown);
                return Some((
                    format!("{at} = {} as in step `{step}`", show(wanted)),
                    format!("{under}{at} = {}", show(found)),
                ));
            }
        }
        None
    }

    fn tally(&self, tally: &Tally, exchanges: &[Arc<Exchange>]) -> Option<Broken> {
        let received = exchanges.iter().filter_map(|exchange| exchange.received());
        let counted: Vec<&Received> =
            received.filter(|received| tally.of.as_ref().is_none_or(|pattern| self.is_of(pattern, received))).collect();
        let count = match &tally.distinct {
            None => counted.len(),
            Some(at) => {
                let mut different: Vec<&Value> = Vec::new();
                for value in counted.iter().filter_map(|received| value_at(received.json()?, at)) {
                    if !different.iter().any(|known| same(known, value)) {
                        different.push(value);
                    }
                }
                different.len()
            }
        };
        if tally.count.holds(u64::try_from(count).unwrap_or(u64::MAX)) {
            return None;
        }
        let of = tally.of.as_ref().map_or("answers".to_owned(), |pattern| format!("{pattern} answers"));
        let what = tally.distinct.as_ref().map_or(of.clone(), |at| format!("different {at} among {of}"));
        let mut seen: BTreeMap<u16, usize> = BTreeMap::new();
        for received in exchanges.iter().filter_map(|exchange| exchange.received()) {
            *seen.entry(received.status).or_default() += 1;
        }
        let seen: Vec<String> = seen.iter().map(|(status, count)| format!("{count} × {status}")).collect();
        let (attempt, copy) = exchanges.last().map_or((1, 1), |exchange| (exchange.attempt, exchange.copy));
        Some(Broken {
            expected: format!("{} {what}", tally.count),
            actual: format!("{count} ({})", seen.join(", ")),
            attempt,
            copy,
        })
    }

    fn is_of(&self, pattern: &AnswerPattern, received: &Received) -> bool {
        pattern.holds(received.status, received.text_at(&self.contract.error.code))
    }

    /// An answer in a few words: status, error code, and which resource it shows.
    pub(super) fn answered(&self, received: &Received) -> String {
        let mut text = received.status.to_string();
        if let Some(code) = received.text_at(&self.contract.error.code) {
            text.push(' ');
            text.push_str(&clean(code));
        }
        if let Some(lifecycle) = &self.contract.lifecycle
            && let Some(id) = received.json().and_then(|body| value_at(body, &lifecycle.id))
        {
            text.push_str(&format!(", {} = {}", lifecycle.id, shown(id)));
            if let Some(step) = self.first_shown(&lifecycle.id, id) {
                text.push_str(&format!(" (the one of step `{step}`)"));
            }
        }
        if received.json().is_none() && !received.body.0.is_empty() {
            text.push_str(&format!(", body {}", body_shown(received)));
        }
        text
    }

    /// The earlier step whose answer showed the same resource.
    fn first_shown(&self, at: &str, id: &Value) -> Option<&str> {
        let shows = |exchange: &Arc<Exchange>| {
            exchange
                .received()
                .and_then(Received::json)
                .and_then(|body| value_at(body, at))
                .is_some_and(|known| known == id)
        };
        let mut earlier: Vec<(&u64, &str)> = self
            .earlier
            .iter()
            .filter_map(|(step, exchanges)| Some((&exchanges.iter().find(|e| shows(e))?.at_ms, step.as_str())))
            .collect();
        earlier.sort_unstable();
        earlier.first().map(|(_, step)| *step)
    }
}

/// Where a text stands in a body, with a little of what is around it.
fn excerpt(body: &str, text: &str) -> String {
    const AROUND: usize = 30;
    let at = body.find(text).unwrap_or(0);
    let before: String = body[..at].chars().rev().take(AROUND).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = body[at..].chars().take(text.chars().count() + AROUND).collect();
    format!("… {} …", clean(&format!("{before}{after}")))
}

pub(super) fn body_shown(received: &Received) -> String {
    let kind = received.header("content-type").map_or("no content type".to_owned(), clean);
    match std::str::from_utf8(&received.body.0) {
        Ok("") => format!("an empty body ({kind})"),
        Ok(text) => format!("{} ({kind})", clean(text)),
        Err(_) => format!("{} bytes that are no UTF-8 ({kind})", received.body.0.len()),
    }
}

fn listed<T: ToString>(wanted: &[T]) -> String {
    wanted.iter().map(T::to_string).collect::<Vec<_>>().join(" or ")
}
