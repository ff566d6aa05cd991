//! Which webhooks are sent, in what order, and what they say.

use super::super::status::Status;

#[derive(Clone, Debug, Default)]
pub(crate) struct Events {
    /// The state whose event is not sent.
    pub(crate) lost: Option<Status>,
    pub(crate) lost_when: LostWhen,
    pub(crate) doubled: Doubled,
    pub(crate) order: Order,
    pub(crate) kind: EventKind,
    pub(crate) data: Data,
    pub(crate) previous: Previous,
    pub(crate) first_previous: FirstPrevious,
    pub(crate) id: EventId,
    pub(crate) created_at: CreatedAt,
    pub(crate) content_type: ContentType,
    pub(crate) method: EventMethod,
    pub(crate) address: Address,
    pub(crate) on_replay: OnReplay,
    pub(crate) patience: Patience,
    pub(crate) retry: SandboxRetry,
}

/// When an event is dropped without regard to its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LostWhen {
    #[default]
    Never,
    Synchronous,
    AtIntake,
    AfterCancel,
    AfterBankReject,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Doubled {
    #[default]
    Never,
    SameEvent,
    FreshIds,
    TerminalWithFreshId,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    Kept,
    Interleaved,
    PendingAfterNext,
}

/// What `type` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EventKind {
    #[default]
    StatusChanged,
    NamedByStatus,
    Created,
}

/// What `data` holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Data {
    #[default]
    NewState,
    OldState,
    FirstState,
    Stub,
    UnderPayload,
    AsText,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Previous {
    #[default]
    Left,
    Entered,
    AlwaysPending,
    Absent,
}

/// What `previous_status` says in the first event of a payout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FirstPrevious {
    #[default]
    Null,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EventId {
    #[default]
    Fresh,
    Unprefixed,
    OfPayout,
    Constant,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CreatedAt {
    #[default]
    Stamped,
    Fractional,
    Offset,
    Epoch,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ContentType {
    #[default]
    Json,
    JsonWithCharset,
    Form,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EventMethod {
    #[default]
    Post,
    Put,
}

/// Which URL an event goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Address {
    #[default]
    OfPayout,
    /// A refused change of the body takes its address over.
    TakenFromRefused,
    /// The first that was given for the same payroll calculation.
    OfCalculation,
}

/// Whether a replay notifies again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OnReplay {
    #[default]
    Silent,
    NotifiesAgain,
}

/// What a slow or failing receiver does to the payout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Patience {
    #[default]
    FireAndForget,
    CreateWaits,
    FailureStopsPayout,
}

/// Whether the sandbox sends an event again after it was refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SandboxRetry {
    #[default]
    Never,
    Twice,
    TwiceWhenRefused,
    TwiceWhenSilent,
}
