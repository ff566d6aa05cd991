//! Who used which idempotency key and which `external_id`. The ledger answers whether a create is new, a replay or a
//! conflict, and claims key and id for a new one in the same breath.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Bytes;
use serde_json::Value;

use super::behaviour::duplicates::{Duplicates, KeySource, KeySpaces, Life, Matching, Scope};
use super::behaviour::errors::Kind;
use super::hold::hold;
use super::payout::Payout;
use super::same_body;
use super::status::Status;

/// What a create claims.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub(crate) tenant: usize,
    pub(crate) key: Option<Vec<u8>>,
    pub(crate) key_was_sent: bool,
    pub(crate) external_id: String,
    pub(crate) body: Arc<Value>,
    /// The raw bytes, kept only when bytes are what is compared.
    pub(crate) bytes: Option<Bytes>,
}

impl Ticket {
    pub(crate) fn new(
        rules: &Duplicates,
        tenant: usize,
        header: Option<&[u8]>,
        external_id: &str,
        body: Arc<Value>,
        bytes: Option<Bytes>,
    ) -> Self {
        let header = header.filter(|value| !value.is_empty());
        let (source, key_was_sent) = match (rules.key_source, header) {
            (KeySource::HeaderElseExternalId | KeySource::HeaderOnly, Some(value)) => (Some(value), true),
            (KeySource::HeaderOnly, None) => (None, false),
            (KeySource::HeaderElseExternalId, None) | (KeySource::ExternalIdOnly, _) => {
                (Some(external_id.as_bytes()), false)
            }
        };
        let space = match (rules.key_spaces, key_was_sent) {
            (KeySpaces::Separate, true) => b'h',
            (KeySpaces::Separate, false) | (KeySpaces::Shared, _) => b'e',
        };
        let key = source.map(|value| {
            let mut key = vec![space];
            key.extend(normal_bytes(value, rules.key_text));
            key
        });
        let external_id = normal(external_id, rules.external_id_text);
        Self { tenant, key, key_was_sent, external_id, body, bytes }
    }
}

/// What a create turns out to be.
#[derive(Debug)]
pub(crate) enum Standing {
    New,
    Replay(Arc<Payout>),
    Changed(Kind),
    Conflict,
}

#[derive(Debug)]
struct Claim {
    payout: Option<Arc<Payout>>,
    body: Arc<Value>,
    bytes: Option<Bytes>,
}

#[derive(Debug)]
pub(crate) struct Ledger {
    keys: Vec<Mutex<HashMap<Vec<u8>, Claim>>>,
    external_ids: Vec<Mutex<HashMap<String, Claim>>>,
}

/// Both books of one create, held at once; keys are always locked before ids.
pub(crate) struct Pages<'a> {
    keys: MutexGuard<'a, HashMap<Vec<u8>, Claim>>,
    external_ids: MutexGuard<'a, HashMap<String, Claim>>,
}

impl Ledger {
    pub(crate) fn new(tenants: usize) -> Self {
        let books = || (0..tenants).map(|_| Mutex::default());
        Self { keys: books().collect(), external_ids: (0..tenants).map(|_| Mutex::default()).collect() }
    }

    pub(crate) fn open(&self, tenant: usize, rules: &Duplicates) -> Pages<'_> {
        let page = |scope| match scope {
            Scope::PerApiKey => tenant,
            Scope::Global => 0,
        };
        let keys = hold(&self.keys[page(rules.key_scope)]);
        let external_ids = hold(&self.external_ids[page(rules.external_id_scope)]);
        Pages { keys, external_ids }
    }

    pub(crate) fn forget(&self, payout: &Arc<Payout>, rules: &Duplicates) {
        let mut pages = self.open(payout.tenant, rules);
        let owned = |claim: &Claim| claim.payout.as_ref().is_none_or(|holder| Arc::ptr_eq(holder, payout));
        if let Some(key) = &payout.key
            && pages.keys.get(key).is_some_and(owned)
        {
            pages.keys.remove(key);
        }
        let external_id = normal(&payout.order.external_id, rules.external_id_text);
        if pages.external_ids.get(&external_id).is_some_and(owned) {
            pages.external_ids.remove(&external_id);
        }
    }
}

impl Pages<'_> {
    pub(crate) fn judge(&self, ticket: &Ticket, rules: &Duplicates) -> Standing {
        let known = ticket.key.as_ref().and_then(|key| self.keys.get(key)).filter(|claim| claim.lives(rules.key_life));
        if let Some(claim) = known {
            let earlier = (&*claim.body, claim.bytes.as_ref());
            let same = same_body::same(rules.same_body, earlier, (&ticket.body, ticket.bytes.as_ref()));
            match (&claim.payout, same) {
                (Some(payout), true) => return Standing::Replay(Arc::clone(payout)),
                (_, false) if ticket.key_was_sent => return Standing::Changed(Kind::KeyReused),
                (_, false) => return Standing::Changed(rules.changed_without_header),
                (None, true) => {}
            }
        }
        self.judge_external_id(ticket, rules)
    }

    pub(crate) fn judge_external_id(&self, ticket: &Ticket, rules: &Duplicates) -> Standing {
        let taken = self.external_ids.get(&ticket.external_id);
        if taken.is_some_and(|claim| claim.lives(rules.external_id_life)) { Standing::Conflict } else { Standing::New }
    }

    /// Claims key and id; without a payout, the claim only blocks.
    pub(crate) fn claim(&mut self, ticket: &Ticket, payout: Option<&Arc<Payout>>) {
        self.claim_key(ticket, payout);
        self.claim_external_id(ticket, payout);
    }

    pub(crate) fn claim_key(&mut self, ticket: &Ticket, payout: Option<&Arc<Payout>>) {
        if let Some(key) = &ticket.key {
            self.keys.insert(key.clone(), Claim::of(ticket, payout));
        }
    }

    pub(crate) fn claim_external_id(&mut self, ticket: &Ticket, payout: Option<&Arc<Payout>>) {
        self.external_ids.insert(ticket.external_id.clone(), Claim::of(ticket, payout));
    }
}

impl Claim {
    fn of(ticket: &Ticket, payout: Option<&Arc<Payout>>) -> Self {
        Self { payout: payout.cloned(), body: Arc::clone(&ticket.body), bytes: ticket.bytes.clone() }
    }

    fn lives(&self, life: Life) -> bool {
        let status = self.payout.as_ref().map(|payout| payout.glance());
        match life {
            Life::Kept => true,
            Life::UntilTerminal => status.is_none_or(|status| !status.is_terminal()),
            Life::UntilCancelled => status != Some(Status::Cancelled),
            Life::UntilRejected => status != Some(Status::Rejected),
            Life::FromTheEnd => status.is_some_and(Status::is_terminal),
            Life::NeverChecked => false,
        }
    }
}

fn normal(text: &str, matching: Matching) -> String {
    match matching {
        Matching::Exact => text.to_owned(),
        Matching::CaseIgnored => text.to_lowercase(),
        Matching::FirstCharacters(count) => text.chars().take(count).collect(),
    }
}

fn normal_bytes(bytes: &[u8], matching: Matching) -> Vec<u8> {
    match matching {
        Matching::Exact => bytes.to_vec(),
        Matching::CaseIgnored => bytes.to_ascii_lowercase(),
        Matching::FirstCharacters(count) => bytes.iter().take(count).copied().collect(),
    }
}
