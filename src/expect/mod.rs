//! What must hold of an answer: expectations, their checks and matchers, in raw form and in checked form.
//!
//! Knows how to say and read an expectation; judging one is the oracle's work.

mod check;
mod matcher;
mod parse;
mod pattern;
mod raw;
mod read_matcher;
mod template;
pub(crate) mod wire;

pub use check::{Check, CheckKind, DeliveryCheck, HEADER, SameElements, Tally};
pub use matcher::{Bound, Kind, Literal, Matcher, Way};
pub(crate) use parse::{checks, durations_text, pointer, selectors};
pub use pattern::{AnswerPattern, NoStatus, StatusPattern};
pub use raw::{RawExpect, RawGoesWith, RawJoined, RawMatcher, RawSameAs, RawSameElements, RawTally, RawValue};
pub(crate) use read_matcher::literal_json;
pub use template::{MissingValue, Template};
