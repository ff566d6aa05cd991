//! A finding as a scenario file: the fewest acts, values made anew by every run, and the broken clause as what is asked.

use super::Finding;
use super::lines::{in_braces, inline, key_text, quoted};
use super::names::{Names, renamed};
use super::signed::signed;
use crate::contract::{Given, Sample};
use crate::expect::Template;
use crate::fuzz::drive::{Done, Ground, Hearing, Patience, Script, Sending};
use crate::fuzz::walk::{Act, Deed, Repetition, Tag};
use crate::scenario::{Credential, NewValue};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use toml::{Table, Value};

/// How often a resource is looked at that is waited for, or watched.
const EVERY: &str = "200ms";

/// The scenario file of a finding; nothing where it cannot be told as one.
pub fn scenario(ground: &Ground, finding: &Finding) -> Option<String> {
    let told = finding.evidence.as_ref()?;
    let mut teller = Scenario {
        ground,
        done: &told.done,
        names: Names::default(),
        ids: BTreeMap::new(),
        needs: BTreeSet::new(),
        text: String::new(),
    };
    let last = told.done.len().checked_sub(1)?;
    for index in 0..told.done.len() {
        teller.step(index, (index == last).then_some(finding))?;
    }
    Some(teller.whole(finding))
}

/// A scenario in the making.
pub(super) struct Scenario<'s> {
    pub(super) ground: &'s Ground,
    pub(super) done: &'s [Done],
    pub(super) names: Names,
    /// The names under which ids of resources are kept, by the act that made them.
    pub(super) ids: BTreeMap<Tag, String>,
    needs: BTreeSet<String>,
    pub(super) text: String,
}

impl Scenario<'_> {
    fn whole(self, finding: &Finding) -> String {
        let bucket = &finding.bucket;
        let clause = self.ground.contract().clause(&bucket.clause);
        let mut head = String::from("#:schema ../../../schemas/tool/scenario.json\n\n");
        let _ = writeln!(head, "# Found by payspec fuzz (seed {}): {} is broken.", self.ground.seed, bucket.clause);
        if let Some(clause) = clause {
            let _ = writeln!(head, "# {}", clause.text);
        }
        let _ = writeln!(
            head,
            "# Expected {}; came {}. {}.",
            plain(&finding.expected),
            plain(&finding.actual),
            finding.repeats
        );
        let _ = writeln!(head, "\ntitle = {}", quoted(&title(finding)));
        if !self.needs.is_empty() {
            let needs: Vec<String> = self.needs.iter().map(|need| quoted(need)).collect();
            let _ = writeln!(head, "needs = [{}]", needs.join(", "));
        }
        if !self.names.given.is_empty() {
            head.push_str("\n[given]\n");
            for (name, value) in &self.names.given {
                let _ = writeln!(head, "{} = {}", key_text(name), inline(value));
            }
        }
        head + &self.text
    }

    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key} = {value}");
    }

    fn step(&mut self, index: usize, finding: Option<&Finding>) -> Option<()> {
        let done = &self.done[index];
        let script = done.script.as_ref()?;
        let names = self.give(script);
        let _ = write!(self.text, "\n[[step]]\nname = {}\n", quoted(&step_name(index)));
        if let Some(url) = &script.url {
            self.needs.insert("webhooks".into());
            self.names.stand_for(url, "${sink.url}".into());
        }
        if let Some(hearing) = &script.hearing {
            self.hearing(hearing);
            if let Some(finding) = finding {
                self.asked(done, index, finding);
            }
            return Some(());
        }
        let mut change = self.sending(script, index, &names)?;
        let renames = names.into_iter().map(|(name, called)| (name, format!("${{{called}}}"))).collect();
        for (at, value) in &script.edits.set {
            change.insert(at.clone(), new_value(value, &renames));
        }
        self.near_value(index, &mut change);
        if !change.is_empty() {
            self.line("change", &in_braces(&change));
        }
        if !script.edits.remove.is_empty() {
            let list: Vec<Value> = script.edits.remove.iter().map(|at| Value::from(at.as_str())).collect();
            self.line("remove", &inline(&Value::Array(list)));
        }
        if script.edits.len() + usize::from(finding.is_some()) > 2 {
            self.line("one_fault", &quoted("a walk of the fuzzer has at most one, whatever else differs"));
        }
        self.parameters(script, index);
        if let Some(credential) = script.credential {
            if credential == Credential::Other {
                self.needs.insert("second_key".into());
            }
            self.line("as", &quoted(&credential.to_string()));
        }
        if script.copies > 1 {
            self.line("at_once", &script.copies.to_string());
        }
        match script.patience {
            Some(Patience::Until(within)) => {
                self.line("poll", &format!("{{ within = \"{within}ms\", every = \"{EVERY}\" }}"));
            }
            Some(Patience::While(during)) => {
                self.line("watch", &format!("{{ during = \"{during}ms\", every = \"{EVERY}\" }}"));
            }
            None => {}
        }
        let kept = self.kept(index);
        match finding {
            Some(finding) => self.asked(done, index, finding),
            // What later steps rest on.
            None if kept => self.text.push_str("[[step.expect]]\nstatus = \"2xx\"\n"),
            None => {}
        }
        if kept && finding.is_none() {
            self.keep(index);
        }
        Some(())
    }

    /// What is listened to.
    fn hearing(&mut self, hearing: &Hearing) {
        self.needs.insert("webhooks".into());
        let mut table = Table::new();
        if let Some(id) = &hearing.about {
            table.insert("about".into(), Value::from(self.names.anew(id)));
        }
        table.insert("until".into(), Value::from(i64::try_from(hearing.until).unwrap_or(1)));
        table.insert("within".into(), Value::from(format!("{}ms", hearing.within)));
        table.insert("quiet".into(), Value::from(format!("{}ms", hearing.quiet)));
        self.line("webhooks", &in_braces(&table));
    }

    /// Names the values a step makes; what the names of this step are called in the file.
    fn give(&mut self, script: &Script) -> BTreeMap<String, String> {
        let shape = match &script.sending {
            Some(Sending::Sample(_, sample)) => self.ground.guide.shapes.iter().find(|shape| shape.name == *sample),
            _ => None,
        };
        let mut names = BTreeMap::new();
        for naming in &script.fresh {
            let ordinary = shape.and_then(|shape| shape.given.get(&naming.name)) == Some(&naming.given);
            // What the sample says itself need not be said again, unless every run is to have another value.
            if matches!(naming.given, Given::Made(_)) || (shape.is_some() && !ordinary) {
                names.insert(naming.name.clone(), self.names.give(naming));
            }
        }
        names
    }

    /// What is sent; changes that give the places of a sample the values of this step.
    fn sending(&mut self, script: &Script, index: usize, names: &BTreeMap<String, String>) -> Option<Table> {
        let mut change = Table::new();
        match script.sending.as_ref()? {
            Sending::Sample(operation, sample) => {
                self.operation(operation);
                self.line("sample", &quoted(sample));
                if self.is_supplied(sample) {
                    self.needs.insert(format!("sample.{sample}"));
                }
                let shape = self.ground.guide.shapes.iter().find(|shape| shape.name == *sample);
                for (name, called) in names.iter().filter(|(name, called)| name != called) {
                    if let Some(at) = shape.and_then(|shape| shape.places.get(name)) {
                        change.insert(at.clone(), Value::from(format!("${{{called}}}")));
                    }
                }
            }
            Sending::Body(operation, text) => {
                self.operation(operation);
                let text = self.names.anew(text);
                Template::parse(&text).ok()?;
                self.line("body", &quoted(&text));
            }
            Sending::Operation(operation) => self.operation(operation),
            Sending::Repeat(tag) => {
                let of = self.done[..index].iter().position(|done| done.act.tag == *tag)?;
                self.line("repeat", &quoted(&step_name(of)));
            }
        }
        Some(change)
    }

    fn operation(&mut self, name: &str) {
        if self.ground.contract().operations.get(name).is_some_and(|operation| operation.optional) {
            self.needs.insert(format!("operation.{name}"));
        }
        self.line("send", &quoted(name));
    }

    fn is_supplied(&self, name: &str) -> bool {
        let own: Option<&Sample> = self.ground.contract().samples.get(name);
        own.is_none_or(|sample| sample.body.is_none())
    }

    fn parameters(&mut self, script: &Script, index: usize) {
        for (key, values) in [("with", &script.with), ("query", &script.query), ("headers", &script.headers)] {
            if values.is_empty() {
                continue;
            }
            let mut table = Table::new();
            for (name, value) in values {
                let mut value = self.names.anew(value);
                if key == "headers" && Some(name) == self.ground.guide.key_header.as_ref() {
                    value = self.key(value, index);
                }
                table.insert(name.clone(), Value::from(value));
            }
            self.line(key, &in_braces(&table));
        }
        if !script.without.is_empty() {
            let list: Vec<Value> = script.without.iter().map(|name| Value::from(name.as_str())).collect();
            self.line("without", &inline(&Value::Array(list)));
        }
        if let Some(signing) = &script.signing {
            self.line("sign", &in_braces(&signed(signing)));
        }
    }

    /// Whether a later step is about what this one made.
    fn kept(&self, index: usize) -> bool {
        let tag = self.done[index].act.tag;
        let makes = makes(&self.done[index].act);
        makes && self.id(index).is_some() && self.done[index + 1..].iter().any(|done| done.act.about() == Some(tag))
    }

    fn id(&self, index: usize) -> Option<&str> {
        let at = &self.ground.contract().lifecycle.as_ref()?.id;
        let received = self.done[index].exchanges.iter().filter_map(|exchange| exchange.received());
        received.filter(|received| (200..300).contains(&received.status)).find_map(|received| received.text_at(at))
    }

    fn keep(&mut self, index: usize) {
        let Some(id) = self.id(index).map(str::to_owned) else { return };
        let Some(lifecycle) = &self.ground.contract().lifecycle else { return };
        let name = format!("made-{}", self.ids.len() + 1);
        let _ = write!(self.text, "[step.keep]\n{name} = {{ body = {} }}\n", quoted(&lifecycle.id));
        self.names.stand_for(&id, format!("${{{name}}}"));
        self.ids.insert(self.done[index].act.tag, name);
    }
}

fn makes(act: &Act) -> bool {
    use Repetition::{ForeignKey, ForeignValue, Fresh, NearKey, NearValue};
    match &act.deed {
        Deed::Create(_) => true,
        Deed::Repeat { how, .. } => matches!(how, Fresh(_) | NearKey(_) | NearValue(_) | ForeignKey | ForeignValue(_)),
        _ => false,
    }
}

pub(super) fn new_value(value: &NewValue, renames: &BTreeMap<String, String>) -> Value {
    match value {
        NewValue::Text(template) => renamed(&Value::from(template.to_string()), renames),
        NewValue::Json(json) => Value::Table(Table::from_iter([("json".to_owned(), Value::from(json.to_string()))])),
    }
}

pub(super) fn step_name(index: usize) -> String {
    format!("act-{}", index + 1)
}

fn title(finding: &Finding) -> String {
    let bucket = &finding.bucket;
    let mut title = format!("{} holds", bucket.clause);
    if let Some(act) = bucket.act() {
        let _ = write!(title, " for {act}");
    }
    plain(&title).chars().take(110).collect()
}

/// A text for a comment: on one line.
fn plain(text: &str) -> String {
    crate::oracle::clean(text)
}
