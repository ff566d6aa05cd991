//! What the scenario of a finding asks of its last step: the broken clause, in the words of the guide.

use super::Finding;
use super::lines::{inline, quoted};
use super::names::renamed;
use super::scenario::{Scenario, step_name};
use crate::fuzz::drive::{Done, Nature};
use crate::fuzz::walk::Deed;
use std::collections::BTreeMap;
use std::fmt::Write;
use toml::{Table, Value};

impl Scenario<'_> {
    /// What is asked of the last step: the broken clause.
    pub(super) fn asked(&mut self, done: &Done, index: usize, finding: &Finding) {
        let Some(told) = &finding.evidence else { return };
        let found = &told.found;
        // What every answer owes is asked without a word.
        if found.nature == Nature::Ambient || found.about == "answer" {
            return;
        }
        let places = self.places(done);
        if let Some(other) = found.other {
            let Some(name) = self.ids.get(&other) else { return };
            let mut body = Table::new();
            let differs = Table::from_iter([("differs_from".to_owned(), Value::from(format!("${{{name}}}")))]);
            body.insert(found.about.clone(), Value::Table(differs));
            self.expect(found.clause.as_str(), &Table::from_iter([("body".to_owned(), Value::Table(body))]));
            return;
        }
        let origin = done.act.about().and_then(|tag| self.done[..index].iter().position(|done| done.act.tag == tag));
        let mut seen: Vec<&Table> = Vec::new();
        for asked in done.asked.iter().filter(|asked| asked.clause == found.clause) {
            if seen.contains(&&asked.written) {
                continue;
            }
            seen.push(&asked.written);
            let mut written = match renamed(&Value::Table(asked.written.clone()), &places) {
                Value::Table(table) => table,
                _ => continue,
            };
            if let (Some(Value::Table(same)), Some(origin)) = (written.get_mut("same_as"), origin) {
                same.insert("step".into(), Value::from(step_name(origin)));
            }
            self.expect(found.clause.as_str(), &written);
        }
    }

    fn expect(&mut self, clause: &str, written: &Table) {
        let _ = write!(self.text, "[[step.expect]]\nclause = {}\n", quoted(clause));
        for (key, value) in written {
            let _ = writeln!(self.text, "{key} = {}", inline(value));
        }
    }

    /// What the names of the guide's expectations stand for here.
    fn places(&self, done: &Done) -> BTreeMap<String, String> {
        let about = done.act.about();
        let mut places = BTreeMap::new();
        if let Some(name) = about.and_then(|tag| self.ids.get(&tag)) {
            places.insert("origin".to_owned(), format!("${{{name}}}"));
        }
        let own = matches!(done.act.deed, Deed::Create(_) | Deed::Repeat { .. });
        let of = if own { Some(done) } else { self.done.iter().find(|done| Some(done.act.tag) == about) };
        let body = of.and_then(|done| done.exchanges.first()?.request.body.as_ref());
        let body = body.and_then(|body| serde_json::from_slice::<serde_json::Value>(&body.0).ok());
        for (name, at) in &self.ground.guide.take {
            if let Some(text) = body.as_ref().and_then(|body| body.pointer(at)?.as_str()) {
                places.insert(name.clone(), self.names.anew(text));
            }
        }
        places
    }
}
