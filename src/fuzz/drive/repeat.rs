//! Repeated creates: replays, changed bodies, taken values, other tenants.

use super::create::rules;
use super::field::Field;
use super::made::{Known, Made, Standing};
use super::prepared::{Lesson, Naming, Prepared, Script, Sending};
use super::sheet::value_of;
use crate::contract::Given;
use crate::files::value_at;
use crate::fuzz::guide::{Change, Guide, Situation, TwistForm};
use crate::fuzz::walk::{Act, Nearness, Repetition, Tag, Who};
use crate::runner::Draft;
use crate::scenario::{Credential, Edits, NewValue, Values};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

impl<'f> Field<'f> {
    pub(super) fn repeat(&self, act: &Act, of: Tag, how: Repetition) -> Option<Prepared<'f>> {
        let first = self.made(of)?;
        let guide: &'f Guide = &self.ground.guide;
        let keyed = first.key.is_some();
        let mut draft = first.draft.clone();
        draft.credential = act.who.credential();
        let mut script = Script { sending: Some(Sending::Repeat(of)), copies: act.copies, ..Script::default() };
        if act.who.credential() != Credential::Main || first.who != act.who {
            script.credential = Some(act.who.credential());
        }
        let mut makes = None;
        let mut conflict = false;
        let when: Situation = match how {
            Repetition::Same => {
                if keyed {
                    Situation::Replay
                } else {
                    Situation::ReplayUnkeyed
                }
            }
            Repetition::Unkeyed => {
                let header = guide.key_header.as_ref()?;
                draft.headers.remove(header);
                script.without.push(header.clone());
                conflict = keyed;
                if keyed { Situation::Unkeyed } else { Situation::ReplayUnkeyed }
            }
            Repetition::OtherKey(form) => {
                self.put_key(&mut draft, &mut script, act.tag, form)?;
                conflict = true;
                Situation::Taken
            }
            Repetition::Changed(index) => {
                let change = guide.changes.get(usize::from(index))?;
                let shape = guide.shapes.get(usize::from(first.sample))?;
                let fits = change.samples.is_empty() || change.samples.contains(&shape.name);
                let when = changed(change, keyed, first, guide).filter(|_| fits)?;
                self.edit(&mut draft, &mut script, act.tag, &change.form)?;
                self.ground.artist.tried.note_change(usize::from(index));
                conflict = true;
                when
            }
            Repetition::Fresh(form) => {
                self.put_own_key(&mut draft, &mut script, act.tag, form)?;
                makes = Some(self.put_identifier(&mut draft, &mut script, act.tag, first)?);
                Situation::Fresh
            }
            Repetition::NearKey(form) => {
                let key = near(first.key.as_ref()?, form)?;
                let header = guide.key_header.as_ref()?;
                draft.headers.insert(header.clone(), key.clone());
                script.headers.insert(header.clone(), key);
                makes = Some(self.put_identifier(&mut draft, &mut script, act.tag, first)?);
                Situation::NearKey
            }
            Repetition::NearValue(nearness) => {
                self.put_own_key(&mut draft, &mut script, act.tag, 0)?;
                makes = Some(self.put_near_identifier(&mut draft, &mut script, first, nearness)?);
                nearness.situation()
            }
            Repetition::ForeignKey => {
                // Without a key in the header there is no other tenant's key to use.
                first.key.as_ref()?;
                makes = Some(self.put_identifier(&mut draft, &mut script, act.tag, first)?);
                Situation::ForeignKey
            }
            Repetition::ForeignValue(form) => {
                self.put_own_key(&mut draft, &mut script, act.tag, form)?;
                makes = Some(Arc::clone(&first.sheet));
                Situation::ForeignValue
            }
        };
        let same = matches!(how, Repetition::Same);
        // Of what was refused nothing is known but that sending it again is harmless.
        if !matches!(first.standing, Standing::Accepted { .. }) && !same {
            return None;
        }
        // What was used before is no longer another one.
        if makes.is_some() && self.is_used(&draft, act) {
            return None;
        }
        let asks = matches!(first.standing, Standing::Accepted { .. }) && !first.loose;
        let asked = if asks { rules(guide, &guide.create, &when) } else { Vec::new() };
        // At one moment they race, and a server may refuse those that come while another is at work.
        let (asked, if_accepted) = if same && act.copies > 1 { (Vec::new(), asked) } else { (asked, Vec::new()) };
        let lesson = match makes {
            None => Lesson::Repeat { of, conflict: conflict && asks, same },
            Some(sheet) => Lesson::Create(Box::new(Made {
                tag: act.tag,
                who: act.who,
                draft: draft.clone(),
                key: guide.key_of(&draft).cloned(),
                sheet,
                standing: Standing::Unclear,
                state: Known::Nothing,
                sent: Instant::now(),
                raced: false,
                conflicted: false,
                shared: false,
                replayed: false,
                shown: Vec::new(),
                values: OnceLock::new(),
                ..first.clone()
            })),
        };
        let mut values: Values = first.values(guide).clone();
        if let Lesson::Create(made) = &lesson {
            values = made.values(guide).clone();
            values.set("origin", first.id().unwrap_or_default());
        }
        let word = when.word().to_owned();
        Some(Prepared {
            drafts: vec![draft; usize::from(act.copies.max(1))],
            label: match how {
                Repetition::Changed(index) => {
                    format!("{word}: {}", self.ground.artist.change_name(usize::from(index)).unwrap_or_default())
                }
                _ => word.clone(),
            },
            class: word,
            before: first.state.word().to_owned(),
            asked,
            if_accepted,
            if_refused: Vec::new(),
            values,
            origin: first.origin().cloned(),
            acts: true,
            until: guide.repeats_count.map(|soon| first.sent + soon),
            lesson,
            script: self.scripted.then_some(script),
        })
    }

    /// Whether this tenant has used the key or the identifying value of a request in this walk.
    fn is_used(&self, draft: &Draft, act: &Act) -> bool {
        let guide = &self.ground.guide;
        let (key, value) = (guide.key_of(draft), identifier(draft, guide));
        self.made.iter().filter(|made| made.who == act.who).any(|made| {
            let same_key = key.is_some() && guide.key_of(&made.draft) == key;
            same_key || (value.is_some() && identifier(&made.draft, guide) == value)
        })
    }

    /// Whether a tenant has another resource, or may have, with the identifying value of this one.
    pub(super) fn has_twin(&self, made: &Made, who: Who) -> bool {
        let guide = &self.ground.guide;
        let value = identifier(&made.draft, guide);
        let others = self.made.iter().filter(|other| other.tag != made.tag && other.who == who);
        value.is_some() && others.into_iter().any(|other| identifier(&other.draft, guide) == value)
    }

    /// Gives a create a key of its own, where there are keys.
    fn put_own_key(&self, draft: &mut Draft, script: &mut Script, tag: Tag, form: u16) -> Option<()> {
        if self.ground.guide.key_header.is_none() { Some(()) } else { self.put_key(draft, script, tag, form) }
    }

    fn put_key(&self, draft: &mut Draft, script: &mut Script, tag: Tag, form: u16) -> Option<()> {
        let key = self.key(tag, form)?;
        let header = self.ground.guide.key_header.as_ref()?;
        draft.headers.insert(header.clone(), key.clone());
        script.headers.insert(header.clone(), key.clone());
        script.fresh.extend(self.key_naming(&key, form));
        Some(())
    }

    /// Gives a repeated create an identifying value of its own; the sheet that follows from it.
    fn put_identifier(
        &self,
        draft: &mut Draft,
        script: &mut Script,
        tag: Tag,
        first: &Made,
    ) -> Option<Arc<super::sheet::Sheet>> {
        let guide = &self.ground.guide;
        let shape = guide.shapes.get(usize::from(first.sample))?;
        let place = shape.place_at(&guide.identifier)?;
        let given = first.sheet.given.get(place)?.clone();
        let template = crate::expect::Template::parse("${own_identifier}").ok()?;
        let form = TwistForm {
            given: BTreeMap::from([("own_identifier".to_owned(), given)]),
            edits: Edits { set: vec![(guide.identifier.clone(), NewValue::Text(template))], remove: Vec::new() },
        };
        self.edit(draft, script, tag, &form)?;
        Some(Arc::clone(&first.sheet))
    }

    /// Gives a repeated create an identifying value that is almost that of the first one.
    fn put_near_identifier(
        &self,
        draft: &mut Draft,
        script: &mut Script,
        first: &Made,
        nearness: Nearness,
    ) -> Option<Arc<super::sheet::Sheet>> {
        let guide = &self.ground.guide;
        let shape = guide.shapes.get(usize::from(first.sample))?;
        let place = shape.place_at(&guide.identifier)?;
        // Of an ordinary value it is known that there is room for one character more.
        if first.sheet.literal || first.sheet.given.get(place) != shape.given.get(place) {
            return None;
        }
        let near = near_value(&identifier(&first.draft, guide)?, nearness)?;
        let value = NewValue::Text(crate::expect::Template::literal(&near));
        let edits = Edits { set: vec![(guide.identifier.clone(), value)], remove: Vec::new() };
        draft.body = Some(edits.apply(draft.body.as_ref()?, &Values::default()).ok()?.into());
        script.edits = edits;
        Some(Arc::clone(&first.sheet))
    }

    fn edit(&self, draft: &mut Draft, script: &mut Script, tag: Tag, form: &TwistForm) -> Option<()> {
        let mut values = Values::default();
        for (name, given) in &form.given {
            let value = value_of(self.ground, &self.label, tag, name, given);
            script.fresh.push(Naming { value: value.clone(), name: name.clone(), given: given.clone() });
            values.set(name.clone(), value);
        }
        let body: &Bytes = draft.body.as_ref()?;
        let edited = form.edits.apply(body, &values).ok()?;
        if edited == *body {
            return None;
        }
        draft.body = Some(edited.into());
        script.edits = form.edits.clone();
        script.fresh.retain(|naming| !matches!(naming.given, Given::Text(_)));
        Some(())
    }
}

/// The identifying value in a request.
pub(super) fn identifier(draft: &Draft, guide: &Guide) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(draft.body.as_ref()?).ok()?;
    value_at(&body, &guide.identifier)?.as_str().map(str::to_owned)
}

/// A key that differs from another one in one character, or in the case of its letters.
fn near(key: &str, form: u16) -> Option<String> {
    let mut characters: Vec<char> = key.chars().collect();
    match form % 3 {
        0 => {
            let last = characters.last_mut()?;
            *last = if *last == '0' { '1' } else { '0' };
        }
        1 => characters.push('0'),
        _ => characters.iter_mut().for_each(|c| *c = recased(*c)),
    }
    let near: String = characters.into_iter().collect();
    (near != key).then_some(near)
}

/// A value that is almost another one; nothing where it would be the same.
fn near_value(value: &str, nearness: Nearness) -> Option<String> {
    let near = match nearness {
        Nearness::Longer => format!("{value}{}", nearness.ends().1),
        Nearness::Recased => value.chars().map(recased).collect(),
    };
    (near != value).then_some(near)
}

fn recased(c: char) -> char {
    if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
}

/// The situation of a changed body; nothing when the change says nothing about duplicates.
fn changed(change: &Change, keyed: bool, first: &Made, guide: &Guide) -> Option<Situation> {
    let there = first.draft.body.as_ref().and_then(|body| serde_json::from_slice::<serde_json::Value>(body).ok());
    let there = there.as_ref().and_then(|body| value_at(body, &change.at));
    let removes = !change.form.edits.remove.is_empty();
    // Whether a member more makes another body, no document says.
    there?;
    if !keyed {
        return (change.at != guide.identifier).then_some(Situation::ChangedUnkeyed);
    }
    Some(if removes {
        Situation::MissingMember
    } else if change.at.matches('/').count() > 1 {
        Situation::ChangedNested
    } else {
        Situation::Changed
    })
}
