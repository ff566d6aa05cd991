//! Stateful fuzzing: generated walks, a contract model as oracle, findings as scenario files.
//!
//! Knows no API by name: what may be done and answered comes from the guide.

pub mod drive;
pub mod guide;
pub mod hunt;
pub mod pace;
pub mod report;
pub mod tell;
pub mod walk;
