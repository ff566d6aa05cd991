//! Sends requests and turns answers into facts; knows several at one moment.

use super::Lean;
use crate::record::{Answer, Sent};
use crate::runner::{Client, Draft, Unsendable};
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::Instant;

/// What sends requests.
#[derive(Debug)]
pub enum Sender {
    /// Connections of its own, without TLS.
    Lean(Box<Lean>),
    /// The client of scenario runs.
    Client(Arc<Client>),
}

/// What was sent and what came back.
#[derive(Debug)]
pub struct Sending {
    /// What was sent, without secrets.
    pub sent: Sent,
    /// What came back.
    pub answer: Answer,
    /// Microseconds until the answer was there.
    pub took_us: u64,
}

impl Sender {
    /// Sends all drafts at one moment.
    pub async fn send(&mut self, drafts: &[Draft]) -> Result<Vec<Sending>, Unsendable> {
        match self {
            Self::Lean(lean) => lean.send(drafts).await,
            Self::Client(client) => join_all(drafts.iter().map(|draft| async {
                let sending = Instant::now();
                let (sent, answer) = client.send(draft).await?;
                Ok(Sending { sent, answer, took_us: micros(sending) })
            }))
            .await
            .into_iter()
            .collect(),
        }
    }
}

pub(super) fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}
