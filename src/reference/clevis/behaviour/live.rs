//! What a server with a real provider behind it does differently from the sandbox.

#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    pub(crate) markers: LiveMarkers,
    pub(crate) triggers: LiveTriggers,
    pub(crate) redelivery: Redelivery,
    pub(crate) processing_cancel: ProcessingCancel,
    pub(crate) road: LiveRoad,
    pub(crate) health: LiveHealth,
    pub(crate) token: ProviderToken,
    pub(crate) rejection_code: RejectionCode,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LiveMarkers {
    #[default]
    Absent,
    BodySaysFalse,
    HeaderLeft,
    BodyLeft,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LiveTriggers {
    #[default]
    Inert,
    Obeyed,
    StepSecondsObeyed,
}

/// What a refused webhook leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Redelivery {
    #[default]
    SameEvent,
    FreshEventId,
    OtherData,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProcessingCancel {
    #[default]
    Refused,
    RefusedAsProviderSays,
    Allowed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LiveRoad {
    #[default]
    ThroughProcessing,
    ProcessingSkipped,
    NeverSettles,
    PaidComesBack,
    StartsProcessing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LiveHealth {
    #[default]
    Honest,
    SaysMock,
}

/// What becomes of the token the server shows the provider, once it has expired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProviderToken {
    #[default]
    Renewed,
    NeverRenewed,
}

/// What a rejection that the provider reports without a reason shows as its code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RejectionCode {
    #[default]
    OfTheFamily,
    Absent,
}
