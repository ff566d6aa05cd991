//! An act made ready: requests, what is asked of the answers, and what it would look like in a scenario.

use super::done::Wanted;
use super::made::Made;
use crate::contract::Given;
use crate::fuzz::walk::Tag;
use crate::record::Exchange;
use crate::runner::Draft;
use crate::scenario::{Credential, Edits, Signing, Values};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// An act made ready to be sent.
#[derive(Debug)]
pub(super) struct Prepared<'g> {
    /// The requests, one per copy.
    pub(super) drafts: Vec<Draft>,
    /// What is done, for those who count.
    pub(super) label: String,
    /// The kind of what is done, which many labels share.
    pub(super) class: String,
    /// The state the resource was known to be in.
    pub(super) before: String,
    /// What is asked of the answers.
    pub(super) asked: Vec<Wanted<'g>>,
    /// What is asked besides of answers that accept.
    pub(super) if_accepted: Vec<Wanted<'g>>,
    /// What is asked besides of answers that refuse as invalid.
    pub(super) if_refused: Vec<Wanted<'g>>,
    /// Values that expectations use.
    pub(super) values: Values,
    /// The answer that showed the resource first.
    pub(super) origin: Option<Arc<Exchange>>,
    /// Whether it may change the resource it is about.
    pub(super) acts: bool,
    /// Until when what is asked is true.
    pub(super) until: Option<Instant>,
    /// What the walk learns from the answers.
    pub(super) lesson: Lesson,
    /// The act as a scenario would tell it.
    pub(super) script: Option<Script>,
}

/// What the walk learns from the answers.
#[derive(Debug)]
pub(super) enum Lesson {
    /// Nothing.
    Nothing,
    /// What a create made.
    Create(Box<Made>),
    /// What became of the resource of a create; `leads_to` says the state an accepted act leads to.
    Visit {
        /// The create.
        of: Tag,
        /// The state, with the clause that promises it.
        leads_to: Option<(String, Option<(crate::contract::ClauseId, crate::contract::Level)>)>,
        /// A tenant acted that the resource is not of.
        foreign: Option<(crate::contract::ClauseId, crate::contract::Level)>,
    },
    /// A create was repeated; `conflict` when it should have been refused for it.
    Repeat {
        /// The create.
        of: Tag,
        /// Whether it is in conflict.
        conflict: bool,
        /// Whether nothing differs.
        same: bool,
    },
}

/// An act as a scenario would tell it, with the values of this walk in it.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// How the request is described.
    pub sending: Option<Sending>,
    /// Changes to the body.
    pub edits: Edits,
    /// Headers added or replaced.
    pub headers: BTreeMap<String, String>,
    /// Headers left out.
    pub without: Vec<String>,
    /// How it is signed, where that is not as the contract says.
    pub signing: Option<Signing>,
    /// Path parameters.
    pub with: BTreeMap<String, String>,
    /// Query parameters.
    pub query: BTreeMap<String, String>,
    /// Who sends it, when it is not the main tenant.
    pub credential: Option<Credential>,
    /// How many copies are sent at one moment.
    pub copies: u8,
    /// Values to be made anew by every run, with what makes them.
    pub fresh: Vec<Naming>,
    /// How long to wait for what is asked, or to watch that it stays.
    pub patience: Option<Patience>,
    /// Where webhooks go, for a create that says so.
    pub url: Option<String>,
    /// What is listened to, in place of a request.
    pub hearing: Option<Hearing>,
}

/// Webhooks that are listened to; times in milliseconds of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// The resource they are about; whichever when absent.
    pub about: Option<String>,
    /// How many are waited for.
    pub until: u64,
    /// For how long.
    pub within: u64,
    /// How much longer, for those that come too much.
    pub quiet: u64,
}

/// How long to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Until what is asked holds, this many milliseconds at most.
    Until(u64),
    /// For this many milliseconds, in which what is asked holds all the time.
    While(u64),
}

/// A value of this walk and what makes it anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// The value.
    pub value: String,
    /// A name for it.
    pub name: String,
    /// What makes it.
    pub given: Given,
}

/// How a request is described in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// An operation with a sample.
    Sample(String, String),
    /// An operation with a body written out.
    Body(String, String),
    /// An operation without body.
    Operation(String),
    /// The request of an earlier act.
    Repeat(Tag),
}
