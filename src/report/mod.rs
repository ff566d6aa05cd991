//! The versioned report of a run, and one file per rendering made from it alone.
//!
//! Knows nothing of how a run was made.

mod build;
mod clauses;
mod conclude;
mod diagnostic;
mod document;
mod json;
mod junit;
mod run_part;
mod terminal;
mod tested;

pub use build::{Frame, build};
pub use diagnostic::diagnostic;
pub use document::{
    ChapterPart, ClashPart, ClausePart, ClauseState, ConclusionPart, ContractPart, FORMAT, FeaturePart, KnownClashPart,
    LevelCounts, Report, TestPart, WaiverPart, WaiverState,
};
pub use json::{from_json, to_json};
pub use junit::to_junit;
pub use run_part::{EvidencePart, LeftoverPart, PaymentsPart, RunPart};
pub use terminal::summary;
pub use tested::{Evidence, Tested};
