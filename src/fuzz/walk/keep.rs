//! Writes walks by names, and reads them where the names still mean something that may be drawn.

use super::hostile::{HOSTILE_IDS, HOSTILE_JSON, UNREADABLE};
use super::written::{WrittenAct, WrittenCreate, WrittenDeed, WrittenWalk};
use super::{Act, Aim, Artist, Create, Deed, Nearness, Repetition, Walk, Who, Wire};
use crate::fuzz::guide::{Change, Shape};

impl Artist {
    /// A walk by names.
    pub fn write(&self, walk: &Walk) -> Option<WrittenWalk> {
        let acts = walk.acts.iter().map(|act| {
            let deed = self.write_deed(&act.deed)?;
            Some(WrittenAct { tag: act.tag, other: act.who == Who::Other, copies: act.copies, deed })
        });
        Some(WrittenWalk { acts: acts.collect::<Option<_>>()? })
    }

    /// The walk that names mean here; nothing when a name is not known any more.
    pub fn read(&self, written: &WrittenWalk) -> Option<Walk> {
        let acts = written.acts.iter().map(|act| {
            let deed = self.read_deed(&act.deed)?;
            let who = if act.other { Who::Other } else { Who::Main };
            Some(Act { tag: act.tag, who, copies: act.copies.clamp(1, 32), deed })
        });
        Some(Walk { acts: acts.collect::<Option<_>>()? }.tidy())
    }

    fn write_deed(&self, deed: &Deed) -> Option<WrittenDeed> {
        let guide = &self.guide;
        Some(match deed {
            Deed::Create(create) => WrittenDeed::Create(self.write_create(create)?),
            Deed::Repeat { of, how } => match *how {
                Repetition::Same => WrittenDeed::Same { of: *of },
                Repetition::Unkeyed => WrittenDeed::Unkeyed { of: *of },
                Repetition::OtherKey(key) => WrittenDeed::OtherKey { of: *of, key },
                Repetition::Changed(change) => {
                    WrittenDeed::Changed { of: *of, change: self.change_name(change.into())? }
                }
                Repetition::Fresh(key) => WrittenDeed::Fresh { of: *of, key },
                Repetition::NearKey(form) => WrittenDeed::NearKey { of: *of, form },
                Repetition::NearValue(Nearness::Longer) => WrittenDeed::LongerValue { of: *of },
                Repetition::NearValue(Nearness::Recased) => WrittenDeed::RecasedValue { of: *of },
                Repetition::ForeignKey => WrittenDeed::ForeignKey { of: *of },
                Repetition::ForeignValue(key) => WrittenDeed::ForeignValue { of: *of, key },
            },
            Deed::Visit { operation, aim } => {
                let operation = self.visits.get(usize::from(*operation))?.clone();
                match *aim {
                    Aim::Of(of) => WrittenDeed::Visit { operation, of },
                    Aim::Unknown(number) => WrittenDeed::VisitUnknown { operation, number },
                    Aim::Hostile(id) => {
                        WrittenDeed::VisitHostile { operation, id: (*HOSTILE_IDS.get(usize::from(id))?).to_owned() }
                    }
                }
            }
            Deed::Ask { rule, choice, of } => {
                let wanted = guide.rules.get(usize::from(*rule))?;
                let nth = guide
                    .rules_of(&wanted.operation, &wanted.when)
                    .position(|(index, _)| index == usize::from(*rule))?;
                let (operation, when) = (wanted.operation.clone(), wanted.when.word().to_owned());
                WrittenDeed::Ask { operation, when, nth, choice: *choice, of: *of }
            }
            Deed::List { operation, of } => {
                WrittenDeed::List { operation: self.lists.get(usize::from(*operation))?.clone(), of: *of }
            }
            Deed::Late { of } => WrittenDeed::Late { of: *of },
            Deed::Hear { of } => WrittenDeed::Hear { of: *of },
        })
    }

    fn read_deed(&self, deed: &WrittenDeed) -> Option<Deed> {
        let guide = &self.guide;
        let visit = |operation: &str| index(self.visits.iter().position(|known| known == operation));
        Some(match deed {
            WrittenDeed::Create(create) => Deed::Create(self.read_create(create)?),
            WrittenDeed::Same { of } => Deed::Repeat { of: *of, how: Repetition::Same },
            WrittenDeed::Unkeyed { of } => Deed::Repeat { of: *of, how: Repetition::Unkeyed },
            WrittenDeed::OtherKey { of, key } => Deed::Repeat { of: *of, how: Repetition::OtherKey(*key) },
            WrittenDeed::Changed { of, change } => {
                let at = (0..guide.changes.len()).find(|at| self.change_name(*at).as_ref() == Some(change));
                Deed::Repeat { of: *of, how: Repetition::Changed(index(at)?) }
            }
            WrittenDeed::Fresh { of, key } => Deed::Repeat { of: *of, how: Repetition::Fresh(*key) },
            WrittenDeed::NearKey { of, form } => Deed::Repeat { of: *of, how: Repetition::NearKey(*form) },
            WrittenDeed::LongerValue { of } => Deed::Repeat { of: *of, how: Repetition::NearValue(Nearness::Longer) },
            WrittenDeed::RecasedValue { of } => Deed::Repeat { of: *of, how: Repetition::NearValue(Nearness::Recased) },
            WrittenDeed::ForeignKey { of } => Deed::Repeat { of: *of, how: Repetition::ForeignKey },
            WrittenDeed::ForeignValue { of, key } => Deed::Repeat { of: *of, how: Repetition::ForeignValue(*key) },
            WrittenDeed::Visit { operation, of } => Deed::Visit { operation: visit(operation)?, aim: Aim::Of(*of) },
            WrittenDeed::VisitUnknown { operation, number } => {
                Deed::Visit { operation: visit(operation)?, aim: Aim::Unknown(*number) }
            }
            WrittenDeed::VisitHostile { operation, id } => {
                let id = index(HOSTILE_IDS.iter().position(|known| known == id))?;
                Deed::Visit { operation: visit(operation)?, aim: Aim::Hostile(id) }
            }
            WrittenDeed::Ask { operation, when, nth, choice, of } => {
                let rule = guide
                    .rules
                    .iter()
                    .enumerate()
                    .filter(|(_, rule)| rule.operation == *operation && rule.when.word() == when);
                let (rule, found) = rule.into_iter().nth(*nth)?;
                Deed::Ask {
                    rule: index(Some(rule))?,
                    choice: (usize::from(*choice) < found.choices()).then_some(*choice)?,
                    of: *of,
                }
            }
            WrittenDeed::List { operation, of } => {
                Deed::List { operation: index(self.lists.iter().position(|known| known == operation))?, of: *of }
            }
            WrittenDeed::Late { of } => Deed::Late { of: *of },
            WrittenDeed::Hear { of } => Deed::Hear { of: *of },
        })
    }

    fn write_create(&self, create: &Create) -> Option<WrittenCreate> {
        let guide = &self.guide;
        let shape = guide.shapes.get(usize::from(create.sample))?;
        let trigger = |index: &u16| Some(guide.triggers.get(usize::from(*index))?.name.clone());
        let twist = |(index, form): &(u16, u16)| Some((guide.twists.get(usize::from(*index))?.name.clone(), *form));
        let (hostile, unreadable) = match create.wire {
            Wire::Plain => (None, None),
            Wire::Hostile { place, text } => {
                let text = HOSTILE_JSON.get(usize::from(text))?.0.to_owned();
                (Some((shape.texts.get(usize::from(place))?.clone(), text)), None)
            }
            Wire::Unreadable(body) => (None, Some(UNREADABLE.get(usize::from(body))?.0.to_owned())),
        };
        Some(WrittenCreate {
            sample: shape.name.clone(),
            key: create.key,
            timing: create.timing,
            triggers: create.triggers.iter().map(trigger).collect::<Option<_>>()?,
            twists: create.twists.iter().map(twist).collect::<Option<_>>()?,
            own_keys: create.own_keys,
            hook: create.hook,
            hostile,
            unreadable,
        })
    }

    /// The create that names mean here; nothing when it is none that may be drawn, because the oracle knows what is to be
    /// answered only to those.
    fn read_create(&self, written: &WrittenCreate) -> Option<Create> {
        let guide = &self.guide;
        let sample = index(guide.shapes.iter().position(|shape| shape.name == written.sample))?;
        let shape = guide.shapes.get(usize::from(sample))?;
        let timings = guide.timing.as_ref().map_or(0, |timing| timing.later.len());
        let mut create = Create {
            sample,
            key: written.key.filter(|key| usize::from(*key) < guide.keys.len()),
            timing: if usize::from(written.timing) <= timings { written.timing } else { 0 },
            triggers: Vec::new(),
            twists: Vec::new(),
            own_keys: written.own_keys,
            hook: written.hook && guide.hooks.is_some(),
            wire: read_wire(written, shape)?,
        };
        for (name, form) in &written.twists {
            let known = guide.twists.iter().position(|twist| twist.name == *name && twist.is_for(&shape.name))?;
            let twist = guide.twists.get(known)?;
            if usize::from(*form) >= twist.forms.len() || !self.fits(&create, twist) {
                return None;
            }
            create.twists.push((index(Some(known))?, *form));
        }
        for name in &written.triggers {
            let trigger = index(guide.triggers.iter().position(|trigger| trigger.name == *name))?;
            if !self.may_add(&create, trigger) {
                return None;
            }
            create.triggers.push(trigger);
        }
        Some(create)
    }

    /// What a change is called: its place, and what is done there where several things are.
    pub(crate) fn change_name(&self, index: usize) -> Option<String> {
        let change = self.guide.changes.get(index)?;
        let same_place = |other: &&Change| other.at == change.at;
        let nth = self.guide.changes.iter().take(index).filter(same_place).count();
        Some(if nth == 0 { change.at.clone() } else { format!("{} {nth}", change.at) })
    }
}

fn index(found: Option<usize>) -> Option<u16> {
    found.and_then(|at| u16::try_from(at).ok())
}

fn read_wire(written: &WrittenCreate, shape: &Shape) -> Option<Wire> {
    Some(match (&written.hostile, &written.unreadable) {
        (Some((at, text)), _) => Wire::Hostile {
            place: index(shape.texts.iter().position(|known| known == at))?,
            text: index(HOSTILE_JSON.iter().position(|(name, _)| name == text))?,
        },
        (None, Some(body)) => Wire::Unreadable(index(UNREADABLE.iter().position(|(name, _)| name == body))?),
        (None, None) => Wire::Plain,
    })
}
