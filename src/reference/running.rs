//! A reference server that is up. It knows where the server listens and how to end it; it does not know what it serves.

use std::net::SocketAddr;

use tokio::task::JoinSet;

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
