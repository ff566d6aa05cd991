//! Runs against a server that pays in its own time, in a process of its own: what is asked before anything is sent, what
//! is left for later, and what later says.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod bench;
mod drivers;
mod later;
mod safety;
