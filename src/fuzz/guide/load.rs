//! From `fuzz.toml`, the request schema and a target's samples to a checked guide.

use super::limit::Limits;
use super::raw::{RawChange, RawFoundBy, RawHold, RawHooks, RawOutcome, RawRule, RawTiming, RawTrigger, RawTwist};
use super::spot::{named_values, spots};
use super::{
    Asked, Change, Fate, Force, Hold, HookRule, Hooks, Outcome, RawGuide, Rule, Shape, Situation, Timing, Trigger,
    Twist, TwistForm,
};
use crate::contract::{ClauseId, Contract, DuplicateRule, Given, Level, given_table};
use crate::expect::{AnswerPattern, NoStatus, RawExpect, RawValue, Template, durations_text};
use crate::files::{At, Problem, Problems, Source, choices};
use crate::generate::Generator;
use crate::runner::Draft;
use crate::scenario::{Edits, Suite, new_value};
use crate::target::Target;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What generated walks may do with a target and what each act may answer.
#[derive(Debug, Clone)]
pub struct Guide {
    /// The operation that makes resources.
    pub create: String,
    /// The header carrying an idempotency key, where the contract has such keys.
    pub key_header: Option<String>,
    /// JSON pointer to the value that stands in for the key.
    pub identifier: String,
    /// The path parameter that names a resource.
    pub subject: String,
    /// Whether a resource is found by the identifier of its create, not by an id of the server's.
    pub found_by_name: bool,
    /// Answers that refuse a request as invalid.
    pub refused: Vec<AnswerPattern>,
    /// Answers that are never judged.
    pub busy: Vec<AnswerPattern>,
    /// The clause that no two resources share an id.
    pub one_id: Option<(ClauseId, Level)>,
    /// Names of values of a create's body.
    pub take: Vec<(String, String)>,
    /// What idempotency keys look like.
    pub keys: Vec<Generator>,
    /// Where a create says how fast its resource moves.
    pub timing: Option<Timing>,
    /// What a create leads to that no trigger matches.
    pub untriggered: Outcome,
    /// What forces an outcome, the strongest first.
    pub triggers: Vec<Trigger>,
    /// What acts may answer.
    pub rules: Vec<Rule>,
    /// The target's samples.
    pub shapes: Vec<Shape>,
    /// Differences of creates from their samples.
    pub twists: Vec<Twist>,
    /// Differences of repeated creates from the first ones.
    pub changes: Vec<Change>,
    /// What webhooks may say, where the target sends any.
    pub hooks: Option<Hooks>,
}

impl Guide {
    /// The guide of a suite for a target; every mistake of the file is reported at once.
    pub fn load(suite: &Suite, target: &Target) -> Result<Self, Problems> {
        let contract = &suite.contract;
        let path = format!("scenarios/{}/fuzz.toml", contract.name);
        let mut problems = Problems::default();
        let missing = |found: &str| {
            let mut problems = Problems::default();
            problems.push(Problem { file: path.clone(), line: None, found: found.into(), allowed: None });
            problems
        };
        let source =
            suite.tree.source(&path).ok_or_else(|| missing("there is no such file, so nothing can be fuzzed"))?;
        let raw: RawGuide = source.parse()?;
        let (operation, key_header, identifier) = match &contract.duplicates {
            Some(DuplicateRule::Key { operation, header, else_body, .. }) => (operation, Some(header), else_body),
            Some(DuplicateRule::Natural { operation, body, .. }) => (operation, None, body),
            None => return Err(missing("the contract has no duplicate rule, which walks are built around")),
        };
        let shapes: Vec<Shape> = target.samples.values().filter_map(Shape::of).collect();
        let mut loader = Loader { contract, target, source: &source, problems: &mut problems };
        let mut guide = Self {
            create: operation.clone(),
            key_header: key_header.cloned(),
            identifier: identifier.clone(),
            subject: raw.subject.to_string(),
            found_by_name: raw.found_by == RawFoundBy::Name,
            refused: raw.refused.iter().filter_map(|text| loader.pattern(raw.refused.span(), text)).collect(),
            busy: raw.busy.iter().filter_map(|text| loader.pattern(text.span(), text)).collect(),
            one_id: raw.one_id.as_ref().and_then(|clause| loader.clause(clause)),
            take: raw.take.clone().into_iter().collect(),
            keys: raw.key.iter().filter_map(|raw| loader.key(&raw.made)).collect(),
            timing: raw.timing.as_ref().and_then(|raw| loader.timing(raw)),
            untriggered: raw.untriggered.as_ref().map(|raw| loader.outcome(raw)).unwrap_or_default(),
            triggers: raw.trigger.iter().filter_map(|raw| loader.trigger(raw)).collect(),
            rules: raw.rule.iter().flat_map(|raw| loader.rules(raw)).collect(),
            shapes,
            twists: Vec::new(),
            changes: raw.change.iter().filter_map(|raw| loader.change(raw)).collect(),
            hooks: raw.webhooks.as_ref().and_then(|raw| loader.hooks(raw)),
        };
        for (list, fate) in [(&raw.variation, Fate::Accepted), (&raw.defect, Fate::Refused)] {
            let twists: Vec<Twist> = list.iter().filter_map(|raw| loader.twist(raw, fate, &guide.shapes)).collect();
            guide.twists.extend(twists);
        }
        let refused = raw.refused.to_vec();
        let from_schema = loader.schema_twists(&guide, &suite.tree, &refused);
        guide.twists.extend(from_schema);
        if guide.shapes.is_empty() {
            loader.problem(raw.subject.span(), "the target has no sample, so nothing can be created".to_owned());
        }
        if guide.keys.is_empty() == guide.key_header.is_some() {
            let found = match &guide.key_header {
                Some(_) => "at least one form of key is needed, as [[key]]",
                None => "the contract has no keys in a header, so there are no forms of them",
            };
            loader.problem(raw.subject.span(), found.to_owned());
        }
        problems.unless_any(guide)
    }

    /// The key in a request.
    pub fn key_of<'d>(&self, draft: &'d Draft) -> Option<&'d String> {
        draft.headers.get(self.key_header.as_ref()?)
    }

    /// The rules of a situation.
    pub fn rules_of<'g>(&'g self, operation: &'g str, when: &'g Situation) -> impl Iterator<Item = (usize, &'g Rule)> {
        let fits = move |(_, rule): &(usize, &Rule)| rule.operation == operation && rule.when == *when;
        self.rules.iter().enumerate().filter(fits)
    }
}

struct Loader<'a> {
    contract: &'a Contract,
    target: &'a Target,
    source: &'a Source,
    problems: &'a mut Problems,
}

impl Loader<'_> {
    fn problem(&mut self, span: &Range<usize>, found: String) {
        self.problems.push(self.source.problem(span, found));
    }

    fn accept<T>(&mut self, span: &Range<usize>, result: Result<T, String>) -> Option<T> {
        result.map_err(|found| self.problem(span, found)).ok()
    }

    fn pattern(&mut self, span: &Range<usize>, text: &str) -> Option<AnswerPattern> {
        self.accept(span, text.parse().map_err(|error: NoStatus| error.to_string()))
    }

    fn has(&self, feature: &str) -> bool {
        self.contract.profiles.get(&self.target.profile).is_none_or(|profile| profile.has(feature))
    }

    fn clause(&mut self, raw: &At<String>) -> Option<(ClauseId, Level)> {
        let id = ClauseId::of(raw.as_str());
        let known = self.contract.clause(&id).map(|clause| (id.clone(), clause.level));
        self.accept(raw.span(), known.ok_or_else(|| format!("unknown clause `{id}`")))
    }

    fn feature(&mut self, raw: &At<String>) -> bool {
        if !self.contract.features.contains_key(raw.as_str()) {
            let known = choices(self.contract.features.keys().map(String::as_str));
            self.problems.push(self.source.refusal(raw.span(), format!("unknown feature `{}`", **raw), known));
        }
        self.has(raw)
    }

    fn samples(&mut self, raw: &[At<String>]) -> Vec<String> {
        for name in raw {
            if !self.contract.samples.contains_key(name.as_str()) {
                let known = choices(self.contract.samples.keys().map(String::as_str));
                self.problems.push(self.source.refusal(name.span(), format!("unknown sample `{}`", **name), known));
            }
        }
        raw.iter().map(|name| name.to_string()).collect()
    }

    fn asked(&mut self, raw: &[At<RawExpect>]) -> Vec<Asked> {
        let (contract, profile) = (self.contract, self.target.profile.as_str());
        raw.iter().filter_map(|raw| Asked::read(raw, contract, profile, self.source, self.problems)).collect()
    }

    fn key(&mut self, raw: &At<crate::contract::RawGiven>) -> Option<Generator> {
        let table = BTreeMap::from([("key".to_owned(), raw.clone())]);
        match given_table(&table, self.source, self.problems).remove("key") {
            Some(Given::Made(generator)) => Some(generator),
            _ => {
                self.problem(raw.span(), "a form of key is a generator".into());
                None
            }
        }
    }

    fn timing(&mut self, raw: &At<RawTiming>) -> Option<Timing> {
        let applies = self.feature(&raw.feature);
        applies.then(|| Timing { at: raw.at.clone(), later: raw.later.clone(), steps: raw.steps })
    }

    fn hold(&mut self, raw: &At<RawHold>) -> Option<Hold> {
        let known = self.contract.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.knows(&raw.state));
        if !known {
            self.problem(raw.span(), format!("unknown state `{}`", raw.state));
        }
        let during = match &raw.during {
            None => None,
            Some(text) => Some(self.accept(raw.span(), durations_text(text))?),
        };
        Some(Hold { state: raw.state.clone(), during })
    }

    fn outcome(&mut self, raw: &RawOutcome) -> Outcome {
        Outcome {
            always: self.asked(&raw.expect),
            now: self.asked(&raw.now),
            later: self.asked(&raw.later),
            end: self.asked(&raw.end),
            holds: raw.holds.as_ref().and_then(|raw| self.hold(raw)),
        }
    }

    fn trigger(&mut self, raw: &At<RawTrigger>) -> Option<Trigger> {
        let force = match (&raw.prefix, raw.cents, &raw.equals) {
            (Some(text), None, None) => Force::Prefix(text.clone()),
            (None, Some(cents), None) if cents < 100 => Force::Cents(cents),
            (None, None, Some(text)) => Force::Equals(text.clone()),
            _ => {
                self.problem(
                    raw.span(),
                    "a trigger has exactly one of `prefix`, `cents` (below 100) and `equals`".into(),
                );
                return None;
            }
        };
        let applies = self.feature(&raw.feature);
        let mut over = BTreeMap::new();
        for (weaker, clause) in &raw.over {
            over.extend(self.clause(clause).map(|(id, _)| (weaker.clone(), id)));
        }
        let samples = self.samples(&raw.samples);
        let outcome = self.outcome(&raw.outcome);
        applies.then(|| Trigger { name: raw.name.to_string(), samples, at: raw.at.clone(), force, over, outcome })
    }

    fn rules(&mut self, raw: &At<RawRule>) -> Vec<Rule> {
        let Some(when) = Situation::named(&raw.when, self.contract.lifecycle.as_ref()) else {
            let known = choices(Situation::WORDS.iter().copied());
            let found = format!("unknown situation `{}`", *raw.when);
            self.problems.push(self.source.refusal(raw.when.span(), found, format!("{known}, and the states")));
            return Vec::new();
        };
        let mut query = BTreeMap::new();
        for (name, text) in &raw.query {
            query.extend(self.accept(text.span(), Template::parse(text)).map(|template| (name.clone(), template)));
        }
        let asked = self.asked(&raw.expect);
        let mut rules = Vec::new();
        for operation in raw.on.iter() {
            if !self.contract.operations.contains_key(operation) {
                let known = choices(self.contract.operations.keys().map(String::as_str));
                self.problems.push(self.source.refusal(
                    raw.on.span(),
                    format!("unknown operation `{operation}`"),
                    known,
                ));
            }
            // An optional operation is there only when the operator says so.
            let there = self
                .target
                .operations
                .get(operation)
                .is_some_and(|known| !known.optional || self.target.bound.contains(operation));
            if there {
                rules.push(Rule {
                    operation: operation.clone(),
                    when: when.clone(),
                    with: raw.with.clone(),
                    query: query.clone(),
                    headers: raw.headers.clone(),
                    leads_to: raw.leads_to.as_ref().map(|state| state.to_string()),
                    asked: asked.clone(),
                });
            }
        }
        rules
    }

    fn form(
        &mut self,
        given: &BTreeMap<String, At<crate::contract::RawGiven>>,
        change: &BTreeMap<String, At<RawValue>>,
        remove: &[At<String>],
    ) -> TwistForm {
        let given = given_table(given, self.source, self.problems);
        let mut edits = Edits::default();
        for (at, value) in change {
            edits.set.extend(self.accept(value.span(), new_value(&value.0)).map(|value| (at.clone(), value)));
        }
        edits.remove.extend(remove.iter().map(|at| at.to_string()));
        TwistForm { given, edits }
    }

    fn twist(&mut self, raw: &At<RawTwist>, fate: Fate, shapes: &[Shape]) -> Option<Twist> {
        let form = self.form(&raw.given, &raw.change, &raw.remove);
        let samples = self.samples(&raw.samples);
        let asked = self.asked(&raw.expect);
        let mut touches: BTreeSet<String> = form.edits.remove.iter().cloned().collect();
        touches.extend(form.edits.set.iter().map(|(at, _)| at.clone()));
        let fitting = shapes.iter().filter(|shape| samples.is_empty() || samples.contains(&shape.name));
        for shape in fitting {
            touches.extend(form.given.keys().filter_map(|name| shape.places.get(name).cloned()));
        }
        let headers = raw.headers.clone();
        let touches = touches.into_iter().chain(headers.keys().map(|name| format!("/header:{name}"))).collect();
        // What no clause of the profile is about is not tried.
        let tried = !asked.is_empty() || raw.expect.is_empty();
        tried.then(|| Twist {
            name: raw.name.to_string(),
            class: raw.name.to_string(),
            fate,
            samples,
            forms: vec![form],
            headers,
            trigger: raw.trigger.as_ref().map(|name| name.to_string()),
            alone: raw.alone,
            asked,
            touches,
        })
    }

    fn change(&mut self, raw: &At<RawChange>) -> Option<Change> {
        let samples = self.samples(&raw.samples);
        let form = match (&raw.to, raw.remove) {
            (Some(to), false) => self.form(&raw.given, &BTreeMap::from([(raw.at.to_string(), to.clone())]), &[]),
            (None, true) => TwistForm::without(&raw.at),
            _ => {
                self.problem(raw.span(), "a change has exactly one of `to` and `remove = true`".into());
                return None;
            }
        };
        Some(Change { at: raw.at.to_string(), samples, form })
    }

    /// What webhooks may say; nothing where the target sends none.
    fn hooks(&mut self, raw: &RawHooks) -> Option<Hooks> {
        if self.contract.webhook.is_none() {
            self.problem(raw.url.span(), "the contract describes no webhooks".into());
        }
        let url = self.accept(raw.url.span(), crate::expect::pointer(&raw.url).map(str::to_owned))?;
        let within = self.accept(raw.within.span(), durations_text(&raw.within))?;
        let quiet = self.accept(raw.quiet.span(), durations_text(&raw.quiet))?;
        let mut rules = Vec::new();
        for raw in &raw.rule {
            let words =
                [Situation::Known, Situation::Accepted, Situation::Replay, Situation::Refused, Situation::Elsewhere];
            let Some(when) = words.iter().find(|when| when.word() == raw.when.as_str()).cloned() else {
                let known = choices(words.iter().map(Situation::word));
                let found = format!("webhooks are judged in no situation `{}`", *raw.when);
                self.problems.push(self.source.refusal(raw.when.span(), found, known));
                continue;
            };
            for state in raw.from.iter().chain(&raw.shown) {
                if !self.contract.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.knows(state)) {
                    self.problem(state.span(), format!("unknown state `{}`", **state));
                }
            }
            let states = |list: &[At<String>]| list.iter().map(|state| state.to_string()).collect::<Vec<_>>();
            let asked = self.asked(&raw.expect);
            rules.push(HookRule { when, from: states(&raw.from), shown: states(&raw.shown), apart: raw.apart, asked });
        }
        let sent = self.target.webhooks.is_some() && rules.iter().any(|rule| !rule.asked.is_empty());
        sent.then_some(Hooks { url, within, quiet, rules })
    }

    /// The twists that the request schema of the create describes, one per place and keyword.
    fn schema_twists(&mut self, guide: &Guide, tree: &crate::files::Tree, refused: &[String]) -> Vec<Twist> {
        let name = self.contract.operations.get(&guide.create).and_then(|operation| operation.request.clone());
        let Some(name) = name else { return Vec::new() };
        let path = format!("schemas/{}/{name}", self.contract.name);
        let Some(source) = tree.source(&path) else { return Vec::new() };
        let schema: Value = match serde_json::from_str(source.text()) {
            Ok(schema) => schema,
            Err(error) => {
                self.problems.push(source.whole(error.to_string()));
                return Vec::new();
            }
        };
        let mut twists: Vec<Twist> = Vec::new();
        for shape in &guide.shapes {
            for (at, nodes) in spots(&schema, &shape.tree) {
                let named = named_values(&schema, &at);
                let limits = Limits { at: &at, shape, nodes: &nodes, named: &named, identifier: &guide.identifier };
                for node in &nodes {
                    for (fate, key) in [(Fate::Refused, "x-clauses"), (Fate::Accepted, "x-accepted")] {
                        for (keyword, clause) in node.get(key).and_then(Value::as_object).into_iter().flatten() {
                            let answers = match fate {
                                Fate::Accepted => vec!["201".to_owned()],
                                Fate::Refused => refusals(node, keyword).unwrap_or_else(|| refused.to_vec()),
                            };
                            match self.schema_twist(&limits, node, keyword, clause, fate, &answers) {
                                Ok(twist) => twists.extend(twist),
                                Err(found) => self.problems.push(source.whole(format!("{at}: {found}"))),
                            }
                        }
                    }
                }
            }
        }
        merged(twists)
    }

    fn schema_twist(
        &self,
        limits: &Limits<'_>,
        node: &Value,
        keyword: &str,
        clause: &Value,
        fate: Fate,
        answers: &[String],
    ) -> Result<Option<Twist>, String> {
        let clause = clause.as_str().ok_or("a clause is a text")?;
        let argument = node.get(keyword).unwrap_or(&Value::Null);
        let forms = match fate {
            Fate::Refused => limits.outside(keyword, argument),
            Fate::Accepted => limits.inside(keyword, argument),
        };
        let asked = Asked::answers(clause, answers, self.contract, &self.target.profile)?;
        let at = match keyword.strip_prefix("required/") {
            Some(member) => format!("{}/{member}", limits.at),
            None => limits.at.to_owned(),
        };
        let class = keyword.split('/').next().unwrap_or(keyword).to_owned();
        Ok(asked.filter(|_| !forms.is_empty()).map(|asked| Twist {
            name: format!("{at} {class}"),
            class,
            fate,
            samples: vec![limits.shape.name.clone()],
            forms,
            headers: BTreeMap::new(),
            trigger: None,
            alone: false,
            asked: vec![asked],
            touches: vec![at],
        }))
    }
}

/// The answers that refuse a value outside a limit, where they are not the usual one.
fn refusals(node: &Value, keyword: &str) -> Option<Vec<String>> {
    let list = node.get("x-refused")?.get(keyword)?.as_array()?;
    Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Twists that are the same for several samples become one.
fn merged(twists: Vec<Twist>) -> Vec<Twist> {
    let mut kept: Vec<Twist> = Vec::new();
    for twist in twists {
        let same = |known: &&mut Twist| {
            let clauses = |twist: &Twist| twist.asked.iter().map(|asked| asked.clause.clone()).collect::<Vec<_>>();
            known.name == twist.name
                && known.fate == twist.fate
                && known.forms == twist.forms
                && clauses(known) == clauses(&twist)
        };
        match kept.iter_mut().find(same) {
            Some(known) => known.samples.extend(twist.samples),
            None => kept.push(twist),
        }
    }
    kept
}
