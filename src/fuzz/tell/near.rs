//! Keys and values that differ almost not at all, in a scenario: one that every run makes anew, with two ends.

use super::scenario::Scenario;
use crate::fuzz::walk::{Deed, Nearness, Repetition, Tag};
use toml::{Table, Value};

impl Scenario<'_> {
    /// A key; one that a later step almost repeats gets an end that can be altered.
    pub(super) fn key(&self, value: String, index: usize) -> String {
        let own = &self.done[index].act;
        if let Deed::Repeat { of, how: Repetition::NearKey(form) } = own.deed {
            let first = self.done.iter().find(|done| done.act.tag == of);
            let header = self.ground.guide.key_header.as_ref();
            let first = first.and_then(|done| done.script.as_ref()?.headers.get(header?));
            return first.map_or(value, |key| format!("{}{}", self.names.anew(key), key_ends(form).1));
        }
        let form = self.done[index..].iter().find_map(|done| match done.act.deed {
            Deed::Repeat { of, how: Repetition::NearKey(form) } if of == own.tag => Some(form),
            _ => None,
        });
        form.map_or(value.clone(), |form| format!("{value}{}", key_ends(form).0))
    }

    /// Gives an identifying value that a later step almost repeats an end, and the one that repeats it another.
    pub(super) fn near_value(&self, index: usize, change: &mut Table) {
        let own = self.done[index].act.tag;
        let (first, end) = match self.nearly_repeats(index) {
            Some((of, nearness)) => (of, nearness.ends().1),
            None => {
                let later = (index + 1..self.done.len()).filter_map(|later| self.nearly_repeats(later));
                match later.into_iter().find(|(of, _)| *of == own) {
                    Some((_, nearness)) => (own, nearness.ends().0),
                    None => return,
                }
            }
        };
        let identifier = &self.ground.guide.identifier;
        if let Some(value) = self.identifying(first).filter(|_| first != own || !end.is_empty()) {
            change.insert(identifier.clone(), Value::from(format!("{}{end}", self.names.anew(&value))));
        }
    }

    fn nearly_repeats(&self, index: usize) -> Option<(Tag, Nearness)> {
        match self.done[index].act.deed {
            Deed::Repeat { of, how: Repetition::NearValue(nearness) } => Some((of, nearness)),
            _ => None,
        }
    }

    /// The identifying value that an act sent.
    fn identifying(&self, tag: Tag) -> Option<String> {
        let done = self.done.iter().find(|done| done.act.tag == tag)?;
        let body = done.exchanges.first()?.request.body.as_ref()?;
        let body: serde_json::Value = serde_json::from_slice(&body.0).ok()?;
        body.pointer(&self.ground.guide.identifier)?.as_str().map(str::to_owned)
    }
}

/// The ends of two keys that differ almost not at all.
fn key_ends(form: u16) -> (&'static str, &'static str) {
    match form % 3 {
        0 => ("0", "1"),
        1 => ("", "0"),
        _ => ("a", "A"),
    }
}
