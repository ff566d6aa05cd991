//! Judges what happened against what must hold: (test, exchanges) → findings. Pure.
//!
//! Knows no network, no clock and no files.

mod ambient;
mod bench;
mod check;
mod delivery;
mod lifecycle;
mod lists;
mod matcher;
mod places;
mod road;
mod show;
mod story;

pub use ambient::UniqueSeen;
pub use bench::{Bench, Lives};
pub use delivery::{Event, is_about};
pub use show::{clean, lines, shown};
pub use story::{Flow, SampleValues, Story};
