//! What happened in a run, as facts: exchanges, how tests ended, header and footer; as JSON lines that can be judged
//! again offline.
//!
//! Knows nothing of clauses and verdicts.

mod delivery;
mod exchange;
mod line;
mod payload;
mod read;
mod redact;
mod sink_facts;
mod writer;

pub use delivery::Delivery;
pub use exchange::{Answer, Exchange, Received, Sent, Silence, SilenceKind};
pub use line::{FORMAT, Footer, Header, Line, Selection};
pub use payload::Payload;
pub use read::{Collected, ReadRecord, Unreadable, read};
pub use redact::Redactor;
pub use sink_facts::SinkFacts;
pub use writer::{RecordError, Recorder};
