//! What a reference server does in the background, beside its answers.

use std::future::Future;
use std::pin::Pin;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;

/// Something that is done in the background.
pub(crate) type Errand = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where errands are sent off.
#[derive(Debug)]
pub(crate) struct Errands(UnboundedSender<Errand>);

impl Errands {
    /// The place to send errands off, and where they arrive.
    pub(crate) fn new() -> (Self, UnboundedReceiver<Errand>) {
        let (errands, inbox) = mpsc::unbounded_channel();
        (Self(errands), inbox)
    }

    /// Has something done in the background, for as long as the server is up.
    pub(crate) fn send_off(&self, errand: impl Future<Output = ()> + Send + 'static) {
        // Fails only while the server shuts down.
        let _ = self.0.send(Box::pin(errand));
    }
}

/// Does what was sent off, until the task is dropped and everything under way with it.
pub(crate) async fn run(mut inbox: UnboundedReceiver<Errand>) {
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            errand = inbox.recv() => match errand {
                Some(errand) => drop(under_way.spawn(errand)),
                None => return,
            },
            Some(_) = under_way.join_next(), if !under_way.is_empty() => {}
        }
    }
}
