//! The guide: what generated walks may do with a target, read from `fuzz.toml`, the request schema and the target's samples.

use super::load::Loader;
use super::raw::RawFoundBy;
use super::{Change, Fate, Hooks, Outcome, RawGuide, Rule, Shape, Situation, Timing, Trigger, Twist};
use crate::contract::{ClauseId, Level};
use crate::expect::AnswerPattern;
use crate::files::{Problem, Problems};
use crate::generate::Generator;
use crate::runner::Draft;
use crate::scenario::Suite;
use crate::target::Target;
use std::time::Duration;

/// What generated walks may do with a target and what each act may answer.
#[derive(Debug, Clone)]
pub struct Guide {
    /// The operation that makes resources.
    pub create: String,
    /// The header carrying an idempotency key, where the contract has such keys.
    pub key_header: Option<String>,
    /// JSON pointer to the value that stands in for the key; empty where none does.
    pub identifier: String,
    /// How soon a repeat has to come for anything to be asked of it, as the target lives it: half of what is documented,
    /// so that what is true when it is sent is true when it is judged.
    pub repeats_count: Option<Duration>,
    /// The parameter that names a resource.
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
        let Some(rule) = &contract.duplicates else {
            return Err(missing("the contract has no duplicate rule, which walks are built around"));
        };
        let (operation, key_header, identifier) = rule.tells_apart();
        for name in raw.samples.iter().filter(|name| !contract.samples.contains_key(name.as_str())) {
            problems.push(source.unknown(name.span(), "sample", name, contract.samples.keys()));
        }
        let creates = |name: &String| raw.samples.is_empty() || raw.samples.iter().any(|known| **known == *name);
        let samples = target.samples.iter().filter(|(name, _)| creates(name));
        let shapes: Vec<Shape> = samples.filter_map(|(_, sample)| Shape::of(sample)).collect();
        let mut loader = Loader { contract, target, source: &source, problems: &mut problems };
        let mut guide = Self {
            create: operation.to_owned(),
            key_header: key_header.map(str::to_owned),
            identifier: identifier.unwrap_or_default().to_owned(),
            repeats_count: rule.within().map(|within| target.scaled(within) / 2),
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
            for raw in list {
                let Some(twist) = loader.twist(raw, fate, &guide.shapes) else { continue };
                if guide.twists.iter().any(|known| known.shares_a_name(&twist)) {
                    loader.problem(raw.name.span(), format!("two differences are called `{}`", twist.name));
                }
                guide.twists.push(twist);
            }
        }
        let (accepted, refused) = (raw.accepted.to_vec(), raw.refused.to_vec());
        let from_schema = loader.schema_twists(&guide, &suite.tree, &accepted, &refused);
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
