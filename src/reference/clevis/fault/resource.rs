//! Faults of how a payout is shown and found.

use super::super::behaviour::resource::{
    Detail, Echo, History, HistoryKeeping, IdStyle, ObjectWord, QuietCodes, Reads, StatusCodes, View,
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
        CreatedWithoutId = "created-without-id", ["payout.shape"],
            |b| b.resource.gap = Some(("id", Some(View::Created)));
        /// A replayed payout has no amount.
        ReplayedWithoutAmount = "replayed-without-amount", ["amounts.two-decimal-text"],
            |b| b.resource.gap = Some(("amount", Some(View::Replayed)));
        /// A payout that is read has no status.
        ReadWithoutStatus = "read-without-status", ["payout.shape"],
            |b| b.resource.gap = Some(("status", Some(View::Read)));
        /// Payouts have no status history.
        HistoryMissing = "history-missing", ["payout.status-history-is-a-list"],
            |b| b.resource.gap = Some(("status_history", None));
        /// The status history is an object of times by state.
        HistoryIsObject = "history-is-object", ["payout.status-history-is-a-list"],
            |b| b.resource.history = History::AsObject;
        /// Status codes are numbers.
        StatusCodeIsNumber = "status-code-is-number", ["payout.shape", "triggers.rejection-codes"],
            |b| b.resource.status_code = StatusCodes::Number;
        /// Payouts have no status code.
        StatusCodeMissing = "status-code-missing", ["triggers.rejection-codes"],
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
                "lifecycle.reaches-paid",
                "triggers.stuck-prefix-holds",
            ],
            |b| b.resource.stale_in = Some(View::Read);
        /// Every read adds an entry to the status history.
        ReadAddsHistory = "read-adds-history", [],
            |b| b.resource.history_keeping = HistoryKeeping::GrowsOnRead;
        /// The first read after a create finds nothing.
        FirstReadFindsNothing = "first-read-finds-nothing",
            ["payout.read-finds-the-payout"],
            |b| b.resource.reads = Reads::SecondTimeOnly;
        /// A payout cannot be read once it has ended.
        EndedPayoutVanishes = "ended-payout-vanishes",
            ["lifecycle.reaches-paid", "payout.read-finds-the-payout"],
            |b| b.resource.reads = Reads::UntilTerminal;
        /// Another payout of the same key is read in place of the one that was asked for.
        WrongPayoutRead = "wrong-payout-read", ["payout.read-agrees-with-create", "payout.read-finds-the-payout"],
            |b| b.resource.reads = Reads::NewestOfKey;
        /// A read takes external ids as ids.
        ExternalIdReadAsId = "external-id-read-as-id", [], |b| b.resource.reads = Reads::ByExternalIdToo;
        /// A create answers 200.
        CreateAnswersOk = "create-answers-ok", ["payout.create-answers-201"], |b| b.resource.created_status = 200;
        /// A create answers 202.
        CreateAnswersAccepted = "create-answers-accepted", ["payout.create-answers-201"],
            |b| b.resource.created_status = 202;
        /// Ids are drawn from so small a number that they meet.
        IdsMeet = "ids-meet", ["payout.one-id-per-payout"],
            |b| b.resource.ids = IdStyle::Meeting;
        /// The echo of an external id is in small letters.
        EchoInLowerCase = "echo-in-lower-case", ["payout.echo-is-faithful"],
            |b| b.resource.echo = Echo::ExternalIdInLowerCase;
        /// The history of a payout that has ended is empty.
        EndedHistoryEmpty = "ended-history-empty", ["payout.settled-history-tells-something"],
            |b| b.resource.history = History::EmptyAtTheEnd;
    }
}
