//! What generated walks may do and what each act may answer, as checked data: rules, triggers, variations, defects.
//!
//! Everything here is read from files; the module knows no API by name and draws nothing.

mod asked;
mod from_schema;
#[expect(clippy::module_inception, reason = "it is what the folder is about")]
mod guide;
mod hooks;
mod limit;
mod load;
mod outcome;
mod raw;
mod rule;
mod shape;
mod spot;
mod twist;

pub use asked::Asked;
pub use guide::Guide;
pub use hooks::{HookRule, Hooks};
pub use outcome::{Force, Hold, Outcome, Timing, Trigger};
pub use raw::RawGuide;
pub use rule::{Rule, Situation};
pub use shape::Shape;
pub(crate) use twist::collide;
pub use twist::{Change, Fate, Twist, TwistForm};
