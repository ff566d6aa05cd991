//! How a payout is shown.

#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) created_status: u16,
    pub(crate) ids: IdStyle,
    pub(crate) object: ObjectWord,
    /// A field left out of every view, or of one.
    pub(crate) gap: Option<(&'static str, Option<View>)>,
    /// The one view that shows every payout as it was created.
    pub(crate) stale_in: Option<View>,
    pub(crate) status_code: StatusCodes,
    pub(crate) quiet_codes: QuietCodes,
    pub(crate) detail: Detail,
    pub(crate) history: History,
    pub(crate) echo: Echo,
    pub(crate) times: Times,
    pub(crate) extras: Extras,
    pub(crate) reads: Reads,
}

impl Default for Resource {
    fn default() -> Self {
        Self {
            created_status: 201,
            ids: IdStyle::default(),
            object: ObjectWord::default(),
            gap: None,
            stale_in: None,
            status_code: StatusCodes::default(),
            quiet_codes: QuietCodes::default(),
            detail: Detail::default(),
            history: History::default(),
            echo: Echo::default(),
            times: Times::default(),
            extras: Extras::default(),
            reads: Reads::default(),
        }
    }
}

/// The places in which a payout is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Created,
    Replayed,
    Read,
    Listed,
    Cancelled,
    Event,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum IdStyle {
    #[default]
    PrefixedUlid,
    Uuid,
    Digits,
    Long,
    /// Eight ids for all payouts there ever are.
    /// Made from the external id, without the number that tells those of a batch apart.
    OfBatch,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ObjectWord {
    #[default]
    Payout,
    Transfer,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StatusCodes {
    #[default]
    Text,
    Number,
}

/// Codes and details of states that no trigger speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum QuietCodes {
    #[default]
    Documented,
    ProviderNumbers,
    Null,
}

/// What surrounds the text of `status_detail`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Detail {
    #[default]
    Plain,
    Prefixed,
    SuffixLost,
    Null,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum History {
    #[default]
    Entries,
    Words,
    Moves,
    NewestFirst,
    LatestOnly,
    AsObject,
    EmptyAtTheEnd,
}

/// How much of the request a payout repeats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Echo {
    #[default]
    Full,
    Masked,
    Minimal,
    NullsOmitted,
    ExternalIdInLowerCase,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Times {
    #[default]
    Seconds,
    Microseconds,
    Offset,
    Epoch,
}

/// Whether answers carry members nobody documented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Extras {
    #[default]
    Absent,
    Everywhere,
}

/// When a payout can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reads {
    #[default]
    AtOnce,
    SecondTimeOnly,
    UntilTerminal,
}
