//! What one API key sees of another.

use super::super::route::Route;

#[derive(Clone, Debug, Default)]
pub(crate) struct Tenancy {
    /// The one route that reaches payouts of every key.
    pub(crate) leak: Option<Route>,
}
