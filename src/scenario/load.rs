//! From scenario files to checked tests, with a problem for each mistake.
//!
//! Each part of a scenario is checked by what it becomes; here is what concerns the whole.

use super::raw::RawScenario;
use super::{Credential, Step, Test, TestId};
use crate::contract::{Contract, Need, given_table};
use crate::files::{At, Problems, Source, Tree, choices};
use std::collections::BTreeSet;
use std::ops::Range;

/// Loads every scenario of a contract, sorted by test id; nothing is said of clauses of `unread` chapters.
pub(super) fn load_tests(
    tree: &Tree,
    contract: &Contract,
    unread: &BTreeSet<String>,
    problems: &mut Problems,
) -> Vec<Test> {
    let folder = format!("scenarios/{}", contract.name);
    let mut tests = Vec::new();
    for (id, source) in scenario_files(tree, &folder) {
        match source.parse::<RawScenario>() {
            Err(found) => problems.extend(found),
            Ok(raw) => {
                let mut loader = Loader { contract, unread, source: &source, problems };
                tests.extend(loader.scenario(&id, &raw));
            }
        }
    }
    tests.sort_by(|a, b| a.id.cmp(&b.id));
    tests
}

/// What is wrong with the scenarios of a contract that itself cannot be read.
pub(super) fn examine_alone(tree: &Tree, contract: &str) -> Problems {
    let mut problems = Problems::default();
    for (_, source) in scenario_files(tree, &format!("scenarios/{contract}")) {
        problems.extend(source.parse::<RawScenario>().err().unwrap_or_default());
    }
    problems
}

fn scenario_files<'t>(tree: &'t Tree, folder: &'t str) -> impl Iterator<Item = (String, Source)> + 't {
    tree.under(folder).filter_map(move |path| Some((scenario_id(path, folder)?.to_owned(), tree.source(path)?)))
}

/// The id of a scenario file; nothing for files of other kinds.
fn scenario_id<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let id = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".toml")?;
    let is_other = id == "contract" || id.ends_with("/clauses") || id.starts_with("reference/");
    (!is_other && id.contains('/')).then_some(id)
}

/// Checks one file, collecting its mistakes.
pub(super) struct Loader<'a> {
    pub(super) contract: &'a Contract,
    pub(super) unread: &'a BTreeSet<String>,
    pub(super) source: &'a Source,
    pub(super) problems: &'a mut Problems,
}

impl Loader<'_> {
    pub(super) fn problem(&mut self, span: &Range<usize>, found: impl Into<String>) {
        self.problems.push(self.source.problem(span, found));
    }

    pub(super) fn refuse<'n>(
        &mut self,
        span: &Range<usize>,
        found: String,
        allowed: impl IntoIterator<Item = &'n str>,
    ) {
        self.problems.push(self.source.refusal(span, found, choices(allowed)));
    }

    pub(super) fn accept<T>(&mut self, span: &Range<usize>, result: Result<T, String>) -> Option<T> {
        result.map_err(|found| self.problem(span, found)).ok()
    }

    fn scenario(&mut self, id: &str, raw: &RawScenario) -> Vec<Test> {
        let given = given_table(&raw.given, self.source, self.problems);
        let needs = self.needs(&raw.needs);
        let mut steps: Vec<Step> = Vec::new();
        for raw_step in &raw.step {
            if let Some(step) = self.step(raw_step, &steps) {
                steps.push(step);
            }
        }
        if raw.step.is_empty() {
            self.problem(raw.title.span(), "a scenario has at least one step");
        }
        self.instances_are_needed(raw, &needs, &steps);
        self.keys_are_needed(raw, &needs, &steps);
        // Whoever wants an outcome needs a target that forces it.
        let mut needs = needs;
        needs.extend(steps.iter().filter_map(|step| step.outcome).map(Need::Outcome));
        let story = Test {
            id: TestId::of(id),
            scenario: id.to_owned(),
            file: self.source.name().to_owned(),
            line: self.source.line_of(raw.title.span()),
            title: raw.title.to_string(),
            about: opening_comment(self.source.text()),
            needs,
            given,
            sink: raw.sink.as_ref().map(|raw| self.sink_script(raw)).unwrap_or_default(),
            steps,
        };
        self.cases(raw, story)
    }

    /// A step on an instance says that it needs it; without the need it would be sent to nowhere.
    fn instances_are_needed(&mut self, raw: &RawScenario, needs: &[Need], steps: &[Step]) {
        for raw_step in &raw.step {
            let Some(name) = &raw_step.on else { continue };
            let need = Need::Instance(name.to_string());
            let own = steps.iter().find(|step| step.name == **raw_step.name);
            if !needs.contains(&need) && !own.is_some_and(|step| step.needs.contains(&need)) {
                self.problem(name.span(), format!("`on = \"{}\"` goes with `needs = [\"{need}\"]`", **name));
            }
        }
    }

    /// A step under a further key says that it needs it; without the need it would be sent under none.
    fn keys_are_needed(&mut self, raw: &RawScenario, needs: &[Need], steps: &[Step]) {
        for (raw_step, step) in
            raw.step.iter().filter_map(|raw| Some((raw, steps.iter().find(|s| s.name == **raw.name)?)))
        {
            let further = |who: &&Credential| matches!(who, Credential::Further(_));
            for who in step.senders().filter(further) {
                let need = Need::Credential(who.to_string());
                if !needs.contains(&need) && !step.needs.contains(&need) {
                    self.problem(raw_step.span(), format!("the key `{who}` goes with `needs = [\"{need}\"]`"));
                }
            }
        }
    }

    pub(super) fn name(&mut self, name: &At<String>) {
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !fine {
            self.problem(name.span(), format!("`{}` is no name; names are lower-case words with dashes", **name));
        }
    }

    pub(super) fn needs(&mut self, raw: &[At<String>]) -> Vec<Need> {
        let mut needs = Vec::new();
        for text in raw {
            if let Some(need) = self.accept(text.span(), Need::parse(text)) {
                match &need {
                    Need::Sample(name) if !self.contract.samples.contains_key(name) => {
                        let found = format!("unknown sample `{name}`");
                        self.refuse(text.span(), found, self.contract.samples.keys().map(String::as_str));
                    }
                    Need::Operation(name) if !self.contract.operations.contains_key(name) => {
                        let found = format!("unknown operation `{name}`");
                        self.refuse(text.span(), found, self.contract.operations.keys().map(String::as_str));
                    }
                    Need::Value(name) if !self.contract.values.contains_key(name) => {
                        let found = format!("unknown value `{name}`");
                        self.refuse(text.span(), found, self.contract.values.keys().map(String::as_str));
                    }
                    Need::Credential(name) if !self.contract.credentials.contains_key(name) => {
                        let found = format!("unknown credential `{name}`");
                        self.refuse(text.span(), found, self.contract.credentials.keys().map(String::as_str));
                    }
                    Need::Instance(name) if !self.contract.instances().contains(name.as_str()) => {
                        let found = format!("unknown instance `{name}`; a feature of the contract needs it first");
                        self.refuse(text.span(), found, self.contract.instances());
                    }
                    _ => needs.push(need),
                }
            }
        }
        needs
    }
}

/// The comment a file opens with, after the schema line.
fn opening_comment(text: &str) -> String {
    let lines = text.lines().skip_while(|line| line.starts_with("#:") || line.trim().is_empty());
    let comment: Vec<&str> = lines.map_while(|line| line.strip_prefix('#')).map(str::trim).collect();
    comment.join(" ")
}
