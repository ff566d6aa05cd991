//! Tells findings: one bug, one finding; shrunk, repeated, and written so that others can see it happen.
//!
//! Knows nothing of why a walk was walked, nor of files.

mod asked;
mod bucket;
mod curl;
mod finding;
mod given;
mod known;
mod lines;
mod names;
mod near;
mod retell;
mod scenario;
mod signed;

pub use bucket::{Bucket, Sighting};
pub use curl::curl_script;
pub use finding::{Finding, Repeats};
pub use known::Known;
pub use retell::{Retold, Teller};
pub use scenario::scenario;
