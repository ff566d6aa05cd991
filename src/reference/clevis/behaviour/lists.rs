//! What the list shows and how it is paged.

#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(crate) envelope: ListEnvelope,
    pub(crate) order: ListOrder,
    pub(crate) filters: Filters,
    pub(crate) holds: Holds,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ListEnvelope {
    #[default]
    Data,
    Bare,
    Payouts,
    Items,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ListOrder {
    #[default]
    NewestFirst,
    OldestFirst,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filters {
    #[default]
    Applied,
    StatusIgnored,
}

/// Which payouts of a key the list holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Holds {
    #[default]
    All,
    OpenOnly,
    NotRejected,
    NotCancelled,
}
