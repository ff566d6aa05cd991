//! Sends requests over connections of its own, each driven by whoever waits for its answer: no pool, no tasks, no locks.
//!
//! For targets without TLS; the target is as little trusted as by the client of scenario runs.

use super::lane::{Lane, Lost};
use super::send::{Sending, micros};
use crate::contract::Auth;
use crate::record::{Answer, Payload, Received, Redactor, Sent, Silence, SilenceKind};
use crate::runner::{Draft, NEVER_ISSUED, Unsendable, spoilt};
use crate::scenario::Credential;
use crate::target::Target;
use bytes::Bytes;
use futures_util::future::join_all;
use http_body_util::Full;
use hyper::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue};
use hyper::{Method, Request, Uri};
use reqwest::Url;
use secrecy::ExposeSecret;
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

/// Connections to one target.
pub struct Lean {
    host: String,
    port: u16,
    prefix: String,
    host_header: HeaderValue,
    auth: HeaderName,
    shown: BTreeMap<Credential, HeaderValue>,
    redactor: Redactor,
    deadline: Duration,
    body_cap: usize,
    lanes: Vec<Option<Lane>>,
    connects: u64,
}

impl Lean {
    /// Connections to a target; nothing when it needs TLS, or has its requests signed.
    pub fn new(target: &Target, auth: &Auth) -> Option<Self> {
        let url = Url::parse(target.address(None)?).ok().filter(|url| url.scheme() == "http")?;
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default()?;
        let authority = url.authority().rsplit('@').next().unwrap_or_default().to_owned();
        let Auth::Bearer { header } = auth else { return None };
        let mut shown = BTreeMap::new();
        let known = Credential::ALL.into_iter().map(|(_, who)| who);
        for who in known.chain(target.credentials.keys().copied()) {
            let secret = target.secret(None, who.owner());
            let key = match who {
                Credential::None => None,
                Credential::Unknown => Some(NEVER_ISSUED.to_owned()),
                who => secret.map(|secret| spoilt::key(who, secret.expose_secret())),
            };
            if let Some(key) = key {
                let mut value = HeaderValue::from_str(&format!("{} {key}", spoilt::scheme(who))).ok()?;
                value.set_sensitive(true);
                shown.insert(who, value);
            }
        }
        Some(Self {
            host,
            port,
            prefix: url.path().trim_end_matches('/').to_owned(),
            host_header: HeaderValue::from_str(&authority).ok()?,
            auth: HeaderName::from_bytes(header.as_bytes()).unwrap_or(AUTHORIZATION),
            shown,
            redactor: Redactor::new(target.secrets()),
            deadline: target.deadline,
            body_cap: target.body_cap,
            lanes: Vec::new(),
            connects: 0,
        })
    }

    /// How many connections were made.
    pub fn connects(&self) -> u64 {
        self.connects
    }

    /// Sends all drafts at one moment, each over a connection of its own.
    pub(super) async fn send(&mut self, drafts: &[Draft]) -> Result<Vec<Sending>, Unsendable> {
        let mut requests = Vec::with_capacity(drafts.len());
        for draft in drafts {
            requests.push(self.request(draft).map_err(|text| Unsendable::new(self.redactor.text(text)))?);
        }
        if self.lanes.len() < drafts.len() {
            self.lanes.resize_with(drafts.len(), || None);
        }
        let mut lanes = std::mem::take(&mut self.lanes);
        let mut connects = 0;
        // All are connected before the first is sent, so that they meet at the target.
        if drafts.len() > 1 {
            let made = join_all(lanes.iter_mut().take(drafts.len()).map(|lane| self.ready(lane))).await;
            // One that fails says so when it is used.
            connects += made.into_iter().filter(|made| matches!(made, Ok(true))).count() as u64;
        }
        let this = &*self;
        let sendings = match drafts {
            [one] => {
                let request = requests.swap_remove(0);
                vec![this.one(&mut lanes[0], one, request, &mut connects).await]
            }
            several => {
                let mut waiting = Vec::with_capacity(several.len());
                for ((lane, draft), request) in lanes.iter_mut().zip(several).zip(requests) {
                    waiting.push(async move {
                        let mut made = 0;
                        let sending = this.one(lane, draft, request, &mut made).await;
                        (sending, made)
                    });
                }
                let all = join_all(waiting).await;
                connects += all.iter().map(|(_, made)| made).sum::<u64>();
                all.into_iter().map(|(sending, _)| sending).collect()
            }
        };
        self.lanes = lanes;
        self.connects += connects;
        Ok(sendings)
    }

    async fn one(
        &self,
        lane: &mut Option<Lane>,
        draft: &Draft,
        request: Request<Full<Bytes>>,
        connects: &mut u64,
    ) -> Sending {
        let sent = self.sent(draft);
        let began = Instant::now();
        let answer = match tokio::time::timeout(self.deadline, self.exchange(lane, request, connects)).await {
            Ok(Ok(received)) => Answer::Received(received),
            Ok(Err(lost)) => {
                *lane = None;
                Answer::Silence(Silence { kind: lost.kind, text: self.redactor.text(lost.text) })
            }
            Err(_) => {
                *lane = None;
                let text = format!("nothing complete within {:?}", self.deadline);
                Answer::Silence(Silence { kind: SilenceKind::TooSlow, text })
            }
        };
        Sending { sent, answer, took_us: micros(began) }
    }

    fn sent(&self, draft: &Draft) -> Sent {
        let mut headers: Vec<(String, String)> =
            draft.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        if draft.credential != Credential::None {
            headers.push((
                self.auth.as_str().to_owned(),
                format!("{} [{}]", spoilt::scheme(draft.credential), draft.credential),
            ));
        }
        Sent { method: draft.method.clone(), path: draft.path.clone(), headers, body: draft.body.clone().map(Payload) }
    }

    async fn exchange(
        &self,
        lane: &mut Option<Lane>,
        request: Request<Full<Bytes>>,
        connects: &mut u64,
    ) -> Result<Received, Lost> {
        let reused = !self.ready(lane).await? && lane.is_some();
        *connects += u64::from(!reused);
        // Cloned only where it may be sent again: the body is shared, the rest is small.
        let again = reused.then(|| request.clone());
        let only_looks = request.method().is_safe();
        match (self.over(lane, request).await, again) {
            // The target closed a connection that had served before: that is its right, and no answer to this. What
            // may have arrived all the same is sent again only where twice is as good as once.
            (Err(lost), Some(request)) if lost.unsent || (lost.stale && only_looks) => {
                *lane = None;
                self.ready(lane).await?;
                *connects += 1;
                self.over(lane, request).await
            }
            (other, _) => other,
        }
    }

    /// Makes a connection where there is none that lives; says whether it did.
    async fn ready(&self, lane: &mut Option<Lane>) -> Result<bool, Lost> {
        if lane.as_ref().is_some_and(Lane::lives) {
            return Ok(false);
        }
        *lane = Some(Lane::connect(&self.host, self.port).await?);
        Ok(true)
    }

    async fn over(&self, lane: &mut Option<Lane>, request: Request<Full<Bytes>>) -> Result<Received, Lost> {
        let Some(lane) = lane else { return Err(Lost::of(SilenceKind::Unreachable, "no connection".into())) };
        let (parts, body) = lane.exchange(request, self.body_cap).await?;
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), self.redactor.text(value))
        };
        let headers = parts.headers.iter().map(header).collect();
        Ok(Received::new(parts.status.as_u16(), headers, Payload(self.redactor.bytes(body))))
    }

    fn request(&self, draft: &Draft) -> Result<Request<Full<Bytes>>, String> {
        let uri =
            format!("{}{}", self.prefix, draft.path).parse::<Uri>().map_err(|error| format!("no URL: {error}"))?;
        let body = draft.body.clone().unwrap_or_default();
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::from_bytes(draft.method.as_bytes()).map_err(|error| error.to_string())?;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(HOST, self.host_header.clone());
        for (name, value) in &draft.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).map_err(|error| error.to_string())?);
        }
        if let Some(value) = self.shown.get(&draft.credential) {
            headers.insert(self.auth.clone(), value.clone());
        }
        Ok(request)
    }
}

impl fmt::Debug for Lean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lean").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}
