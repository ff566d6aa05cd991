//! The embedded reference servers, one folder per contract. They share nothing with the suite that judges them, so that
//! a mistake in a rule of ours cannot hide on both sides at once.
//!
//! Beside the folders stands what no contract has a say in: how a server is started, what carries its webhooks, how its
//! answers are written, and the form of its faults and variants.

pub mod baynoy;
pub mod clevis;
mod deviation;
mod errands;
mod hold;
pub mod pay4fun;
pub mod payfield;
mod reach;
mod running;
mod trust;
mod wire;

pub use deviation::{Deviating, Fault, Variant};
pub use reach::Reach;
pub use running::Running;
pub use trust::WebhookTrust;
