//! The webhook sink over real sockets: what is kept, who is trusted, what is answered, and what hostile senders can do.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod command;
mod hostile;
mod identity;
mod keeping;
mod script;
mod sender;
mod trust;
