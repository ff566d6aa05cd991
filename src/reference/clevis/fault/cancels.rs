//! Faults of cancelling.

use std::time::Duration;

use super::super::behaviour::cancels::{Atomicity, Effect, UnknownCancel};
use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;
use super::super::status::Status;

chapter! {
    /// Faults of cancelling.
    CancelsFault {
        /// A PAID payout can be cancelled and becomes CANCELLED.
        PaidCancelled = "paid-cancelled", ["cancellation.paid-cannot-be-cancelled", "lifecycle.terminal-is-final"],
            |b| b.cancels.allowed_from = &[Status::Pending, Status::Processing, Status::Paid];
        /// A REJECTED payout can be cancelled and becomes CANCELLED.
        RejectedCancelled = "rejected-cancelled",
            ["cancellation.rejected-cannot-be-cancelled", "lifecycle.terminal-is-final"],
            |b| b.cancels.allowed_from = &[Status::Pending, Status::Processing, Status::Rejected];
        /// A CANCELLED payout can be cancelled again, with another entry in its history.
        CancelledCancelled = "cancelled-cancelled",
            ["cancellation.cancelled-cannot-be-cancelled", "cancellation.races-cancel-once"],
            |b| b.cancels.allowed_from = &[Status::Pending, Status::Processing, Status::Cancelled];
        /// A cancel of a PAID payout is acknowledged and does nothing.
        PaidCancelAcknowledged = "paid-cancel-acknowledged", ["cancellation.paid-cannot-be-cancelled"],
            |b| b.cancels.acknowledged_in = &[Status::Paid];
        /// A cancel of a REJECTED payout is acknowledged and does nothing.
        RejectedCancelAcknowledged = "rejected-cancel-acknowledged", ["cancellation.rejected-cannot-be-cancelled"],
            |b| b.cancels.acknowledged_in = &[Status::Rejected];
        /// A second cancel is acknowledged like the first.
        SecondCancelAcknowledged = "second-cancel-acknowledged",
            ["cancellation.cancelled-cannot-be-cancelled", "cancellation.races-cancel-once"],
            |b| b.cancels.acknowledged_in = &[Status::Cancelled];
        /// A PENDING payout cannot be cancelled.
        PendingNotCancellable = "pending-not-cancellable", ["cancellation.pending-can-be-cancelled"],
            |b| b.cancels.allowed_from = &[Status::Processing];
        /// A PROCESSING payout cannot be cancelled.
        ProcessingNotCancellable = "processing-not-cancellable", ["cancellation.processing-can-be-cancelled"],
            |b| b.cancels.allowed_from = &[Status::Pending];
        /// A cancel is answered as done and never carried out.
        CancelNotDone = "cancel-not-done",
            [
                "cancellation.pending-can-be-cancelled",
                "cancellation.processing-can-be-cancelled",
                "cancellation.races-cancel-once",
                "lifecycle.terminal-is-final",
            ],
            |b| b.cancels.effect = Effect::AnsweredOnly;
        /// A cancelled payout is still paid when its timers fire.
        CancelledThenPaid = "cancelled-then-paid",
            ["lifecycle.terminal-is-final", "webhooks.cancelled-is-never-announced-paid"],
            |b| b.cancels.effect = Effect::TimersKeepRunning;
        /// A payout cancelled while PENDING is still paid when its timers fire.
        CancelledEarlyThenPaid = "cancelled-early-then-paid",
            ["lifecycle.terminal-is-final", "webhooks.cancelled-is-never-announced-paid"],
            |b| b.cancels.effect = Effect::TimersKeepRunningFrom(Status::Pending);
        /// A payout cancelled while PROCESSING is still paid when its timers fire.
        CancelledLateThenPaid = "cancelled-late-then-paid", ["lifecycle.terminal-is-final"],
            |b| b.cancels.effect = Effect::TimersKeepRunningFrom(Status::Processing);
        /// A cancelled payout ends REJECTED.
        CancelRejects = "cancel-rejects",
            ["cancellation.pending-can-be-cancelled", "cancellation.processing-can-be-cancelled"],
            |b| b.cancels.effect = Effect::BecomesRejected;
        /// Between looking at a payout and cancelling it a settlement can slip in, and both are recorded.
        CancelRacesSettlement = "cancel-races-settlement", ["cancellation.races-cancel-once"],
            |b| b.cancels.atomicity = Atomicity::LookThenWrite(Duration::from_millis(120));
        /// A cancel of an unknown id answers as if the payout had reached its end.
        UnknownIdNotCancellable = "unknown-id-not-cancellable",
            ["cancellation.unknown-payout-is-404", "tenancy.cancel-scoped"],
            |b| b.cancels.unknown = UnknownCancel::NotCancellable;
        /// A cancel of an unknown id is acknowledged.
        UnknownIdAcknowledged = "unknown-id-acknowledged",
            ["cancellation.unknown-payout-is-404", "lifecycle.terminal-is-final", "tenancy.cancel-scoped"],
            |b| b.cancels.unknown = UnknownCancel::Acknowledged;
        /// A cancel that comes too late answers 422.
        LateCancelInvalid = "late-cancel-invalid",
            [
                "cancellation.cancelled-cannot-be-cancelled",
                "cancellation.paid-cannot-be-cancelled",
                "cancellation.rejected-cannot-be-cancelled",
            ],
            |b| b.errors.set_status(Kind::NotCancellable, 422);
        /// A cancel that comes too late answers 400.
        LateCancelBadRequest = "late-cancel-bad-request",
            [
                "cancellation.cancelled-cannot-be-cancelled",
                "cancellation.paid-cannot-be-cancelled",
                "cancellation.rejected-cannot-be-cancelled",
            ],
            |b| b.errors.set_status(Kind::NotCancellable, 400);
    }
}
