//! Senders: an HTTP client that trusts a sink's authority, and bare connections that can say anything.

use payspec::sink::{Sink, SinkConfig};
use reqwest::{Certificate, Client, ClientBuilder};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

pub(crate) async fn sink() -> Sink {
    Sink::start(SinkConfig::default()).await.unwrap()
}

/// A client that trusts the authority of this PEM text and nobody else.
pub(crate) fn trusting(pem: &str) -> ClientBuilder {
    // Another test may have installed it.
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder().no_proxy().tls_certs_only([Certificate::from_pem(pem.as_bytes()).unwrap()])
}

pub(crate) fn client(sink: &Sink) -> Client {
    trusting(sink.ca_pem().unwrap()).redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

/// Sends a body and comes back with the status.
pub(crate) async fn post(client: &Client, url: &str, body: impl Into<reqwest::Body>) -> u16 {
    client.post(url).body(body).send().await.unwrap().status().as_u16()
}

/// A TLS connection that speaks HTTP/1.1 by hand.
pub(crate) async fn connection(sink: &Sink) -> TlsStream<TcpStream> {
    connection_for(sink, &[]).await
}

/// A TLS connection for one of these protocols.
pub(crate) async fn connection_for(sink: &Sink, protocols: &[&str]) -> TlsStream<TcpStream> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(sink.ca_pem().unwrap().as_bytes()).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let stream = TcpStream::connect(sink.address()).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
}

/// The path of a mailbox's URL.
pub(crate) fn path(url: &str) -> String {
    reqwest::Url::parse(url).unwrap().path().to_owned()
}

/// Says something and comes back with the first answer's head, or with nothing when the connection ends.
pub(crate) async fn say(connection: &mut TlsStream<TcpStream>, text: &str) -> String {
    // The other side may already have closed: what it said before still counts.
    drop(connection.write_all(text.as_bytes()).await);
    drop(connection.flush().await);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match connection.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}

/// Waits for the other side to end the connection.
pub(crate) async fn ended(connection: &mut TlsStream<TcpStream>) {
    let mut rest = Vec::new();
    // An end without a farewell is an end as well.
    drop(connection.read_to_end(&mut rest).await);
}
