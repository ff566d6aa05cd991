//! Faults of idempotency: keys, changed bodies, replays.

use std::time::Duration;

use super::super::behaviour::duplicates::{
    ChangedBody, KeySource, Life, Matching, Race, Refused, Replay, SameBody, SameContent,
};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of idempotency.
    DuplicatesFault {
        /// The header is ignored and the external id is always the key.
        HeaderIgnored = "header-ignored",
            [
                "conflicts.taken-external-id-code",
                "idempotency.changed-body-refused",
                "idempotency.header-comes-first",
                "idempotency.key-is-opaque",
            ],
            |b| b.duplicates.key_source = KeySource::ExternalIdOnly;
        /// Without the header there is no key, so a repeated create is a conflict.
        NoKeyWithoutHeader = "no-key-without-header", ["idempotency.external-id-is-the-key-without-header"],
            |b| b.duplicates.key_source = KeySource::HeaderOnly;
        /// A key is forgotten once its payout has ended.
        KeyForgottenAtTheEnd = "key-forgotten-at-the-end",
            [
                "conflicts.reused-key-code",
                "idempotency.changed-body-refused",
                "idempotency.external-id-is-the-key-without-header",
                "idempotency.key-is-opaque",
                "idempotency.original-key-recovers",
                "idempotency.refused-change-leaves-the-replay",
                "idempotency.replay-returns-original",
                "tenancy.idempotency-key-scoped",
            ],
            |b| b.duplicates.key_life = Life::UntilTerminal;
        /// Key and external id are forgotten once the payout was cancelled, so a late retry pays.
        RetryAfterCancelPays = "retry-after-cancel-pays",
            ["conflicts.external-id-used-once", "idempotency.replay-returns-original"],
            |b| {
                b.duplicates.key_life = Life::UntilCancelled;
                b.duplicates.external_id_life = Life::UntilCancelled;
            };
        /// Key and external id are forgotten once the payout was rejected, so a late retry pays.
        RetryAfterRejectionPays = "retry-after-rejection-pays",
            ["conflicts.external-id-used-once", "idempotency.replay-returns-original"],
            |b| {
                b.duplicates.key_life = Life::UntilRejected;
                b.duplicates.external_id_life = Life::UntilRejected;
            };
        /// A payment with the metadata of an earlier one, and alike in all else, is taken for a replay of it.
        SameContentTakenForReplay = "same-content-taken-for-replay", ["idempotency.fresh-key-creates"],
            |b| b.duplicates.same_content = SameContent::OfMetadataIsReplay;
        /// A key is remembered only once its payout has ended.
        KeyKnownFromTheEnd = "key-known-from-the-end",
            ["idempotency.replay-returns-original", "store.full-store-still-replays"],
            |b| b.duplicates.key_life = Life::FromTheEnd;
        /// Keys that differ in case alone are taken for one.
        KeyCaseFolded = "key-case-folded", ["idempotency.keys-compared-whole"],
            |b| b.duplicates.key_text = Matching::CaseIgnored;
        /// Only the first 16 characters of a key count.
        KeyCutShort = "key-cut-short",
            [
                "idempotency.keys-compared-whole",
                "triggers.intake-outcomes-are-immediate",
                "triggers.unknown-override-ignored",
            ],
            |b| b.duplicates.key_text = Matching::FirstCharacters(16);
        /// A changed value inside metadata is taken for a replay.
        ChangedMetadataIgnored = "changed-metadata-ignored",
            ["idempotency.changed-nested-value-refused", "idempotency.missing-member-refused"],
            |b| b.duplicates.same_body = SameBody::Ignoring("/metadata");
        /// Metadata is compared by its keys alone.
        MetadataComparedByKeys = "metadata-compared-by-keys", ["idempotency.changed-nested-value-refused"],
            |b| b.duplicates.same_body = SameBody::KeysOfMetadataOnly;
        /// A changed bank account is taken for a replay.
        ChangedBankAccountIgnored = "changed-bank-account-ignored", ["idempotency.changed-nested-value-refused"],
            |b| b.duplicates.same_body = SameBody::Ignoring("/beneficiary/bank_account");
        /// A changed beneficiary name is taken for a replay.
        ChangedNameIgnored = "changed-name-ignored", ["idempotency.changed-nested-value-refused"],
            |b| b.duplicates.same_body = SameBody::Ignoring("/beneficiary/name");
        /// A changed description is taken for a replay.
        ChangedDescriptionIgnored = "changed-description-ignored",
            ["idempotency.changed-body-refused", "idempotency.missing-member-refused"],
            |b| b.duplicates.same_body = SameBody::Ignoring("/description");
        /// A changed amount is taken for a replay.
        ChangedAmountIgnored = "changed-amount-ignored",
            ["idempotency.changed-body-refused", "idempotency.changed-body-without-header-refused"],
            |b| b.duplicates.same_body = SameBody::Ignoring("/amount");
        /// Only members at the top of the body are compared.
        NestedMembersNotCompared = "nested-members-not-compared",
            ["idempotency.changed-nested-value-refused", "idempotency.missing-member-refused"],
            |b| b.duplicates.same_body = SameBody::TopLevelOnly;
        /// Only the amount is compared.
        OnlyAmountCompared = "only-amount-compared",
            [
                "idempotency.changed-body-refused",
                "idempotency.changed-nested-value-refused",
                "idempotency.missing-member-refused",
            ],
            |b| b.duplicates.same_body = SameBody::AmountOnly;
        /// Text is compared without regard to case.
        BodyCaseIgnored = "body-case-ignored", ["idempotency.changed-nested-value-refused"],
            |b| b.duplicates.same_body = SameBody::TextCaseIgnored;
        /// A changed body makes another payout.
        ChangedBodyPaysAgain = "changed-body-pays-again",
            [
                "idempotency.changed-body-refused",
                "idempotency.changed-body-without-header-refused",
                "idempotency.changed-nested-value-refused",
                "idempotency.key-is-opaque",
                "idempotency.missing-member-refused",
            ],
            |b| b.duplicates.changed_body = ChangedBody::AnotherPayout;
        /// A changed body is refused after its payout was made.
        ChangedBodyRefusedButPaid = "changed-body-refused-but-paid", ["conflicts.refused-create-leaves-nothing"],
            |b| b.duplicates.changed_body = ChangedBody::RefusedButPaid;
        /// Equal creates at one moment each make a payout.
        RacePaysTwice = "race-pays-twice",
            [
                "conflicts.races-for-an-external-id-have-one-winner",
                "idempotency.races-leave-one-payout",
                "idempotency.races-pay-once",
            ],
            |b| b.duplicates.race = Race::CheckThenAct(Duration::from_millis(150));
        /// A create refused for its beneficiary in Mexico leaves a payout behind.
        RefusedInMexicoLeavesPayout = "refused-in-mexico-leaves-payout", ["check-digits.refused-leaves-no-payout"],
            |b| b.duplicates.refused = Refused::PayoutIn("MX");
        /// A create refused for its beneficiary in Argentina leaves a payout behind.
        RefusedInArgentinaLeavesPayout = "refused-in-argentina-leaves-payout", ["check-digits.refused-leaves-no-payout"],
            |b| b.duplicates.refused = Refused::PayoutIn("AR");
        /// A create refused for its beneficiary in Brazil leaves a payout behind.
        RefusedInBrazilLeavesPayout = "refused-in-brazil-leaves-payout", ["check-digits.refused-leaves-no-payout"],
            |b| b.duplicates.refused = Refused::PayoutIn("BR");
        /// A create refused for its beneficiary in Chile leaves a payout behind.
        RefusedInChileLeavesPayout = "refused-in-chile-leaves-payout", ["check-digits.refused-leaves-no-payout"],
            |b| b.duplicates.refused = Refused::PayoutIn("CL");
        /// A create refused for its beneficiary in Peru leaves a payout behind.
        RefusedInPeruLeavesPayout = "refused-in-peru-leaves-payout", ["check-digits.refused-leaves-no-payout"],
            |b| b.duplicates.refused = Refused::PayoutIn("PE");
        /// A create refused for its beneficiary leaves a payout behind.
        RefusedCreateLeavesPayout = "refused-create-leaves-payout",
            [
                "check-digits.refused-leaves-no-payout",
                "validation.refused-leaves-no-payout",
                "webhooks.refused-create-announces-nothing",
            ],
            |b| b.duplicates.refused = Refused::Payout;
        /// A replay answers 201 as if it had created something.
        ReplayAnswersCreated = "replay-answers-created",
            ["idempotency.replay-returns-original", "store.full-store-still-replays"],
            |b| b.duplicates.replay_status = 201;
        /// A replay answers 202.
        ReplayAnswersAccepted = "replay-answers-accepted",
            ["idempotency.replay-returns-original", "store.full-store-still-replays"],
            |b| b.duplicates.replay_status = 202;
        /// A replay makes and answers another payout.
        ReplayPaysAgain = "replay-pays-again",
            [
                "idempotency.external-id-is-the-key-without-header",
                "idempotency.original-key-recovers",
                "idempotency.races-leave-one-payout",
                "idempotency.races-pay-once",
                "idempotency.refused-change-leaves-the-replay",
                "idempotency.replay-leaves-one-payout",
                "idempotency.replay-pays-once",
                "idempotency.replay-returns-original",
                "store.full-store-still-replays",
                "tenancy.idempotency-key-scoped",
            ],
            |b| b.duplicates.replay = Replay::AnotherPayout;
        /// A replay makes another payout and answers the first one.
        ReplayPaysAgainHidden = "replay-pays-again-hidden",
            [
                "idempotency.races-leave-one-payout",
                "idempotency.replay-leaves-one-payout",
                "store.full-store-still-replays",
            ],
            |b| b.duplicates.replay = Replay::AnotherPayoutHidden;
        /// A replay answers the first payout under an id that names nothing.
        ReplayUnderFreshId = "replay-under-fresh-id",
            [
                "idempotency.external-id-is-the-key-without-header",
                "idempotency.original-key-recovers",
                "idempotency.races-pay-once",
                "idempotency.refused-change-leaves-the-replay",
                "idempotency.replay-pays-once",
                "idempotency.replay-returns-original",
                "store.full-store-still-replays",
                "tenancy.idempotency-key-scoped",
            ],
            |b| b.duplicates.replay = Replay::OriginalUnderFreshId;
        /// A replay sends the payout through its states once more.
        ReplayRestartsPayout = "replay-restarts-payout", ["lifecycle.terminal-is-final"],
            |b| b.duplicates.replay = Replay::Restarted;
    }
}
