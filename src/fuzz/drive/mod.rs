//! Drives walks: makes requests of acts, sends them, judges the answers and keeps track of what they made.
//!
//! Knows nothing of why a walk is walked, nor of what becomes of a finding.

mod create;
mod done;
mod field;
mod ground;
mod hear;
mod judge;
mod lane;
mod late;
mod lean;
mod learn;
mod listen;
mod made;
mod prepared;
mod repeat;
mod send;
mod sheet;
mod visit;
mod volley;

pub use done::{Break, Done, Nature, Reached, Walked, Why};
pub use field::Field;
pub use ground::{Ear, Ground};
pub use hear::Vain;
pub use late::Parked;
pub use lean::Lean;
pub use listen::Mail;
pub use prepared::{Hearing, Naming, Patience, Script, Sending};
pub use send::{Sender, Sending as Post};
