//! How payouts move between states and how fast.

#[derive(Clone, Debug, Default)]
pub(crate) struct Lifecycle {
    pub(crate) first: First,
    pub(crate) happy: Road,
    pub(crate) bank_reject: Road,
    pub(crate) intake: Intake,
    pub(crate) epilogue: Epilogue,
    pub(crate) synchronous: Synchronous,
    pub(crate) slow: Slow,
    pub(crate) stuck: Stuck,
    pub(crate) pace: Pace,
    pub(crate) on_read: OnRead,
    pub(crate) words: Words,
}

/// The state a payout is created in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum First {
    #[default]
    Pending,
    Processing,
}

/// The road from PENDING to an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Road {
    #[default]
    ThroughProcessing,
    Straight,
    StopsInProcessing,
}

/// How a rejection at intake shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Intake {
    #[default]
    AtOnce,
    AtOnceAfterPending,
    AfterOneStep,
    ThroughProcessing,
}

/// What happens after the end, which in a sound server is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Epilogue {
    #[default]
    Nothing,
    PaidBounces,
    PaidReopens,
    RejectedIsRetried,
    ProcessingFallsBack,
}

/// What `step_seconds: 0` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Synchronous {
    #[default]
    WholeRoad,
    FirstStepOnly,
    TakenAsAbsent,
    AnsweredBeforeRunning,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slow {
    #[default]
    ThirtySeconds,
    RequestedStepWins,
    DefaultStep,
    FifteenSeconds,
    NeverEnds,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stuck {
    #[default]
    InProcessing,
    InPending,
    PaysAfterAll,
    RejectsAfterAll,
}

/// How evenly steps are timed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pace {
    #[default]
    Even,
    Jittered,
    LongerByDefault,
    SecondLate,
}

/// Whether a read moves a payout that is due but whose timer has not fired yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OnRead {
    #[default]
    CatchesUp,
    Waits,
}

/// The words that states are shown with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Words {
    #[default]
    Documented,
    OneLetterShort,
    LowerCase,
    Provider,
}
