//! Rules: what an act may answer in a situation.

use super::Asked;
use super::load::Loader;
use super::raw::RawRule;
use crate::contract::Lifecycle;
use crate::expect::Template;
use crate::files::{At, choices};
use crate::scenario::{Credential, Signing, credential, signing};
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
    /// Who sends it, of which an act takes one; what the situation says when empty.
    pub credentials: Vec<Credential>,
    /// How it is signed, of which an act takes one.
    pub signings: Vec<Signing>,
    /// Headers left out.
    pub without: Vec<String>,
    /// The state an accepted act leads to.
    pub leads_to: Option<String>,
    /// What must hold.
    pub asked: Vec<Asked>,
}

impl Rule {
    /// How many different requests it stands for.
    pub fn choices(&self) -> usize {
        let lists = self.with.values().chain(self.headers.values()).map(Vec::len);
        lists.chain([self.credentials.len(), self.signings.len()]).max().unwrap_or(1).max(1)
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
    /// A value that begins like a used one and goes on, with a key of its own.
    LongerValue = "longer-value",
    /// A value that differs from a used one in the case of its letters, with a key of its own.
    RecasedValue = "recased-value",
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
    /// Something is wrong about how the request is signed.
    BadlySigned = "badly-signed",
    /// Text made to hurt.
    Hostile = "hostile",
    /// A look at a resource after it had its time.
    Late = "late",
    /// A resource of this tenant that may move at any moment.
    Moving = "moving",
}

impl Situation {
    /// Situations in which a rule describes a request by itself.
    const DESCRIBED: [Self; 5] =
        [Self::Plain, Self::NoCredential, Self::UnknownCredential, Self::OddCredential, Self::BadlySigned];

    /// Whether rules for it describe a request by themselves.
    fn is_described(&self) -> bool {
        Self::DESCRIBED.contains(self)
    }
}

impl fmt::Display for Situation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Loader<'_> {
    pub(super) fn rules(&mut self, raw: &At<RawRule>) -> Vec<Rule> {
        let Some(when) = Situation::named(&raw.when, self.contract.lifecycle.as_ref()) else {
            let states = self.contract.lifecycle.iter().flat_map(|lifecycle| lifecycle.states());
            let known = choices(Situation::WORDS.iter().copied().chain(states));
            let found = format!("unknown situation `{}`", *raw.when);
            self.problems.push(self.source.refusal(raw.when.span(), found, known));
            return Vec::new();
        };
        let mut query = BTreeMap::new();
        for (name, text) in &raw.query {
            query.extend(self.accept(text.span(), Template::parse(text)).map(|template| (name.clone(), template)));
        }
        let written =
            raw.who.first().map(At::span).or(raw.sign.first().map(At::span)).or(raw.without.first().map(At::span));
        if let Some(span) = written.filter(|_| !when.is_described()) {
            let span = span.clone();
            let words = Situation::DESCRIBED.iter().map(Situation::word);
            let found = format!("`as`, `sign` and `without` say nothing in the situation `{when}`");
            self.problems.push(self.source.refusal(&span, found, choices(words)));
        }
        let (contract, target, source) = (self.contract, self.target, self.source);
        let nobody = |who: Credential| matches!(who, Credential::None | Credential::Unknown);
        let who = raw.who.iter().filter_map(|word| credential(word, contract, source, self.problems));
        let who: Vec<_> = who.filter(|who| nobody(*who) || target.secret(None, who.owner()).is_some()).collect();
        let signings = raw.sign.iter().map(|sign| signing(sign, contract, source, self.problems));
        let can_sign = |by: Credential| nobody(by) || target.signer(None, by.owner()).is_some();
        let signings: Vec<_> = signings.filter(|signing| signing.by.is_none_or(can_sign)).collect();
        let asked = self.asked(&raw.expect);
        // Nobody is left to send it, or to sign it.
        if (who.is_empty() && !raw.who.is_empty()) || (signings.is_empty() && !raw.sign.is_empty()) {
            return Vec::new();
        }
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
                    credentials: who.clone(),
                    signings: signings.clone(),
                    without: raw.without.iter().map(|name| name.to_string()).collect(),
                    leads_to: raw.leads_to.as_ref().map(|state| state.to_string()),
                    asked: asked.clone(),
                });
            }
        }
        rules
    }
}
