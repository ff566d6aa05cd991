//! Steps: one act of a story each, with what must hold after it and what is kept of it.

use super::load::Loader;
use super::raw::{RawKeep, RawStep};
use super::{Act, Credential, Edits, Expectation, Layout, Pages, Rhythm, Signing, Volley};
use crate::contract::{Need, Outcome};
use crate::expect::{Check, CheckKind, Template, pointer, wire};
use crate::files::At;
use std::collections::BTreeMap;

/// One act of a story.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name, unique in the story.
    pub name: String,
    /// The line it starts on.
    pub line: u32,
    /// What is done.
    pub act: Act,
    /// Who does it; the repeated step's sender, or the main credential, when absent.
    pub credential: Option<Credential>,
    /// Who sends its copies, one after the other and then from the start; all by one sender when empty.
    pub in_turn: Vec<Credential>,
    /// The instance it is sent to, when not the main one.
    pub instance: Option<String>,
    /// Headers added or replaced.
    pub headers: BTreeMap<String, Template>,
    /// Headers left out that would be added, and members of the body, as JSON pointers.
    pub without: Vec<String>,
    /// How it is signed, when a step says so itself.
    pub signing: Option<Signing>,
    /// Changes to the body.
    pub edits: Edits,
    /// How its JSON is written, when not as it was.
    pub layout: Option<Layout>,
    /// Whether several changes are declared to be one fault.
    pub one_fault: bool,
    /// How many copies are sent.
    pub volley: Volley,
    /// How it walks through the pages of a list, if it does.
    pub pages: Option<Pages>,
    /// Whether and how it is sent again over time.
    pub rhythm: Rhythm,
    /// What is forced upon the payout it makes.
    pub outcome: Option<Outcome>,
    /// What a target must offer for this step.
    pub needs: Vec<Need>,
    /// What must hold.
    pub expects: Vec<Expectation>,
    /// Values for later steps.
    pub keep: Vec<Keep>,
}

impl Step {
    /// Everybody whose key it shows, as far as the step itself says.
    pub fn senders(&self) -> impl Iterator<Item = &Credential> {
        let signer = self.signing.as_ref().and_then(|signing| signing.by.as_ref());
        self.credential.iter().chain(&self.in_turn).chain(signer)
    }

    /// Who sends a copy, counted from 1, when the step says so.
    pub fn sender(&self, copy: u32) -> Option<Credential> {
        let turn = copy.saturating_sub(1) as usize % self.in_turn.len().max(1);
        self.in_turn.get(turn).copied().or(self.credential)
    }

    /// Whether everything it expects of the answer's status and code is a refusal, or its sender is nobody.
    pub fn is_to_be_refused(&self) -> bool {
        let refusal = |check: &Check| match &check.kind {
            CheckKind::Status(list) => Some(list.iter().all(|status| status.refuses())),
            CheckKind::Answers(list) => Some(list.iter().all(|answer| answer.status.refuses())),
            CheckKind::Error(_) => Some(true),
            _ => None,
        };
        let nobody =
            self.credential.is_some_and(|who| who.is_spoilt() || matches!(who, Credential::None | Credential::Unknown));
        let asked: Vec<bool> = self.expects.iter().flat_map(|expect| &expect.checks).filter_map(refusal).collect();
        nobody || (!asked.is_empty() && asked.iter().all(|refused| *refused))
    }
}

/// A value kept for later steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// The value's name.
    pub name: String,
    /// Where it is.
    pub from: KeepFrom,
}

/// Where a kept value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeepFrom {
    /// At a JSON pointer of the body.
    Body(String),
    /// In a header.
    Header(String),
    /// It is the status.
    Status,
}

impl Loader<'_> {
    pub(super) fn step(&mut self, raw: &At<RawStep>, earlier: &[Step]) -> Option<Step> {
        self.name(&raw.name);
        if earlier.iter().any(|step| step.name == **raw.name) {
            self.problem(raw.name.span(), format!("two steps are called `{}`", *raw.name));
        }
        let act = self.act(raw, earlier)?;
        let credential = raw.credential.as_ref().and_then(|word| self.credential(word));
        let mut expects = Vec::new();
        for expect in &raw.expect {
            expects.push(self.expectation(expect, raw, earlier));
        }
        Some(Step {
            name: raw.name.to_string(),
            line: self.source.line_of(raw.span()),
            act,
            credential,
            in_turn: self.in_turn(raw),
            instance: raw.on.as_ref().map(|name| name.to_string()),
            headers: self.headers(&raw.headers),
            without: self.without(&raw.without),
            signing: raw.sign.as_ref().map(|raw| self.signing(raw)),
            edits: self.edits(&raw.change, &raw.remove),
            layout: raw.layout.map(Layout::from),
            one_fault: raw.one_fault.is_some(),
            volley: self.volley(raw),
            pages: self.pages(raw),
            rhythm: self.rhythm(raw),
            outcome: raw.outcome.as_ref().and_then(|raw| self.accept(raw.span(), Outcome::parse(raw))),
            needs: self.needs(&raw.needs),
            expects,
            keep: raw.keep.iter().filter_map(|(name, keep)| self.keep(name, keep)).collect(),
        })
    }

    fn without(&mut self, raw: &[At<String>]) -> Vec<String> {
        let fields = self.contract.auth.fields();
        for name in raw {
            if name.starts_with('/') && !fields.contains(name.as_str()) {
                let found = format!("nothing is added to a body at `{}`", **name);
                self.refuse(name.span(), found, fields.iter().copied());
            }
        }
        raw.iter().map(|name| name.to_string()).collect()
    }

    fn in_turn(&mut self, raw: &At<RawStep>) -> Vec<Credential> {
        if !raw.in_turn.is_empty() && (raw.credential.is_some() || raw.times.is_none() && raw.at_once.is_none()) {
            self.problem(raw.span(), "`in_turn` says who sends the copies of `times` or `at_once`, in place of `as`");
        }
        raw.in_turn.iter().filter_map(|word| self.credential(word)).collect()
    }

    fn keep(&mut self, name: &str, raw: &At<RawKeep>) -> Option<Keep> {
        let from = match (&raw.body, &raw.header, raw.status) {
            (Some(at), None, None) => KeepFrom::Body(self.accept(raw.span(), pointer(at))?.to_owned()),
            (None, None, Some(true)) => KeepFrom::Status,
            (None, Some(header), None) => {
                self.accept(raw.span(), wire::header(header))?;
                KeepFrom::Header(header.clone())
            }
            _ => {
                self.problem(raw.span(), "a kept value has exactly one of `body`, `header` and `status = true`");
                return None;
            }
        };
        Some(Keep { name: name.to_owned(), from })
    }
}
