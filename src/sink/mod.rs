//! Receives webhooks: mailboxes behind unguessable paths, over HTTPS with an authority of its own, over HTTPS with the
//! operator's certificate, or over plain HTTP where TLS is ended elsewhere.
//!
//! Keeps raw bytes, headers and times, answers as scripted, and never judges. Whoever sends is hostile until shown
//! otherwise: bodies, memory, connections and waiting are bounded, and nothing sent can stop it.

mod authority;
mod budget;
mod config;
mod connection;
mod desk;
mod facts;
mod listen;
mod mailbox;
mod pulse;
mod receive;
mod script;
mod tls;

pub use config::{Deadlines, Identity, SinkConfig};
pub use listen::{Sink, SinkError};
pub use mailbox::Mailbox;
pub use script::{AnswerKind, Script, ScriptedAnswer};
