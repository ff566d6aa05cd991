//! How a target's webhooks reach the sink.

use super::Environment;
use super::load::Loader;
use super::load_secrets::secret;
use super::raw::RawTargetWebhooks;
use crate::files::At;
use secrecy::SecretString;
use std::net::{Ipv4Addr, SocketAddr};

/// How webhooks reach the sink, and what they are signed with.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// What they are signed with.
    pub secret: SecretString,
    /// Where the sink listens; port 0 lets the system pick.
    pub listen: SocketAddr,
    /// The address the target is told, when it is not the sink's own.
    pub public_url: Option<String>,
    /// Who answers for the sink's name.
    pub certificate: Certificate,
}

/// Who answers for the sink's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificate {
    /// An authority made for this run.
    OwnAuthority,
    /// The operator's certificate chain and key, as PEM.
    Operator {
        /// The chain.
        chain: String,
        /// The key.
        key: String,
    },
    /// Somebody in front of the sink ends TLS.
    EndedElsewhere,
}

impl Webhooks {
    /// The sink on this machine with an authority of its own.
    pub fn local(secret: SecretString) -> Self {
        Self {
            secret,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            certificate: Certificate::OwnAuthority,
        }
    }
}

impl Loader<'_> {
    /// The checked form; nothing when a mistake was reported.
    pub(super) fn webhooks(&mut self, raw: &At<RawTargetWebhooks>, environment: &impl Environment) -> Option<Webhooks> {
        let secret = self.accept(raw, secret(&raw.secret_env, environment.variable(&raw.secret_env)));
        let listen = raw.listen.as_ref().map(|listen| {
            let address = listen.parse().map_err(|_| format!("`{listen}` is no address; write 127.0.0.1:9443"));
            self.accept(raw, address)
        });
        let certificate = match (&raw.cert, &raw.key) {
            (None, None) if raw.public_url.is_some() => Some(Certificate::EndedElsewhere),
            (None, None) => Some(Certificate::OwnAuthority),
            (Some(chain), Some(key)) => {
                let (chain, key) = (self.accept(raw, environment.file(chain)), self.accept(raw, environment.file(key)));
                chain.zip(key).map(|(chain, key)| Certificate::Operator { chain, key })
            }
            _ => {
                self.problems.push(self.source.problem(raw.span(), "`cert` and `key` go together"));
                None
            }
        };
        if let Some(url) = &raw.public_url {
            let fine = reqwest::Url::parse(url).is_ok_and(|url| url.scheme() == "https");
            self.accept(raw, if fine { Ok(()) } else { Err(format!("`{url}` is no https URL")) });
        }
        let mut webhooks = Webhooks::local(secret?);
        webhooks.listen = listen.unwrap_or(Some(webhooks.listen))?;
        webhooks.certificate = certificate?;
        webhooks.public_url.clone_from(&raw.public_url);
        Some(webhooks)
    }
}
