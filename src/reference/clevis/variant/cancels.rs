//! Freedoms of cancelling.

use super::super::behaviour::cancels::{CancelAnswer, Shows, Through};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of cancelling.
    CancelsVariant {
        /// A cancel answers 202.
        CancelAnswersAccepted = "cancel-answers-accepted", ["cancellation.may-answer-any-success"],
            |b| b.cancels.answer = CancelAnswer::Accepted;
        /// A cancel answers 204 without a body.
        CancelAnswersNoContent = "cancel-answers-no-content", ["cancellation.may-answer-any-success"],
            |b| b.cancels.answer = CancelAnswer::NoContent;
        /// A cancel answers with a short acknowledgement.
        CancelAnswersShortly = "cancel-answers-shortly", ["cancellation.may-answer-any-success"],
            |b| b.cancels.answer = CancelAnswer::Acknowledgement;
        /// A cancel answers with the payout as it was before.
        CancelShowsOldState = "cancel-shows-old-state", ["cancellation.may-answer-any-success"],
            |b| b.cancels.shows = Shows::OldState;
        /// A payout that is cancelled while PENDING passes PROCESSING.
        PendingCancelPassesProcessing = "pending-cancel-passes-processing", ["cancellation.may-pass-through-processing"],
            |b| b.cancels.through = Through::Processing;
    }
}
