//! The versioned report of a run, and one file per rendering made from it alone.
//!
//! Knows nothing of how a run was made.

mod build;
mod clauses;
mod diagnostic;
mod document;
mod json;
mod junit;
mod terminal;
mod tested;

pub use build::{Frame, build};
pub use diagnostic::diagnostic;
pub use document::{
    ChapterPart, ClashPart, ClausePart, ClauseState, ConclusionPart, ContractPart, EvidencePart, FORMAT, FeaturePart,
    KnownClashPart, LeftoverPart, LevelCounts, PaymentsPart, Report, RunPart, TestPart, WaiverPart, WaiverState,
};
pub use json::{from_json, to_json};
pub use junit::to_junit;
pub use terminal::summary;
pub use tested::{Evidence, Tested};
