//! What reference servers deliver webhooks with, and whose certificates they trust in doing so.

use std::io;
use std::sync::OnceLock;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};

/// Whose certificates a server trusts when it delivers webhooks.
#[derive(Clone, Debug, Default)]
pub enum WebhookTrust {
    /// The authorities the system trusts.
    #[default]
    System,
    /// Only the authorities in this PEM text.
    CaPem(Vec<u8>),
    /// Anybody: for a receiver on this machine with a certificate of its own making.
    Anybody,
}

/// How long a receiver may take where a server has no setting for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What delivers.
#[derive(Debug)]
pub(crate) struct Carrier {
    trust: WebhookTrust,
    certificates: Vec<Certificate>,
    patience: Duration,
    client: OnceLock<Option<Client>>,
}

impl Carrier {
    /// Receivers may take as long as `patience`.
    pub(crate) fn new(trust: &WebhookTrust, patience: Duration) -> io::Result<Self> {
        let certificates = match trust {
            WebhookTrust::System | WebhookTrust::Anybody => Vec::new(),
            WebhookTrust::CaPem(pem) => {
                Certificate::from_pem_bundle(pem).map_err(|_| io::Error::other("not a PEM certificate"))?
            }
        };
        Ok(Self { trust: trust.clone(), certificates, patience, client: OnceLock::new() })
    }

    /// Built on first use: reading the system's roots takes longer than starting the whole server. Nothing when TLS
    /// cannot be set up.
    pub(crate) fn client(&self) -> Option<&Client> {
        self.client.get_or_init(|| self.build().ok()).as_ref()
    }

    fn build(&self) -> reqwest::Result<Client> {
        // Another part of the process may have installed a provider already, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder =
            Client::builder().no_proxy().redirect(Policy::none()).timeout(self.patience).connect_timeout(self.patience);
        match &self.trust {
            WebhookTrust::System => builder,
            WebhookTrust::Anybody => builder.tls_danger_accept_invalid_certs(true),
            WebhookTrust::CaPem(_) => builder.tls_certs_only(self.certificates.clone()),
        }
        .build()
    }
}
