//! One API as documented, as data: clauses, operations, credentials, duplicates, lifecycle, features and profiles.
//!
//! Knows no API by name, sends nothing and judges nothing.

mod ambient;
mod clause;
mod driver;
mod form;
mod load;
mod load_kinds;
mod modes;
mod operation;
mod payment;
mod profile;
mod raw;
mod resource;
mod rules;
mod sample;
mod schemas;
mod signing;
mod webhook;

pub use ambient::{Ambient, AmbientKind, LifecycleAspect};
pub use clause::{Clause, ClauseId, Level};
pub use driver::Driver;
pub use form::Form;
pub use load::Contract;
pub use modes::{Mode, Modes, RawMode, Ruling};
pub use operation::{Auth, ErrorPlaces, Operation, SignedAuth, Smoke};
pub use payment::Payment;
pub use profile::{Clash, Feature, Money, Need, Outcome, Profile};
pub use raw::{RawAlgorithm, RawClauses, RawContract, RawEncoding, RawTimestampUnit};
pub use resource::{DuplicateRule, Lifecycle};
pub use rules::{Rules, Standing};
pub use sample::{Given, RawGiven, Sample};
pub(crate) use sample::{given_table, sample_body};
pub use schemas::{SchemaFault, Schemas};
pub use signing::{Chosen, Open};
pub use webhook::Webhook;
