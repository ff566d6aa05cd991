//! Draws walks from a guide: a proptest strategy whose trees shrink walks.

use super::hostile::{HOSTILE_IDS, HOSTILE_JSON, UNREADABLE};
use super::{Act, Aim, Create, Deed, Repetition, Tag, Tried, Walk, WalkTree, Who, Wire};
use crate::fuzz::guide::{Fate, Guide, Situation, Twist, collide};
use proptest::prelude::RngExt;
use proptest::strategy::{NewTree, Strategy};
use proptest::test_runner::{TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The longest walk drawn.
const LONGEST: usize = 9;
/// Of so many walks one has a mailbox: a webhook costs about as much as a request.
const HOOKED: usize = 32;
/// How often something that fits is looked for.
const TRIES: usize = 6;

/// What can be drawn for a target.
#[derive(Debug)]
pub struct Artist {
    /// The guide.
    pub guide: Arc<Guide>,
    /// How often each thing was tried.
    pub tried: Arc<Tried>,
    /// Operations on one resource.
    pub visits: Vec<String>,
    /// The operation that reads one resource, by its place among the visits.
    pub read: Option<u16>,
    /// Operations that list resources.
    pub lists: Vec<String>,
    asks: Vec<(u16, u16)>,
    strangers: Vec<(u16, u16)>,
    twists: BTreeMap<(u16, Fate), Vec<(u16, u16)>>,
    triggers: Vec<u16>,
    changes: Vec<u16>,
    second_tenant: bool,
    /// Whether creates may name a mailbox.
    pub hooks: bool,
}

/// The strategy of all walks of an artist.
#[derive(Debug, Clone)]
pub struct Walks(pub Arc<Artist>);

impl Strategy for Walks {
    type Tree = WalkTree;
    type Value = Walk;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        Ok(WalkTree::new(self.0.walk(runner.rng())))
    }
}

impl Artist {
    /// An artist for a guide; `visits` are the operations whose path names a resource, `read` the one that only looks.
    pub fn new(guide: Arc<Guide>, visits: Vec<String>, read: Option<&str>, second_tenant: bool) -> Self {
        let of = |wanted: &[Situation]| -> Vec<(u16, u16)> {
            let rules = guide.rules.iter().zip(0..).filter(|(rule, _)| wanted.contains(&rule.when));
            rules.flat_map(|(rule, index)| (0..rule.choices()).map(move |choice| (index, number(choice)))).collect()
        };
        let mut twists: BTreeMap<(u16, Fate), Vec<(u16, u16)>> = BTreeMap::new();
        for (shape, sample) in guide.shapes.iter().zip(0..) {
            for (twist, index) in guide.twists.iter().zip(0..) {
                if twist.samples.is_empty() || twist.samples.contains(&shape.name) {
                    let forms = (0..twist.forms.len()).map(|form| (index, number(form)));
                    twists.entry((sample, twist.fate)).or_default().extend(forms);
                }
            }
        }
        let views = [Situation::Accepted, Situation::Refused, Situation::Conflict, Situation::Race];
        let listing: BTreeSet<&String> = guide
            .rules
            .iter()
            .filter(|rule| {
                rule.operation != guide.create && !visits.contains(&rule.operation) && views.contains(&rule.when)
            })
            .map(|rule| &rule.operation)
            .collect();
        let lists = listing.into_iter().cloned().collect();
        let read = read.and_then(|read| visits.iter().position(|known| known == read)).map(number);
        let asks = of(&[Situation::Plain]);
        let strangers = of(&[Situation::NoCredential, Situation::UnknownCredential, Situation::OddCredential]);
        let triggers = (0..guide.triggers.len()).map(number).collect();
        let changes = (0..guide.changes.len()).map(number).collect();
        let tried = Arc::new(Tried::of(&guide));
        Self {
            tried,
            guide,
            visits,
            read,
            lists,
            asks,
            strangers,
            twists,
            triggers,
            changes,
            second_tenant,
            hooks: false,
        }
    }

    /// A new walk.
    pub fn walk(&self, rng: &mut TestRng) -> Walk {
        let length = 1 + self.below(rng, LONGEST);
        let mut walk = Walk { acts: Vec::with_capacity(length) };
        while walk.acts.len() < length {
            let tag = walk.free_tag();
            walk.acts.push(self.act(rng, &walk, tag));
        }
        if self.hooks && self.below(rng, HOOKED) == 0 {
            self.hook(rng, &mut walk);
        }
        walk.tidy()
    }

    /// Has most creates of a walk name its mailbox.
    fn hook(&self, rng: &mut TestRng, walk: &mut Walk) {
        let Some(hooks) = &self.guide.hooks else { return };
        let at = std::slice::from_ref(&hooks.url);
        for act in &mut walk.acts {
            let Deed::Create(create) = &mut act.deed else { continue };
            let free = matches!(create.wire, Wire::Plain | Wire::Hostile { .. }) && act.who == Who::Main;
            create.hook = self.below(rng, 4) > 0 && free && !collide(at, &self.touched(create));
        }
    }

    /// One more act for a walk.
    pub fn act(&self, rng: &mut TestRng, walk: &Walk, tag: Tag) -> Act {
        let creates: Vec<(Tag, Who)> = walk
            .acts
            .iter()
            .filter(|act| {
                matches!(
                    act.deed,
                    Deed::Create(_)
                        | Deed::Repeat {
                            how: Repetition::Fresh(_) | Repetition::ForeignKey | Repetition::ForeignValue(_),
                            ..
                        }
                )
            })
            .map(|act| (act.tag, act.who))
            .collect();
        let plain = |deed| Act { tag, who: Who::Main, copies: 1, deed };
        let roll = self.below(rng, 100);
        let Some((of, owner)) = creates.get(self.below(rng, creates.len().max(1))).copied() else {
            return match roll {
                0..86 => self.create(rng, tag),
                86..90 => self.visit_nobody(rng, tag),
                90..94 => self.stranger(rng, tag, None),
                _ => self.ask(rng, tag),
            };
        };
        match roll {
            0..24 => self.create(rng, tag),
            24..50 => self.repeat(rng, tag, of, owner),
            50..84 => self.visit(rng, tag, of, owner),
            84..89 => match u16::try_from(self.below(rng, self.lists.len())) {
                Ok(operation) if !self.lists.is_empty() => {
                    let who = if self.second_tenant && self.below(rng, 6) == 0 { owner.turned() } else { owner };
                    Act { who, ..plain(Deed::List { operation, of }) }
                }
                _ => self.ask(rng, tag),
            },
            89..92 => Act { who: owner, ..plain(Deed::Late { of }) },
            92..95 => self.visit_nobody(rng, tag),
            95..98 => self.stranger(rng, tag, Some(of)),
            _ => self.ask(rng, tag),
        }
    }

    /// A number below a bound; nought for the bound nought.
    pub(super) fn below(&self, rng: &mut TestRng, bound: usize) -> usize {
        if bound < 2 { 0 } else { rng.random_range(0..bound) }
    }

    fn index(&self, rng: &mut TestRng, bound: usize) -> u16 {
        u16::try_from(self.below(rng, bound)).unwrap_or(0)
    }

    /// The rarer of two drawn candidates.
    fn rarer<T: Copy>(&self, rng: &mut TestRng, candidates: &[T], count: impl Fn(T) -> u64) -> Option<T> {
        let first = *candidates.get(self.below(rng, candidates.len()))?;
        let second = *candidates.get(self.below(rng, candidates.len()))?;
        Some(if count(second) < count(first) { second } else { first })
    }

    /// A create with at most one defect.
    fn create(&self, rng: &mut TestRng, tag: Tag) -> Act {
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

    fn may_add(&self, create: &Create, index: u16) -> bool {
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
        let sample_fits = twist.samples.is_empty() || twist.samples.contains(&shape.name);
        let defects = |(index, _): &(u16, u16)| {
            self.guide.twists.get(usize::from(*index)).is_some_and(|twist| twist.fate == Fate::Refused)
        };
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

    fn repeat(&self, rng: &mut TestRng, tag: Tag, of: Tag, owner: Who) -> Act {
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
            56..82 => match self.rarer(rng, &self.changes, |change| self.tried.change(change.into())) {
                Some(change) => Repetition::Changed(change),
                None => Repetition::Same,
            },
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

    fn visit(&self, rng: &mut TestRng, tag: Tag, of: Tag, owner: Who) -> Act {
        let operation = self.index(rng, self.visits.len());
        let foreign = self.second_tenant && self.below(rng, 12) == 0;
        let is_read = self.read == Some(operation);
        let copies = if !is_read && !foreign && self.below(rng, 12) == 0 {
            2 + u8::try_from(self.below(rng, 4)).unwrap_or(0)
        } else {
            1
        };
        let who = if foreign { owner.turned() } else { owner };
        Act { tag, who, copies, deed: Deed::Visit { operation, aim: Aim::Of(of) } }
    }

    fn visit_nobody(&self, rng: &mut TestRng, tag: Tag) -> Act {
        let operation = self.index(rng, self.visits.len());
        let aim = if self.below(rng, 3) == 0 {
            Aim::Hostile(self.index(rng, HOSTILE_IDS.len()))
        } else {
            Aim::Unknown(rng.random_range(0..u16::MAX))
        };
        Act { tag, who: Who::Main, copies: 1, deed: Deed::Visit { operation, aim } }
    }

    fn ask(&self, rng: &mut TestRng, tag: Tag) -> Act {
        self.of_rules(rng, tag, &self.asks, None).unwrap_or_else(|| self.create(rng, tag))
    }

    fn stranger(&self, rng: &mut TestRng, tag: Tag, of: Option<Tag>) -> Act {
        self.of_rules(rng, tag, &self.strangers, of).unwrap_or_else(|| self.create(rng, tag))
    }

    fn of_rules(&self, rng: &mut TestRng, tag: Tag, rules: &[(u16, u16)], of: Option<Tag>) -> Option<Act> {
        let (rule, choice) = self.rarer(rng, rules, |(rule, choice)| self.tried.rule(rule.into(), choice.into()))?;
        Some(Act { tag, who: Who::Main, copies: 1, deed: Deed::Ask { rule, choice, of } })
    }
}

fn number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
