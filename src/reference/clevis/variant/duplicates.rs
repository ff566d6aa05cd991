//! Freedoms of idempotency.

use super::super::behaviour::errors::Kind;
use super::super::catalogue::chapter;

chapter! {
    /// Variants of idempotency.
    DuplicatesVariant {
        /// A changed body under the `external_id` as key is a conflict of the `external_id`.
        OtherConflictCode = "other-conflict-code", [],
            |b| b.duplicates.changed_without_header = Kind::ExternalIdConflict;
    }
}
