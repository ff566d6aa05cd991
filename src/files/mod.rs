//! Files people write, as text with line numbers, and the problems found in them.
//!
//! Knows nothing of what the files mean.

mod at;
mod place;
mod plain;
mod problem;
mod shape;
mod source;
mod tree;

pub use at::At;
pub(crate) use place::value_at;
pub(crate) use plain::{is_plain, spelled_out};
pub use problem::{Problem, Problems};
pub(crate) use problem::{choices, kind};
pub use source::Source;
pub use tree::Tree;
