//! From `contract.toml`, the clause files, samples and schemas to one checked contract.

use super::raw::{
    RawAlways, RawAspect, RawClash, RawClause, RawClauses, RawContract, RawLifecycle, RawOperation, RawSample, RawSmoke,
};
use super::{
    Ambient, AmbientKind, Auth, Clash, Clause, ClauseId, Driver, DuplicateRule, ErrorPlaces, Feature, Form, Lifecycle,
    LifecycleAspect, Mode, Modes, Money, Need, Operation, Outcome, Payment, Profile, Sample, Schemas, Smoke, Webhook,
    given_table, sample_body,
};
use crate::expect::{CheckKind, StatusPattern, checks, pointer, wire};
use crate::files::{At, Problems, Source, Tree, choices};
use std::collections::{BTreeMap, BTreeSet};
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
    /// What a create moves and how it is undone.
    pub payment: Option<Payment>,
    /// What the API sends on its own.
    pub webhook: Option<Webhook>,
    /// Request bodies by name.
    pub samples: BTreeMap<String, Sample>,
    /// What only a target's operator can say: what it is, by name.
    pub values: BTreeMap<String, String>,
    /// Features by name.
    pub features: BTreeMap<String, Feature>,
    /// Profiles by name.
    pub profiles: BTreeMap<String, Profile>,
    /// What a server itself says of the bodies it takes.
    pub form: Option<Form>,
    /// Ways of forcing outcomes by what a create says, by name.
    pub drivers: BTreeMap<String, Driver>,
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
        let examined = Self::examine(tree, name);
        examined.problems.unless_any(())?;
        examined.contract.ok_or_else(Problems::default)
    }

    /// Loads as much of a contract as can be read, so that what rests on it can be checked all the same.
    pub(crate) fn examine(tree: &Tree, name: &str) -> Examined {
        let mut examined = Examined::default();
        let path = format!("scenarios/{name}/contract.toml");
        let Some(source) = tree.source(&path) else {
            let known = Self::names(tree);
            examined.problems.push(crate::files::Problem {
                file: path,
                line: None,
                found: format!("there is no contract `{name}`"),
                allowed: Some(choices(known.iter().map(String::as_str))),
            });
            return examined;
        };
        let folder = path.trim_end_matches("/contract.toml");
        match source.parse::<RawContract>() {
            Ok(raw) => {
                let Examined { contract, problems, unread } = &mut examined;
                let schemas = Schemas::load(tree, name, problems);
                let loader = Loader { tree, source: &source, folder, problems, unread, schemas };
                *contract = Some(loader.contract(raw));
            }
            Err(found) => {
                examined.problems.extend(found);
                for source in clause_files(tree, folder).filter_map(|(path, _)| tree.source(path)) {
                    examined.problems.extend(source.parse::<RawClauses>().err().unwrap_or_default());
                }
            }
        }
        examined
    }

    /// The further instances its features may need, by name.
    pub fn instances(&self) -> BTreeSet<&str> {
        let needs = self.features.values().flat_map(|feature| &feature.needs);
        needs
            .filter_map(|need| match need {
                Need::Instance(name) => Some(name.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The clause of an id.
    pub fn clause(&self, id: &ClauseId) -> Option<&Clause> {
        self.clauses.get(id)
    }
}

/// What could be read of a contract.
#[derive(Debug, Default)]
pub(crate) struct Examined {
    /// The contract; nothing when its own file cannot be read.
    pub(crate) contract: Option<Contract>,
    /// What is wrong.
    pub(crate) problems: Problems,
    /// Chapters whose clauses could not be read: nothing can be said of what cites them.
    pub(crate) unread: BTreeSet<String>,
}

/// The clause files of a contract with the chapter each is about.
fn clause_files<'t>(tree: &'t Tree, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    tree.under(folder).filter_map(move |path| {
        let chapter = path.strip_prefix(folder)?.strip_suffix("/clauses.toml")?;
        Some((path, chapter.trim_start_matches('/')))
    })
}

pub(super) struct Loader<'a> {
    tree: &'a Tree,
    pub(super) source: &'a Source,
    folder: &'a str,
    pub(super) problems: &'a mut Problems,
    unread: &'a mut BTreeSet<String>,
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
        self.modes(&raw, &profiles, &clauses);
        let own_name = self.folder.trim_start_matches("scenarios/");
        if **raw.name != *own_name {
            let found = format!("the contract in folder `{own_name}` is called `{}`", *raw.name);
            self.refuse(raw.name.span(), found, own_name.to_owned());
        }
        self.smoke(&raw.smoke, &operations);
        self.places(&raw);
        let answers = ClauseId::of(raw.answers.clause.as_str());
        if !clauses.contains_key(&answers) && !self.unread.contains(answers.chapter()) {
            let of_chapter = clauses.keys().filter(|known| known.chapter() == answers.chapter());
            let known = choices(of_chapter.map(ClauseId::as_str));
            self.refuse(raw.answers.clause.span(), format!("unknown clause `{answers}`"), known);
        }
        if !profiles.contains_key(raw.default_profile.as_str()) {
            let known = choices(profiles.keys().map(String::as_str));
            self.refuse(raw.default_profile.span(), format!("unknown profile `{}`", *raw.default_profile), known);
        }
        let duplicates = raw.duplicates.as_ref().and_then(|raw| self.duplicates(raw, &operations));
        let auth = self.auth(&raw.auth);
        let lifecycle = raw.lifecycle.as_ref().map(|raw| self.lifecycle(raw));
        let payment = raw.payment.as_ref().map(|raw| Payment::check(raw, &operations, self.source, self.problems));
        for (name, profile) in profiles.iter().filter(|(_, profile)| profile.money == Money::Real) {
            if payment.is_none() || lifecycle.is_none() {
                let found =
                    format!("profile `{}` moves money, so the contract needs [payment] and [lifecycle]", profile.name);
                let span = raw.profile.get(name).map_or(0..0, |raw| raw.span().clone());
                self.problems.push(self.source.problem(&span, found));
            }
        }
        let checked = |raw| Form::check(raw, &operations, &samples, self.source, self.problems);
        let form = raw.form.as_ref().map(checked);
        let driver = |(name, raw): (&String, &At<_>)| (name.clone(), Driver::check(raw, self.source, self.problems));
        let drivers = raw.driver.iter().map(driver).collect();
        let webhook = raw.webhook.as_ref().and_then(|raw| Webhook::check(raw, self.source, self.problems));
        Contract {
            name: raw.name.into_inner(),
            title: raw.title,
            pages: raw.pages,
            auth,
            error: ErrorPlaces {
                code: raw.error.code.into_inner(),
                message: raw.error.message.into_inner(),
                request_id: raw.error.request_id.map(At::into_inner),
            },
            request_id: raw.request_id.map(|raw| raw.header.into_inner()),
            requests_per_minute: raw.limits.map(|raw| raw.requests_per_minute),
            answers: ClauseId::of(raw.answers.clause.into_inner()),
            smoke: {
                let smoke = raw.smoke.into_inner();
                Smoke { send: smoke.send, with: smoke.with, refused: smoke.refused }
            },
            operations,
            duplicates,
            lifecycle,
            payment,
            webhook,
            samples,
            values: raw.value.iter().map(|(name, raw)| (name.clone(), raw.text.clone())).collect(),
            features,
            profiles,
            form,
            drivers,
            default_profile: raw.default_profile.into_inner(),
            clauses,
            schemas: self.schemas,
        }
    }

    pub(super) fn refuse(&mut self, span: &std::ops::Range<usize>, found: String, allowed: String) {
        self.problems.push(self.source.refusal(span, found, allowed));
    }

    fn smoke(&mut self, raw: &At<RawSmoke>, operations: &BTreeMap<String, Operation>) {
        let Some(operation) = operations.get(&raw.send) else {
            let known = choices(operations.keys().map(String::as_str));
            return self.refuse(raw.span(), format!("unknown operation `{}`", raw.send), known);
        };
        for parameter in operation.parameters().filter(|parameter| !raw.with.contains_key(*parameter)) {
            let found = format!("operation `{}` needs `with = {{ {parameter} = … }}`", raw.send);
            self.problems.push(self.source.problem(raw.span(), found));
        }
        for parameter in raw.with.keys().filter(|name| !operation.parameters().any(|known| known == *name)) {
            let found = format!("operation `{}` has no path parameter `{parameter}`", raw.send);
            self.refuse(raw.span(), found, choices(operation.parameters()));
        }
    }

    /// Checks the headers and JSON pointers that no other table is checked against.
    fn places(&mut self, raw: &RawContract) {
        let bearer = raw.auth.bearer.as_ref().map(|raw| &raw.header);
        let signed = raw.auth.signed.as_ref().map(|raw| &raw.header);
        for header in [bearer, signed, raw.request_id.as_ref().map(|raw| &raw.header)].into_iter().flatten() {
            self.check(header.span(), wire::header(header));
        }
        let error = [Some(&raw.error.code), Some(&raw.error.message), raw.error.request_id.as_ref()];
        for at in error.into_iter().flatten() {
            self.check(at.span(), pointer(at).map(drop));
        }
        if let Some(lifecycle) = &raw.lifecycle {
            for at in [&lifecycle.id, &lifecycle.status] {
                self.check(lifecycle.span(), pointer(at).map(drop));
            }
        }
        for (name, raw) in &raw.value {
            let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if !fine {
                let found = format!("`{name}` names no value; names are lower-case words joined by `_`");
                self.problems.push(self.source.problem(raw.span(), found));
            }
        }
    }

    pub(super) fn check(&mut self, span: &std::ops::Range<usize>, result: Result<(), String>) {
        if let Err(found) = result {
            self.problems.push(self.source.problem(span, found));
        }
    }

    fn operation(&mut self, name: &str, raw: &At<RawOperation>) -> Operation {
        self.check(raw.span(), wire::method(&raw.method));
        self.check(raw.span(), wire::path(&raw.path));
        if let Some(items) = &raw.items {
            self.check(raw.span(), pointer(items).map(drop));
        }
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

    fn features(&mut self, contract: &RawContract) -> BTreeMap<String, Feature> {
        let mut features = BTreeMap::new();
        for (name, raw) in &contract.feature {
            let mut needs = Vec::new();
            for need in &raw.needs {
                match Need::parse(need) {
                    Ok(Need::Value(name)) if !contract.value.contains_key(&name) => {
                        let known = choices(contract.value.keys().map(String::as_str));
                        self.refuse(raw.span(), format!("unknown value `{name}`"), known);
                    }
                    Ok(need) => needs.push(need),
                    Err(found) => self.problems.push(self.source.problem(raw.span(), found)),
                }
            }
            features.insert(name.clone(), Feature { name: name.clone(), text: raw.text.clone(), needs });
        }
        let default = &contract.default_feature;
        if !features.contains_key(default.as_str()) {
            let known = choices(features.keys().map(String::as_str));
            self.refuse(default.span(), format!("unknown feature `{}`", **default), known);
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
            let clash = |raw: &RawClash| Clash {
                contract: raw.contract.clone(),
                provider: raw.provider.clone(),
                handling: raw.handling.clone(),
            };
            let profile = Profile {
                name: name.clone(),
                text: raw.text.clone(),
                core: raw.core.clone(),
                extended: raw.extended.clone(),
                modes: Modes::check(&raw.modes, self.source, self.problems),
                clashes: raw.clash.iter().map(clash).collect(),
                money: raw.money,
                forces: raw
                    .forces
                    .iter()
                    .filter_map(|word| {
                        let outcome = Outcome::parse(word);
                        outcome.map_err(|found| self.problems.push(self.source.problem(word.span(), found))).ok()
                    })
                    .collect(),
            };
            profiles.insert(name.clone(), profile);
        }
        profiles
    }

    /// Checks that modes speak of clauses and chapters there are, and that what judges instead is judged itself.
    fn modes(&mut self, raw: &RawContract, profiles: &BTreeMap<String, Profile>, clauses: &BTreeMap<ClauseId, Clause>) {
        for (name, profile) in profiles {
            for (about, ruling) in profile.modes.lines() {
                let Some(span) = raw.profile.get(name).and_then(|raw| raw.modes.get(&about)).map(At::span) else {
                    continue;
                };
                let chapter = about.split('.').next().unwrap_or_default();
                let known = match about.strip_suffix(".*") {
                    Some(chapter) => clauses.keys().any(|id| id.chapter() == chapter),
                    None => clauses.contains_key(&ClauseId::of(about.as_str())),
                };
                if !known && !self.unread.contains(chapter) {
                    let of_chapter: Vec<&str> =
                        clauses.keys().filter(|id| id.chapter() == chapter).map(ClauseId::as_str).collect();
                    let chapters = clauses.keys().map(ClauseId::chapter);
                    let allowed = if of_chapter.is_empty() { choices(chapters) } else { choices(of_chapter) };
                    self.refuse(span, format!("profile `{name}` rules on the unknown `{about}`"), allowed);
                }
                let Some(by) = &ruling.by else { continue };
                let judged = clauses.get(by).is_some_and(|clause| {
                    profile.has(&clause.feature)
                        && profile.modes.ruling(by).is_none_or(|ruling| ruling.mode == Mode::On)
                });
                if !judged && !self.unread.contains(by.chapter()) {
                    let found = format!("`{about}` is to be judged by `{by}`, which profile `{name}` does not judge");
                    self.problems.push(self.source.problem(span, found));
                }
            }
        }
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
                    Some(text) => sample_body(&text).map_err(|problem| self.problems.push(problem)).ok(),
                }
            }
            _ => {
                let found = format!("sample `{name}` needs exactly one of `file` and `supplied = true`");
                self.problems.push(self.source.problem(raw.span(), found));
                None
            }
        };
        Sample { name: name.to_owned(), body, given, supplied: false }
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
                let known = choices(lifecycle.states());
                self.refuse(raw.span(), format!("a move leads to the unknown state `{to}`"), known);
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
        let mut clauses = BTreeMap::new();
        for (path, chapter) in clause_files(self.tree, self.folder) {
            let Some(source) = self.tree.source(path) else { continue };
            match source.parse::<RawClauses>() {
                Err(found) => {
                    self.problems.extend(found);
                    self.unread.insert(chapter.to_owned());
                }
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
