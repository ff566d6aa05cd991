//! Where breaks are brought to: decides which are new, which belong together, and keeps the findings.

use super::kinship::{causes_first, explains, shows_again};
use crate::contract::ClauseId;
use crate::fuzz::drive::{Break, Nature};
use crate::fuzz::tell::{Bucket, Finding, Known, Sighting};
use crate::fuzz::walk::{Act, Deed};
use std::collections::{BTreeMap, BTreeSet};

/// How many findings a hunt makes at most; a target that is wrong everywhere is known to be by then.
const MOST_FINDINGS: usize = 100;
/// How many ways in which one clause is broken are looked into.
const MOST_OF_A_CLAUSE: u32 = 12;
/// How many breaks that do not show again one outage explains.
const EXPLAINED: u64 = 10;
/// So many times a kind of break may turn out to be part of another before it is not looked into any more.
const MOST_DETOURS: u32 = 4;
/// How many kinds of breaks are told apart.
const MOST_SIGHTINGS: usize = 5_000;

/// Findings and what led to them.
#[derive(Debug, Default)]
pub(super) struct Desk {
    seen: BTreeMap<Sighting, Slot>,
    of_clause: BTreeMap<ClauseId, u32>,
    findings: Vec<Finding>,
    known: Known,
    recognised: BTreeMap<Bucket, u64>,
    /// Findings that turned out to be part of one that is wrong with every answer.
    absorbed: BTreeSet<usize>,
    /// How often a kind of break had nothing to do with what it was about.
    detours: BTreeMap<Sighting, u32>,
    /// Breaks that were not looked into for want of room.
    beyond: u64,
    /// Breaks that did not show again and had an outage near them.
    dismissed: u64,
}

/// What became of a kind of break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Somebody looks into it.
    Open,
    /// It is this finding.
    Finding(usize),
    /// It is known from before, or nothing came of it.
    Settled,
}

/// A kind of break to be looked into, with all that goes with it.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub(super) found: Break,
    sightings: Vec<Sighting>,
    also: Vec<ClauseId>,
}

impl Desk {
    pub(super) fn new(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// Takes in what one act broke; hands back what is new.
    pub(super) fn bring(&mut self, act: &Act, breaks: &[Break]) -> Vec<Lead> {
        let mut leads: Vec<Lead> = Vec::new();
        for found in causes_first(breaks) {
            let sighting = Sighting::of(found, act);
            let slot = self.seen.get(&sighting).or_else(|| self.seen.get(&sighting.at_large())).copied();
            if let Some(slot) = slot {
                if let Slot::Finding(index) = slot {
                    self.findings[index].seen += 1;
                }
                continue;
            }
            if let Some(index) = self.findings.iter().position(|finding| finding.bucket.covers(sighting.bucket())) {
                self.findings[index].seen += 1;
                self.seen.insert(sighting, Slot::Finding(index));
                continue;
            }
            if self.seen.len() >= MOST_SIGHTINGS {
                self.beyond += 1;
                continue;
            }
            // One answer that is wrong is one bug, however many clauses speak of it.
            let index = self.explained(act, found, breaks).or_else(|| self.shown_by_a_look(act, found));
            if let Some(index) = index {
                self.seen.insert(sighting, Slot::Finding(index));
                if self.findings[index].bucket.clause != found.clause {
                    self.findings[index].also.insert(found.clause.clone());
                }
                continue;
            }
            if let Some(lead) = leads.iter_mut().find(|lead| explains(&lead.found, found)) {
                lead.sightings.push(sighting.clone());
                lead.also.push(found.clause.clone());
                self.seen.insert(sighting, Slot::Open);
                continue;
            }
            // Somebody looks into what may turn out to stand for it; it is brought again.
            if self.causes(act, found, breaks).any(|slot| slot == Slot::Open) {
                continue;
            }
            let count = self.of_clause.entry(found.clause.clone()).or_default();
            *count += 1;
            if *count > MOST_OF_A_CLAUSE || self.findings.len() >= MOST_FINDINGS {
                self.beyond += 1;
                self.seen.insert(sighting, Slot::Settled);
                continue;
            }
            self.seen.insert(sighting.clone(), Slot::Open);
            leads.push(Lead { found: found.clone(), sightings: vec![sighting], also: Vec::new() });
        }
        leads
    }

    /// The finding that another break of the same answer belongs to.
    fn explained(&self, act: &Act, found: &Break, breaks: &[Break]) -> Option<usize> {
        self.causes(act, found, breaks).find_map(|slot| match slot {
            Slot::Finding(index) => Some(index).filter(|index| {
                let finding = &self.findings[*index];
                finding.waived.is_none() || finding.bucket.clause == found.clause
            }),
            Slot::Open | Slot::Settled => None,
        })
    }

    /// What became of the breaks of the same answer that may stand for one.
    fn causes(&self, act: &Act, found: &Break, breaks: &[Break]) -> impl Iterator<Item = Slot> {
        breaks.iter().filter(|other| explains(other, found)).filter_map(|other| {
            let sighting = Sighting::of(other, act);
            self.seen.get(&sighting).or_else(|| self.seen.get(&sighting.at_large())).copied()
        })
    }

    /// The finding that a look at something shows once more, under another clause.
    fn shown_by_a_look(&self, act: &Act, found: &Break) -> Option<usize> {
        let looks = !matches!(act.deed, Deed::Create(_) | Deed::Repeat { .. });
        self.findings.iter().position(|finding| looks && shows_again(finding, found))
    }

    /// The finding made meanwhile that another one shows once more.
    fn shown_meanwhile(&self, finding: &Finding) -> Option<usize> {
        let told = finding.evidence.as_ref()?;
        self.shown_by_a_look(&told.done.last()?.act, &told.found)
    }

    /// Settles a lead that turned out to be part of something found already, if it did.
    pub(super) fn is_part(&mut self, lead: &Lead, bucket: &Bucket) -> bool {
        let Some(index) = self.findings.iter().position(|finding| finding.bucket.covers(bucket)) else { return false };
        self.findings[index].seen += 1;
        self.take_note(lead, Slot::Finding(index), bucket);
        true
    }

    /// Notes what became of a lead. One that led to another clause may lead to its own the next time, in another walk.
    fn take_note(&mut self, lead: &Lead, slot: Slot, bucket: &Bucket) {
        let strayed = bucket.clause != lead.found.clause;
        for sighting in &lead.sightings {
            let detours = self.detours.entry(sighting.clone()).or_default();
            *detours += 1;
            if strayed && *detours < MOST_DETOURS {
                self.seen.remove(sighting);
                self.of_clause.entry(sighting.clause().clone()).and_modify(|count| *count = count.saturating_sub(1));
            } else {
                self.seen.insert(sighting.clone(), slot);
            }
        }
    }

    /// Settles a lead with the finding it led to; says whether it is a new one.
    pub(super) fn settle(&mut self, lead: &Lead, finding: Finding, shown: &[Sighting]) -> bool {
        let mut is_new = false;
        let bucket = finding.bucket.clone();
        let slot = if self.known.holds(&finding.bucket) {
            *self.recognised.entry(finding.bucket.clone()).or_default() += finding.seen;
            Slot::Settled
        } else if let Some(index) = self.relative(lead, &finding.bucket) {
            self.findings[index].take_in(finding);
            Slot::Finding(index)
        } else if let Some(index) = self.shown_meanwhile(&finding) {
            let known = &mut self.findings[index];
            known.seen += finding.seen;
            known.also.insert(finding.bucket.clause);
            Slot::Finding(index)
        } else if self.findings.len() >= MOST_FINDINGS {
            self.beyond += 1;
            Slot::Settled
        } else {
            let finding = self.absorb(finding);
            self.findings.push(finding);
            is_new = true;
            Slot::Finding(self.findings.len() - 1)
        };
        if let Slot::Finding(index) = slot {
            let own = self.findings[index].bucket.clause.clone();
            self.findings[index].also.extend(lead.also.iter().filter(|clause| **clause != own).cloned());
        }
        self.take_note(lead, slot, &bucket);
        for sighting in shown {
            self.seen.insert(sighting.clone(), slot);
        }
        is_new
    }

    /// The finding that another sighting of its clause belongs to: the same, or one that shows in the same way elsewhere.
    fn relative(&self, lead: &Lead, bucket: &Bucket) -> Option<usize> {
        let same = self.findings.iter().position(|known| known.bucket.covers(bucket));
        let asked = lead.found.nature == Nature::Asked;
        same.or_else(|| self.findings.iter().position(|known| asked && known.bucket.widened(bucket).is_some()))
    }

    /// Takes what showed under something special into what turns out to show everywhere.
    fn absorb(&mut self, mut finding: Finding) -> Finding {
        if finding.bucket == finding.bucket.at_large() {
            for (index, part) in self.findings.iter().enumerate() {
                if part.bucket.at_large() == finding.bucket && self.absorbed.insert(index) {
                    finding.seen += part.seen;
                    finding.after = finding.after.min(part.after);
                    finding.also.extend(part.also.iter().cloned());
                }
            }
        }
        finding
    }

    /// Settles a lead that led to nothing, unless more led to nothing than so many outages explain; says whether it did.
    pub(super) fn dismiss(&mut self, lead: &Lead, outages: u64) -> bool {
        if self.dismissed >= EXPLAINED * (1 + outages) {
            return false;
        }
        self.dismissed += 1;
        // It may be something else the next time.
        for sighting in &lead.sightings {
            self.seen.remove(sighting);
        }
        true
    }

    /// How many findings there are.
    pub(super) fn len(&self) -> usize {
        self.findings.len() - self.absorbed.len()
    }

    pub(super) fn into_parts(self) -> (Vec<Finding>, BTreeMap<Bucket, u64>, u64, u64) {
        let absorbed = self.absorbed;
        let findings = (0..).zip(self.findings).filter(|(index, _)| !absorbed.contains(index));
        (findings.map(|(_, finding)| finding).collect(), self.recognised, self.beyond, self.dismissed)
    }
}
