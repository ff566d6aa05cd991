//! What generated walks may do and what each act may answer, as checked data: rules, triggers, variations, defects.
//!
//! Everything here is read from files; the module knows no API by name and draws nothing.

mod asked;
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
pub use hooks::{HookRule, Hooks};
pub use load::Guide;
pub use outcome::{Force, Hold, Outcome, Timing, Trigger};
pub use raw::RawGuide;
pub use rule::{Rule, Situation};
pub use shape::Shape;
pub(crate) use twist::collide;
pub use twist::{Change, Fate, Twist, TwistForm};
