//! What a hunt knows by now: map, corpus, clauses, findings and notes. All of it bounded.

use super::{Bucket, Corpus, Finding, Map, Novelty, Root};
use crate::contract::{ClauseId, Level};
use crate::fuzz::drive::{Reached, Walked};
use std::collections::{BTreeMap, HashMap};

/// How many buckets are told apart.
const MOST_BUCKETS: usize = 2_000;
/// How many findings are looked into.
const MOST_FINDINGS: usize = 200;
/// How many notes are kept.
const MOST_NOTES: usize = 200;

/// What a hunt knows by now.
#[derive(Debug, Default)]
pub struct Ledger {
    /// What was reached.
    pub map: Map,
    /// Walks worth altering.
    pub corpus: Corpus,
    /// How often each clause was judged, and how often it was broken.
    pub clauses: BTreeMap<ClauseId, (u64, u64)>,
    /// The findings, in the order in which they came.
    pub findings: Vec<Finding>,
    /// Known bugs that showed, with what they are known as and how often.
    pub recognised: BTreeMap<String, u64>,
    /// What happened besides.
    pub notes: Vec<Note>,
    /// Notes that were not kept.
    pub more_notes: u64,
    /// Buckets beyond what is told apart, or that could not be looked into.
    pub unsorted: u64,
    slots: HashMap<Bucket, Slot>,
}

/// Something that happened besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// What.
    pub text: String,
}

/// Kinds of things that happen besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// The target was away and came back.
    Away,
    /// A request got no answer once, and got one when it was sent again.
    Silence,
    /// The target asked to come back later.
    Busy,
    /// Something broke while the target came and went, and not again.
    Disturbed,
    /// payspec itself failed.
    Panic,
}

impl NoteKind {
    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Away => "target away",
            Self::Silence => "no answer once",
            Self::Busy => "target busy",
            Self::Disturbed => "disturbed",
            Self::Panic => "payspec failed",
        }
    }
}

/// What a bucket is known as.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    /// Somebody looks into it.
    Claimed,
    /// It is a finding.
    Finding(usize),
    /// It was known before the hunt.
    Known(String),
    /// It was looked into and came to nothing.
    Nothing,
}

impl Ledger {
    /// Notes bugs that are known already.
    pub fn knows(&mut self, known: BTreeMap<Bucket, String>) {
        self.slots.extend(known.into_iter().map(|(bucket, name)| (bucket, Slot::Known(name))));
    }

    /// Notes what a walk reached; keeps the walk if that was new or rare.
    pub fn reached(&mut self, walked: &Walked) {
        let mut newest = Novelty::Common;
        let places = walked.done.iter().flat_map(|done| &done.reached);
        for reached in places {
            newest = newest.max(self.note_place(reached));
        }
        if newest > Novelty::Common && !walked.walk.acts.is_empty() {
            self.corpus.keep(walked.walk.clone());
        }
    }

    fn note_place(&mut self, reached: &Reached) -> Novelty {
        self.map.note(reached)
    }

    /// Adds counts of judged clauses.
    pub fn judged(&mut self, counts: &mut BTreeMap<ClauseId, (u64, u64)>) {
        for (clause, (judged, broken)) in std::mem::take(counts) {
            let entry = self.clauses.entry(clause).or_default();
            entry.0 += judged;
            entry.1 += broken;
        }
    }

    /// Whether a bucket is new, and so to be looked into by whoever asks.
    pub fn claim(&mut self, root: &Root, must_only: bool) -> bool {
        if must_only && root.level != Level::Must {
            return false;
        }
        let bucket = root.bucket();
        match self.slots.get(&bucket) {
            Some(Slot::Finding(index)) => {
                if let Some(finding) = self.findings.get_mut(*index) {
                    finding.seen += 1;
                }
                false
            }
            Some(Slot::Known(name)) => {
                *self.recognised.entry(name.clone()).or_default() += 1;
                false
            }
            Some(Slot::Claimed | Slot::Nothing) => false,
            None if self.slots.len() >= MOST_BUCKETS || self.findings.len() >= MOST_FINDINGS => {
                self.unsorted += 1;
                false
            }
            None => {
                self.slots.insert(bucket, Slot::Claimed);
                true
            }
        }
    }

    /// Takes a finding in: as a new one, or as one more face of a bug that is known. Says where it is now, and whether it
    /// is new.
    pub fn settle(&mut self, claimed: Bucket, mut finding: Finding) -> (usize, bool) {
        finding.buckets.insert(claimed.clone());
        let known = finding.buckets.iter().find_map(|bucket| match self.slots.get(bucket) {
            Some(Slot::Finding(index)) => Some(*index),
            _ => None,
        });
        // The same acts break the same answer: one bug with several clauses.
        let same_walk = || self.findings.iter().position(|known| known.walk == finding.walk && known.operation == finding.operation);
        let (index, fresh) = match known.or_else(same_walk) {
            Some(index) => {
                if let Some(known) = self.findings.get_mut(index) {
                    known.buckets.extend(finding.buckets.iter().cloned());
                    known.seen += 1;
                    known.level = known.level.min(finding.level);
                    let others = finding.also.iter().chain([&finding.clause]).filter(|clause| **clause != known.clause);
                    known.also.extend(others.cloned().collect::<Vec<_>>());
                }
                (index, false)
            }
            None => {
                let index = self.findings.len();
                let taken = |name: &str| self.findings.iter().any(|known| known.name == name);
                if taken(&finding.name) {
                    let free = (2..).map(|number| format!("{}-{number}", finding.name)).find(|name| !taken(name));
                    finding.name = free.unwrap_or(finding.name);
                }
                self.findings.push(finding.clone());
                (index, true)
            }
        };
        for bucket in finding.buckets {
            self.slots.insert(bucket, Slot::Finding(index));
        }
        (index, fresh)
    }

    /// A claimed bucket that is a known bug after all.
    pub fn known_as(&self, bucket: &Bucket) -> Option<&str> {
        match self.slots.get(bucket) {
            Some(Slot::Known(name)) => Some(name),
            _ => None,
        }
    }

    /// A claimed bucket turned out to be a known bug.
    pub fn recognise(&mut self, claimed: Bucket, name: &str) {
        *self.recognised.entry(name.to_owned()).or_default() += 1;
        self.slots.insert(claimed, Slot::Known(name.to_owned()));
    }

    /// A claimed bucket came to nothing; it may be claimed again.
    pub fn release(&mut self, claimed: &Bucket) {
        self.slots.remove(claimed);
    }

    /// A claimed bucket came to nothing, and nobody is to look again.
    pub fn dismiss(&mut self, claimed: Bucket) {
        self.slots.insert(claimed, Slot::Nothing);
    }

    /// Notes that something happened.
    pub fn note(&mut self, kind: NoteKind, text: impl Into<String>) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(Note { kind, text: text.into() });
        } else {
            self.more_notes += 1;
        }
    }
}
