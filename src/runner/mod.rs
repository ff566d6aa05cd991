//! Runs tests against a target: sends, records, and lets the oracle judge. The only place that talks to a target.

mod client;
mod draft;
mod pace;
mod run;
mod samples;
mod stop;

pub use client::{Client, ClientError};
pub use draft::{Draft, DraftError};
pub(crate) use run::SMOKE;
pub use run::{Runner, Setup};
pub use samples::Drawn;
pub use stop::Stop;
