//! One request: read within its bounds, kept as a delivery, answered as scripted.

use super::budget::{Budget, Share};
use super::config::SinkConfig;
use super::desk::{Desk, Owner};
use super::facts::{Tally, Trouble};
use super::mailbox::{Kept, Stored};
use super::script::{AnswerKind, ScriptedAnswer};
use crate::record::{Delivery, Payload};
use hyper::body::{Body, Incoming};
use hyper::header::{HeaderName, HeaderValue, LOCATION};
use hyper::http::request::Parts;
use hyper::{Request, Response, StatusCode};
use jiff::Timestamp;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::time::{Instant, sleep, timeout};

/// How many times the cap is read of a body, so that its sender comes to hear the answer.
const READ_CAPS: usize = 4;

/// What every connection of a sink shares.
#[derive(Debug)]
pub(super) struct Reception {
    pub(super) config: SinkConfig,
    pub(super) desk: Arc<Desk>,
    pub(super) tally: Tally,
    pub(super) budget: Arc<Budget>,
    /// Of its own for what comes late, so that an old test cannot use up what the present ones need.
    pub(super) late_budget: Arc<Budget>,
    pub(super) started: Instant,
    /// The same by the clock.
    pub(super) began: Timestamp,
}

/// Nothing is to be answered: the connection is closed.
#[derive(Debug, thiserror::Error)]
#[error("closed without an answer")]
pub(super) struct HangUp;

/// A body within its bounds.
struct Read {
    bytes: Vec<u8>,
    truncated: bool,
    share: Share,
    /// Whether the budget was enough for what the cap allows.
    held: bool,
}

impl Reception {
    /// Takes one request and says what to answer.
    pub(super) async fn receive(&self, request: Request<Incoming>) -> Result<Response<String>, HangUp> {
        let (parts, body) = request.into_parts();
        let owner = self.desk.owner(parts.uri.path());
        if matches!(owner, Owner::Nobody) {
            self.tally.count(Trouble::Stray);
            return Ok(answer(StatusCode::NOT_FOUND));
        }
        let budget = if matches!(owner, Owner::Open(_)) { &self.budget } else { &self.late_budget };
        let Ok(Some(read)) = timeout(self.config.deadlines.body, self.read(body, budget.share())).await else {
            self.tally.refuse(Trouble::Broken, "a request ended before its body did");
            return Err(HangUp);
        };
        let scripted = match owner {
            Owner::Open(post) => {
                // Before whoever waits for the delivery is woken, who may look at the count next.
                self.tally.deliveries.fetch_add(1, Ordering::Relaxed);
                let make = |scripted: &ScriptedAnswer| self.kept(&parts, read, &post.label, scripted.kind.status());
                let (stored, scripted) = post.store(self.config.mailbox_cap, make);
                if stored == Stored::Dropped {
                    self.tally.dropped.fetch_add(1, Ordering::Relaxed);
                }
                if !scripted.delay.is_zero() {
                    tokio::select! {
                        () = sleep(scripted.delay) => {}
                        // Nobody looks any longer at what becomes of it.
                        () = post.closed() => {}
                    }
                }
                scripted
            }
            Owner::Closed(label) => {
                let kept = self.kept(&parts, read, &label, StatusCode::OK.as_u16());
                let remembered = kept.is_some_and(|kept| self.desk.remember(&label, self.config.mailbox_cap, kept));
                if !remembered {
                    self.tally.dropped.fetch_add(1, Ordering::Relaxed);
                }
                self.tally.count(Trouble::Late);
                return Ok(answer(StatusCode::OK));
            }
            Owner::Nobody => return Ok(answer(StatusCode::NOT_FOUND)),
        };
        let status = StatusCode::from_u16(scripted.kind.status()).map_err(|_| HangUp)?;
        let mut response = answer(status);
        if let AnswerKind::Redirect(to) = &scripted.kind {
            let to = HeaderValue::from_str(to).map_err(|_| HangUp)?;
            response.headers_mut().insert(LOCATION, to);
        }
        Ok(response)
    }

    /// The body; nothing when it broke off.
    async fn read(&self, mut body: Incoming, share: Share) -> Option<Read> {
        let cap = self.config.body_cap;
        let mut read = Read { bytes: Vec::new(), truncated: false, share, held: true };
        let mut seen = 0_usize;
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            let Ok(chunk) = frame.ok()?.into_data() else { continue };
            seen = seen.saturating_add(chunk.len());
            let room = cap - read.bytes.len();
            let wanted = &chunk[..chunk.len().min(room)];
            read.truncated |= seen > cap;
            read.held = read.held && read.share.grow(wanted.len());
            if read.held {
                // Copied: a slice would keep the connection's whole buffer alive.
                read.bytes.extend_from_slice(wanted);
            }
            if seen > cap.saturating_mul(READ_CAPS) {
                break;
            }
        }
        Some(read)
    }

    /// The delivery a request is; nothing when memory does not allow for it.
    fn kept(&self, parts: &Parts, mut read: Read, label: &str, answered: u16) -> Option<Kept> {
        let number = self.tally.numbered.fetch_add(1, Ordering::Relaxed) + 1;
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let headers: Vec<(String, String)> = parts.headers.iter().map(header).collect();
        let around = headers.iter().map(|(name, value)| name.len() + value.len() + 2 * size_of::<String>());
        let around = around.sum::<usize>() + parts.uri.query().map_or(0, str::len) + size_of::<Delivery>();
        if !(read.held && read.share.grow(around)) {
            return None;
        }
        let delivery = Delivery {
            number,
            mailbox: label.to_owned(),
            at_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            method: parts.method.to_string(),
            query: parts.uri.query().map(str::to_owned),
            headers,
            body: Payload(read.bytes.into_boxed_slice().into()),
            truncated: read.truncated,
            answered,
        };
        Some(Kept { delivery: Arc::new(delivery), _share: read.share })
    }
}

fn answer(status: StatusCode) -> Response<String> {
    let mut response = Response::new(String::new());
    *response.status_mut() = status;
    response
}
