//! The signs by which a sandbox answer is told from a real one.

use super::super::route::Route;
use super::resource::View;

#[derive(Clone, Debug, Default)]
pub(crate) struct Markers {
    pub(crate) header_gap: HeaderGap,
    pub(crate) header_text: HeaderText,
    /// The one view without `mock`.
    pub(crate) body_gap: Option<View>,
    pub(crate) body_value: MockValue,
}

/// Where the header is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HeaderGap {
    #[default]
    Nowhere,
    On(Route),
    OnReplays,
    OnErrors,
    OnDeliveries,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HeaderText {
    #[default]
    True,
    One,
    Sandbox,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MockValue {
    #[default]
    True,
    Text,
    False,
}
