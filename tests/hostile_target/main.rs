//! Targets that mean harm, or are just broken: a clear verdict, no panic, and nothing that leaves where it belongs.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

#[path = "../support/notes.rs"]
mod notes;
#[path = "../support/outcome.rs"]
mod outcome;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/raw_server.rs"]
mod raw_server;

mod elsewhere;
mod pace;
mod secrets;
mod silence;
mod text;
mod tls;

use notes::{Notes, altered};
use program::KEY;
use raw_server::{Request, Server, Wire};

/// A sound server but for what `harm` does; it says whether it did.
fn harmed(harm: impl Fn(&Request, &mut dyn Wire) -> bool + Send + Sync + 'static) -> Server {
    let notes = Notes::default();
    Server::start(move |request, wire| {
        if !harm(request, wire) {
            notes.answer(request, KEY).send(wire);
        }
    })
}

fn is_create(request: &Request) -> bool {
    request.method == "POST"
}
