//! Counts what comes about at the sink besides deliveries.

use crate::oracle::clean;
use crate::record::SinkFacts;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// The counters behind the facts.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) connections: AtomicU64,
    /// What the last delivery was numbered, late ones included.
    pub(super) numbered: AtomicU64,
    handshakes_refused: AtomicU64,
    not_tls: AtomicU64,
    last_refusal: Mutex<Option<String>>,
    broken: AtomicU64,
    pub(super) deliveries: AtomicU64,
    strays: AtomicU64,
    late: AtomicU64,
    pub(super) dropped: AtomicU64,
    troubles: watch::Sender<u64>,
}

/// What can go wrong on the way to a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    HandshakeRefused,
    NotTls,
    Broken,
    Stray,
    Late,
}

impl Tally {
    /// A tally whose first delivery has the number after this one.
    pub(super) fn after(numbered: u64) -> Self {
        Self {
            connections: AtomicU64::new(0),
            numbered: AtomicU64::new(numbered),
            handshakes_refused: AtomicU64::new(0),
            not_tls: AtomicU64::new(0),
            last_refusal: Mutex::new(None),
            broken: AtomicU64::new(0),
            deliveries: AtomicU64::new(0),
            strays: AtomicU64::new(0),
            late: AtomicU64::new(0),
            dropped: AtomicU64::new(0),
            troubles: watch::Sender::new(0),
        }
    }

    pub(super) fn count(&self, trouble: Trouble) {
        let counter = match trouble {
            Trouble::HandshakeRefused => &self.handshakes_refused,
            Trouble::NotTls => &self.not_tls,
            Trouble::Broken => &self.broken,
            Trouble::Stray => &self.strays,
            Trouble::Late => &self.late,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        self.troubles.send_modify(|count| *count += 1);
    }

    /// Counts a connection that came to nothing, with the reason.
    pub(super) fn refuse(&self, trouble: Trouble, why: &str) {
        *self.last_refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(clean(why));
        self.count(trouble);
    }

    /// Comes back with the count once it is over `seen`.
    pub(super) async fn troubled(&self, seen: u64) -> u64 {
        let mut troubles = self.troubles.subscribe();
        match troubles.wait_for(|count| *count > seen).await {
            Ok(count) => *count,
            // The sender is part of this value, which is borrowed here.
            Err(_) => std::future::pending().await,
        }
    }

    pub(super) fn facts(&self) -> SinkFacts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        SinkFacts {
            connections: read(&self.connections),
            handshakes_refused: read(&self.handshakes_refused),
            not_tls: read(&self.not_tls),
            last_refusal: self.last_refusal.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            broken: read(&self.broken),
            deliveries: read(&self.deliveries),
            strays: read(&self.strays),
            late: read(&self.late),
            dropped: read(&self.dropped),
        }
    }
}
