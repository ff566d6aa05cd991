//! Waits until a started server answers, or cannot any more.

use super::LaunchError;
use super::server::Server;
use crate::record::Answer;
use crate::runner::{Client, Draft, Stop};
use std::time::Duration;

/// How often a server that is not ready yet is asked.
const EVERY: Duration = Duration::from_millis(50);

/// When a server counts as ready.
#[derive(Debug, Clone, Copy)]
pub(super) struct Readiness<'l> {
    /// The path that answers 2xx; any answer will do when absent.
    pub(super) path: Option<&'l str>,
    /// How long it may take.
    pub(super) timeout: Duration,
}

/// The server, once it answers.
pub(super) async fn ready(
    mut server: Server,
    instance: Option<&str>,
    client: &Client,
    readiness: Readiness<'_>,
    stop: &Stop,
) -> Result<Server, LaunchError> {
    // Some servers ask for a key on every path, so it is the tenant's request.
    let draft = Draft {
        headers: [("User-Agent".to_owned(), format!("payspec/{} (launch)", env!("CARGO_PKG_VERSION")))].into(),
        instance: instance.map(str::to_owned),
        ..Draft::bare("GET", readiness.path.unwrap_or("/"))
    };
    let mut latest = "it was not asked".to_owned();
    let asking = async {
        loop {
            latest = match client.send(&draft).await.map(|(_, answer)| answer) {
                Err(error) => error.to_string(),
                Ok(Answer::Received(received)) => {
                    if readiness.path.is_none() || (200..300).contains(&received.status) {
                        return;
                    }
                    format!("GET {} answers {}", draft.path, received.status)
                }
                Ok(Answer::Silence(silence)) => {
                    format!("{}: {}", silence.kind.words(), crate::oracle::clean(&silence.text))
                }
            };
            tokio::time::sleep(EVERY).await;
        }
    };
    let why = tokio::select! {
        biased;
        () = stop.asked() => "the run was interrupted before it was ready".to_owned(),
        status = server.ended() => match status {
            Ok(status) => format!("it ended before it was ready ({status})"),
            Err(error) => format!("it cannot be watched: {error}"),
        },
        outcome = tokio::time::timeout(readiness.timeout, asking) => match outcome {
            Ok(()) => return alive(server).await,
            Err(_) => format!("it was not ready within {:?} ({latest})", readiness.timeout),
        },
    };
    Err(server.failed(why).await)
}

/// Something else may have answered on the port; then the server itself could not listen and has ended.
async fn alive(mut server: Server) -> Result<Server, LaunchError> {
    match server.status() {
        None => Ok(server),
        Some(status) => {
            Err(server.failed(format!("it ended ({status}), and something else answers on its port")).await)
        }
    }
}
