//! A finding as a scenario file: the acts of its shortest walk, what was asked, and every identifier made anew.

use super::given::quoted;
use super::names::Names;
use crate::contract::{Contract, Sample};
use crate::fuzz::drive::{Done, Patience, Script, Sending, Walked};
use crate::fuzz::guide::Asked;
use crate::fuzz::hunt::{Finding, Root};
use crate::fuzz::walk::Tag;
use crate::scenario::{Credential, NewValue, Values};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use toml::Value;

/// The scenario of a finding; nothing when its walk was not walked with scripts.
pub fn scenario(
    finding: &Finding,
    root: &Root,
    walked: &Walked,
    contract: &Contract,
    samples: &BTreeMap<String, Sample>,
) -> Option<String> {
    let scripts: Vec<(&Done, &Script)> =
        walked.done.iter().filter_map(|done| Some((done, done.script.as_ref()?))).collect();
    if scripts.len() != walked.done.len() || scripts.is_empty() {
        return None;
    }
    let id_at = contract.lifecycle.as_ref().map_or("", |lifecycle| lifecycle.id.as_str());
    let teller = Teller { names: Names::of(&scripts, id_at), id_at, samples };
    let mut steps = String::new();
    for (number, (done, script)) in scripts.iter().enumerate() {
        teller.step(&mut steps, done, script, (number == root.at).then_some(root))?;
    }
    let mut text = String::new();
    for line in about(finding) {
        let _ = writeln!(text, "# {line}");
    }
    let _ = writeln!(text, "\ntitle = {}", quoted(&title(&finding.text)));
    let needs = needs(&scripts, contract);
    if !needs.is_empty() {
        let _ = writeln!(text, "needs = {}", list(&needs));
    }
    let given = teller.names.given_for(&steps);
    if !given.is_empty() {
        let _ = writeln!(text, "\n[given]");
        for (name, generator) in given {
            let _ = writeln!(text, "{name} = {generator}");
        }
    }
    text.push_str(&steps);
    Some(text)
}

struct Teller<'t> {
    names: Names,
    id_at: &'t str,
    samples: &'t BTreeMap<String, Sample>,
}

impl Teller<'_> {
    fn step(&self, text: &mut String, done: &Done, script: &Script, root: Option<&Root>) -> Option<()> {
        let _ = writeln!(text, "\n[[step]]\nname = {}", quoted(&step_name(done.act.tag)));
        match script.sending.as_ref()? {
            Sending::Sample(operation, sample) => {
                let _ = writeln!(text, "send = {}\nsample = {}", quoted(operation), quoted(sample));
            }
            Sending::Body(operation, body) => {
                let _ = writeln!(text, "send = {}\nbody = {}", quoted(operation), self.tell(body));
            }
            Sending::Operation(operation) => {
                let _ = writeln!(text, "send = {}", quoted(operation));
            }
            Sending::Repeat(of) => {
                let _ = writeln!(text, "repeat = {}", quoted(&step_name(*of)));
            }
        }
        self.table(text, "with", &script.with);
        self.table(text, "query", &script.query);
        self.table(text, "headers", &script.headers);
        if !script.without.is_empty() {
            let _ = writeln!(text, "without = {}", list(&script.without));
        }
        if let Some(credential) = script.credential {
            let _ = writeln!(text, "as = {}", quoted(credential.word()));
        }
        self.edits(text, done, script);
        if script.copies > 1 {
            let _ = writeln!(text, "at_once = {}", script.copies);
        }
        match script.patience {
            Some(Patience::Until(within)) => {
                let _ = writeln!(text, "poll = {{ within = \"{}ms\", every = \"200ms\" }}", within.max(1_000));
            }
            Some(Patience::While(during)) => {
                let _ = writeln!(text, "watch = {{ during = \"{during}ms\", every = \"250ms\" }}");
            }
            None => {}
        }
        for asked in &done.asked {
            self.expectation(text, asked, done);
        }
        let asked_for = |root: &Root| done.asked.iter().any(|asked| asked.clause == root.broken.clause);
        if let Some(root) = root.filter(|root| !asked_for(root)) {
            let _ = writeln!(text, "# Judged on every answer: {}.", root.broken.clause);
        }
        let kept: Vec<&str> = self.names.kept_by(done.act.tag).collect();
        if !kept.is_empty() {
            let _ = writeln!(text, "[step.keep]");
            for name in kept {
                let _ = writeln!(text, "{name} = {{ body = {} }}", quoted(self.id_at));
            }
        }
        Some(())
    }

    fn tell(&self, text: &str) -> String {
        quoted(&self.names.named(text))
    }

    fn table(&self, text: &mut String, name: &str, values: &BTreeMap<String, String>) {
        if values.is_empty() {
            return;
        }
        let told = values.iter().map(|(key, value)| {
            // The number of a copy is a place by itself.
            let value = match value.strip_suffix("-${n}") {
                Some(rest) => quoted(&format!("{}-${{n}}", self.names.named(rest))),
                None => self.tell(value),
            };
            format!("{} = {value}", quoted(key))
        });
        let _ = writeln!(text, "{name} = {{ {} }}", told.collect::<Vec<_>>().join(", "));
    }

    fn edits(&self, text: &mut String, done: &Done, script: &Script) {
        let mut set: BTreeMap<String, String> = BTreeMap::new();
        for (at, value) in &script.edits.set {
            let told = match value {
                NewValue::Text(template) => {
                    let mut values = Values::default();
                    script.fresh.iter().for_each(|naming| values.set(naming.name.clone(), naming.value.clone()));
                    self.tell(&values.fill(template).unwrap_or_else(|_| template.to_string()))
                }
                NewValue::Json(serde_json::Value::Bool(truth)) => truth.to_string(),
                NewValue::Json(serde_json::Value::Number(number)) if number.is_i64() => number.to_string(),
                NewValue::Json(other) => format!("{{ json = {} }}", quoted(&other.to_string())),
            };
            set.insert(at.clone(), told);
        }
        if let Some(Sending::Sample(_, sample)) = &script.sending {
            set.extend(self.places(done, script, sample));
        }
        if !set.is_empty() {
            let told: Vec<String> = set.iter().map(|(at, value)| format!("{} = {value}", quoted(at))).collect();
            let _ = writeln!(text, "change = {{ {} }}", told.join(", "));
        }
        if !script.edits.remove.is_empty() {
            let _ = writeln!(text, "remove = {}", list(&script.edits.remove));
        }
        if set.len() + script.edits.remove.len() > 1 {
            let _ = writeln!(text, "one_fault = \"told from a generated walk\"");
        }
    }

    /// Places of the sample that the walk fills otherwise than the sample does, and identifiers, so that what follows
    /// can name them.
    fn places(&self, done: &Done, script: &Script, sample: &str) -> Vec<(String, String)> {
        let body = done.exchanges.first().and_then(|exchange| exchange.request.body.as_ref());
        let Some(sent) = body.and_then(|body| serde_json::from_slice::<serde_json::Value>(&body.0).ok()) else {
            return Vec::new();
        };
        let own = self.samples.get(sample);
        let mut places = Vec::new();
        for naming in &script.fresh {
            let Some(at) = pointer_to(&sent, &naming.value) else { continue };
            let as_sampled = own.and_then(|own| own.given.get(&naming.name)) == Some(&naming.given);
            match self.names.fresh(&naming.value) {
                Some(name) => places.push((at, quoted(&format!("${{{name}}}")))),
                None if !as_sampled => places.push((at, self.tell(&naming.value))),
                None => {}
            }
        }
        places
    }

    fn expectation(&self, text: &mut String, asked: &Asked, done: &Done) {
        let _ = writeln!(text, "[[step.expect]]\nclause = {}", quoted(asked.clause.as_str()));
        for (key, value) in &asked.written {
            let _ = writeln!(text, "{key} = {}", self.value(value, key == "same_as", done));
        }
    }

    /// A value of an expectation with its places filled.
    fn value(&self, value: &Value, about_step: bool, done: &Done) -> String {
        match value {
            Value::String(text) if about_step && text == "origin" => {
                quoted(&step_name(done.act.about().unwrap_or(done.act.tag)))
            }
            Value::String(text) => quoted(&self.filled(text, done)),
            Value::Array(values) => {
                let told: Vec<String> = values.iter().map(|value| self.value(value, false, done)).collect();
                format!("[{}]", told.join(", "))
            }
            Value::Table(table) => {
                let told = table.iter().map(|(key, value)| {
                    let key = quoted(&self.filled(key, done));
                    format!("{key} = {}", self.value(value, about_step, done))
                });
                format!("{{ {} }}", told.collect::<Vec<_>>().join(", "))
            }
            other => other.to_string(),
        }
    }

    fn filled(&self, text: &str, done: &Done) -> String {
        let Ok(template) = crate::expect::Template::parse(text) else { return text.to_owned() };
        // Where a target keeps list elements every scenario knows by itself.
        if template.names().any(|name| name.ends_with(".items")) {
            return text.to_owned();
        }
        match done.values.fill(&template) {
            Ok(filled) if template.names().next().is_some() => self.names.named(&filled),
            _ => text.to_owned(),
        }
    }
}

fn step_name(tag: Tag) -> String {
    format!("act-{tag}")
}

fn list(texts: &[String]) -> String {
    let told: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", told.join(", "))
}

/// What a reader wants to know first.
fn about(finding: &Finding) -> Vec<String> {
    let mut lines = vec![
        format!("Found by `payspec fuzz`: {} is broken ({}).", finding.clause, finding.level.word()),
        format!("Expected {}.", finding.expected),
        format!("Came {}.", finding.actual),
    ];
    if !finding.also.is_empty() {
        let also: Vec<&str> = finding.also.iter().map(|clause| clause.as_str()).collect();
        lines.push(format!("Broken along with it: {}.", also.join(", ")));
    }
    lines
}

/// A clause's sentence as a title: one short line without full stop.
fn title(text: &str) -> String {
    let title = text.trim_end_matches('.');
    if title.chars().count() <= 110 { title.to_owned() } else { title.chars().take(107).chain("...".chars()).collect() }
}

fn needs(scripts: &[(&Done, &Script)], contract: &Contract) -> Vec<String> {
    let mut needs = BTreeSet::new();
    for (_, script) in scripts {
        if script.credential == Some(Credential::Other) {
            needs.insert("second_key".to_owned());
        }
        let (operation, sample) = match &script.sending {
            Some(Sending::Sample(operation, sample)) => (Some(operation), Some(sample)),
            Some(Sending::Body(operation, _) | Sending::Operation(operation)) => (Some(operation), None),
            Some(Sending::Repeat(_)) | None => (None, None),
        };
        if let Some(known) = operation.and_then(|name| contract.operations.get(name)).filter(|known| known.optional) {
            needs.insert(format!("operation.{}", known.name));
        }
        if let Some(known) = sample.and_then(|name| contract.samples.get(name)).filter(|known| known.body.is_none()) {
            needs.insert(format!("sample.{}", known.name));
        }
    }
    needs.into_iter().collect()
}

/// The JSON pointer to a text.
fn pointer_to(value: &serde_json::Value, wanted: &str) -> Option<String> {
    match value {
        serde_json::Value::String(text) => (text == wanted).then(String::new),
        serde_json::Value::Object(members) => members.iter().find_map(|(name, value)| {
            let rest = pointer_to(value, wanted)?;
            Some(format!("/{}{rest}", name.replace('~', "~0").replace('/', "~1")))
        }),
        serde_json::Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(index, value)| Some(format!("/{index}{}", pointer_to(value, wanted)?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_pointer() {
        let body = serde_json::json!({ "a": { "b/c": ["x", "y"] }, "d": "z" });
        assert_eq!(pointer_to(&body, "y").as_deref(), Some("/a/b~1c/1"));
        assert_eq!(pointer_to(&body, "w"), None);
    }

    #[test]
    fn titles_are_short_and_without_full_stop() {
        assert_eq!(title("A replay is answered with 200."), "A replay is answered with 200");
        assert_eq!(title(&"a ".repeat(200)).chars().count(), 110);
    }
}
