//! Rules: what an act may answer in a situation.

use super::Asked;
use super::load::Loader;
use super::raw::RawRule;
use crate::contract::Lifecycle;
use crate::expect::Template;
use crate::files::{At, choices};
use std::collections::BTreeMap;
use std::fmt;

/// What an act may answer in a situation.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The operation.
    pub operation: String,
    /// The situation.
    pub when: Situation,
    /// Values for path parameters, of which an act takes one.
    pub with: BTreeMap<String, Vec<String>>,
    /// Query parameters.
    pub query: BTreeMap<String, Template>,
    /// Values for headers, of which an act takes one.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The state an accepted act leads to.
    pub leads_to: Option<String>,
    /// What must hold.
    pub asked: Vec<Asked>,
}

impl Rule {
    /// How many different requests it stands for.
    pub fn choices(&self) -> usize {
        self.with.values().chain(self.headers.values()).map(Vec::len).max().unwrap_or(1).max(1)
    }
}

macro_rules! situations {
    ($($(#[doc = $about:literal])+ $name:ident = $word:literal,)+) => {
        /// What is the case when an act is sent, as far as the walk knows.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Situation {
            $($(#[doc = $about])+ $name,)+
            /// The resource is in this state for certain.
            State(String),
        }

        impl Situation {
            /// The words of situations that are no states.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The situation of a word; nothing when it is neither a known word nor a state.
            pub fn named(word: &str, lifecycle: Option<&Lifecycle>) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)+
                    state if lifecycle.is_some_and(|lifecycle| lifecycle.knows(state)) => Some(Self::State(state.to_owned())),
                    _ => None,
                }
            }

            /// The situation's word.
            pub fn word(&self) -> &str {
                match self {
                    $(Self::$name => $word,)+
                    Self::State(state) => state,
                }
            }
        }
    };
}

situations! {
    /// A create that is right and new.
    Sound = "sound",
    /// A create that was sent before, with the same key in the header.
    Replay = "replay",
    /// A create that was sent before, both times without a key in the header.
    ReplayUnkeyed = "replay-unkeyed",
    /// The same key with another value at the top of the body.
    Changed = "changed",
    /// The same key with another value deeper in the body.
    ChangedNested = "changed-nested",
    /// The same key with a member less.
    MissingMember = "missing-member",
    /// No key in the header, and another body for a used value of the field that stands in for it.
    ChangedUnkeyed = "changed-unkeyed",
    /// Another key for a value that another resource has.
    Taken = "taken",
    /// A create that had a key, again without one.
    Unkeyed = "unkeyed",
    /// The content of an earlier create with a key and a value of its own.
    Fresh = "fresh",
    /// A key that differs from a used one in one character, with a value of its own.
    NearKey = "near-key",
    /// A key that another tenant has used.
    ForeignKey = "foreign-key",
    /// A value that another tenant's resource has.
    ForeignValue = "foreign-value",
    /// Equal requests at one moment.
    Race = "race",
    /// Creates with keys of their own and one value, at one moment.
    RaceTaken = "race-taken",
    /// A body that is no JSON object.
    Unreadable = "unreadable",
    /// A create with one defect; or a view after one was refused.
    Refused = "refused",
    /// A view after a create was accepted.
    Accepted = "accepted",
    /// A view after a conflict.
    Conflict = "conflict",
    /// A resource that this tenant has.
    Known = "known",
    /// A resource nobody has.
    Unknown = "unknown",
    /// A resource of another tenant.
    Foreign = "foreign",
    /// A resource whose webhooks go elsewhere, or nowhere.
    Elsewhere = "elsewhere",
    /// Nothing in particular.
    Plain = "plain",
    /// Nobody says who they are.
    NoCredential = "no-credential",
    /// A credential nobody issued.
    UnknownCredential = "unknown-credential",
    /// A credential in a form the API does not know.
    OddCredential = "odd-credential",
    /// Text made to hurt.
    Hostile = "hostile",
    /// A look at a resource after it had its time.
    Late = "late",
    /// A resource of this tenant that may move at any moment.
    Moving = "moving",
}

impl fmt::Display for Situation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Loader<'_> {
    pub(super) fn rules(&mut self, raw: &At<RawRule>) -> Vec<Rule> {
        let Some(when) = Situation::named(&raw.when, self.contract.lifecycle.as_ref()) else {
            let known = choices(Situation::WORDS.iter().copied());
            let found = format!("unknown situation `{}`", *raw.when);
            self.problems.push(self.source.refusal(raw.when.span(), found, format!("{known}, and the states")));
            return Vec::new();
        };
        let mut query = BTreeMap::new();
        for (name, text) in &raw.query {
            query.extend(self.accept(text.span(), Template::parse(text)).map(|template| (name.clone(), template)));
        }
        let asked = self.asked(&raw.expect);
        let mut rules = Vec::new();
        for operation in raw.on.iter() {
            if !self.contract.operations.contains_key(operation) {
                let known = choices(self.contract.operations.keys().map(String::as_str));
                self.problems.push(self.source.refusal(
                    raw.on.span(),
                    format!("unknown operation `{operation}`"),
                    known,
                ));
            }
            // An optional operation is there only when the operator says so.
            let there = self
                .target
                .operations
                .get(operation)
                .is_some_and(|known| !known.optional || self.target.bound.contains(operation));
            if there {
                rules.push(Rule {
                    operation: operation.clone(),
                    when: when.clone(),
                    with: raw.with.clone(),
                    query: query.clone(),
                    headers: raw.headers.clone(),
                    leads_to: raw.leads_to.as_ref().map(|state| state.to_string()),
                    asked: asked.clone(),
                });
            }
        }
        rules
    }
}
