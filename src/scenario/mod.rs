//! Scenarios: the file format as types, raw form in, checked form out; values, edits and lint.
//!
//! Knows how a story is written; sending it is the runner's work, judging it the oracle's.

mod act;
mod case;
mod collect;
mod credential;
mod edit;
mod expectation;
mod layout;
mod lint;
mod load;
mod pages;
mod prose;
mod raw;
mod rhythm;
mod signing;
mod step;
mod suite;
mod values;

pub use act::{Act, Body, Route};
pub use collect::{Collect, Enough, SinkAnswer, SinkScript};
pub use credential::{Credential, KeyName, credential};
pub(crate) use edit::new_value;
pub use edit::{Edits, NewValue};
pub use expectation::Expectation;
pub use layout::Layout;
pub use lint::lint;
pub use pages::Pages;
pub use prose::prose;
pub use raw::{RawScenario, RawSign};
pub use rhythm::{Rhythm, Volley};
pub use signing::{Over, Signing, signing};
pub use step::{Keep, KeepFrom, Step};
pub use suite::{Suite, Test, TestId};
pub use values::{Salt, Values};
