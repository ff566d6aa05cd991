//! Draws walks from a guide: a proptest strategy whose trees shrink walks.

use super::hostile::HOSTILE_IDS;
use super::{Act, Aim, Deed, Nearness, Repetition, Tag, Tried, Walk, WalkTree, Who, Wire};
use crate::fuzz::guide::{Fate, Guide, Situation, collide};
use proptest::prelude::RngExt;
use proptest::strategy::{NewTree, Strategy};
use proptest::test_runner::{TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The longest walk drawn.
const LONGEST: usize = 9;
/// Of so many walks one has a mailbox: a webhook costs about as much as a request.
const HOOKED: usize = 32;

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
    pub(super) twists: BTreeMap<(u16, Fate), Vec<(u16, u16)>>,
    pub(super) triggers: Vec<u16>,
    pub(super) nears: Vec<Nearness>,
    pub(super) second_tenant: bool,
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
                if twist.is_for(&shape.name) {
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
        let strangers = of(&[
            Situation::NoCredential,
            Situation::UnknownCredential,
            Situation::OddCredential,
            Situation::BadlySigned,
        ]);
        let nears = Nearness::ALL.into_iter().filter(|near| {
            let when = near.situation();
            guide.rules_of(&guide.create, &when).next().is_some()
        });
        let nears = nears.collect();
        let triggers = (0..guide.triggers.len()).map(number).collect();
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
            nears,
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
            24..50 => self.repeat(rng, walk, tag, of, owner),
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

    pub(super) fn index(&self, rng: &mut TestRng, bound: usize) -> u16 {
        u16::try_from(self.below(rng, bound)).unwrap_or(0)
    }

    /// The rarer of two drawn candidates.
    pub(super) fn rarer<T: Copy>(&self, rng: &mut TestRng, candidates: &[T], count: impl Fn(T) -> u64) -> Option<T> {
        let first = *candidates.get(self.below(rng, candidates.len()))?;
        let second = *candidates.get(self.below(rng, candidates.len()))?;
        Some(if count(second) < count(first) { second } else { first })
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

pub(super) fn number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
