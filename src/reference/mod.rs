//! The embedded reference servers, one folder per contract. They share nothing with the suite that judges them, so that
//! a mistake in a rule of ours cannot hide on both sides at once.

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
