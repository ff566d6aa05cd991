//! Faults of how a payout is shown and found.

use super::super::behaviour::resource::{
    Detail, Echo, History, IdStyle, ObjectWord, QuietCodes, Reads, StatusCodes, View,
};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of the resource.
    ResourceFault {
        /// A payout calls itself a transfer.
        ObjectCalledTransfer = "object-called-transfer", ["payout.object-names-the-kind"],
            |b| b.resource.object = ObjectWord::Transfer;
        /// A payout that is read does not say what it is.
        ReadWithoutObject = "read-without-object", ["payout.object-names-the-kind"],
            |b| b.resource.gap = Some(("object", Some(View::Read)));
        /// A created payout has no id.
        CreatedWithoutId = "created-without-id",
            [
                "idempotency.external-id-is-the-key-without-header",
                "idempotency.original-key-recovers",
                "idempotency.refused-change-leaves-the-replay",
                "idempotency.replay-returns-original",
                "payout.one-id-per-payout",
                "payout.shape",
            ],
            |b| b.resource.gap = Some(("id", Some(View::Created)));
        /// A replayed payout has no amount.
        ReplayedWithoutAmount = "replayed-without-amount",
            [
                "amounts.two-decimal-text",
                "idempotency.external-id-is-the-key-without-header",
                "idempotency.refused-change-leaves-the-replay",
                "idempotency.replay-returns-original",
            ],
            |b| b.resource.gap = Some(("amount", Some(View::Replayed)));
        /// A payout that is read has no status.
        ReadWithoutStatus = "read-without-status",
            [
                "auth.refused-without-effect",
                "cancellation.pending-can-be-cancelled",
                "payout.shape",
                "tenancy.cancel-scoped",
                "triggers.amount-13-rejects",
                "triggers.amount-99-rejects",
                "triggers.amount-rounded-first",
                "triggers.bank-prefix-rejects",
                "triggers.intake-prefix-rejects",
                "triggers.ok-prefix-pays",
                "triggers.otherwise-paid",
                "triggers.prefix-before-amount",
                "triggers.prefix-before-document",
                "triggers.slow-ignores-step-seconds",
                "triggers.stuck-prefix-holds",
                "triggers.zero-document-rejects",
            ],
            |b| b.resource.gap = Some(("status", Some(View::Read)));
        /// Payouts have no status history.
        HistoryMissing = "history-missing", ["payout.status-history-is-a-list"],
            |b| b.resource.gap = Some(("status_history", None));
        /// The status history is an object of times by state.
        HistoryIsObject = "history-is-object", ["payout.status-history-is-a-list"],
            |b| b.resource.history = History::AsObject;
        /// Status codes are numbers.
        StatusCodeIsNumber = "status-code-is-number",
            ["payout.shape", "triggers.rejection-codes", "triggers.stuck-code"],
            |b| b.resource.status_code = StatusCodes::Number;
        /// Payouts have no status code.
        StatusCodeMissing = "status-code-missing",
            [
                "triggers.amount-before-document",
                "triggers.prefix-before-amount",
                "triggers.prefix-before-document",
                "triggers.rejection-codes",
                "triggers.stuck-code",
            ],
            |b| b.resource.gap = Some(("status_code", None));
        /// Payouts have no status detail.
        StatusDetailMissing = "status-detail-missing", ["triggers.rejection-details", "triggers.stuck-detail"],
            |b| b.resource.gap = Some(("status_detail", None));
        /// The status detail is null, also where an outcome was forced.
        StatusDetailNull = "status-detail-null", ["triggers.rejection-details", "triggers.stuck-detail"],
            |b| b.resource.detail = Detail::Null;
        /// The status detail does not say that a mock forced it.
        DetailHidesMock = "detail-hides-mock", ["triggers.rejection-details", "triggers.stuck-detail"],
            |b| b.resource.detail = Detail::SuffixLost;
        /// A stuck payout shows the code of the provider.
        StuckShowsProviderCode = "stuck-shows-provider-code", ["triggers.stuck-code"],
            |b| b.resource.quiet_codes = QuietCodes::ProviderNumbers;
        /// A read always shows the payout as it was created.
        ReadShowsOldState = "read-shows-old-state",
            [
                "cancellation.pending-can-be-cancelled",
                "cancellation.processing-can-be-cancelled",
                "lifecycle.terminal-is-final",
                "triggers.stuck-prefix-holds",
            ],
            |b| b.resource.stale_in = Some(View::Read);
        /// The first read after a create finds nothing.
        FirstReadFindsNothing = "first-read-finds-nothing",
            [
                "auth.refused-without-effect",
                "payout.read-finds-the-payout",
                "store.full-store-still-reads",
                "tenancy.cancel-scoped",
                "triggers.slow-ignores-step-seconds",
            ],
            |b| b.resource.reads = Reads::SecondTimeOnly;
        /// A payout cannot be read once it has ended.
        EndedPayoutVanishes = "ended-payout-vanishes",
            [
                "cancellation.pending-can-be-cancelled",
                "cancellation.processing-can-be-cancelled",
                "lifecycle.reaches-paid",
                "payout.read-finds-the-payout",
                "triggers.amount-13-rejects",
                "triggers.amount-99-rejects",
                "triggers.amount-rounded-first",
                "triggers.bank-prefix-rejects",
                "triggers.intake-prefix-rejects",
                "triggers.ok-prefix-pays",
                "triggers.otherwise-paid",
                "triggers.prefix-before-amount",
                "triggers.prefix-before-document",
                "triggers.zero-document-rejects",
            ],
            |b| b.resource.reads = Reads::UntilTerminal;
        /// A create answers 200.
        CreateAnswersOk = "create-answers-ok",
            [
                "payout.create-answers-201",
                "triggers.intake-outcomes-are-immediate",
                "triggers.unknown-override-ignored",
            ],
            |b| b.resource.created_status = 200;
        /// A create answers 202.
        CreateAnswersAccepted = "create-answers-accepted",
            [
                "idempotency.replay-returns-original",
                "payout.create-answers-201",
                "triggers.intake-outcomes-are-immediate",
                "triggers.unknown-override-ignored",
                "validation.external-id-of-one-character-accepted",
            ],
            |b| b.resource.created_status = 202;
        /// Ids are made from the external id without the number at its end, so those of a batch meet.
        IdsOfBatchMeet = "ids-of-batch-meet", ["payout.one-id-per-payout"], |b| b.resource.ids = IdStyle::OfBatch;
        /// The echo of an external id is in small letters.
        EchoInLowerCase = "echo-in-lower-case", ["payout.echo-is-faithful"],
            |b| b.resource.echo = Echo::ExternalIdInLowerCase;
        /// The history of a payout that has ended is empty.
        EndedHistoryEmpty = "ended-history-empty", ["payout.settled-history-tells-something"],
            |b| b.resource.history = History::EmptyAtTheEnd;
    }
}
