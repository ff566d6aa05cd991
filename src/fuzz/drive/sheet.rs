//! Sheets: a create written out, from sample, twists, triggers and hostile text to bytes.

use super::Ground;
use crate::contract::Given;
use crate::expect::Template;
use crate::fuzz::guide::{Force, Shape, TwistForm};
use crate::fuzz::walk::{Create, HOSTILE_JSON, Tag, UNREADABLE, Wire, spelled};
use crate::generate::{Generator, MoneyShape, Source, TextShape};
use crate::scenario::{Edits, NewValue, Values};
use bytes::Bytes;
use std::collections::BTreeMap;

/// A create written out.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// What each value is made by.
    pub(super) given: BTreeMap<String, Given>,
    /// The values.
    pub(super) values: Values,
    /// Changes to the sample.
    pub(super) edits: Edits,
    /// Headers of twists.
    pub(super) headers: BTreeMap<String, String>,
    /// The body.
    pub(super) body: Bytes,
    /// Whether the body is more than the sample with its changes.
    pub(super) literal: bool,
}

/// The name under which scenarios find where webhooks go, and a place for it.
const SINK_NAME: &str = "sink.url";
/// The place of that name in a text.
pub(super) const SINK_URL: &str = "${sink.url}";
/// Stands in a body for hostile JSON until the rest of it is written.
const MARK: &str = "payspec-hostile-place";

/// Makes one named value of an act.
pub(super) fn value_of(ground: &Ground, walk: &str, tag: Tag, name: &str, given: &Given) -> String {
    match given {
        Given::Text(text) => text.clone(),
        Given::Made(generator) => made(ground, walk, tag, name, generator),
    }
}

/// Makes a value with a generator.
pub(super) fn made(ground: &Ground, walk: &str, tag: Tag, name: &str, generator: &Generator) -> String {
    generator.make(&mut Source::new(ground.seed, &ground.salt.0, walk, &format!("{tag}.{name}")))
}

impl Sheet {
    /// The sheet of a create; nothing when its parts do not go together.
    ///
    /// `url` is where its webhooks go, if it says so.
    pub(super) fn of(ground: &Ground, walk: &str, tag: Tag, create: &Create, url: Option<&str>) -> Option<Self> {
        let guide = &ground.guide;
        let shape = guide.shapes.get(usize::from(create.sample))?;
        let mut form = TwistForm { given: shape.given.clone(), edits: Edits::default() };
        let mut headers = BTreeMap::new();
        for index in &create.triggers {
            let trigger = guide.triggers.get(usize::from(*index)).filter(|trigger| goes(&trigger.samples, shape))?;
            force(&mut form, shape, &trigger.at, &trigger.force)?;
        }
        for (index, number) in &create.twists {
            let twist = guide.twists.get(usize::from(*index)).filter(|twist| goes(&twist.samples, shape))?;
            let chosen = twist.forms.get(usize::from(*number))?;
            form.given.extend(chosen.given.clone());
            form.edits = form.edits.then(&chosen.edits);
            headers.extend(twist.headers.clone());
        }
        if let (Some(later), Some(timing)) = (create.timing.checked_sub(1), &guide.timing) {
            let seconds = timing.later.get(usize::from(later))?;
            form.edits.set.push((timing.at.clone(), NewValue::Json((*seconds).into())));
        }
        let mut values = Values::default();
        if let (Some(hooks), Some(url)) = (&guide.hooks, url) {
            form.edits.set.push((hooks.url.clone(), NewValue::Text(Template::parse(SINK_URL).ok()?)));
            values.set(SINK_NAME, url);
        }
        let mut sheet =
            Self { values, given: form.given, edits: form.edits, headers, body: Bytes::new(), literal: false };
        sheet.given.retain(|name, _| used(name, shape, &sheet.edits));
        for (name, given) in &sheet.given {
            sheet.values.set(name.clone(), value_of(ground, walk, tag, name, given));
        }
        sheet.write(shape, create.wire)?;
        Some(sheet)
    }

    fn write(&mut self, shape: &Shape, wire: Wire) -> Option<()> {
        let filled = self.values.fill_json(&shape.text).ok()?.into_bytes();
        let plain = self.edits.apply(&filled, &self.values).ok()?;
        self.body = match wire {
            Wire::Plain => plain.into(),
            Wire::Unreadable(index) => {
                self.literal = true;
                Bytes::from_static(UNREADABLE.get(usize::from(index))?.1)
            }
            Wire::Hostile { place, text } => {
                self.literal = true;
                let at = shape.texts.get(usize::from(place))?;
                let mark = NewValue::Text(Template::literal(MARK));
                let edits = Edits { set: vec![(at.clone(), mark)], remove: Vec::new() };
                let marked = String::from_utf8(edits.apply(&plain, &self.values).ok()?).ok()?;
                marked.replace(&format!("\"{MARK}\""), &spelled(HOSTILE_JSON.get(usize::from(text))?.1)).into()
            }
        };
        Some(())
    }
}

/// Whether something that is meant for some samples goes with this one; with others it says nothing.
fn goes(samples: &[String], shape: &Shape) -> bool {
    samples.is_empty() || samples.contains(&shape.name)
}

/// Changes a form so that a value forces an outcome.
fn force(form: &mut TwistForm, shape: &Shape, at: &str, force: &Force) -> Option<()> {
    let place = shape.place_at(at);
    match force {
        Force::Equals(text) => form.edits.set.push((at.to_owned(), NewValue::Text(Template::literal(text)))),
        Force::Prefix(prefix) => {
            let length = u32::try_from(prefix.chars().count()).ok()? + 22;
            let generator =
                Generator::text(TextShape { length, prefix: prefix.clone(), ..TextShape::default() }).ok()?;
            form.given.insert(place?.to_owned(), Given::Made(generator));
        }
        Force::Cents(cents) => {
            let Some(Given::Made(Generator::Money(shape))) = form.given.get(place?) else { return None };
            let generator = Generator::money(MoneyShape { cents: Some(*cents), ..shape.clone() }).ok()?;
            form.given.insert(place?.to_owned(), Given::Made(generator));
        }
    }
    Some(())
}

fn used(name: &str, shape: &Shape, edits: &Edits) -> bool {
    let in_edits = |(_, value): &(String, NewValue)| match value {
        NewValue::Text(template) => template.names().any(|known| known == name),
        NewValue::Json(_) => false,
    };
    shape.places.contains_key(name) || shape.text.names().any(|known| known == name) || edits.set.iter().any(in_edits)
}
