//! The sink itself: listening, opening mailboxes, ending.

use super::budget::Budget;
use super::config::{Identity, SinkConfig};
use super::connection;
use super::facts::Tally;
use super::mailbox::Mailbox;
use super::receive::Reception;
use super::script::Script;
use super::tls;
use crate::record::{Delivery, SinkFacts};
use jiff::Timestamp;
use reqwest::Url;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep};
use tokio_rustls::TlsAcceptor;

/// What comes late may hold this part of what is held besides.
const LATE_PART: usize = 8;

/// A place that webhooks are sent to.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    base_url: String,
    ca_pem: Option<String>,
    reception: Arc<Reception>,
    listening: JoinHandle<()>,
}

/// Why there is no sink, in the order in which things can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// Senders cannot be given this URL.
    #[error("`{0}` is no http or https URL")]
    PublicUrl(String),
    /// The address is taken or not ours.
    #[error("failed to listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// No authority of our own could be made.
    #[error("failed to make a certificate: {0}")]
    Authority(rcgen::Error),
    /// The operator's certificate is none.
    #[error("failed to read the certificate: {0}")]
    Certificate(String),
    /// The operator's key is none.
    #[error("failed to read the key: it is no private key in PEM")]
    Key,
    /// Certificate and key cannot be used.
    #[error("failed to set up TLS: {0}")]
    Tls(rustls::Error),
}

impl Sink {
    /// Starts a sink on the current runtime.
    pub async fn start(config: SinkConfig) -> Result<Self, SinkError> {
        let public = config.public_url.as_deref().map(public).transpose()?;
        let failed = |error| SinkError::Listen(config.listen, error);
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let hosts = hosts(address.ip(), public.as_ref());
        let shown = tls::show(&config.identity, hosts)?;
        let base_url = match &public {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => {
                let scheme = if matches!(config.identity, Identity::PlainHttp) { "http" } else { "https" };
                format!("{scheme}://{}", SocketAddr::new(reachable(address.ip()), address.port()))
            }
        };
        let reception = Arc::new(Reception {
            desk: Arc::default(),
            tally: Tally::after(config.numbered_after),
            budget: Budget::of(config.memory_cap),
            late_budget: Budget::of(config.memory_cap / LATE_PART),
            started: Instant::now(),
            began: Timestamp::now(),
            config,
        });
        let listening = tokio::spawn(accept(listener, shown.acceptor, Arc::clone(&reception)));
        Ok(Self { address, base_url, ca_pem: shown.ca_pem, reception, listening })
    }

    /// The certificate senders have to trust, when the sink made its own authority.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What every mailbox's URL begins with.
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    /// Opens a mailbox under a path nobody can guess.
    pub fn open(&self, label: &str, script: Script) -> Mailbox {
        let (token, post) = self.reception.desk.open(label, script);
        Mailbox::new(format!("{}/{token}", self.base_url), token, post, Arc::clone(&self.reception.desk))
    }

    /// Opens a mailbox of an earlier run again.
    pub fn reopen(&self, label: &str, token: &str, script: Script) -> Mailbox {
        let post = self.reception.desk.reopen(label, token, script);
        Mailbox::new(format!("{}/{token}", self.base_url), token.to_owned(), post, Arc::clone(&self.reception.desk))
    }

    /// What came to mailboxes of a label after they were closed.
    pub fn late(&self, label: &str) -> Vec<Arc<Delivery>> {
        self.reception.desk.late(label)
    }

    /// When it started: what deliveries say of their time is counted from there.
    pub fn began(&self) -> Timestamp {
        self.reception.began
    }

    /// What came about so far.
    pub fn facts(&self) -> SinkFacts {
        self.reception.tally.facts()
    }

    /// Comes back with the count of everything that went wrong on the way to a delivery, once it is over `seen`.
    pub async fn troubled(&self, seen: u64) -> u64 {
        self.reception.tally.troubled(seen).await
    }

    /// Stops listening and closes every connection: from now on senders know that nobody takes what they send.
    pub fn close(&self) {
        self.listening.abort();
    }

    /// Stops listening and closes every connection; mailboxes keep what they have.
    pub async fn stop(mut self) {
        self.listening.abort();
        // Being aborted is what it was asked for.
        drop((&mut self.listening).await);
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

fn public(text: &str) -> Result<Url, SinkError> {
    let refused = || SinkError::PublicUrl(text.to_owned());
    let url = Url::parse(text).map_err(|_| refused())?;
    let fine = matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none();
    if fine { Ok(url) } else { Err(refused()) }
}

/// Where a listener on this address can be reached from this machine.
fn reachable(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    }
}

/// The names and addresses our own certificate is for.
fn hosts(ip: IpAddr, public: Option<&Url>) -> Vec<String> {
    let mut hosts = vec!["localhost".to_owned()];
    let ips = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into(), reachable(ip)];
    hosts.extend(ips.iter().map(IpAddr::to_string));
    // An IPv6 address stands in brackets in a URL but not in a certificate.
    hosts.extend(public.and_then(Url::host_str).map(|host| host.trim_matches(['[', ']']).to_owned()));
    hosts.sort();
    hosts.dedup();
    hosts
}

/// Accepts connections until the task is aborted, which ends them as well.
async fn accept(listener: TcpListener, acceptor: Option<TlsAcceptor>, reception: Arc<Reception>) {
    let room = Arc::new(Semaphore::new(reception.config.connection_cap));
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        // Those beyond the cap wait in the system's queue.
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of file handles, most likely: wait for some to be freed.
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (acceptor, reception) = (acceptor.clone(), Arc::clone(&reception));
        connections.spawn(async move {
            connection::serve(stream, acceptor.as_ref(), &reception).await;
            drop(place);
        });
    }
}
