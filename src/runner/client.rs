//! Sends one request and comes back with facts: an answer within cap and deadline, or the kind of silence.
//!
//! The target is hostile until shown otherwise: nothing it sends is followed, trusted or kept beyond the cap.

use super::Draft;
use super::credentials::{Credentials, Shown, ShownHeader};
use crate::contract::Auth;
use crate::record::{Answer, Payload, Received, Redactor, Sent, Silence, SilenceKind};
use crate::target::Target;
use bytes::{Bytes, BytesMut};
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Method, Request, Response, Url};
use secrecy::ExposeSecret;
use std::error::Error;
use std::io;

/// Sends requests to one target and its instances.
#[derive(Debug)]
pub struct Client {
    http: reqwest::Client,
    credentials: Credentials,
    target: Target,
    redactor: Redactor,
}

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The operator's certificate authority is none.
    #[error("trusted_ca holds no PEM certificate: {0}")]
    Certificate(String),
    /// TLS or the resolver cannot be set up.
    #[error("failed to set up the HTTP client: {0}")]
    Setup(String),
}

/// A request that cannot be put into words of HTTP: the mistake is ours or the scenario's, never the target's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the request cannot be sent: {0}")]
pub struct Unsendable(String);

impl Unsendable {
    /// A request that cannot be sent, and why, without secrets.
    pub(crate) fn new(why: String) -> Self {
        Self(why)
    }
}

impl Client {
    /// A client for a target.
    pub fn new(target: &Target, auth: &Auth) -> Result<Self, ClientError> {
        // Another part of the process may have installed it already; either way there is one.
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            // Each request has a connection of its own: a server may end an idle one at any moment, and whoever sends
            // just then cannot tell that from a request left unanswered.
            .pool_max_idle_per_host(0)
            .tcp_nodelay(true)
            .connect_timeout(target.deadline);
        if let Some(pem) = &target.trusted_ca {
            let certificates =
                reqwest::Certificate::from_pem_bundle(pem).map_err(|error| ClientError::Certificate(chain(&error)))?;
            builder = builder.tls_certs_merge(certificates);
        }
        Ok(Self {
            http: builder.build().map_err(|error| ClientError::Setup(chain(&error)))?,
            credentials: Credentials::new(auth, target),
            redactor: Redactor::new(target.secrets()),
            target: target.clone(),
        })
    }

    /// What was sent, without secrets, and what came back.
    pub async fn send(&self, draft: &Draft) -> Result<(Sent, Answer), Unsendable> {
        let shown = self.credentials.of(draft, &self.target).map_err(Unsendable)?;
        let request = self.request(draft, &shown).map_err(|text| Unsendable(self.redactor.text(text)))?;
        Ok((self.sent(draft, shown), self.exchange(request).await))
    }

    /// Tells somebody who is not the target something; the status of the answer.
    pub(super) async fn tell(&self, url: &str, body: &serde_json::Value) -> Result<u16, String> {
        let request = self.http.post(url).header("Content-Type", "application/json").body(body.to_string());
        let sent = tokio::time::timeout(self.target.deadline, request.send()).await;
        let answer = sent.map_err(|_| "no answer in time".to_owned())?.map_err(|error| chain(&error.without_url()))?;
        Ok(answer.status().as_u16())
    }

    /// What keeps secrets out of whatever is written.
    pub(super) fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    fn sent(&self, draft: &Draft, shown: Shown) -> Sent {
        let body = shown.body.or_else(|| draft.body.clone());
        let mut headers: Vec<(String, String)> =
            draft.headers.iter().map(|(name, value)| (name.clone(), self.redactor.text(value.clone()))).collect();
        headers.extend(shown.headers.into_iter().map(|shown| (shown.name, shown.told)));
        Sent {
            method: draft.method.clone(),
            path: self.redactor.text(draft.path.clone()),
            headers,
            body: body.map(|body| Payload(self.redactor.bytes(body))),
        }
    }

    fn request(&self, draft: &Draft, shown: &Shown) -> Result<Request, String> {
        let instance = draft.instance.as_deref();
        let base = self.target.address(instance).ok_or_else(|| "the instance has no address".to_owned())?;
        let url = Url::parse(&format!("{base}{}", draft.path)).map_err(|error| format!("no URL: {error}"))?;
        let method = Method::from_bytes(draft.method.as_bytes()).map_err(|error| error.to_string())?;
        let mut request = Request::new(method, url);
        for (name, value) in &draft.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|error| error.to_string())?;
            request.headers_mut().insert(name, value);
        }
        for ShownHeader { name, value, .. } in &shown.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
            let value = HeaderValue::from_str(value.expose_secret());
            let mut value = value.map_err(|_| "the secret is no header value".to_owned())?;
            value.set_sensitive(true);
            request.headers_mut().insert(name, value);
        }
        if let Some(body) = shown.body.as_ref().or(draft.body.as_ref()) {
            *request.body_mut() = Some(body.clone().into());
        }
        Ok(request)
    }

    async fn exchange(&self, request: Request) -> Answer {
        let silence = |kind, text: String| Answer::Silence(Silence { kind, text: self.redactor.text(text) });
        let whole = async {
            match self.http.execute(request).await {
                Ok(response) => self.read(response).await,
                Err(error) => Err((kind_of(&error), chain(&error.without_url()))),
            }
        };
        match tokio::time::timeout(self.target.deadline, whole).await {
            Ok(Ok(received)) => Answer::Received(received),
            Ok(Err((kind, text))) => silence(kind, text),
            Err(_) => silence(SilenceKind::TooSlow, format!("nothing complete within {:?}", self.target.deadline)),
        }
    }

    async fn read(&self, mut response: Response) -> Result<Received, (SilenceKind, String)> {
        let status = response.status().as_u16();
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (self.redactor.text(name.as_str().to_owned()), self.redactor.text(value))
        };
        let headers = response.headers().iter().map(header).collect();
        let mut body = BytesMut::new();
        loop {
            match response.chunk().await {
                Ok(None) => break,
                Ok(Some(chunk)) if body.len() + chunk.len() > self.target.body_cap => {
                    let cap = self.target.body_cap;
                    return Err((SilenceKind::TooLong, format!("the body is longer than {cap} bytes")));
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Err(error) => return Err((kind_of(&error), chain(&error.without_url()))),
            }
        }
        let body: Bytes = self.redactor.bytes(body.freeze());
        Ok(Received::new(status, headers, Payload(body)))
    }
}

fn kind_of(error: &reqwest::Error) -> SilenceKind {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(inner) = cause {
        if inner.is::<rustls::Error>() {
            return SilenceKind::Tls;
        }
        // An I/O error hides what it wraps from its chain of causes.
        let wrapped = inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = wrapped.map(|wrapped| wrapped as &(dyn Error + 'static)).or_else(|| inner.source());
    }
    if error.is_connect() {
        SilenceKind::Unreachable
    } else if error.is_timeout() {
        SilenceKind::TooSlow
    } else {
        SilenceKind::Broken
    }
}

/// An error with its causes, on one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.ends_with(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}
