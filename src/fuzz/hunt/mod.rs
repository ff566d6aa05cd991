//! The hunt: workers that walk, a map of what was reached, stops, and survival of whatever the target does.
//!
//! Knows nothing of files and of how findings look to people.

mod coverage;
mod desk;
mod follow;
mod health;
mod isolate;
mod kinship;
mod limit;
mod merge;
mod mishap;
mod novelty;
mod order;
mod parking;
mod run;
mod summary;
mod worker;

pub use coverage::Coverage;
pub use limit::Limits;
pub use novelty::Novelty;
pub use order::{Order, Progress, Shard};
pub use run::hunt;
pub use summary::{Ended, Kept, Place, Summary, Trouble};
