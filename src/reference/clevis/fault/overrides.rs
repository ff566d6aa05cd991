//! Faults of the order in which triggers win.

use super::super::behaviour::triggers::{Source, Suffix, Trigger, UnknownOutcome, Upset};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of precedence.
    OverridesFault {
        /// The amount decides before the prefix.
        AmountBeforePrefix = "amount-before-prefix", ["triggers.prefix-before-amount"],
            |b| b.triggers.order = [Source::Header, Source::Amount, Source::Prefix, Source::Document];
        /// The document decides before everything but the header.
        DocumentBeforeAll = "document-before-all",
            ["triggers.amount-before-document", "triggers.prefix-before-document"],
            |b| b.triggers.order = [Source::Header, Source::Document, Source::Prefix, Source::Amount];
        /// The document decides before the amount.
        DocumentBeforeAmount = "document-before-amount", ["triggers.amount-before-document"],
            |b| b.triggers.order = [Source::Header, Source::Prefix, Source::Document, Source::Amount];
        /// MOCK_OK_ gives way to an amount of .99.
        OkYieldsTo99 = "ok-yields-to99", ["triggers.prefix-before-amount"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::OkPrefix, weak: Trigger::Amount99 });
        /// MOCK_OK_ gives way to an amount of .13.
        OkYieldsTo13 = "ok-yields-to13", ["triggers.prefix-before-amount"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::OkPrefix, weak: Trigger::Amount13 });
        /// MOCK_OK_ gives way to the zero document.
        OkYieldsToZeros = "ok-yields-to-zeros", ["triggers.prefix-before-document"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::OkPrefix, weak: Trigger::ZeroDocument });
        /// MOCK_REJECT_BANK_ gives way to an amount of .99.
        BankYieldsTo99 = "bank-yields-to99", ["triggers.prefix-before-amount"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::BankPrefix, weak: Trigger::Amount99 });
        /// MOCK_REJECT_BANK_ gives way to the zero document.
        BankYieldsToZeros = "bank-yields-to-zeros", ["triggers.prefix-before-document"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::BankPrefix, weak: Trigger::ZeroDocument });
        /// MOCK_REJECT_INTAKE_ gives way to an amount of .13.
        IntakeYieldsTo13 = "intake-yields-to13", ["triggers.prefix-before-amount"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::IntakePrefix, weak: Trigger::Amount13 });
        /// An amount of .13 gives way to the zero document.
        ThirteenYieldsToZeros = "thirteen-yields-to-zeros", ["triggers.amount-before-document"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::Amount13, weak: Trigger::ZeroDocument });
        /// An amount of .99 gives way to the zero document.
        NinetyNineYieldsToZeros = "ninety-nine-yields-to-zeros", ["triggers.amount-before-document"],
            |b| b.triggers.upset = Some(Upset { strong: Trigger::Amount99, weak: Trigger::ZeroDocument });
        /// The suffix is looked for in the amount as it was sent.
        SuffixBeforeRounding = "suffix-before-rounding", ["triggers.amount-rounded-first"],
            |b| b.triggers.suffix = Suffix::AsSent;
        /// The suffix is looked for in the amount cut to two decimals.
        SuffixOfTruncatedAmount = "suffix-of-truncated-amount", ["triggers.amount-rounded-first"],
            |b| b.triggers.suffix = Suffix::Truncated;
        /// The suffix is looked for only in amounts sent as text.
        SuffixOfTextOnly = "suffix-of-text-only", ["triggers.amount-rounded-first"],
            |b| b.triggers.suffix = Suffix::TextOnly;
        /// The suffix is looked for in an amount without trailing zeros, so 1013.00 ends in 13.
        SuffixOfTrimmedAmount = "suffix-of-trimmed-amount", ["triggers.otherwise-paid"],
            |b| b.triggers.suffix = Suffix::Trimmed;
        /// An unknown value of the outcome header makes the happy path.
        UnknownOutcomeOverrides = "unknown-outcome-overrides", ["triggers.unknown-override-ignored"],
            |b| b.triggers.unknown_outcome = UnknownOutcome::HappyPath;
    }
}
