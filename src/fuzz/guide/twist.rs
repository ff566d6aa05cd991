//! Twists: ways in which a create differs from its sample, sound or wrong in one way.

use super::load::Loader;
use super::raw::{RawChange, RawTwist};
use super::{Asked, Shape};
use crate::contract::{Given, RawGiven, given_table};
use crate::expect::RawValue;
use crate::files::At;
use crate::scenario::{Edits, NewValue, new_value};
use std::collections::{BTreeMap, BTreeSet};

/// One way in which a create differs from its sample.
#[derive(Debug, Clone)]
pub struct Twist {
    /// Its name, which no other has that works with the same sample.
    pub name: String,
    /// The kind of difference, which many places share; findings are told apart by it.
    pub class: String,
    /// Whether the create is still sound.
    pub fate: Fate,
    /// The samples it works with; all when empty.
    pub samples: Vec<String>,
    /// The forms it takes, of which a create has one.
    pub forms: Vec<TwistForm>,
    /// Headers added.
    pub headers: BTreeMap<String, String>,
    /// The trigger it amounts to.
    pub trigger: Option<String>,
    /// Whether the answer to a sound create is not asked for.
    pub alone: bool,
    /// What must hold on the answer.
    pub asked: Vec<Asked>,
    /// JSON pointers it touches.
    pub touches: Vec<String>,
}

impl Twist {
    /// Whether it works with a sample.
    pub fn is_for(&self, sample: &str) -> bool {
        self.samples.is_empty() || self.samples.iter().any(|known| known == sample)
    }

    /// Whether its name says nothing, because another has it that works with the same sample.
    pub(super) fn shares_a_name(&self, other: &Self) -> bool {
        let samples_meet = self.samples.is_empty() || other.samples.iter().any(|sample| self.is_for(sample));
        self.name == other.name && (samples_meet || other.samples.is_empty())
    }
}

/// What becomes of a create with a twist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is accepted.
    Accepted,
    /// It is refused.
    Refused,
}

/// One form of a twist.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TwistForm {
    /// Values for places of the sample or of the edits.
    pub given: BTreeMap<String, Given>,
    /// Changes to the body.
    pub edits: Edits,
}

impl TwistForm {
    /// One new value at one place.
    pub fn put(at: &str, value: NewValue) -> Self {
        Self { given: BTreeMap::new(), edits: Edits { set: vec![(at.to_owned(), value)], remove: Vec::new() } }
    }

    /// One place left out.
    pub fn without(at: &str) -> Self {
        Self { given: BTreeMap::new(), edits: Edits { set: Vec::new(), remove: vec![at.to_owned()] } }
    }
}

/// One way in which a repeated create differs from the first and stays sound.
#[derive(Debug, Clone)]
pub struct Change {
    /// JSON pointer to the place.
    pub at: String,
    /// The samples it works with; all when empty.
    pub samples: Vec<String>,
    /// The difference.
    pub form: TwistForm,
}

/// Whether two sets of JSON pointers get in each other's way.
pub(crate) fn collide(one: &[String], other: &[String]) -> bool {
    let within = |a: &str, b: &str| a == b || a.strip_prefix(b).is_some_and(|rest| rest.starts_with('/'));
    one.iter().any(|a| other.iter().any(|b| within(a, b) || within(b, a)))
}

impl Loader<'_> {
    pub(super) fn form(
        &mut self,
        given: &BTreeMap<String, At<RawGiven>>,
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

    pub(super) fn twist(&mut self, raw: &At<RawTwist>, fate: Fate, shapes: &[Shape]) -> Option<Twist> {
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

    pub(super) fn change(&mut self, raw: &At<RawChange>) -> Option<Change> {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_collides_with_itself_and_with_what_holds_it() {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert!(collide(&list(&["/a"]), &list(&["/a"])));
        assert!(collide(&list(&["/a/b"]), &list(&["/x", "/a"])));
        assert!(!collide(&list(&["/a"]), &list(&["/ab", "/b/a"])));
    }
}
