//! Freedoms of triggers.

use super::super::behaviour::triggers::{PrefixText, UnknownOutcome};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of triggers.
    TriggersVariant {
        /// Prefixes are recognised in any case.
        PrefixInAnyCase = "prefix-in-any-case", ["triggers.may-read-prefixes-loosely"],
            |b| b.triggers.prefix_text = PrefixText::AnyCase;
        /// Prefixes are recognised anywhere in an external id.
        PrefixAnywhere = "prefix-anywhere", ["triggers.may-read-prefixes-loosely"],
            |b| b.triggers.prefix_text = PrefixText::Anywhere;
        /// An unknown value of the outcome header is refused.
        UnknownOutcomeRefused = "unknown-outcome-refused", ["triggers.may-know-its-own-overrides"],
            |b| b.triggers.unknown_outcome = UnknownOutcome::Refused;
    }
}
