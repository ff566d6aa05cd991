//! Faults of states and moves.

use super::super::behaviour::lifecycle::{Epilogue, First, Intake, Road, Slow, Stuck, Synchronous, Words};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of the lifecycle.
    LifecycleFault {
        /// A payout goes from PENDING to PAID without PROCESSING.
        PaidWithoutProcessing = "paid-without-processing", ["lifecycle.shows-processing", "webhooks.every-transition"],
            |b| b.lifecycle.happy = Road::Straight;
        /// A rejection by the bank comes without PROCESSING.
        BankRejectWithoutProcessing = "bank-reject-without-processing",
            ["triggers.bank-outcomes-show-processing", "webhooks.every-transition"],
            |b| b.lifecycle.bank_reject = Road::Straight;
        /// A payout is created in PROCESSING.
        CreatedInProcessing = "created-in-processing",
            [
                "lifecycle.starts-pending",
                "triggers.bank-outcomes-start-pending",
                "triggers.slow-ignores-step-seconds",
                "triggers.stuck-detail",
            ],
            |b| b.lifecycle.first = First::Processing;
        /// A rejection at intake comes one step after a create that answered PENDING.
        IntakeRejectComesLater = "intake-reject-comes-later", ["triggers.intake-outcomes-are-immediate"],
            |b| b.lifecycle.intake = Intake::AfterOneStep;
        /// A rejection at intake passes PROCESSING.
        IntakeRejectPassesProcessing = "intake-reject-passes-processing",
            ["triggers.intake-outcomes-are-immediate"],
            |b| b.lifecycle.intake = Intake::ThroughProcessing;
        /// A PAID payout becomes REJECTED when the bank returns the money.
        PaidBounces = "paid-bounces", ["lifecycle.terminal-is-final"],
            |b| b.lifecycle.epilogue = Epilogue::PaidBounces;
        /// A PAID payout goes back to PROCESSING.
        PaidReopens = "paid-reopens", ["lifecycle.terminal-is-final"],
            |b| b.lifecycle.epilogue = Epilogue::PaidReopens;
        /// A REJECTED payout is tried again and paid.
        RejectedIsRetried = "rejected-is-retried", ["lifecycle.terminal-is-final"],
            |b| b.lifecycle.epilogue = Epilogue::RejectedIsRetried;
        /// A payout falls back from PROCESSING to PENDING once before it is paid.
        ProcessingFallsBack = "processing-falls-back",
            [
                "lifecycle.documented-moves",
                "triggers.stuck-prefix-holds",
                "webhooks.previous-status",
                "webhooks.seconds-apart-in-order",
            ],
            |b| b.lifecycle.epilogue = Epilogue::ProcessingFallsBack;
        /// A step time of zero runs the first step only.
        StepZeroRunsOneStep = "step-zero-runs-one-step", ["lifecycle.step-zero-shows-the-end"],
            |b| b.lifecycle.synchronous = Synchronous::FirstStepOnly;
        /// A step time of zero counts as none.
        StepZeroTakenAsAbsent = "step-zero-taken-as-absent", ["lifecycle.step-zero-shows-the-end"],
            |b| b.lifecycle.synchronous = Synchronous::TakenAsAbsent;
        /// A step time of zero answers before it runs.
        StepZeroAnswersFirst = "step-zero-answers-first", ["lifecycle.step-zero-shows-the-end"],
            |b| b.lifecycle.synchronous = Synchronous::AnsweredBeforeRunning;
        /// A slow payout takes the step time its body asks for.
        SlowTakesRequestedStep = "slow-takes-requested-step", ["triggers.slow-ignores-step-seconds"],
            |b| b.lifecycle.slow = Slow::RequestedStepWins;
        /// A slow payout takes the default step time.
        SlowTakesDefaultStep = "slow-takes-default-step", ["triggers.slow-ignores-step-seconds"],
            |b| b.lifecycle.slow = Slow::DefaultStep;
        /// A slow payout waits half of its thirty seconds.
        SlowStepsHalved = "slow-steps-halved", ["triggers.slow-steps-take-thirty-seconds"],
            |b| b.lifecycle.slow = Slow::FifteenSeconds;
        /// A slow payout is never paid.
        SlowNeverEnds = "slow-never-ends", ["triggers.slow-ends-paid"], |b| b.lifecycle.slow = Slow::NeverEnds;
        /// A stuck payout stays PENDING.
        StuckInPending = "stuck-in-pending", ["triggers.stuck-prefix-holds"],
            |b| b.lifecycle.stuck = Stuck::InPending;
        /// A stuck payout is paid after some steps.
        StuckIsPaid = "stuck-is-paid", ["store.full-store-refuses", "triggers.stuck-prefix-holds"],
            |b| b.lifecycle.stuck = Stuck::PaysAfterAll;
        /// A stuck payout is rejected after some steps.
        StuckIsRejected = "stuck-is-rejected", ["store.full-store-refuses", "triggers.stuck-prefix-holds"],
            |b| b.lifecycle.stuck = Stuck::RejectsAfterAll;
        /// Payouts never leave PROCESSING by themselves.
        NobodyIsPaid = "nobody-is-paid",
            [
                "lifecycle.reaches-paid",
                "lifecycle.step-zero-shows-the-end",
                "triggers.ok-prefix-pays",
                "triggers.otherwise-paid",
                "triggers.prefix-before-amount",
                "triggers.prefix-before-document",
            ],
            |b| b.lifecycle.happy = Road::StopsInProcessing;
        /// The state CANCELLED is spelled with one L.
        CancelledWithOneL = "cancelled-with-one-l",
            ["cancellation.pending-can-be-cancelled", "cancellation.processing-can-be-cancelled",
                "lifecycle.known-states"],
            |b| b.lifecycle.words = Words::OneLetterShort;
        /// States are written in small letters.
        StatesInLowerCase = "states-in-lower-case",
            [
                "lifecycle.known-states",
                "lifecycle.starts-pending",
                "lifecycle.step-zero-shows-the-end",
                "triggers.amount-13-rejects",
                "triggers.amount-99-rejects",
                "triggers.amount-rounded-first",
                "triggers.bank-outcomes-start-pending",
                "triggers.bank-prefix-rejects",
                "triggers.intake-outcomes-are-immediate",
                "triggers.intake-prefix-rejects",
                "triggers.ok-prefix-pays",
                "triggers.otherwise-paid",
                "triggers.prefix-before-amount",
                "triggers.prefix-before-document",
                "triggers.slow-ignores-step-seconds",
                "triggers.stuck-prefix-holds",
                "triggers.unknown-override-ignored",
                "triggers.zero-document-rejects",
            ],
            |b| b.lifecycle.words = Words::LowerCase;
        /// The provider's word for PROCESSING shows through.
        ProviderWordShows = "provider-word-shows",
            [
                "lifecycle.known-states",
                "lifecycle.shows-processing",
                "triggers.bank-outcomes-show-processing",
                "triggers.stuck-prefix-holds",
            ],
            |b| b.lifecycle.words = Words::Provider;
    }
}
