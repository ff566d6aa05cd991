//! From `contract.toml`, the clause files, samples and schemas to one checked contract.

use super::raw::{RawAlways, RawAspect, RawClause, RawClauses, RawContract, RawLifecycle, RawOperation, RawSample};
use super::{
    Ambient, AmbientKind, Auth, Clause, ClauseId, DuplicateRule, ErrorPlaces, Feature, Lifecycle, LifecycleAspect,
    Need, Operation, Profile, Sample, Schemas, Smoke, Webhook, given_table,
};
use crate::expect::{AnswerPattern, CheckKind, StatusPattern, Template, checks};
use crate::files::{At, Problems, Source, Tree, choices};
use std::collections::BTreeMap;
use std::str::FromStr;

/// One API as documented.
#[derive(Debug)]
pub struct Contract {
    /// Its name.
    pub name: String,
    /// The API's title.
    pub title: String,
    /// Documentation pages by key.
    pub pages: BTreeMap<String, String>,
    /// How requests show who sends them.
    pub auth: Auth,
    /// Where an error answer says what happened.
    pub error: ErrorPlaces,
    /// The header an answer carries its request id in.
    pub request_id: Option<String>,
    /// Documented requests per minute and credential.
    pub requests_per_minute: Option<u32>,
    /// The request sent before anything else.
    pub smoke: Smoke,
    /// The clause a target breaks by not answering.
    pub answers: ClauseId,
    /// Operations by name.
    pub operations: BTreeMap<String, Operation>,
    /// What counts as a duplicate create.
    pub duplicates: Option<DuplicateRule>,
    /// States and moves.
    pub lifecycle: Option<Lifecycle>,
    /// What the API sends on its own.
    pub webhook: Option<Webhook>,
    /// Request bodies by name.
    pub samples: BTreeMap<String, Sample>,
    /// Features by name.
    pub features: BTreeMap<String, Feature>,
    /// Profiles by name.
    pub profiles: BTreeMap<String, Profile>,
    /// The profile of runs that name none.
    pub default_profile: String,
    /// Clauses by id.
    pub clauses: BTreeMap<ClauseId, Clause>,
    /// Compiled schemas.
    pub schemas: Schemas,
}

impl Contract {
    /// The names of the contracts in a tree.
    pub fn names(tree: &Tree) -> Vec<String> {
        let name = |path: &str| Some(path.strip_prefix("scenarios/")?.strip_suffix("/contract.toml")?.to_owned());
        tree.under("scenarios").filter_map(name).filter(|name| !name.contains('/')).collect()
    }

    /// Loads a contract; every mistake of every file is reported at once.
    pub fn load(tree: &Tree, name: &str) -> Result<Self, Problems> {
        let path = format!("scenarios/{name}/contract.toml");
        let source = tree.source(&path).ok_or_else(|| {
            let mut problems = Problems::default();
            let known = Self::names(tree);
            problems.push(crate::files::Problem {
                file: path.clone(),
                line: None,
                found: format!("there is no contract `{name}`"),
                allowed: Some(choices(known.iter().map(String::as_str))),
            });
            problems
        })?;
        let raw: RawContract = source.parse()?;
        let mut problems = Problems::default();
        let schemas = Schemas::load(tree, name, &mut problems);
        let contract = Loader { tree, source: &source, problems: &mut problems, schemas }.contract(raw);
        problems.unless_any(contract)
    }

    /// The clause of an id.
    pub fn clause(&self, id: &ClauseId) -> Option<&Clause> {
        self.clauses.get(id)
    }
}

struct Loader<'a> {
    tree: &'a Tree,
    source: &'a Source,
    problems: &'a mut Problems,
    schemas: Schemas,
}

impl Loader<'_> {
    fn contract(mut self, raw: RawContract) -> Contract {
        let operations: BTreeMap<String, Operation> =
            raw.operation.iter().map(|(name, raw)| (name.clone(), self.operation(name, raw))).collect();
        let features = self.features(&raw);
        let profiles = self.profiles(&raw, &features);
        let samples =
            raw.sample.iter().map(|(name, raw)| (name.clone(), self.sample(name, raw))).collect::<BTreeMap<_, _>>();
        let clauses = self.clauses(&raw, &operations, &features);
        if !operations.contains_key(&raw.smoke.send) {
            let known = choices(operations.keys().map(String::as_str));
            self.refuse(raw.smoke.span(), format!("unknown operation `{}`", raw.smoke.send), known);
        }
        if !clauses.contains_key(&ClauseId::of(raw.answers.clause.as_str())) {
            self.refuse(
                raw.answers.clause.span(),
                format!("unknown clause `{}`", *raw.answers.clause),
                "a clause id".into(),
            );
        }
        if !profiles.contains_key(raw.default_profile.as_str()) {
            let known = choices(profiles.keys().map(String::as_str));
            self.refuse(raw.default_profile.span(), format!("unknown profile `{}`", *raw.default_profile), known);
        }
        let duplicates = raw.duplicates.as_ref().and_then(|raw| {
            let key = &raw.key;
            let mut answer = |text: &str| {
                AnswerPattern::from_str(text)
                    .map_err(|e| self.problems.push(self.source.problem(key.span(), e.to_string())))
                    .ok()
            };
            Some(DuplicateRule::Key {
                operation: key.operation.clone(),
                header: key.header.clone(),
                else_body: key.else_body.clone(),
                replay: answer(&key.replay)?,
                changed: answer(&key.changed)?,
                taken: answer(&key.taken)?,
            })
        });
        let lifecycle = raw.lifecycle.as_ref().map(|raw| self.lifecycle(raw));
        let webhook = raw.webhook.as_ref().and_then(|raw| Webhook::check(raw, self.source, self.problems));
        Contract {
            name: raw.name.into_inner(),
            title: raw.title,
            pages: raw.pages,
            auth: Auth::Bearer { header: raw.auth.bearer.header },
            error: ErrorPlaces { code: raw.error.code, message: raw.error.message, request_id: raw.error.request_id },
            request_id: raw.request_id.map(|raw| raw.header),
            requests_per_minute: raw.limits.map(|raw| raw.requests_per_minute),
            answers: ClauseId::of(raw.answers.clause.into_inner()),
            smoke: {
                let smoke = raw.smoke.into_inner();
                Smoke { send: smoke.send, with: smoke.with, refused: smoke.refused }
            },
            operations,
            duplicates,
            lifecycle,
            webhook,
            samples,
            features,
            profiles,
            default_profile: raw.default_profile.into_inner(),
            clauses,
            schemas: self.schemas,
        }
    }

    fn refuse(&mut self, span: &std::ops::Range<usize>, found: String, allowed: String) {
        self.problems.push(self.source.refusal(span, found, allowed));
    }

    fn operation(&mut self, name: &str, raw: &At<RawOperation>) -> Operation {
        let mut answers = BTreeMap::new();
        for (status, schema) in &raw.answers {
            match StatusPattern::from_str(status) {
                Ok(status) => {
                    answers.insert(status, schema.clone());
                }
                Err(error) => self.problems.push(self.source.problem(raw.span(), error.to_string())),
            }
        }
        for schema in raw.answers.values().chain(&raw.request) {
            if !self.schemas.has(schema) {
                let known = choices(self.schemas.names());
                self.refuse(raw.span(), format!("operation `{name}` names the unknown schema `{schema}`"), known);
            }
        }
        Operation {
            name: name.to_owned(),
            method: raw.method.clone(),
            path: raw.path.clone(),
            request: raw.request.clone(),
            answers,
            optional: raw.optional,
            items: raw.items.clone(),
        }
    }

    fn features(&mut self, raw: &RawContract) -> BTreeMap<String, Feature> {
        let mut features = BTreeMap::new();
        for (name, raw) in &raw.feature {
            let mut needs = Vec::new();
            for need in &raw.needs {
                match Need::parse(need) {
                    Ok(need) => needs.push(need),
                    Err(found) => self.problems.push(self.source.problem(raw.span(), found)),
                }
            }
            features.insert(name.clone(), Feature { name: name.clone(), text: raw.text.clone(), needs });
        }
        if !features.contains_key(raw.default_feature.as_str()) {
            let known = choices(features.keys().map(String::as_str));
            self.refuse(raw.default_feature.span(), format!("unknown feature `{}`", *raw.default_feature), known);
        }
        features
    }

    fn profiles(&mut self, raw: &RawContract, features: &BTreeMap<String, Feature>) -> BTreeMap<String, Profile> {
        let mut profiles = BTreeMap::new();
        for (name, raw) in &raw.profile {
            for feature in raw.core.iter().chain(&raw.extended) {
                if !features.contains_key(feature) {
                    let known = choices(features.keys().map(String::as_str));
                    self.refuse(raw.span(), format!("profile `{name}` names the unknown feature `{feature}`"), known);
                }
            }
            let profile = Profile {
                name: name.clone(),
                text: raw.text.clone(),
                core: raw.core.clone(),
                extended: raw.extended.clone(),
            };
            profiles.insert(name.clone(), profile);
        }
        profiles
    }

    fn sample(&mut self, name: &str, raw: &At<RawSample>) -> Sample {
        let given = given_table(&raw.given, self.source, self.problems);
        let body = match (&raw.file, raw.supplied) {
            (None, true) => None,
            (Some(file), false) => {
                let folder = self.source.name().rsplit_once('/').map_or("", |(folder, _)| folder);
                let path = format!("{folder}/{file}");
                match self.tree.source(&path) {
                    None => {
                        self.problems.push(self.source.problem(raw.span(), format!("there is no file `{path}`")));
                        None
                    }
                    Some(text) => Template::parse(text.text().trim_end())
                        .map_err(|found| self.problems.push(text.whole(found)))
                        .ok(),
                }
            }
            _ => {
                let found = format!("sample `{name}` needs exactly one of `file` and `supplied = true`");
                self.problems.push(self.source.problem(raw.span(), found));
                None
            }
        };
        Sample { name: name.to_owned(), body, given }
    }

    fn lifecycle(&mut self, raw: &At<RawLifecycle>) -> Lifecycle {
        let lifecycle = Lifecycle {
            id: raw.id.clone(),
            status: raw.status.clone(),
            start: raw.start.iter().cloned().collect(),
            terminal: raw.terminal.iter().cloned().collect(),
            moves: raw.moves.iter().map(|(from, to)| (from.clone(), to.iter().cloned().collect())).collect(),
        };
        for to in raw.moves.values().flatten() {
            if !lifecycle.knows(to) {
                self.problems
                    .push(self.source.problem(raw.span(), format!("a move leads to the unknown state `{to}`")));
            }
        }
        lifecycle
    }

    fn clauses(
        &mut self,
        raw: &RawContract,
        operations: &BTreeMap<String, Operation>,
        features: &BTreeMap<String, Feature>,
    ) -> BTreeMap<ClauseId, Clause> {
        let folder = format!("scenarios/{}", *raw.name);
        let mut clauses = BTreeMap::new();
        for path in self.tree.under(&folder) {
            let Some(chapter) = path.strip_prefix(&folder).and_then(|rest| rest.strip_suffix("/clauses.toml")) else {
                continue;
            };
            let chapter = chapter.trim_start_matches('/');
            let Some(source) = self.tree.source(path) else { continue };
            match source.parse::<RawClauses>() {
                Err(found) => self.problems.extend(found),
                Ok(RawClauses(table)) => {
                    for (key, raw_clause) in &table {
                        let clause = self.clause(chapter, key, raw_clause, &source, raw, operations, features);
                        clauses.insert(clause.id.clone(), clause);
                    }
                }
            }
        }
        clauses
    }

    #[expect(clippy::too_many_arguments, reason = "cross-checks need every table of the contract")]
    fn clause(
        &mut self,
        chapter: &str,
        key: &str,
        raw: &At<RawClause>,
        source: &Source,
        contract: &RawContract,
        operations: &BTreeMap<String, Operation>,
        features: &BTreeMap<String, Feature>,
    ) -> Clause {
        let feature = raw.feature.as_ref().unwrap_or(&contract.default_feature);
        if let Some(named) = &raw.feature
            && !features.contains_key(named.as_str())
        {
            let known = choices(features.keys().map(String::as_str));
            self.problems.push(source.refusal(named.span(), format!("unknown feature `{}`", **named), known));
        }
        if !contract.pages.contains_key(raw.source.as_str()) {
            let known = choices(contract.pages.keys().map(String::as_str));
            self.problems.push(source.refusal(raw.source.span(), format!("unknown page `{}`", *raw.source), known));
        }
        if !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            let found = format!("`{key}` is no clause key; keys are lower-case words with dashes");
            self.problems.push(source.problem(raw.span(), found));
        }
        let always = raw.always.as_ref().and_then(|raw| self.ambient(raw, source, operations));
        Clause {
            id: ClauseId::new(chapter, key),
            level: raw.level,
            text: raw.text.to_string(),
            source: raw.source.to_string(),
            feature: feature.to_string(),
            untestable: raw.untestable.clone(),
            always,
            file: source.name().to_owned(),
            line: source.line_of(raw.span()),
        }
    }

    fn ambient(
        &mut self,
        raw: &At<RawAlways>,
        source: &Source,
        operations: &BTreeMap<String, Operation>,
    ) -> Option<Ambient> {
        let kind = match (&raw.expect, &raw.unique, &raw.lifecycle) {
            (Some(expect), None, None) => {
                let checks = checks(expect, source, self.problems);
                let schemas = checks.iter().filter_map(|check| match &check.kind {
                    CheckKind::Schema(name) => Some(name),
                    _ => None,
                });
                for name in schemas {
                    if !self.schemas.has(name) {
                        let known = choices(self.schemas.names());
                        self.problems.push(source.refusal(raw.span(), format!("unknown schema `{name}`"), known));
                    }
                }
                AmbientKind::Expect(checks)
            }
            (None, Some(unique), None) => AmbientKind::UniqueHeader(unique.header.clone()),
            (None, None, Some(aspect)) => AmbientKind::Lifecycle(match aspect {
                RawAspect::States => LifecycleAspect::States,
                RawAspect::Moves => LifecycleAspect::Moves,
                RawAspect::Terminal => LifecycleAspect::Terminal,
            }),
            _ => {
                let found = "`always` needs exactly one of `expect`, `unique` and `lifecycle`";
                self.problems.push(source.problem(raw.span(), found));
                return None;
            }
        };
        let mut ambient = Ambient { operations: Vec::new(), status: Vec::new(), deliveries: false, kind };
        if let Some(on) = &raw.on {
            for name in &on.operations {
                if !operations.contains_key(name) {
                    let known = choices(operations.keys().map(String::as_str));
                    self.problems.push(source.refusal(raw.span(), format!("unknown operation `{name}`"), known));
                }
            }
            if on.deliveries && !(on.operations.is_empty() && on.status.is_empty()) {
                self.problems.push(source.problem(raw.span(), "deliveries have neither operation nor status"));
            }
            ambient.deliveries = on.deliveries;
            ambient.operations.clone_from(&on.operations);
            for text in &on.status {
                match StatusPattern::from_str(text) {
                    Ok(status) => ambient.status.push(status),
                    Err(error) => self.problems.push(source.problem(raw.span(), error.to_string())),
                }
            }
        }
        Some(ambient)
    }
}
