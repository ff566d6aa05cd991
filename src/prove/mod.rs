//! Proof that the suite catches what it claims to catch and lets pass what is permitted: runs it against every fault
//! and every variant of the reference server.
//!
//! Knows faults and variants only by name, sentence and clauses; what they do is the reference server's business.

mod detect;
mod document;
mod examine;
mod matrix;
mod redundant;
mod render;
mod round;

pub use detect::{DetectError, Found, detect, is_visible, table};
pub use document::{FaultProof, Proof, VariantProof};
pub use examine::{Bench, Detection, Examined};
pub use matrix::{Subject, judge_subjects};
pub use render::{coverage, matrix};
pub use round::Round;
