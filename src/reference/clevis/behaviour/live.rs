//! What a server with a real provider behind it does differently from the sandbox.

#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    pub(crate) markers: LiveMarkers,
    pub(crate) triggers: LiveTriggers,
    pub(crate) redelivery: Redelivery,
    pub(crate) processing_cancel: ProcessingCancel,
    pub(crate) road: LiveRoad,
    pub(crate) health: LiveHealth,
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
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProcessingCancel {
    #[default]
    Refused,
    Allowed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LiveRoad {
    #[default]
    ThroughProcessing,
    ProcessingSkipped,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LiveHealth {
    #[default]
    Honest,
    SaysMock,
}
