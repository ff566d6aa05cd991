//! A webhook receiver that serves HTTPS with a certificate of its own.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use hmac::{Hmac, KeyInit, Mac};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::header::HeaderMap;
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::api::eventually;

#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) path: String,
    pub(crate) method: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Delivery {
    pub(crate) fn event(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn word(&self, pointer: &str) -> String {
        self.event().pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Whether the signature header is the documented one under `secret`.
    pub(crate) fn is_signed_with(&self, secret: &str) -> bool {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(&self.body);
        let expected = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
        self.headers.get("x-clevis-signature").is_some_and(|value| value.as_bytes() == expected.as_bytes())
    }
}

pub(crate) struct Sink {
    address: SocketAddr,
    pub(crate) certificate: Vec<u8>,
    deliveries: Arc<Mutex<Vec<Delivery>>>,
    _server: JoinSet<()>,
}

impl Sink {
    /// Starts a sink that answers with `answers` in turn and with 200 after them.
    pub(crate) async fn start(answers: &[u16]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key);
        let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let deliveries = Arc::new(Mutex::new(Vec::new()));
        let answers = Arc::new(Mutex::new(VecDeque::from(answers.to_vec())));
        let mut server = JoinSet::new();
        let seen = Arc::clone(&deliveries);
        server.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, seen, answers) = (acceptor.clone(), Arc::clone(&seen), Arc::clone(&answers));
                connections.spawn(async move {
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    let service = service_fn(move |request| {
                        let (seen, answers) = (Arc::clone(&seen), Arc::clone(&answers));
                        async move { Ok::<_, Infallible>(receive(request, &seen, &answers).await) }
                    });
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self { address, certificate: cert.pem().into_bytes(), deliveries, _server: server }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Delivery> {
        self.deliveries.lock().unwrap().clone()
    }

    /// Waits for at least `count` deliveries.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Delivery> {
        eventually(&format!("{count} deliveries"), || Some(self.seen()).filter(|seen| seen.len() >= count)).await
    }
}

async fn receive(
    request: hyper::Request<hyper::body::Incoming>,
    seen: &Mutex<Vec<Delivery>>,
    answers: &Mutex<VecDeque<u16>>,
) -> hyper::Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(Body::new(body), usize::MAX).await.unwrap().to_vec();
    let path = parts.uri.path_and_query().unwrap().to_string();
    seen.lock().unwrap().push(Delivery { path, method: parts.method.to_string(), headers: parts.headers, body });
    if parts.uri.path().contains("slow") {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let status = answers.lock().unwrap().pop_front().unwrap_or(200);
    let mut response = hyper::Response::builder().status(status);
    if (300..400).contains(&status) {
        response = response.header("location", "/moved");
    }
    response.body(Body::empty()).unwrap()
}
