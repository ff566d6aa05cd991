//! How the sink shows who it is.

use super::authority;
use super::config::Identity;
use super::listen::SinkError;
use jiff::Timestamp;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::ExposeSecret;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// What connections are met with.
pub(super) struct Shown {
    /// Nothing when plain HTTP is served.
    pub(super) acceptor: Option<TlsAcceptor>,
    /// What senders have to trust, when we made it.
    pub(super) ca_pem: Option<String>,
}

/// Prepares an identity for a server under these names and addresses.
pub(super) fn show(identity: &Identity, hosts: Vec<String>) -> Result<Shown, SinkError> {
    let (chain, key, ca_pem) = match identity {
        Identity::PlainHttp => return Ok(Shown { acceptor: None, ca_pem: None }),
        Identity::OwnAuthority => {
            let issued = authority::issue(hosts, Timestamp::now()).map_err(SinkError::Authority)?;
            (issued.chain, issued.key, Some(issued.ca_pem))
        }
        Identity::Files { cert_pem, key_pem } => {
            let chain = CertificateDer::pem_slice_iter(cert_pem.as_bytes())
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| SinkError::Certificate(error.to_string()))?;
            if chain.is_empty() {
                return Err(SinkError::Certificate("there is no certificate in it".into()));
            }
            // The cause is left out: it may quote the key.
            let key = PrivateKeyDer::from_pem_slice(key_pem.expose_secret().as_bytes()).map_err(|_| SinkError::Key)?;
            (chain, key, None)
        }
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(SinkError::Tls)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(SinkError::Tls)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Shown { acceptor: Some(TlsAcceptor::from(Arc::new(config))), ca_pem })
}
