//! Faults of single triggers and the outcomes they force.

use super::super::behaviour::countries::BeneficiaryChecks;
use super::super::behaviour::triggers::{OkPlan, Outcome, Trigger};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of triggers.
    TriggersFault {
        /// MOCK_OK_ is not recognised.
        OkPrefixIgnored = "ok-prefix-ignored", ["triggers.prefix-before-amount", "triggers.prefix-before-document"],
            |b| b.triggers.ignored = Some(Trigger::OkPrefix);
        /// MOCK_OK_ is recognised and rejects.
        OkPrefixRejects = "ok-prefix-rejects",
            ["triggers.ok-prefix-pays", "triggers.prefix-before-amount", "triggers.prefix-before-document"],
            |b| b.triggers.ok = OkPlan::Rejects;
        /// MOCK_REJECT_INTAKE_ is not recognised.
        IntakePrefixIgnored = "intake-prefix-ignored",
            [
                "triggers.intake-outcomes-are-immediate",
                "triggers.intake-prefix-rejects",
                "triggers.prefix-before-amount",
                "triggers.unknown-override-ignored",
            ],
            |b| b.triggers.ignored = Some(Trigger::IntakePrefix);
        /// MOCK_REJECT_BANK_ is not recognised.
        BankPrefixIgnored = "bank-prefix-ignored",
            ["triggers.bank-prefix-rejects", "triggers.prefix-before-amount", "triggers.prefix-before-document"],
            |b| b.triggers.ignored = Some(Trigger::BankPrefix);
        /// MOCK_SLOW_ is not recognised.
        SlowPrefixIgnored = "slow-prefix-ignored", ["triggers.slow-ignores-step-seconds"],
            |b| b.triggers.ignored = Some(Trigger::SlowPrefix);
        /// MOCK_STUCK_ is not recognised.
        StuckPrefixIgnored = "stuck-prefix-ignored", ["store.full-store-refuses", "triggers.stuck-prefix-holds"],
            |b| b.triggers.ignored = Some(Trigger::StuckPrefix);
        /// An amount of .13 is not recognised.
        Amount13Ignored = "amount13-ignored",
            ["triggers.amount-13-rejects", "triggers.amount-before-document", "triggers.amount-rounded-first"],
            |b| b.triggers.ignored = Some(Trigger::Amount13);
        /// An amount of .99 is not recognised.
        Amount99Ignored = "amount99-ignored",
            ["triggers.amount-99-rejects", "triggers.amount-before-document", "triggers.intake-outcomes-are-immediate"],
            |b| b.triggers.ignored = Some(Trigger::Amount99);
        /// The zero document is not recognised.
        ZeroDocumentIgnored = "zero-document-ignored",
            ["triggers.intake-outcomes-are-immediate", "triggers.zero-document-rejects"],
            |b| b.triggers.ignored = Some(Trigger::ZeroDocument);
        /// Rejections at intake show the code of the bank.
        IntakeShowsBankCode = "intake-shows-bank-code", ["triggers.prefix-before-amount", "triggers.rejection-codes"],
            |b| b.triggers.outcomes.set_code(Outcome::Intake, "301");
        /// Rejections by the bank show the general code.
        BankShowsGeneralCode = "bank-shows-general-code",
            ["triggers.prefix-before-amount", "triggers.prefix-before-document", "triggers.rejection-codes"],
            |b| b.triggers.outcomes.set_code(Outcome::Bank, "300");
        /// Missing funds show the code of the bank.
        FundsShowBankCode = "funds-show-bank-code", ["triggers.amount-before-document", "triggers.rejection-codes"],
            |b| b.triggers.outcomes.set_code(Outcome::Funds, "301");
        /// An exceeded limit shows the code of missing funds.
        LimitShowsFundsCode = "limit-shows-funds-code", ["triggers.amount-before-document", "triggers.rejection-codes"],
            |b| b.triggers.outcomes.set_code(Outcome::Limit, "302");
        /// Failed screening shows the general code.
        ComplianceShowsGeneralCode = "compliance-shows-general-code", ["triggers.rejection-codes"],
            |b| b.triggers.outcomes.set_code(Outcome::Compliance, "300");
        /// Rejections by the bank show the words of an exceeded limit.
        BankShowsLimitWords = "bank-shows-limit-words", ["triggers.rejection-details"],
            |b| b.triggers.outcomes.set_detail(Outcome::Bank, "Amount exceeds per-payout limit (mock trigger).");
        /// Missing funds are explained in other words.
        FundsInOtherWords = "funds-in-other-words", ["triggers.rejection-details"],
            |b| b.triggers.outcomes.set_detail(Outcome::Funds, "Not enough money (mock trigger).");
        /// Failed screening is explained by the mark of the mock alone.
        ComplianceUnexplained = "compliance-unexplained", ["triggers.rejection-details"],
            |b| b.triggers.outcomes.set_detail(Outcome::Compliance, "(mock trigger).");
        /// A body with a mock prefix skips the checks of its beneficiary.
        MockIdsSkipChecks = "mock-ids-skip-checks", ["triggers.no-shortcut-past-validation"],
            |b| b.countries.beneficiary_checks = BeneficiaryChecks::NotForMockIds;
        /// Amounts of a million and more skip the checks of their beneficiary.
        LargeAmountsSkipChecks = "large-amounts-skip-checks", ["check-digits.clabe-checked"],
            |b| b.countries.beneficiary_checks = BeneficiaryChecks::NotForLargeAmounts;
    }
}
