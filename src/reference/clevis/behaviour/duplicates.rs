//! How a create is recognised as one seen before, and what that leads to.

use std::time::Duration;

use super::errors::Kind;

#[derive(Clone, Debug)]
pub(crate) struct Duplicates {
    pub(crate) key_source: KeySource,
    pub(crate) key_spaces: KeySpaces,
    pub(crate) key_scope: Scope,
    pub(crate) key_text: Matching,
    pub(crate) key_life: Life,
    pub(crate) external_id_scope: Scope,
    pub(crate) external_id_text: Matching,
    pub(crate) external_id_life: Life,
    pub(crate) same_body: SameBody,
    pub(crate) same_content: SameContent,
    pub(crate) replay_status: u16,
    pub(crate) replay: Replay,
    pub(crate) replay_shows: ReplayShows,
    pub(crate) replay_header: ReplayHeader,
    pub(crate) changed_body: ChangedBody,
    /// The refusal of a changed body when the key was the `external_id` itself.
    pub(crate) changed_without_header: Kind,
    pub(crate) race: Race,
    pub(crate) late_comers: LateComers,
    pub(crate) refused: Refused,
    pub(crate) turn: Turn,
}

impl Default for Duplicates {
    fn default() -> Self {
        Self {
            key_source: KeySource::default(),
            key_spaces: KeySpaces::default(),
            key_scope: Scope::default(),
            key_text: Matching::default(),
            key_life: Life::default(),
            external_id_scope: Scope::default(),
            external_id_text: Matching::default(),
            external_id_life: Life::default(),
            same_body: SameBody::default(),
            same_content: SameContent::default(),
            replay_status: 200,
            replay: Replay::default(),
            replay_shows: ReplayShows::default(),
            replay_header: ReplayHeader::default(),
            changed_body: ChangedBody::default(),
            changed_without_header: Kind::KeyReused,
            race: Race::default(),
            late_comers: LateComers::default(),
            refused: Refused::default(),
            turn: Turn::default(),
        }
    }
}

/// Where the idempotency key comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum KeySource {
    #[default]
    HeaderElseExternalId,
    HeaderOnly,
    ExternalIdOnly,
}

/// Whether a header value and an equal `external_id` are the same key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum KeySpaces {
    #[default]
    Separate,
    Shared,
}

/// Among whose payouts a key or an `external_id` is looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    #[default]
    PerApiKey,
    Global,
}

/// How the text of a key or an `external_id` is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Matching {
    #[default]
    Exact,
    CaseIgnored,
    FirstCharacters(usize),
}

/// How long a key or an `external_id` is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Life {
    #[default]
    Kept,
    UntilTerminal,
    UntilCancelled,
    UntilRejected,
    FromTheEnd,
    NeverChecked,
}

/// When two bodies count as the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SameBody {
    /// Equal as parsed JSON: order and blanks do not matter, number notation does.
    #[default]
    Values,
    Bytes,
    AmountsByValue,
    NullIsAbsent,
    Ignoring(&'static str),
    TopLevelOnly,
    AmountOnly,
    TextCaseIgnored,
    KeysOfMetadataOnly,
}

/// What a create under a fresh key comes to when all else resembles an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SameContent {
    #[default]
    PaysAgain,
    /// One that carries the same metadata is a replay.
    OfMetadataIsReplay,
}

/// What a recognised repetition leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Replay {
    #[default]
    Original,
    AnotherPayout,
    AnotherPayoutHidden,
    OriginalUnderFreshId,
    Restarted,
}

/// Which state a replay shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReplayShows {
    #[default]
    Current,
    Original,
}

/// Whether a replay says so in a header of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReplayHeader {
    #[default]
    Silent,
    Said,
}

/// What a known key with another body leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ChangedBody {
    #[default]
    Refused,
    AnotherPayout,
    RefusedButPaid,
}

/// Whether equal creates that arrive together can both get through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Race {
    #[default]
    OneSection,
    CheckThenAct(Duration),
    /// Only the key is guarded; two keys with one `external_id` both get through.
    KeyGuardedOnly(Duration),
}

/// What becomes of an equal create that arrives while the first is still at work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LateComers {
    #[default]
    Wait,
    Refused,
}

/// What a refused create leaves behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Refused {
    #[default]
    Nothing,
    Key,
    ExternalId,
    Payout,
    /// Only one of this country.
    PayoutIn(&'static str),
}

/// Whether duplicates are looked for before or after the body is validated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Turn {
    #[default]
    AfterValidation,
    BeforeValidation,
}
