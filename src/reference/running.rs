//! A reference server that is up. It knows where the server listens and how to end it; it does not know what it serves.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::errands::{self, Errands};

/// A running reference server; dropping it stops the listener, its connections, timers and webhooks.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    tasks: JoinSet<()>,
}

impl Running {
    pub(crate) fn new(address: SocketAddr, tasks: JoinSet<()>) -> Self {
        Self { address, tasks }
    }

    /// Listens and serves what `routes` makes, which may send errands off.
    pub(crate) async fn start(
        listen: SocketAddr,
        routes: impl FnOnce(Errands) -> io::Result<Router>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (errands, inbox) = Errands::new();
        let router = routes(errands)?;
        let mut tasks = JoinSet::new();
        tasks.spawn(errands::run(inbox));
        // Without it small answers wait for the client's delayed acknowledgement.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        tasks.spawn(async move {
            // It serves until the task is dropped.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self::new(address, tasks))
    }

    /// The address the server listens on, with the port the system picked.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL under which a client on this machine reaches the server, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops the server and returns once all of its tasks have ended.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
    }
}
