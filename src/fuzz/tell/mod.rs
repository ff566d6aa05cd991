//! Tells findings to people: as a scenario file and as a shell script.

mod given;
mod names;
mod scenario;
mod shell;

pub use scenario::scenario;
pub use shell::shell;
