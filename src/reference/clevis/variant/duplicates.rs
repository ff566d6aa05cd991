//! Freedoms of idempotency.

use super::super::behaviour::duplicates::{KeySpaces, LateComers, Refused, ReplayHeader, ReplayShows, SameBody, Turn};
use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;

chapter! {
    /// Variants of idempotency.
    DuplicatesVariant {
        /// A changed body under the external id as key is a conflict of the external id.
        OtherConflictCode = "other-conflict-code", ["idempotency.may-name-a-changed-body-without-header-either-way"],
            |b| b.duplicates.changed_without_header = Kind::ExternalIdConflict;
        /// A replay shows the payout as it was created.
        ReplayShowsOriginal = "replay-shows-original", ["idempotency.may-replay-the-current-state"],
            |b| b.duplicates.replay_shows = ReplayShows::Original;
        /// A replay says so in a header of its own.
        ReplayNamesItself = "replay-names-itself", [], |b| b.duplicates.replay_header = ReplayHeader::Said;
        /// Bodies are compared byte by byte.
        BodiesComparedAsBytes = "bodies-compared-as-bytes", ["idempotency.may-compare-bytes-or-values"],
            |b| b.duplicates.same_body = SameBody::Bytes;
        /// Amounts are compared by value, however they are written.
        AmountsComparedByValue = "amounts-compared-by-value", ["idempotency.may-compare-bytes-or-values"],
            |b| b.duplicates.same_body = SameBody::AmountsByValue;
        /// A member that is null counts as one that is absent.
        NullComparedAsAbsent = "null-compared-as-absent", ["idempotency.may-compare-bytes-or-values"],
            |b| b.duplicates.same_body = SameBody::NullIsAbsent;
        /// A header key and an equal external id are one key.
        KeysShareOneSpace = "keys-share-one-space", ["idempotency.may-share-keys-and-external-ids"],
            |b| b.duplicates.key_spaces = KeySpaces::Shared;
        /// Duplicates are looked for before the body is validated.
        DuplicatesComeFirst = "duplicates-come-first", ["validation.may-judge-several-defects-in-any-order"],
            |b| b.duplicates.turn = Turn::BeforeValidation;
        /// A create refused as invalid uses up its key.
        RefusedCreateUsesKey = "refused-create-uses-key", ["idempotency.may-free-the-key-of-a-refused-create"],
            |b| b.duplicates.refused = Refused::Key;
        /// A create refused as invalid uses up its external id.
        RefusedCreateUsesExternalId = "refused-create-uses-external-id",
            ["validation.may-keep-external-ids-of-refused-creates"],
            |b| b.duplicates.refused = Refused::ExternalId;
        /// Of equal creates that arrive at one moment, the late ones are refused while the first is still at work.
        RaceRefusesLateComers = "race-refuses-late-comers", ["idempotency.may-refuse-races"],
            |b| b.duplicates.late_comers = LateComers::Refused;
    }
}
