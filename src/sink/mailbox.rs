//! One place that webhooks are sent to: what came in, in order, and the answers given.

use super::budget::Share;
use super::desk::Desk;
use super::script::{Script, ScriptedAnswer};
use crate::record::Delivery;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// An open mailbox; dropping it closes it.
#[derive(Debug)]
pub struct Mailbox {
    url: String,
    token: String,
    post: Arc<Post>,
    desk: Arc<Desk>,
}

impl Mailbox {
    pub(super) fn new(url: String, token: String, post: Arc<Post>, desk: Arc<Desk>) -> Self {
        Self { url, token, post, desk }
    }

    /// Where to send webhooks: a path nobody can guess.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// The part of the path nobody can guess.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// What came in and was kept, in order.
    pub fn deliveries(&self) -> Vec<Arc<Delivery>> {
        self.post.state().kept.iter().map(|kept| Arc::clone(&kept.delivery)).collect()
    }

    /// How many came in but were not kept because a cap was reached.
    pub fn dropped(&self) -> u64 {
        self.post.state().dropped
    }

    /// Hands over what came in and forgets it, which makes room for more.
    pub fn take(&self) -> Vec<Arc<Delivery>> {
        let mut state = self.post.state();
        let taken = std::mem::take(&mut state.kept);
        self.post.count.send_replace(0);
        taken.into_iter().map(|kept| kept.delivery).collect()
    }

    /// Comes back when more than `seen` deliveries are there; that may be never.
    pub async fn changed(&self, seen: usize) {
        let mut count = self.post.count.subscribe();
        if count.wait_for(|count| *count > seen).await.is_err() {
            // The sender is part of the mailbox, which is borrowed here.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.desk.close(&self.token);
    }
}

/// What a mailbox and the connections that fill it share.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) label: String,
    script: Script,
    state: Mutex<State>,
    count: watch::Sender<usize>,
    closed: watch::Sender<bool>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    kept: Vec<Kept>,
    received: usize,
    dropped: u64,
}

/// A delivery with the memory it holds.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) delivery: Arc<Delivery>,
    /// Nothing reads it: it gives the memory back.
    pub(super) _share: Share,
}

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    Kept,
    Dropped,
}

impl Post {
    pub(super) fn new(label: &str, script: Script) -> Self {
        let (count, closed) = (watch::Sender::new(0), watch::Sender::new(false));
        Self { label: label.to_owned(), script, state: Mutex::default(), count, closed }
    }

    pub(super) fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Comes back once the mailbox is closed.
    pub(super) async fn closed(&self) {
        let mut closed = self.closed.subscribe();
        // It fails only once the sender is gone, and with it the mailbox.
        drop(closed.wait_for(|closed| *closed).await);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next answer of the script and keeps the delivery that `make` makes of it, unless the mailbox is full
    /// or `make` could not hold it.
    pub(super) fn store(
        &self,
        cap: usize,
        make: impl FnOnce(&ScriptedAnswer) -> Option<Kept>,
    ) -> (Stored, ScriptedAnswer) {
        let mut state = self.state();
        let answer = self.script.answer(state.received);
        state.received += 1;
        // Made under the lock, so that the order in the mailbox is the order of the numbers.
        let kept = make(&answer).filter(|_| state.kept.len() < cap);
        let stored = match kept {
            Some(kept) => {
                state.kept.push(kept);
                self.count.send_replace(state.kept.len());
                Stored::Kept
            }
            None => {
                state.dropped += 1;
                Stored::Dropped
            }
        };
        (stored, answer)
    }
}
