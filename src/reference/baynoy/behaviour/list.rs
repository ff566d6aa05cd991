//! What the list of payouts shows, and how it is cut into pages.

/// What the list of payouts shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    pub(crate) status: Option<u16>,
    pub(crate) items_by_id: bool,
    pub(crate) more_as_text: bool,
    pub(crate) more_always: bool,
    pub(crate) more_never: bool,
    pub(crate) cursor: Cursor,
    pub(crate) end_has_a_cursor: bool,
    pub(crate) end_leaves_cursor_out: bool,
    pub(crate) more_without_cursor: bool,
    pub(crate) id: IdForm,
    pub(crate) amount: AmountForm,
    pub(crate) currency_in_small_letters: bool,
    pub(crate) time: TimeForm,
    pub(crate) order: Order,
    pub(crate) bounds: Bounds,
    pub(crate) default_size: Option<usize>,
    /// What the parameter for the size of a page is called.
    pub(crate) size_name: Option<&'static str>,
    pub(crate) filter: Filter,
    pub(crate) refused_filter: Option<&'static str>,
    pub(crate) unknown_status: UnknownStatus,
    pub(crate) without: Option<&'static str>,
    pub(crate) paid_without_time: bool,
    pub(crate) pending_with_time: bool,
    /// What a status is called, in place of another.
    pub(crate) called: Option<(&'static str, &'static str)>,
    pub(crate) ends_are_left: bool,
    pub(crate) of_all_merchants: bool,
    pub(crate) start: Start,
    pub(crate) further_members: bool,
    pub(crate) broken_cursor_starts_over: bool,
}

/// Where the next page begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cursor {
    #[default]
    AfterTheLast,
    AtTheLast,
    OneTooFar,
    /// As where it should, but told as a number.
    Number,
}

/// How ids are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum IdForm {
    #[default]
    Prefixed,
    Bare,
    Number,
}

/// How amounts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AmountForm {
    #[default]
    MinorUnits,
    Number,
    MajorUnits,
}

/// How times are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TimeForm {
    #[default]
    Milliseconds,
    Seconds,
    Unix,
}

/// In which order payouts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    NewestFirst,
    /// Payouts of one moment the other way round.
    NewestFirstOtherwise,
    OldestFirst,
    /// As they were put in, each page sorted by itself.
    WithinAPage,
}

/// Which sizes of a page are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bounds {
    #[default]
    OneToAHundred,
    ZeroToo,
    MoreToo,
    WordsToo,
    UpToFifty,
    /// Whatever is asked for, so many are shown.
    Ignored,
}

/// What a status that is asked for does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    #[default]
    Exact,
    /// After the page was cut.
    WithinAPage,
    /// What is under way counts as one.
    UnderWayIsOne,
    Nothing,
    /// The last of those found is lost.
    LosesOne,
}

/// What becomes of a status that does not exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnknownStatus {
    #[default]
    Refused,
    ShowsNothing,
    ShowsAll,
}

/// What becomes of the start of a payout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Start {
    #[default]
    NotFound,
    NotAllowed,
    Forbidden,
    Started,
    /// Refused, and started all the same.
    StartedQuietly,
    HangsUp,
}
