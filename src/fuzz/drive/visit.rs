//! Acts on one resource, looks at lists, and requests that a rule describes by itself.

use super::create::rules;
use super::field::{Field, is_foreign};
use super::judge::no_values;
use super::made::{Known, Made, Standing};
use super::prepared::{Lesson, Prepared, Script, Sending};
use super::sheet::Sheet;
use crate::contract::{ClauseId, Level};
use crate::expect::{Check, CheckKind, Literal, Matcher, Template};
use crate::fuzz::guide::{Asked, Guide, Situation};
use crate::fuzz::walk::{Act, Aim, Create, HOSTILE_IDS, Tag, Wire, spelled_id};
use crate::runner::Draft;
use crate::scenario::Credential;
use std::borrow::Cow;
use std::time::Instant;

impl<'f> Field<'f> {
    pub(super) fn visit(&self, act: &Act, operation: u16, aim: Aim) -> Option<Prepared<'f>> {
        let guide: &'f Guide = &self.ground.guide;
        let operation = self.ground.artist.visits.get(usize::from(operation))?;
        let mut made = None;
        let (id, when) = match aim {
            Aim::Of(tag) => {
                let known = self.made(tag)?;
                made = Some(known);
                let when = if is_foreign(known, act.who) { Situation::Foreign } else { Situation::Known };
                // Of two resources of one name nobody can say which is meant.
                if self.ground.guide.found_by_name && self.has_twin(known, act.who) {
                    return None;
                }
                (known.path_name(guide)?, when)
            }
            Aim::Unknown(number) => {
                let rule =
                    guide.rules.iter().find(|rule| rule.operation == *operation && rule.when == Situation::Unknown);
                let ids = rule.and_then(|rule| rule.with.get(&guide.subject));
                let id = ids.filter(|ids| !ids.is_empty()).and_then(|ids| ids.get(usize::from(number) % ids.len()));
                (id?.clone(), Situation::Unknown)
            }
            Aim::Hostile(index) => (spelled_id(HOSTILE_IDS.get(usize::from(index))?), Situation::Hostile),
        };
        let mut prepared = self.of_resource(act, operation, &id)?;
        prepared.label = when.word().to_owned();
        if when != Situation::Hostile {
            prepared.asked = rules(guide, operation, &when);
        }
        if let Some(made) = made {
            self.of_known(act, operation, made, &when, &mut prepared);
        }
        prepared.class = prepared.label.clone();
        Some(prepared)
    }

    fn of_known(&self, act: &Act, operation: &str, made: &Made, when: &Situation, prepared: &mut Prepared<'f>) {
        let guide: &'f Guide = &self.ground.guide;
        prepared.before = made.state.word().to_owned();
        prepared.values = made.values(guide).clone();
        prepared.origin = made.origin().cloned();
        if made.loose {
            // Of this resource only consistency is asked.
            prepared
                .asked
                .retain(|asked| asked.checks.iter().all(|check| matches!(check.kind, CheckKind::SameAs { .. })));
        }
        let mut leads_to = None;
        let mut foreign = None;
        if *when == Situation::Foreign {
            foreign = prepared.asked.first().map(|asked| (asked.clause.clone(), asked.level));
        } else if let Some(state) = made.state.surely(Instant::now()).map(str::to_owned) {
            let of_state = Situation::State(state.clone());
            let rule = guide.rules.iter().find(|rule| rule.operation == operation && rule.when == of_state);
            if let Some(rule) = rule {
                prepared.label = state.clone();
                let promise = rule.asked.first().map(|asked| (asked.clause.clone(), asked.level));
                leads_to = rule.leads_to.clone().map(|state| (state, promise));
            }
            if act.copies > 1 && leads_to.is_some() {
                prepared.label = Situation::Race.word().to_owned();
                prepared.asked.extend(rules(guide, operation, &Situation::Race));
            } else if !made.loose {
                prepared.asked.extend(rule.into_iter().flat_map(|rule| rule.asked.iter().map(Cow::Borrowed)));
                let looks = self.ground.target.operations.get(operation).is_some_and(|known| known.only_looks);
                if let (Known::Surely { promise: Some((clause, level)), .. }, true) = (&made.state, looks) {
                    prepared.asked.extend(self.in_state(&state, clause, *level).map(Cow::Owned));
                }
            }
            if let Known::Surely { until, .. } = made.state {
                prepared.until = until;
            }
        }
        if leads_to.is_none() && made.state == Known::Moving && *when == Situation::Known {
            leads_to = self.wherever_it_is(operation);
        }
        prepared.acts = self.ground.target.operations.get(operation).is_none_or(|known| !known.only_looks);
        prepared.lesson = Lesson::Visit { of: made.tag, leads_to, foreign };
    }

    /// The state an accepted act leads to from whatever state it is accepted in, where that is one.
    fn wherever_it_is(&self, operation: &str) -> Option<(String, Option<(ClauseId, Level)>)> {
        let rules = self.ground.guide.rules.iter().filter(|rule| rule.operation == operation);
        let mut leading = rules.filter_map(|rule| Some((rule.leads_to.as_ref()?, rule)));
        let (state, rule) = leading.next()?;
        let promise = rule.asked.first().map(|asked| (asked.clause.clone(), asked.level));
        leading.all(|(other, _)| other == state).then(|| (state.clone(), promise))
    }

    /// The expectation that a resource is in a state, for a clause's sake.
    pub(super) fn in_state(&self, state: &str, clause: &ClauseId, level: Level) -> Option<Asked> {
        let at = &self.ground.contract().lifecycle.as_ref()?.status;
        let matcher = Matcher::Equals(Literal::Text(Template::literal(state)));
        let kind = CheckKind::Body { at: Template::literal(at.as_str()), matcher };
        let mut body = toml::Table::new();
        body.insert(at.clone(), toml::Value::from(state));
        let mut written = toml::Table::new();
        written.insert("body".into(), toml::Value::Table(body));
        Some(Asked { clause: clause.clone(), level, of: Vec::new(), checks: vec![Check { line: 0, kind }], written })
    }

    /// A request about one resource, of which nothing is asked yet.
    pub(super) fn of_resource(&self, act: &Act, operation: &str, id: &str) -> Option<Prepared<'f>> {
        let guide = &self.ground.guide;
        let mut draft = self.draft(operation, act.who.credential())?;
        draft.name(&guide.subject, id);
        let mut script =
            Script { sending: Some(Sending::Operation(operation.to_owned())), copies: act.copies, ..Script::default() };
        script.with.insert(guide.subject.clone(), id.to_owned());
        script.credential = (act.who.credential() != Credential::Main).then(|| act.who.credential());
        Some(self.bare(vec![draft; usize::from(act.copies.max(1))], script))
    }

    pub(super) fn list(&self, act: &Act, operation: u16, of: Tag) -> Option<Prepared<'f>> {
        let guide: &'f Guide = &self.ground.guide;
        let operation = self.ground.artist.lists.get(usize::from(operation))?;
        let made = self.made(of)?;
        let mut whens = Vec::new();
        // Another resource of this tenant may have the same value, and rightly so.
        // So may one of another walk, where the value is written out.
        if made.loose || self.has_twin(made, act.who) {
            return None;
        }
        match &made.standing {
            _ if is_foreign(made, act.who) => whens.push(Situation::Foreign),
            Standing::Refused => whens.push(Situation::Refused),
            Standing::Accepted { .. } => {
                whens.extend(made.conflicted.then_some(Situation::Conflict));
                whens.extend(made.raced.then_some(Situation::Race));
                whens.push(Situation::Accepted);
            }
            Standing::Unclear => return None,
        }
        let fitting =
            |when: &Situation| guide.rules.iter().find(|rule| rule.operation == *operation && rule.when == *when);
        let query = whens.iter().find_map(fitting)?.query.clone();
        let mut values = made.values(guide).clone();
        for (name, value) in self.ground.target.built_in_values() {
            values.set(name, value);
        }
        let mut draft = self.draft(operation, act.who.credential())?;
        let mut script =
            Script { sending: Some(Sending::Operation(operation.clone())), copies: 1, ..Script::default() };
        script.credential = (act.who.credential() != Credential::Main).then(|| act.who.credential());
        for (name, template) in &query {
            let value = values.fill(template).ok()?;
            draft.put_query(name, &value);
            script.query.insert(name.clone(), value);
        }
        let mut prepared = self.bare(vec![draft], script);
        prepared.label = whens.first().map(|when| when.word().to_owned()).unwrap_or_default();
        prepared.class = prepared.label.clone();
        prepared.before = made.state.word().to_owned();
        if !(made.loose && matches!(made.standing, Standing::Accepted { .. })) {
            prepared.asked = whens.iter().flat_map(|when| rules(guide, operation, when)).collect();
        }
        prepared.values = values;
        prepared.origin = made.origin().cloned();
        Some(prepared)
    }

    pub(super) fn ask(&self, act: &Act, rule: u16, choice: u16, of: Option<Tag>) -> Option<Prepared<'f>> {
        let guide: &'f Guide = &self.ground.guide;
        let index = usize::from(rule);
        let rule = guide.rules.get(index)?;
        let of_list = |length: usize| usize::from(choice) % length.max(1);
        let chosen = rule.credentials.get(of_list(rule.credentials.len())).copied();
        let credential = chosen.unwrap_or(match rule.when {
            Situation::NoCredential | Situation::OddCredential => Credential::None,
            Situation::UnknownCredential => Credential::Unknown,
            _ => act.who.credential(),
        });
        let mut draft = self.draft(&rule.operation, credential)?;
        let mut script =
            Script { sending: Some(Sending::Operation(rule.operation.clone())), copies: 1, ..Script::default() };
        // What it shows is then written in a header.
        let odd = rule.when == Situation::OddCredential && chosen.is_none();
        script.credential = (credential != Credential::Main && !odd).then_some(credential);
        let parameters: Vec<&str> = self.ground.target.operations.get(&rule.operation)?.parameters().collect();
        for parameter in parameters {
            let listed = rule.with.get(parameter).filter(|list| !list.is_empty());
            let value = match listed.and_then(|list| list.get(usize::from(choice) % list.len())) {
                Some(value) => value.clone(),
                None => self.parameter(parameter, of)?,
            };
            draft.name(parameter, &value);
            script.with.insert(parameter.to_owned(), value);
        }
        if rule.operation == guide.create {
            self.ordinary_body(act, &mut draft, &mut script)?;
        }
        for (name, list) in &rule.headers {
            let value = list.get(usize::from(choice) % list.len().max(1))?;
            draft.headers.insert(name.clone(), value.clone());
            script.headers.insert(name.clone(), value.clone());
        }
        for name in &rule.without {
            draft.leave_out(name);
            script.without.push(name.clone());
        }
        if let Some(signing) = rule.signings.get(of_list(rule.signings.len())) {
            draft.seal(signing, &no_values()).ok()?;
            script.signing = Some(signing.clone());
        }
        self.ground.artist.tried.note_rule(index, usize::from(choice));
        let mut prepared = self.bare(vec![draft], script);
        for (name, value) in self.ground.target.built_in_values() {
            prepared.values.set(name, value);
        }
        prepared.label = rule.when.word().to_owned();
        if let Some(value) = rule.with.values().find_map(|list| list.get(usize::from(choice))) {
            prepared.label = format!("{}: {value}", prepared.label);
        }
        if let Some(credential) = chosen {
            prepared.label = format!("{}: {credential}", prepared.label);
        }
        if let Some(signing) = rule.signings.get(of_list(rule.signings.len())) {
            prepared.label = format!("{}: {}", prepared.label, signing.told().join(", "));
        }
        prepared.class = rule.when.word().to_owned();
        prepared.asked = rule.asked.iter().map(Cow::Borrowed).collect();
        Some(prepared)
    }

    /// A value for a path parameter: the resource of a create, or an id nobody has.
    fn parameter(&self, parameter: &str, of: Option<Tag>) -> Option<String> {
        let guide = &self.ground.guide;
        if parameter == guide.subject
            && let Some(name) = of.and_then(|of| self.made(of)?.path_name(guide))
        {
            return Some(name);
        }
        guide.rules.iter().find_map(|rule| rule.with.get(parameter)?.first().cloned())
    }

    /// The body of a create that nothing is wrong with.
    fn ordinary_body(&self, act: &Act, draft: &mut Draft, script: &mut Script) -> Option<()> {
        let create = Create {
            sample: 0,
            key: None,
            timing: 0,
            triggers: Vec::new(),
            twists: Vec::new(),
            own_keys: false,
            hook: false,
            wire: Wire::Plain,
        };
        let sheet = Sheet::of(self.ground, &self.label, act.tag, &create, None)?;
        draft.body = Some(sheet.body.clone());
        draft.headers.insert("Content-Type".into(), "application/json".into());
        let guide = &self.ground.guide;
        script.sending = Some(Sending::Sample(guide.create.clone(), guide.shapes.first()?.name.clone()));
        script.fresh = self.namings(&sheet);
        Some(())
    }

    fn bare(&self, drafts: Vec<Draft>, script: Script) -> Prepared<'f> {
        Prepared {
            drafts,
            label: String::new(),
            class: String::new(),
            before: String::new(),
            asked: Vec::new(),
            if_accepted: Vec::new(),
            if_refused: Vec::new(),
            values: no_values(),
            origin: None,
            acts: false,
            until: None,
            lesson: Lesson::Nothing,
            script: self.scripted.then_some(script),
        }
    }
}
