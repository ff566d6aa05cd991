//! The Clevis reference server, driven over real HTTP.

#![expect(clippy::unwrap_used, reason = "a step of a test that cannot go on must fail the test")]

mod api;
mod bodies;
mod probes;
mod sink;
mod transcript;

mod amounts;
mod auth;
mod beneficiaries;
mod cancels;
mod catalogue;
mod duplicates;
mod envelope;
mod fields;
mod gates;
mod lifecycle;
mod lists;
mod live;
mod triggers;
mod webhooks;
