//! Scenarios: the file format as types, raw form in, checked form out; values, edits and lint.
//!
//! Knows how a story is written; sending it is the runner's work, judging it the oracle's.

mod case;
mod collect;
mod edit;
mod lint;
mod load;
mod prose;
mod raw;
mod signing;
mod step;
mod suite;
mod values;

pub use edit::{Edits, NewValue};
pub use lint::lint;
pub(crate) use load::new_value;
pub use prose::prose;
pub use raw::RawScenario;
pub use signing::{Over, Signing};
pub use step::{
    Act, Body, Collect, Credential, Enough, Expectation, Keep, KeepFrom, Rhythm, Route, SinkAnswer, SinkScript, Step,
    Volley,
};
pub use suite::{Suite, Test, TestId};
pub use values::{Salt, Values};
