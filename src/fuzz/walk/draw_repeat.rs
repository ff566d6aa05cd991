//! Draws repeats of creates: the same, with another key, with a difference.

use super::draw::{Artist, number};
use super::{Act, Create, Deed, Repetition, Tag, Walk, Who};
use crate::files::value_at;
use crate::fuzz::guide::{Change, TwistForm};
use crate::scenario::NewValue;
use proptest::test_runner::TestRng;

impl Artist {
    /// A create of the walk once more, the same or with one difference.
    pub(super) fn repeat(&self, rng: &mut TestRng, walk: &Walk, tag: Tag, of: Tag, owner: Who) -> Act {
        let key = self.index(rng, self.guide.keys.len());
        let mut act = Act { tag, who: owner, copies: 1, deed: Deed::Repeat { of, how: Repetition::Same } };
        let how = match self.below(rng, 100) {
            0..30 => Repetition::Same,
            30..36 => Repetition::Unkeyed,
            36..52 => Repetition::OtherKey(key),
            52..56 => {
                act.copies = 2 + u8::try_from(self.below(rng, 5)).unwrap_or(0);
                Repetition::Same
            }
            56..60 => match self.nears.get(self.below(rng, self.nears.len())) {
                Some(near) => Repetition::NearValue(*near),
                None => Repetition::Same,
            },
            60..82 => {
                let changes = self.changes_of(walk, of);
                match self.rarer(rng, &changes, |change| self.tried.change(change.into())) {
                    Some(change) => Repetition::Changed(change),
                    None => Repetition::Same,
                }
            }
            82..86 => Repetition::Fresh(key),
            86..90 => Repetition::NearKey(self.index(rng, 3)),
            _ if !self.second_tenant => Repetition::Same,
            90..95 => Repetition::ForeignKey,
            _ => Repetition::ForeignValue(key),
        };
        let how = match how {
            // Where there are no keys in a header, none can be another one.
            Repetition::Unkeyed | Repetition::OtherKey(_) | Repetition::NearKey(_) | Repetition::ForeignKey
                if self.guide.keys.is_empty() =>
            {
                Repetition::Same
            }
            how => how,
        };
        if matches!(how, Repetition::ForeignKey | Repetition::ForeignValue(_)) {
            act.who = owner.turned();
        }
        act.deed = Deed::Repeat { of, how };
        act
    }

    /// The changes of values that a create of the walk has.
    fn changes_of(&self, walk: &Walk, of: Tag) -> Vec<u16> {
        let Some(create) = created(walk, of) else { return Vec::new() };
        let Some(shape) = self.guide.shapes.get(usize::from(create.sample)) else { return Vec::new() };
        let fits = |(index, change): (usize, &Change)| {
            let sample_fits = change.samples.is_empty() || change.samples.contains(&shape.name);
            let there = value_at(&shape.tree, &change.at).is_some() || self.twisted_at(create, &change.at);
            (sample_fits && there).then(|| number(index))
        };
        self.guide.changes.iter().enumerate().filter_map(fits).collect()
    }

    /// Whether a difference of a create puts something at a place.
    fn twisted_at(&self, create: &Create, at: &str) -> bool {
        let form =
            |(twist, form): &(u16, u16)| self.guide.twists.get(usize::from(*twist))?.forms.get(usize::from(*form));
        create.twists.iter().filter_map(form).any(|form| puts(form, at))
    }
}

fn puts(form: &TwistForm, at: &str) -> bool {
    form.edits.set.iter().any(|(place, value)| match (at.strip_prefix(place.as_str()), value) {
        (Some(""), _) => true,
        (Some(rest), NewValue::Json(value)) => rest.starts_with('/') && value_at(value, rest).is_some(),
        _ => false,
    })
}

/// The create that an act is, or repeats.
fn created(walk: &Walk, tag: Tag) -> Option<&Create> {
    let mut tag = tag;
    // An act is about an earlier one, so this ends.
    for act in walk.acts.iter().rev() {
        if act.tag == tag {
            match &act.deed {
                Deed::Create(create) => return Some(create),
                Deed::Repeat { of, .. } => tag = *of,
                _ => return None,
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_difference_puts_into_a_body_may_be_changed() {
        let form = TwistForm::put("/metadata", NewValue::Json(json!({ "batch": { "month": 11 } })));
        for (at, there) in [
            ("/metadata", true),
            ("/metadata/batch", true),
            ("/metadata/batch/month", true),
            ("/metadata/owner", false),
            ("/metadata2", false),
            ("/meta", false),
            ("", false),
        ] {
            assert_eq!(puts(&form, at), there, "{at}");
        }
        assert!(!puts(&TwistForm::without("/metadata"), "/metadata"));
    }
}
