//! Carrying webhooks: one queue per payout keeps its events in order, a bounded number of payouts is served at once.
//! The sandbox sends each event once; a live server sends it again, under the same event id, until it is taken.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use reqwest::StatusCode;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;

use super::behaviour::Behaviour;
use super::behaviour::events::{Order, Patience, SandboxRetry};
use super::behaviour::live::{LiveMarkers, Redelivery};
use super::behaviour::markers::HeaderGap;
use super::behaviour::signature::SignedPart;
use super::event::Parcel;
use super::hold::hold;
use super::ids::Ids;
use super::payout::Payout;
use super::signing::{self, Secrets};
use super::{Config, json};
use crate::reference::trust::Carrier;

const AT_ONCE: usize = 256;
const BACKLOG: usize = 100_000;
const LIVE_ATTEMPTS: u32 = 8;

/// The events of one payout that still have to leave.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    waiting: VecDeque<Parcel>,
    held_back: Option<Parcel>,
    previous: Option<Bytes>,
    busy: bool,
}

#[derive(Debug)]
pub(crate) struct Courier {
    errands: mpsc::UnboundedSender<Arc<Payout>>,
    backlog: AtomicUsize,
    order: Order,
    /// Whether the body before is needed for the signature of the next.
    keeps_previous: bool,
}

impl Courier {
    pub(crate) fn new(behaviour: &Behaviour) -> (Self, mpsc::UnboundedReceiver<Arc<Payout>>) {
        let (errands, inbox) = mpsc::unbounded_channel();
        let keeps_previous = behaviour.signature.over == SignedPart::PreviousBody;
        (Self { errands, backlog: AtomicUsize::new(0), order: behaviour.events.order, keeps_previous }, inbox)
    }

    /// Takes an event for delivery; events beyond a huge backlog are dropped, as nothing in the sandbox is promised.
    pub(crate) fn take(&self, payout: &Arc<Payout>, parcel: Parcel) {
        if self.backlog.fetch_add(1, Ordering::Relaxed) >= BACKLOG {
            self.backlog.fetch_sub(1, Ordering::Relaxed);
            return;
        }
        let mut outbox = hold(&payout.outbox);
        if self.order == Order::PendingAfterNext && parcel.nth == 0 && !parcel.entered.is_terminal() {
            outbox.held_back = Some(parcel);
            return;
        }
        outbox.waiting.push_back(parcel);
        let late = outbox.held_back.take();
        outbox.waiting.extend(late);
        if !outbox.busy || self.order == Order::Interleaved {
            outbox.busy = true;
            // Fails only while the server shuts down.
            let _ = self.errands.send(Arc::clone(payout));
        }
    }

    /// Whether events of this payout are still waiting or on their way.
    pub(crate) fn is_busy(&self, payout: &Payout) -> bool {
        hold(&payout.outbox).busy
    }

    fn next(&self, payout: &Payout) -> Option<(Parcel, Option<Bytes>)> {
        let mut outbox = hold(&payout.outbox);
        let Some(parcel) = outbox.waiting.pop_front() else {
            outbox.busy = false;
            // Payouts are many, and as a rule nothing more leaves this one for a while.
            outbox.waiting = VecDeque::new();
            return None;
        };
        self.backlog.fetch_sub(1, Ordering::Relaxed);
        let previous = self.keeps_previous.then(|| outbox.previous.replace(parcel.body.clone())).flatten();
        Some((parcel, previous))
    }
}

/// Sends what the courier has taken, until the task is dropped.
pub(crate) async fn run(van: Arc<Van>, courier: Arc<Courier>, mut inbox: mpsc::UnboundedReceiver<Arc<Payout>>) {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut errands = JoinSet::new();
    while let Some(payout) = inbox.recv().await {
        while errands.try_join_next().is_some() {}
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let (van, courier) = (Arc::clone(&van), Arc::clone(&courier));
        errands.spawn(async move {
            van.empty(&courier, &payout).await;
            drop(place);
        });
    }
}

/// What it takes to deliver: the client, the secrets, the rules.
#[derive(Debug)]
pub(crate) struct Van {
    config: Arc<Config>,
    ids: Arc<Ids>,
    carrier: Carrier,
}

impl Van {
    pub(crate) fn new(config: Arc<Config>, ids: Arc<Ids>) -> std::io::Result<Self> {
        let carrier = Carrier::new(&config.webhook_trust, config.webhook_timeout)?;
        Ok(Self { config, ids, carrier })
    }

    /// Sends the waiting events of a payout one after another.
    pub(crate) async fn empty(&self, courier: &Courier, payout: &Payout) {
        while let Some((parcel, previous)) = courier.next(payout) {
            let taken = self.deliver(parcel, previous).await;
            if !taken && self.config.behaviour.events.patience == Patience::FailureStopsPayout {
                hold(&payout.state).halt();
            }
            if courier.order == Order::Interleaved {
                return;
            }
        }
    }

    async fn deliver(&self, mut parcel: Parcel, previous: Option<Bytes>) -> bool {
        let behaviour = &self.config.behaviour;
        let attempts = match (self.config.live, behaviour.live.redelivery, behaviour.events.retry) {
            (true, Redelivery::Never, _) | (false, _, SandboxRetry::Never) => 1,
            (true, _, _) => LIVE_ATTEMPTS,
            (false, _, SandboxRetry::Twice | SandboxRetry::TwiceWhenRefused | SandboxRetry::TwiceWhenSilent) => 3,
        };
        for attempt in 0..attempts {
            if attempt > 0 {
                let wait =
                    Duration::from_millis(500 * u64::from(2_u32.pow(attempt - 1))).mul_f64(self.config.time_scale);
                tokio::time::sleep(wait.max(Duration::from_millis(10))).await;
                match behaviour.live.redelivery {
                    _ if !self.config.live => {}
                    Redelivery::SameEvent | Redelivery::Never => {}
                    Redelivery::FreshEventId => {
                        parcel.event["id"] = format!("evt_{}", self.ids.ulid()).into();
                        parcel.body = json::written(&parcel.event, behaviour.wire.notation).into();
                    }
                    Redelivery::OtherData => {
                        parcel.event["data"]["amount"] = "0.00".into();
                        parcel.body = json::written(&parcel.event, behaviour.wire.notation).into();
                    }
                }
            }
            let answer = self.send(&parcel, previous.as_deref()).await;
            if answer.is_some_and(|status| status.is_success()) {
                return true;
            }
            match behaviour.events.retry {
                SandboxRetry::TwiceWhenRefused if answer.is_none() => return false,
                SandboxRetry::TwiceWhenSilent if answer.is_some() => return false,
                _ => {}
            }
        }
        false
    }

    /// The status of the receiver's answer, if there was one.
    async fn send(&self, parcel: &Parcel, previous: Option<&[u8]>) -> Option<StatusCode> {
        if !self.config.webhook_reach.covers(&parcel.url) {
            return None;
        }
        let client = self.carrier.client()?;
        let behaviour = &self.config.behaviour;
        let mut request = client.request(parcel.method.clone(), &parcel.url).body(parcel.body.clone());
        if let Some(content_type) = parcel.content_type {
            request = request.header("content-type", content_type);
        }
        let marked = match self.config.live {
            true => behaviour.live.markers == LiveMarkers::HeaderLeft,
            false => behaviour.markers.header_gap != HeaderGap::OnDeliveries,
        };
        if marked {
            request = request.header("x-clevis-mock", "true");
        }
        let secrets = Secrets {
            webhook: &self.config.webhook_secret,
            api_key: self.config.keys.get(parcel.tenant).map_or("", String::as_str),
        };
        if let Some((name, value)) = signing::header(parcel, previous, &secrets, &behaviour.signature) {
            request = request.header(name, value);
        }
        request.send().await.ok().map(|answer| answer.status())
    }
}
