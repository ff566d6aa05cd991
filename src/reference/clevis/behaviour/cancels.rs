//! What a cancel does in each state and what it answers.

use std::time::Duration;

use super::super::status::Status;

#[derive(Clone, Debug)]
pub(crate) struct Cancels {
    /// The states a cancel ends.
    pub(crate) allowed_from: &'static [Status],
    /// The states in which a cancel answers as if done and changes nothing.
    pub(crate) acknowledged_in: &'static [Status],
    pub(crate) effect: Effect,
    pub(crate) through: Through,
    pub(crate) answer: CancelAnswer,
    pub(crate) shows: Shows,
    pub(crate) atomicity: Atomicity,
    pub(crate) unknown: UnknownCancel,
}

impl Default for Cancels {
    fn default() -> Self {
        Self {
            allowed_from: &[Status::Pending, Status::Processing],
            acknowledged_in: &[],
            effect: Effect::default(),
            through: Through::default(),
            answer: CancelAnswer::default(),
            shows: Shows::default(),
            atomicity: Atomicity::default(),
            unknown: UnknownCancel::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Effect {
    #[default]
    Ends,
    AnsweredOnly,
    TimersKeepRunning,
    /// Only of a payout that was in this state.
    TimersKeepRunningFrom(Status),
    BecomesRejected,
}

/// Whether a cancel of a PENDING payout passes PROCESSING.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Through {
    #[default]
    Directly,
    Processing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CancelAnswer {
    #[default]
    Ok,
    Accepted,
    NoContent,
    /// A short acknowledgement in place of the payout.
    Acknowledgement,
}

/// Which state the answer to a cancel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shows {
    #[default]
    NewState,
    OldState,
}

/// Whether a settlement can slip in between looking at a payout and cancelling it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Atomicity {
    #[default]
    OneSection,
    LookThenWrite(Duration),
}

/// What a cancel of an unknown id answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnknownCancel {
    #[default]
    NotFound,
    NotCancellable,
    Acknowledged,
}
