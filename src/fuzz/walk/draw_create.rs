//! Draws creates: a sample with triggers, and with differences that keep it sound or make it wrong in one way.

use super::draw::Artist;
use super::hostile::{HOSTILE_JSON, UNREADABLE};
use super::{Act, Create, Deed, Tag, Who, Wire};
use crate::fuzz::guide::{Fate, Twist, collide};
use proptest::test_runner::TestRng;

/// How often something that fits is looked for.
const TRIES: usize = 6;

impl Artist {
    pub(super) fn create(&self, rng: &mut TestRng, tag: Tag) -> Act {
        let sample = self.index(rng, self.guide.shapes.len());
        let mut create = Create {
            sample,
            key: (!self.guide.keys.is_empty() && self.below(rng, 4) > 0)
                .then(|| self.index(rng, self.guide.keys.len())),
            timing: 0,
            triggers: Vec::new(),
            twists: Vec::new(),
            own_keys: false,
            hook: false,
            wire: Wire::Plain,
        };
        let mut copies = 1;
        let roll = self.below(rng, 100);
        if let Some(timing) = &self.guide.timing
            && self.below(rng, 8) == 0
        {
            create.timing = 1 + self.index(rng, timing.later.len());
        }
        match roll {
            0..4 => create.wire = Wire::Unreadable(self.index(rng, UNREADABLE.len())),
            4..12 => {
                let texts = self.guide.shapes.get(usize::from(sample)).map_or(0, |shape| shape.texts.len());
                let (place, text) = (self.index(rng, texts), self.index(rng, HOSTILE_JSON.len()));
                create.wire = Wire::Hostile { place, text };
            }
            12..40 => self.twist(rng, &mut create, Fate::Refused),
            40..62 => self.twist(rng, &mut create, Fate::Accepted),
            62..66 => {
                copies = 2 + u8::try_from(self.below(rng, 7)).unwrap_or(0);
                create.own_keys = self.below(rng, 2) == 0;
            }
            _ => {}
        }
        if self.below(rng, 100) < 42 {
            self.trigger(rng, &mut create);
        }
        if self.below(rng, 100) < 20 {
            self.trigger(rng, &mut create);
        }
        if self.below(rng, 100) < 8 && copies == 1 {
            self.twist(rng, &mut create, Fate::Accepted);
        }
        let who = if self.second_tenant && self.below(rng, 20) == 0 { Who::Other } else { Who::Main };
        Act { tag, who, copies, deed: Deed::Create(create) }
    }

    fn twist(&self, rng: &mut TestRng, create: &mut Create, fate: Fate) {
        let Some(all) = self.twists.get(&(create.sample, fate)) else { return };
        let count = |(twist, form): (u16, u16)| self.tried.twist(twist.into(), form.into());
        for _ in 0..TRIES {
            let Some(chosen) = self.rarer(rng, all, count) else { return };
            if self.guide.twists.get(usize::from(chosen.0)).is_some_and(|twist| self.fits(create, twist)) {
                create.twists.push(chosen);
                return;
            }
        }
    }

    fn trigger(&self, rng: &mut TestRng, create: &mut Create) {
        for _ in 0..TRIES {
            let Some(chosen) = self.rarer(rng, &self.triggers, |trigger| self.tried.trigger(trigger.into())) else {
                return;
            };
            if self.may_add(create, chosen) {
                create.triggers.push(chosen);
                create.triggers.sort_unstable();
                return;
            }
        }
    }

    /// Whether a trigger goes with a create: its sample, and nothing twice.
    pub(super) fn may_add(&self, create: &Create, index: u16) -> bool {
        let (Some(trigger), Some(shape)) =
            (self.guide.triggers.get(usize::from(index)), self.guide.shapes.get(usize::from(create.sample)))
        else {
            return false;
        };
        let sample_fits = trigger.samples.is_empty() || trigger.samples.contains(&shape.name);
        sample_fits && !collide(std::slice::from_ref(&trigger.at), &self.touched(create))
    }

    /// Whether a twist goes with a create: its sample, and nothing twice.
    pub(super) fn fits(&self, create: &Create, twist: &Twist) -> bool {
        let Some(shape) = self.guide.shapes.get(usize::from(create.sample)) else { return false };
        let sample_fits = twist.is_for(&shape.name);
        let defects = |(index, _): &(u16, u16)| {
            self.guide.twists.get(usize::from(*index)).is_some_and(|twist| twist.fate == Fate::Refused)
        };
        // What may be refused or taken says nothing about what it is combined with.
        let is_alone =
            |(index, _): &(u16, u16)| self.guide.twists.get(usize::from(*index)).is_some_and(|twist| twist.alone);
        if !create.twists.is_empty() && (twist.alone || create.twists.iter().any(is_alone)) {
            return false;
        }
        // What amounts to a trigger goes with no other.
        let one_trigger = twist.trigger.is_none() || create.triggers.is_empty();
        let one_defect = twist.fate == Fate::Accepted || !create.twists.iter().any(defects);
        sample_fits && one_trigger && one_defect && !collide(&twist.touches, &self.touched(create))
    }

    /// JSON pointers that a create's parts touch.
    pub(super) fn touched(&self, create: &Create) -> Vec<String> {
        let mut touched: Vec<String> = Vec::new();
        for (twist, _) in &create.twists {
            if let Some(twist) = self.guide.twists.get(usize::from(*twist)) {
                touched.extend(twist.touches.iter().cloned());
                // It decides the outcome, so nothing else that does goes with it.
                if twist.trigger.is_some() {
                    touched.extend(self.guide.triggers.iter().map(|trigger| trigger.at.clone()));
                }
            }
        }
        touched.extend(
            create.triggers.iter().filter_map(|index| Some(self.guide.triggers.get(usize::from(*index))?.at.clone())),
        );
        if create.timing > 0 {
            touched.extend(self.guide.timing.as_ref().map(|timing| timing.at.clone()));
        }
        if create.hook {
            touched.extend(self.guide.hooks.as_ref().map(|hooks| hooks.url.clone()));
        }
        if let (Wire::Hostile { place, .. }, Some(shape)) =
            (create.wire, self.guide.shapes.get(usize::from(create.sample)))
        {
            touched.extend(shape.texts.get(usize::from(place)).cloned());
        }
        touched
    }
}
