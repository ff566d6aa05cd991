//! What is created beside payouts: customers under idempotency keys, refunds, invoices at their end.

/// How idempotency keys and owners are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours {
    pub(crate) created_status: Option<u16>,
    pub(crate) replay: Replay,
    pub(crate) replay_status: Option<u16>,
    pub(crate) replay_says_nothing: bool,
    pub(crate) first_says_replayed: bool,
    pub(crate) first_says_false: bool,
    pub(crate) finger: Finger,
    pub(crate) other_body: OtherBody,
    pub(crate) refused_creates: bool,
    pub(crate) longest_key: Option<usize>,
    pub(crate) shortest_key: Option<usize>,
    pub(crate) marks_refused: bool,
    pub(crate) malformed_ignored: bool,
    pub(crate) keys_of_the_api_key: bool,
    pub(crate) foreign_is_403: bool,
    pub(crate) foreign_is_shown: bool,
    pub(crate) absent_is_400: bool,
    pub(crate) conflict_code: Option<&'static str>,
    pub(crate) finished_is_moved: bool,
    pub(crate) finished_is_422: bool,
    pub(crate) finished_once: bool,
}

/// What a known key with the same bytes comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Replay {
    #[default]
    Stored,
    /// It is created once more.
    CreatedAgain,
    /// The first answer, and one more all the same.
    StoredAndCreated,
}

/// What a key is bound to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Finger {
    #[default]
    RawBytes,
    /// What was read, in whatever order.
    Content,
    /// The bytes but for blanks.
    BytesWithoutBlanks,
}

/// What a known key with another body comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OtherBody {
    #[default]
    Refused,
    AnsweredAsFirst,
    Created,
    RefusedAs422,
}

/// What refunds are held to.
#[derive(Clone, Debug, Default)]
pub(crate) struct RefundRules {
    pub(crate) unknown_is_400: bool,
    pub(crate) unknown_code: Option<&'static str>,
    pub(crate) foreign_is_403: bool,
    pub(crate) amount_as_text: bool,
    pub(crate) amount_with_decimals: bool,
    pub(crate) longest_reason: Option<usize>,
    pub(crate) more_than_left: bool,
}
