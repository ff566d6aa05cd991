//! From `contract.toml`, the clause files, samples and schemas to one checked contract.
//!
//! Each table is checked by what it becomes; here is what concerns several of them.

use super::chapters::{Grounds, clause_files};
use super::key;
use super::raw::RawContract;
use super::{
    Auth, Clause, ClauseId, Driver, DuplicateRule, ErrorPlaces, Feature, Form, Lifecycle, Money, Need, Operation,
    Payment, Profile, RawClauses, Sample, Schemas, Smoke, Webhook,
};
use crate::expect::wire;
use crate::files::{At, Problem, Problems, Source, Tree, choices};
use std::collections::{BTreeMap, BTreeSet};

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
    /// What only a target's operator can say, by name.
    pub values: BTreeMap<String, OperatorValue>,
    /// Further keys that scenarios may have somebody show: what each is, by name.
    pub credentials: BTreeMap<String, String>,
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
            examined.problems.push(Problem {
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
                *contract = Some(Loader { tree, source: &source, folder, problems, unread }.contract(name, raw));
            }
            Err(found) => {
                examined.problems.extend(found);
                for (source, _) in clause_files(tree, folder) {
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

/// What only a target's operator can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorValue {
    /// What it is.
    pub text: String,
    /// What it is where an operator says nothing.
    pub default: Option<String>,
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

struct Loader<'a> {
    tree: &'a Tree,
    source: &'a Source,
    folder: &'a str,
    problems: &'a mut Problems,
    unread: &'a mut BTreeSet<String>,
}

impl Loader<'_> {
    fn contract(mut self, own_name: &str, raw: RawContract) -> Contract {
        let schemas = Schemas::load(self.tree, own_name, self.problems);
        let (source, problems) = (self.source, &mut *self.problems);
        let operations = checked(&raw.operation, |name, raw| Operation::check(name, raw, &schemas, source, problems));
        let features = checked(&raw.feature, |name, one| Feature::check(name, one, &raw, source, problems));
        let profiles = checked(&raw.profile, |name, raw| Profile::check(name, raw, &features, source, problems));
        let samples = checked(&raw.sample, |name, raw| Sample::check(name, raw, self.tree, source, problems));
        let drivers = checked(&raw.driver, |_, raw| Driver::check(raw, source, problems));
        let grounds = Grounds {
            operations: &operations,
            features: &features,
            default_feature: &raw.default_feature,
            pages: &raw.pages,
            schemas: &schemas,
        };
        let clauses = grounds.clauses(self.tree, self.folder, self.unread, problems);
        for (name, profile) in &profiles {
            if let Some(raw) = raw.profile.get(name) {
                profile.check_modes(raw, &clauses, self.unread, source, problems);
            }
        }
        let contract = Contract {
            name: raw.name.to_string(),
            title: raw.title.clone(),
            pages: raw.pages.clone(),
            auth: Auth::check(&raw.auth, operations.keys(), source, problems),
            error: ErrorPlaces::check(&raw.error, source, problems),
            request_id: raw.request_id.as_ref().map(|raw| raw.header.to_string()),
            requests_per_minute: raw.limits.as_ref().map(|raw| raw.requests_per_minute),
            smoke: Smoke::check(&raw.smoke, &operations, source, problems),
            answers: ClauseId::of(raw.answers.clause.as_str()),
            duplicates: raw
                .duplicates
                .as_ref()
                .and_then(|raw| DuplicateRule::check(raw, &operations, source, problems)),
            lifecycle: raw.lifecycle.as_ref().map(|raw| Lifecycle::check(raw, &operations, source, problems)),
            payment: raw.payment.as_ref().map(|raw| Payment::check(raw, &operations, source, problems)),
            webhook: raw.webhook.as_ref().and_then(|raw| Webhook::check(raw, source, problems)),
            form: raw.form.as_ref().map(|raw| Form::check(raw, &operations, &samples, source, problems)),
            values: checked(&raw.value, |_, raw| OperatorValue {
                text: raw.text.clone(),
                default: raw.default.clone(),
            }),
            credentials: checked(&raw.credential, |name, raw| key::check(name, raw, source, problems)),
            operations,
            samples,
            features,
            profiles,
            drivers,
            default_profile: raw.default_profile.to_string(),
            clauses,
            schemas,
        };
        self.names_exist(&contract, own_name, &raw);
        self.names_are_names(&raw);
        self.real_money_has_what_it_needs(&contract, &raw);
        contract
    }

    /// Checks that what the contract says of itself as a whole names things there are.
    fn names_exist(&mut self, contract: &Contract, own_name: &str, raw: &RawContract) {
        if **raw.name != *own_name {
            let found = format!("the contract in folder `{own_name}` is called `{}`", *raw.name);
            self.refuse(&raw.name, found, own_name.to_owned());
        }
        let answers = &contract.answers;
        if !contract.clauses.contains_key(answers) && !self.unread.contains(answers.chapter()) {
            let of_chapter = contract.clauses.keys().filter(|known| known.chapter() == answers.chapter());
            let known = choices(of_chapter.map(ClauseId::as_str));
            self.refuse(&raw.answers.clause, format!("unknown clause `{answers}`"), known);
        }
        if !contract.profiles.contains_key(raw.default_profile.as_str()) {
            let known = choices(contract.profiles.keys().map(String::as_str));
            self.refuse(&raw.default_profile, format!("unknown profile `{}`", *raw.default_profile), known);
        }
        if !contract.features.contains_key(raw.default_feature.as_str()) {
            let known = choices(contract.features.keys().map(String::as_str));
            self.refuse(&raw.default_feature, format!("unknown feature `{}`", *raw.default_feature), known);
        }
    }

    /// Checks the header of request ids and the names of values, which no other table is checked against.
    fn names_are_names(&mut self, raw: &RawContract) {
        if let Some(header) = raw.request_id.as_ref().map(|raw| &raw.header)
            && let Err(found) = wire::header(header)
        {
            self.problems.push(self.source.problem(header.span(), found));
        }
        for (name, raw) in &raw.value {
            let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if !fine {
                let found = format!("`{name}` names no value; names are lower-case words joined by `_`");
                self.problems.push(self.source.problem(raw.span(), found));
            }
        }
    }

    /// Checks that profiles which move money can be kept within limits.
    fn real_money_has_what_it_needs(&mut self, contract: &Contract, raw: &RawContract) {
        let limited = contract.payment.is_some() && contract.lifecycle.is_some();
        for profile in contract.profiles.values().filter(|profile| profile.money == Money::Real && !limited) {
            let found =
                format!("profile `{}` moves money, so the contract needs [payment] and [lifecycle]", profile.name);
            let span = raw.profile.get(&profile.name).map_or(0..0, |raw| raw.span().clone());
            self.problems.push(self.source.problem(&span, found));
        }
    }

    fn refuse(&mut self, name: &At<String>, found: String, allowed: String) {
        self.problems.push(self.source.refusal(name.span(), found, allowed));
    }
}

/// A table of a kind, each entry in its checked form.
fn checked<R, C>(raw: &BTreeMap<String, R>, mut check: impl FnMut(&str, &R) -> C) -> BTreeMap<String, C> {
    raw.iter().map(|(name, raw)| (name.clone(), check(name, raw))).collect()
}
