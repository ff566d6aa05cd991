//! Faults of idempotency: replays, changed bodies, keys and external ids.

use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;

chapter! {
    /// Faults of idempotency.
    DuplicatesFault {
        /// A replay answers 201 as if it had created something.
        ReplayAnswersCreated = "replay-answers-created", [], |b| b.duplicates.replay_status = 201;
        /// The two refusals of a repeated create carry each other's code.
        ConflictCodesExchanged = "conflict-codes-exchanged", [],
            |b| b.errors.swap(Kind::KeyReused, Kind::ExternalIdConflict);
    }
}
