//! Runs tests against a target: sends, records, and lets the oracle judge. The only place that talks to a target.

mod attempt;
mod client;
mod credentials;
mod draft;
mod exchange;
mod fill;
mod force;
mod instances;
mod later;
mod pace;
mod pages;
mod run;
mod samples;
mod sealing;
mod smoke;
pub(crate) mod spoilt;
mod stop;
mod telling;
mod till;
mod wait;
mod webhooks;

pub use client::{Client, ClientError, Unsendable};
pub(crate) use credentials::NEVER_ISSUED;
pub use draft::{Draft, DraftError, Sealed};
pub use later::{Leftover, TidiedUp};
pub(crate) use later::{RESUMED, TIDY_UP};
pub(crate) use pace::Pacer;
pub(crate) use run::RUN_VALUES;
pub use run::{Runner, Setup};
pub use samples::Drawn;
pub(crate) use smoke::SMOKE;
pub use stop::Stop;
pub use till::Till;
pub use wait::Past;
pub(crate) use wait::WAITING;
pub use webhooks::{redacted, signature_faults};
