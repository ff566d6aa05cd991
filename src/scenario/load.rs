//! From scenario files to checked tests, with a problem for each mistake.

use super::case::{CASE_CLAUSE, Case, changes_nothing};
use super::raw::{RawCase, RawKeep, RawScenario, RawStep};
use super::{
    Act, Body, Credential, Edits, Expectation, Keep, KeepFrom, NewValue, Rhythm, Route, Step, Test, TestId, Volley,
};
use crate::contract::{ClauseId, Contract, Level, Need, Outcome, given_table};
use crate::expect::{
    CheckKind, RawExpect, RawValue, Template, checks, durations_text, literal_json, pointer, selectors, wire,
};
use crate::files::{At, Problems, Source, Tree, choices, kind};
use std::collections::{BTreeMap, BTreeSet};
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
    unread: &'a BTreeSet<String>,
    source: &'a Source,
    problems: &'a mut Problems,
}

impl Loader<'_> {
    pub(super) fn problem(&mut self, span: &Range<usize>, found: impl Into<String>) {
        self.problems.push(self.source.problem(span, found));
    }

    fn refuse<'n>(&mut self, span: &Range<usize>, found: String, allowed: impl IntoIterator<Item = &'n str>) {
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
        // Whoever wants an outcome needs a target that forces it.
        let mut needs = needs;
        needs.extend(steps.iter().filter_map(|step| step.outcome).map(Need::Outcome));
        let uses_case_clause = steps
            .iter()
            .flat_map(|s| &s.expects)
            .any(|e| e.clause.as_ref().is_some_and(|clause| clause.as_str() == CASE_CLAUSE));
        let mut names = BTreeSet::new();
        let mut tests = Vec::new();
        let base = Test {
            id: TestId::of(id),
            scenario: id.to_owned(),
            file: self.source.name().to_owned(),
            line: self.source.line_of(raw.title.span()),
            title: raw.title.to_string(),
            about: opening_comment(self.source.text()),
            needs,
            given,
            sink: raw.sink.as_ref().map(|raw| self.sink_script(raw)).unwrap_or_default(),
            steps: steps.clone(),
        };
        for raw_case in &raw.case {
            let Some(case) = self.case(raw_case) else { continue };
            if !names.insert(case.name.clone()) {
                self.problem(raw_case.name.span(), format!("two cases are called `{}`", case.name));
            }
            if changes_nothing(raw_case, &steps) {
                self.problem(raw_case.span(), "the case changes a body, but no step sends one");
            }
            if uses_case_clause && raw_case.clause.is_none() {
                self.problem(
                    raw_case.span(),
                    format!("an expectation cites `{CASE_CLAUSE}`, but the case names no clause"),
                );
            }
            let mut test = base.clone();
            test.id = TestId::of(format!("{id}/{}", case.name));
            test.line = self.source.line_of(raw_case.name.span());
            test.needs.extend(case.needs.iter().cloned());
            test.given.extend(case.given.clone());
            test.steps = case.tell(&steps);
            tests.push(test);
        }
        if raw.case.is_empty() {
            if uses_case_clause {
                self.problem(raw.title.span(), format!("an expectation cites `{CASE_CLAUSE}`, but there are no cases"));
            }
            tests.push(base);
        }
        tests
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

    fn case(&mut self, raw: &At<RawCase>) -> Option<Case> {
        self.name(&raw.name);
        let clause = raw.clause.as_ref().and_then(|clause| self.clause(clause));
        Some(Case {
            name: raw.name.to_string(),
            given: given_table(&raw.given, self.source, self.problems),
            edits: self.edits(&raw.change, &raw.remove),
            clause,
            needs: self.needs(&raw.needs),
        })
    }

    fn name(&mut self, name: &At<String>) {
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !fine {
            self.problem(name.span(), format!("`{}` is no name; names are lower-case words with dashes", **name));
        }
    }

    fn needs(&mut self, raw: &[At<String>]) -> Vec<Need> {
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

    fn step(&mut self, raw: &At<RawStep>, earlier: &[Step]) -> Option<Step> {
        self.name(&raw.name);
        if earlier.iter().any(|step| step.name == **raw.name) {
            self.problem(raw.name.span(), format!("two steps are called `{}`", *raw.name));
        }
        let act = self.act(raw, earlier)?;
        let credential = raw.credential.as_ref().and_then(|word| self.credential(word));
        let mut expects = Vec::new();
        for expect in &raw.expect {
            expects.push(self.expectation(expect, raw, earlier));
        }
        Some(Step {
            name: raw.name.to_string(),
            line: self.source.line_of(raw.span()),
            act,
            credential,
            instance: raw.on.as_ref().map(|name| name.to_string()),
            headers: self.headers(&raw.headers),
            without: raw.without.clone(),
            signing: raw.sign.as_ref().map(|raw| self.signing(raw)),
            edits: self.edits(&raw.change, &raw.remove),
            one_fault: raw.one_fault.is_some(),
            volley: self.volley(raw),
            rhythm: self.rhythm(raw),
            outcome: raw.outcome.as_ref().and_then(|raw| self.accept(raw.span(), Outcome::parse(raw))),
            needs: self.needs(&raw.needs),
            expects,
            keep: raw.keep.iter().filter_map(|(name, keep)| self.keep(name, keep)).collect(),
        })
    }

    pub(super) fn credential(&mut self, word: &At<String>) -> Option<Credential> {
        let known = Credential::ALL.iter().find(|(name, _)| *name == word.as_str()).map(|(_, known)| *known);
        if known.is_none() {
            let found = format!("`{}` is no credential", **word);
            self.refuse(word.span(), found, Credential::ALL.iter().map(|(name, _)| *name));
        }
        known
    }

    fn act(&mut self, raw: &At<RawStep>, earlier: &[Step]) -> Option<Act> {
        if let (Some(webhooks), None, None, None) = (&raw.webhooks, &raw.send, &raw.request, &raw.repeat) {
            if self.contract.webhook.is_none() {
                self.problem(webhooks.span(), "the contract describes no webhooks");
            }
            return self.collect(webhooks).map(Act::Webhooks);
        }
        let route = match (&raw.send, &raw.request, &raw.repeat) {
            (Some(name), None, None) if raw.webhooks.is_none() => {
                let Some(operation) = self.contract.operations.get(name.as_str()) else {
                    let found = format!("unknown operation `{}`", **name);
                    self.refuse(name.span(), found, self.contract.operations.keys().map(String::as_str));
                    return None;
                };
                for parameter in operation.parameters() {
                    if !raw.with.contains_key(parameter) {
                        let found = format!("operation `{}` needs `with = {{ {parameter} = … }}`", **name);
                        self.problem(name.span(), found);
                    }
                }
                for (parameter, value) in &raw.with {
                    if !operation.parameters().any(|known| known == parameter) {
                        let found = format!("operation `{}` has no path parameter `{parameter}`", **name);
                        self.refuse(value.span(), found, operation.parameters());
                    }
                }
                Route::Operation(name.to_string())
            }
            (None, Some(request), None) if raw.webhooks.is_none() => {
                let path = self.accept(request.span(), Template::parse(&request.path))?;
                self.accept(request.span(), wire::path(&request.path));
                self.accept(request.span(), wire::method(&request.method));
                if let Some(value) = raw.with.values().next() {
                    self.problem(value.span(), "`with` fills the path of a `send`; a `request` writes its path out");
                }
                Route::Raw { method: request.method.clone(), path }
            }
            (None, None, Some(of)) if raw.webhooks.is_none() => {
                if !earlier.iter().any(|step| step.name == **of) {
                    let found = format!("there is no earlier step `{}`", **of);
                    self.refuse(of.span(), found, earlier.iter().map(|step| step.name.as_str()));
                }
                if raw.sample.is_some() || raw.body.is_some() || !raw.with.is_empty() || !raw.query.is_empty() {
                    self.problem(of.span(), "a repeat takes no sample, body, with or query; it sends what was sent");
                }
                return Some(Act::Repeat { of: of.to_string() });
            }
            _ => {
                self.problem(raw.span(), "a step has exactly one of `send`, `request`, `repeat` and `webhooks`");
                return None;
            }
        };
        let body = match (&raw.sample, &raw.body) {
            (None, None) => Body::None,
            (Some(name), None) => {
                if !self.contract.samples.contains_key(name.as_str()) {
                    let found = format!("unknown sample `{}`", **name);
                    self.refuse(name.span(), found, self.contract.samples.keys().map(String::as_str));
                }
                Body::Sample(name.to_string())
            }
            (None, Some(text)) => Body::Text(self.accept(text.span(), Template::parse(text))?),
            (Some(_), Some(text)) => {
                self.problem(text.span(), "a step has at most one of `sample` and `body`");
                Body::None
            }
        };
        Some(Act::Send { route, body, with: self.templates(&raw.with), query: self.templates(&raw.query) })
    }

    fn headers(&mut self, raw: &BTreeMap<String, At<String>>) -> BTreeMap<String, Template> {
        for (name, value) in raw {
            self.accept(value.span(), wire::header(name));
            if value.chars().any(|c| c.is_control() && c != '\t') {
                self.problem(value.span(), format!("header `{name}` has a control character, which HTTP cannot carry"));
            }
        }
        self.templates(raw)
    }

    fn templates(&mut self, raw: &BTreeMap<String, At<String>>) -> BTreeMap<String, Template> {
        let mut templates = BTreeMap::new();
        for (name, text) in raw {
            if let Some(template) = self.accept(text.span(), Template::parse(text)) {
                templates.insert(name.clone(), template);
            }
        }
        templates
    }

    pub(super) fn edits(&mut self, change: &BTreeMap<String, At<RawValue>>, remove: &[At<String>]) -> Edits {
        let mut edits = Edits::default();
        for (at, value) in change {
            self.accept(value.span(), pointer(at));
            if let Some(value) = self.accept(value.span(), new_value(&value.0)) {
                edits.set.push((at.clone(), value));
            }
        }
        for at in remove {
            if !at.starts_with('/') {
                self.problem(at.span(), format!("`{}` is no JSON pointer to a member", **at));
            }
            edits.remove.push(at.to_string());
        }
        edits
    }

    fn volley(&mut self, raw: &At<RawStep>) -> Volley {
        match (&raw.times, &raw.at_once) {
            (None, None) => Volley::Once,
            (Some(times), None) if (1..=1000).contains(&**times) => Volley::Times(**times),
            (None, Some(copies)) if (1..=1000).contains(&**copies) => Volley::AtOnce(**copies),
            _ => {
                self.problem(raw.span(), "a step has at most one of `times` and `at_once`, each 1 to 1000");
                Volley::Once
            }
        }
    }

    fn rhythm(&mut self, raw: &At<RawStep>) -> Rhythm {
        match (&raw.poll, &raw.watch) {
            (None, None) => Rhythm::Once,
            (Some(poll), None) => Rhythm::Poll {
                within: self.duration(poll, &poll.within),
                every: self.duration(poll, &poll.every),
                gap: poll.gap.as_ref().map(|gap| self.duration(poll, gap)),
            },
            (None, Some(watch)) => {
                Rhythm::Watch { during: self.duration(watch, &watch.during), every: self.duration(watch, &watch.every) }
            }
            (Some(poll), Some(_)) => {
                self.problem(poll.span(), "a step has at most one of `poll` and `watch`");
                Rhythm::Once
            }
        }
    }

    fn duration<T>(&mut self, at: &At<T>, text: &str) -> u64 {
        self.accept(at.span(), durations_text(text)).unwrap_or_default()
    }

    fn expectation(&mut self, raw: &At<RawExpect>, step: &RawStep, earlier: &[Step]) -> Expectation {
        let before = self.problems.len();
        let checks = checks(raw, self.source, self.problems);
        if checks.is_empty() && self.problems.len() == before {
            self.problem(raw.span(), "this expectation asks for nothing");
        }
        for check in &checks {
            match &check.kind {
                CheckKind::Schema(name) if !self.contract.schemas.has(name) => {
                    let span = raw.schema.as_ref().map_or(raw.span(), At::span);
                    self.refuse(span, format!("unknown schema `{name}`"), self.contract.schemas.names());
                }
                CheckKind::SameAs { step: of, .. } if !earlier.iter().any(|step| step.name == *of) => {
                    let span = raw.same_as.as_ref().map_or(raw.span(), At::span);
                    let found = format!("there is no earlier step `{of}`");
                    self.refuse(span, found, earlier.iter().map(|step| step.name.as_str()));
                }
                CheckKind::Deliveries(_) if step.webhooks.is_none() => {
                    self.problem(
                        raw.span(),
                        "count, distinct, goes_with, walks, in_order, signature and method are about `webhooks` steps",
                    );
                }
                CheckKind::Status(_) | CheckKind::StatusFrom(_) | CheckKind::Error(_) | CheckKind::Answers(_)
                    if step.webhooks.is_some() =>
                {
                    self.problem(raw.span(), "a webhook has no status and no error; those are about answers");
                }
                CheckKind::Tally(_) if step.times.is_none() && step.at_once.is_none() => {
                    self.problem(raw.span(), "`tally` counts over `times` or `at_once`, and the step has neither");
                }
                _ => {}
            }
        }
        let clause = raw.clause.as_ref().and_then(|clause| {
            if **clause == CASE_CLAUSE { Some(ClauseId::of(CASE_CLAUSE)) } else { self.clause(clause) }
        });
        let of = selectors(raw, self.source, self.problems);
        if !of.is_empty() && step.webhooks.is_none() {
            self.problem(raw.span(), "`of` selects deliveries, and the step collects none");
        }
        Expectation { line: self.source.line_of(raw.span()), clause, of, checks }
    }

    fn clause(&mut self, raw: &At<String>) -> Option<ClauseId> {
        let id = ClauseId::of(raw.as_str());
        match self.contract.clause(&id) {
            Some(clause) if clause.level == Level::May => {
                self.problem(raw.span(), format!("`{id}` is a freedom (may): nothing can be tested against it"));
                None
            }
            Some(_) => Some(id),
            None if self.unread.contains(id.chapter()) => None,
            None => {
                let of_chapter = self.contract.clauses.values().filter(|clause| clause.id.chapter() == id.chapter());
                let testable = of_chapter.filter(|clause| clause.level != Level::May);
                let known: Vec<&str> = testable.map(|clause| clause.id.as_str()).collect();
                let found = format!("unknown clause `{id}`");
                if known.is_empty() {
                    let chapters: BTreeSet<&str> = self.contract.clauses.keys().map(ClauseId::chapter).collect();
                    self.refuse(raw.span(), format!("{found}: unknown chapter"), chapters);
                } else {
                    self.refuse(raw.span(), found, known);
                }
                None
            }
        }
    }

    fn keep(&mut self, name: &str, raw: &At<RawKeep>) -> Option<Keep> {
        let from = match (&raw.body, &raw.header) {
            (Some(at), None) => KeepFrom::Body(self.accept(raw.span(), pointer(at))?.to_owned()),
            (None, Some(header)) => {
                self.accept(raw.span(), wire::header(header))?;
                KeepFrom::Header(header.clone())
            }
            _ => {
                self.problem(raw.span(), "a kept value has exactly one of `body` and `header`");
                return None;
            }
        };
        Some(Keep { name: name.to_owned(), from })
    }
}

/// A new value for a place of a body, from its raw form.
pub(crate) fn new_value(value: &toml::Value) -> Result<NewValue, String> {
    match value {
        toml::Value::String(text) => Template::parse(text).map(NewValue::Text),
        toml::Value::Table(table) if table.len() == 1 => match table.get("json").and_then(toml::Value::as_str) {
            Some(text) => literal_json(text).map(NewValue::Json),
            None => Err("a new value in braces is { json = \"…\" }".into()),
        },
        other => json_of(other).map(NewValue::Json),
    }
}

fn json_of(value: &toml::Value) -> Result<serde_json::Value, String> {
    match value {
        toml::Value::String(text) => Ok(text.clone().into()),
        toml::Value::Integer(number) => Ok((*number).into()),
        toml::Value::Boolean(truth) => Ok((*truth).into()),
        toml::Value::Array(list) => list.iter().map(json_of).collect(),
        other => {
            Err(format!("{} is no new value; allowed: text, integer, boolean, list, {{ json = \"…\" }}", kind(other)))
        }
    }
}

/// The comment a file opens with, after the schema line.
fn opening_comment(text: &str) -> String {
    let lines = text.lines().skip_while(|line| line.starts_with("#:") || line.trim().is_empty());
    let comment: Vec<&str> = lines.map_while(|line| line.strip_prefix('#')).map(str::trim).collect();
    comment.join(" ")
}
