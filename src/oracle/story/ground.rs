//! The ground a story stands on after a step: what was kept for the next one, and why it may be missing.

use super::{Flow, Story};
use crate::contract::ClauseId;
use crate::record::Exchange;
use crate::scenario::{Keep, KeepFrom, Step};
use crate::verdict::{Difference, Outcome};
use serde_json::Value;
use std::sync::Arc;

impl Story<'_> {
    /// Keeps what a step is to keep, and says whether the story goes on after it.
    pub(super) fn go_on(&mut self, step: &Step, judged: Vec<Arc<Exchange>>, mut blocked: bool) -> Flow {
        if self.elsewhere.is_none() {
            for keep in &step.keep {
                blocked |= self.keep(step, keep, &judged);
            }
        }
        self.judged.insert(step.name.clone(), judged);
        let clash = self.clash_in(step);
        if self.elsewhere.is_some() {
            self.stopped.clone_from(&self.elsewhere);
        } else if blocked {
            self.stopped = Some(format!("step `{}` did not give the ground this rests on", step.name));
        } else if let Some(clause) = &clash {
            self.stopped = Some(format!("step `{}` met a known clash ({clause})", step.name));
        }
        if blocked || clash.is_some() { Flow::Stop } else { Flow::Continue }
    }

    /// The relaxed clause that a step broke: after it the story is on another road than the one it tells.
    fn clash_in(&self, step: &Step) -> Option<ClauseId> {
        let of_step = self.findings.iter().filter(|finding| finding.step == step.name);
        let broken = of_step.filter(|finding| matches!(finding.outcome, Outcome::Broken(_)));
        broken.filter_map(|finding| finding.clause.clone()).find(|clause| self.rules.relaxes(clause))
    }

    /// Why the ground of a step is not there without anybody's fault.
    pub(super) fn went_elsewhere(&self, step: &Step, judged: &[Arc<Exchange>]) -> Option<String> {
        let mut why = None;
        for expect in step.expects.iter().filter(|expect| expect.clause.is_none()) {
            for check in &expect.checks {
                if !matches!(self.scene().outcome(std::slice::from_ref(check), judged), Outcome::Broken(_)) {
                    continue;
                }
                // One check that is broken for another reason is enough to make it somebody's fault.
                why = Some(self.road.went_elsewhere(check, judged)?);
            }
        }
        why
    }

    /// Keeps a value; true when there is none and the story is blocked.
    fn keep(&mut self, step: &Step, keep: &Keep, judged: &[Arc<Exchange>]) -> bool {
        let last = judged.last();
        let received = last.and_then(|exchange| exchange.received());
        let (value, place) = match &keep.from {
            KeepFrom::Body(at) => {
                let value = received.and_then(|received| received.json()?.pointer(at)).and_then(plain);
                (value, format!("a text or number at {at}"))
            }
            KeepFrom::Status => (received.map(|received| received.status.to_string()), "a status".to_owned()),
            KeepFrom::Header(name) => {
                (received.and_then(|received| received.header(name)).map(str::to_owned), format!("header {name}"))
            }
        };
        match value {
            Some(value) => {
                self.values.set(keep.name.clone(), value);
                false
            }
            None => {
                let actual = received.map_or("no answer".to_owned(), |received| self.scene().answered(received));
                let outcome = Outcome::Broken(Difference {
                    expected: format!("{place}, to go on with"),
                    actual,
                    line: None,
                    attempt: last.map_or(1, |exchange| exchange.attempt),
                    copy: last.map_or(1, |exchange| exchange.copy),
                });
                self.find(step, None, Some(step.line), outcome);
                true
            }
        }
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
