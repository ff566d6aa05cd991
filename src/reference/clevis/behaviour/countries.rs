//! Which destinations exist, and how strictly currency and beneficiary are held to them.

use super::super::country::Country;

#[derive(Clone, Debug)]
pub(crate) struct Countries {
    /// A supported country the server wrongly does not know.
    pub(crate) forgotten: Option<Country>,
    pub(crate) others: OtherCountries,
    pub(crate) letter_case: LetterCase,
    pub(crate) odd_length: OddLength,
    pub(crate) odd_currency: OddCurrency,
    pub(crate) currency: CurrencyRule,
    pub(crate) beneficiary: BeneficiaryTurn,
    pub(crate) beneficiary_checks: BeneficiaryChecks,
    pub(crate) document_types: DocumentTypes,
    pub(crate) documents: Documents,
    pub(crate) separators: Separators,
    pub(crate) methods: Methods,
    pub(crate) bank_code_digits: (usize, usize),
    pub(crate) account_digits: (usize, usize),
    pub(crate) account_alphabet: Alphabet,
    pub(crate) bank_code_alphabet: Alphabet,
    pub(crate) account_types: AccountTypes,
}

impl Default for Countries {
    fn default() -> Self {
        Self {
            forgotten: None,
            others: OtherCountries::default(),
            letter_case: LetterCase::default(),
            odd_length: OddLength::default(),
            odd_currency: OddCurrency::default(),
            currency: CurrencyRule::default(),
            beneficiary: BeneficiaryTurn::default(),
            beneficiary_checks: BeneficiaryChecks::default(),
            document_types: DocumentTypes::default(),
            documents: Documents::default(),
            separators: Separators::default(),
            methods: Methods::default(),
            bank_code_digits: (4, 4),
            account_digits: (5, 17),
            account_alphabet: Alphabet::default(),
            bank_code_alphabet: Alphabet::default(),
            account_types: AccountTypes::default(),
        }
    }
}

/// What a destination outside the six leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OtherCountries {
    #[default]
    Refused,
    PaidLikeColombia,
}

/// What lower-case country and currency codes lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LetterCase {
    #[default]
    UpperOnly,
    Normalised,
    Invalid,
}

/// What a country code that is not two letters long leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OddLength {
    #[default]
    Invalid,
    Unsupported,
}

/// What a currency code that is not three capitals leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OddCurrency {
    #[default]
    Invalid,
    Mismatch,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CurrencyRule {
    #[default]
    OfCountry,
    AnySupported,
    DollarsToo,
    Unchecked,
}

/// Whether the beneficiary is looked at before or after country and currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BeneficiaryTurn {
    #[default]
    AfterDestination,
    BeforeDestination,
}

/// When the rules of a country for its beneficiaries are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BeneficiaryChecks {
    #[default]
    Always,
    NotForMockIds,
    NotForLargeAmounts,
}

/// Which document types a country takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DocumentTypes {
    #[default]
    OfCountry,
    OfAnyCountry,
    Any,
}

/// How far documents without a documented check digit are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Documents {
    #[default]
    Lenient,
    ByStructure,
}

/// Whether identifiers may contain dots, dashes and blanks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Separators {
    #[default]
    Refused,
    Ignored,
}

/// Which payment methods may be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Methods {
    #[default]
    OfCountry,
    Any,
    NoneNamed,
    WithoutDefault,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Alphabet {
    #[default]
    Digits,
    DigitsAndLetters,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AccountTypes {
    #[default]
    Known,
    Any,
    CheckingOnly,
}
