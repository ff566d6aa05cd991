//! What each fuzz target does with its bytes. No input may make any of this panic, and what is said of each must hold.
//!
//! The main package runs the same functions over the committed corpus and over seeded bytes (`tests/fuzz_targets.rs`), so
//! that they are exercised where cargo-fuzz is not.

#![forbid(unsafe_code)]

mod answers;
mod files;
mod records;
mod shared;
mod signatures;
mod texts;
mod walks;

pub use answers::oracle;
pub use files::{scenario, target};
pub use records::record;
pub use signatures::signature;
pub use texts::{matcher, template};
pub use walks::walk;
