//! Freedoms of the request body and of destinations.

use super::super::behaviour::check_digits::{CnpjRule, CpfRule};
use super::super::behaviour::countries::{
    BeneficiaryTurn, Documents, LetterCase, Methods, OddCurrency, OddLength, Separators,
};
use super::super::behaviour::fields::{MetadataValues, StepSeconds, Unknown};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of fields.
    FieldsVariant {
        /// Country and currency in small letters are read as capitals.
        SmallLettersRead = "small-letters-read", ["validation.may-read-small-letters"],
            |b| b.countries.letter_case = LetterCase::Normalised;
        /// A country in small letters is invalid, not unsupported.
        SmallLettersInvalid = "small-letters-invalid", ["validation.may-read-small-letters"],
            |b| b.countries.letter_case = LetterCase::Invalid;
        /// A country of the wrong length is unsupported, not invalid.
        OddCountryUnsupported = "odd-country-unsupported", ["validation.may-answer-wrong-lengths-as-unsupported"],
            |b| b.countries.odd_length = OddLength::Unsupported;
        /// A currency of the wrong form is a mismatch, not invalid.
        OddCurrencyMismatched = "odd-currency-mismatched", ["validation.may-answer-wrong-lengths-as-unsupported"],
            |b| b.countries.odd_currency = OddCurrency::Mismatch;
        /// Members nobody documented are refused.
        UnknownMembersRefused = "unknown-members-refused", ["validation.may-ignore-unknown-members"],
            |b| b.fields.unknown = Unknown::Refused;
        /// Metadata takes text alone.
        MetadataTakesTextOnly = "metadata-takes-text-only", ["validation.may-judge-metadata-beyond-the-limits"],
            |b| b.fields.metadata_values = MetadataValues::TextOnly;
        /// Step times are whole seconds up to a minute.
        StepTimesLimited = "step-times-limited", ["lifecycle.may-limit-the-step-time"],
            |b| b.fields.step_seconds = StepSeconds::WholeUpToAMinute;
        /// A negative step time counts as zero.
        NegativeStepIsZero = "negative-step-is-zero", ["lifecycle.may-limit-the-step-time"],
            |b| b.fields.step_seconds = StepSeconds::NegativeAsZero;
        /// The beneficiary is judged before the currency.
        BeneficiaryJudgedFirst = "beneficiary-judged-first",
            ["countries.may-refuse-a-foreign-beneficiary-first", "validation.may-judge-several-defects-in-any-order"],
            |b| b.countries.beneficiary = BeneficiaryTurn::BeforeDestination;
        /// Documents without check digits are held to their usual structure.
        DocumentsByStructure = "documents-by-structure", ["countries.may-require-further-beneficiary-members"],
            |b| b.countries.documents = Documents::ByStructure;
        /// Separators inside identifiers are passed over.
        SeparatorsIgnored = "separators-ignored", ["check-digits.may-read-separators"],
            |b| b.countries.separators = Separators::Ignored;
        /// Any payment method may be named.
        AnyMethodTaken = "any-method-taken", ["countries.may-know-other-payment-methods"],
            |b| b.countries.methods = Methods::Any;
        /// The check digits of a CNPJ are not looked at.
        CnpjUnchecked = "cnpj-unchecked", ["check-digits.may-check-more-schemes"],
            |b| b.check_digits.cnpj = CnpjRule::Unchecked;
        /// A CPF of one repeated digit passes when its arithmetic does.
        RepeatedCpfTaken = "repeated-cpf-taken", ["check-digits.may-refuse-repeated-digits"],
            |b| b.check_digits.cpf = CpfRule::RepeatedAccepted;
    }
}
