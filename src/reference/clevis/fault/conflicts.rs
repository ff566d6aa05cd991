//! Faults of the external id and of the codes that tell conflicts apart.

use std::time::Duration;

use super::super::behaviour::duplicates::{Life, Matching, Race};
use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of conflicts.
    ConflictsFault {
        /// The two refusals of a repeated create carry each other's code.
        ConflictCodesExchanged = "conflict-codes-exchanged",
            ["conflicts.reused-key-code", "conflicts.taken-external-id-code"],
            |b| b.errors.swap(Kind::KeyReused, Kind::ExternalIdConflict);
        /// A taken external id is called a reused key.
        ConflictCalledReuse = "conflict-called-reuse", ["conflicts.taken-external-id-code"],
            |b| b.errors.set(Kind::ExternalIdConflict, 409, "IDEMPOTENCY_KEY_REUSED");
        /// A reused key is called a taken external id.
        ReuseCalledConflict = "reuse-called-conflict", ["conflicts.reused-key-code"],
            |b| b.errors.set(Kind::KeyReused, 409, "EXTERNAL_ID_CONFLICT");
        /// A taken external id answers 422.
        ConflictInvalid = "conflict-invalid", ["conflicts.external-id-used-once"],
            |b| b.errors.set_status(Kind::ExternalIdConflict, 422);
        /// A taken external id answers 400.
        ConflictBadRequest = "conflict-bad-request", ["conflicts.external-id-used-once"],
            |b| b.errors.set_status(Kind::ExternalIdConflict, 400);
        /// A reused key answers 422, as an expired draft wants it.
        ReuseInvalid = "reuse-invalid",
            [
                "idempotency.changed-body-refused",
                "idempotency.changed-body-without-header-refused",
                "idempotency.changed-nested-value-refused",
                "idempotency.key-is-opaque",
                "idempotency.missing-member-refused",
            ],
            |b| b.errors.set_status(Kind::KeyReused, 422);
        /// An external id may be used again under another key.
        ExternalIdNotUnique = "external-id-not-unique",
            ["conflicts.external-id-used-once", "conflicts.races-for-an-external-id-have-one-winner"],
            |b| b.duplicates.external_id_life = Life::NeverChecked;
        /// An external id is free again once its payout has ended.
        ExternalIdFreedAtTheEnd = "external-id-freed-at-the-end",
            ["conflicts.external-id-used-once", "conflicts.races-for-an-external-id-have-one-winner"],
            |b| b.duplicates.external_id_life = Life::UntilTerminal;
        /// An external id is free again once its payout was cancelled.
        ExternalIdFreedByCancel = "external-id-freed-by-cancel", ["conflicts.external-id-used-once"],
            |b| b.duplicates.external_id_life = Life::UntilCancelled;
        /// An external id is free again once its payout was rejected.
        ExternalIdFreedByRejection = "external-id-freed-by-rejection", ["conflicts.external-id-used-once"],
            |b| b.duplicates.external_id_life = Life::UntilRejected;
        /// External ids that differ in case alone are taken for one.
        ExternalIdCaseIgnored = "external-id-case-ignored", ["conflicts.external-id-letter-case-counts"],
            |b| b.duplicates.external_id_text = Matching::CaseIgnored;
        /// Only the first 32 characters of an external id are compared.
        ExternalIdCutForComparison = "external-id-cut-for-comparison", ["conflicts.external-ids-compared-to-the-end"],
            |b| b.duplicates.external_id_text = Matching::FirstCharacters(32);
        /// Two creates at one moment with one external id under two keys both make a payout.
        ExternalIdRacePaysTwice = "external-id-race-pays-twice",
            ["conflicts.races-for-an-external-id-have-one-winner"],
            |b| b.duplicates.race = Race::KeyGuardedOnly(Duration::from_millis(150));
    }
}
