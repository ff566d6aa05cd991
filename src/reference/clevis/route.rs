//! The routes of the API, as what a request can be about.

/// One route; `Elsewhere` is a path the API does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Create,
    List,
    Read,
    Cancel,
    Requirements,
    Health,
    Elsewhere,
}
