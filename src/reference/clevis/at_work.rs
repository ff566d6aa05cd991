//! Creates that are being worked on, for servers that refuse an equal one in the meantime.

use std::collections::HashSet;
use std::sync::Mutex;
use std::time::Duration;

use super::behaviour::duplicates::LateComers;
use super::behaviour::errors::Kind;
use super::hold::hold;
use super::ledger::Ticket;
use super::refusal::Refusal;

/// Long enough for creates of one moment to meet.
const WORK: Duration = Duration::from_millis(20);

type Key = (usize, Vec<u8>);

#[derive(Debug, Default)]
pub(crate) struct AtWork(Mutex<HashSet<Key>>);

/// Keeps a key at work until it is dropped.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    at_work: &'a AtWork,
    key: Key,
}

impl AtWork {
    /// Takes the key of a create to work, or refuses the create because somebody else has; soundly does neither.
    pub(crate) async fn begin(&self, ticket: &Ticket, rule: LateComers) -> Result<Option<Work<'_>>, Refusal> {
        let (LateComers::Refused, Some(key)) = (rule, &ticket.key) else { return Ok(None) };
        let key = (ticket.tenant, key.clone());
        if !hold(&self.0).insert(key.clone()) {
            return Err(Refusal::new(Kind::InProgress, "An equal request is being worked on; send it again."));
        }
        let work = Work { at_work: self, key };
        tokio::time::sleep(WORK).await;
        Ok(Some(work))
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        hold(&self.at_work.0).remove(&self.key);
    }
}
