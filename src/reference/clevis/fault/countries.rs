//! Faults of destinations: country, currency, bank accounts, document types.

use super::super::behaviour::countries::{
    AccountTypes, Alphabet, CurrencyRule, DocumentTypes, Methods, OtherCountries,
};
use super::super::behaviour::errors::Kind;
use super::super::behaviour::fields::Required;
use super::super::catalogue::chapter;
use super::super::country::Country;

chapter! {
    /// Faults of destinations.
    CountriesFault {
        /// A currency mismatch answers 422.
        CurrencyMismatchInvalid = "currency-mismatch-invalid", ["countries.currency-mismatch-refused"],
            |b| b.errors.set(Kind::CurrencyMismatch, 422, "VALIDATION_ERROR");
        /// A currency mismatch answers 400 with the code of invalid bodies.
        CurrencyMismatchMiscalled = "currency-mismatch-miscalled", ["countries.currency-mismatch-refused"],
            |b| b.errors.set(Kind::CurrencyMismatch, 400, "VALIDATION_ERROR");
        /// Any of the six currencies is taken for any of the six countries.
        AnySupportedCurrencyTaken = "any-supported-currency-taken", ["countries.currency-mismatch-refused"],
            |b| b.countries.currency = CurrencyRule::AnySupported;
        /// US dollars are taken everywhere.
        DollarsTakenEverywhere = "dollars-taken-everywhere", ["countries.currency-mismatch-refused"],
            |b| b.countries.currency = CurrencyRule::DollarsToo;
        /// The currency is not compared with the country.
        CurrencyUnchecked = "currency-unchecked", ["countries.currency-mismatch-refused"],
            |b| b.countries.currency = CurrencyRule::Unchecked;
        /// A country outside the six answers 422.
        UnsupportedCountryInvalid = "unsupported-country-invalid", ["countries.unsupported-country-refused"],
            |b| b.errors.set(Kind::CountryNotSupported, 422, "VALIDATION_ERROR");
        /// A country outside the six answers 404 with the code of unknown payouts.
        UnsupportedCountryMiscalled = "unsupported-country-miscalled", ["countries.unsupported-country-refused"],
            |b| b.errors.set(Kind::CountryNotSupported, 404, "PAYOUT_NOT_FOUND");
        /// A country outside the six is paid as if it were Colombia.
        UnsupportedCountryPaid = "unsupported-country-paid", ["countries.unsupported-country-refused"],
            |b| b.countries.others = OtherCountries::PaidLikeColombia;
        /// Peru is not supported.
        PeruForgotten = "peru-forgotten",
            [
                "check-digits.cci-accepted",
                "check-digits.cci-account-part-checked",
                "check-digits.cci-bank-part-checked",
                "countries.currency-mismatch-refused",
                "countries.pe-takes-pen",
                "countries.requirements-served",
            ],
            |b| b.countries.forgotten = Some(Country::Peru);
        /// Chile is not supported.
        ChileForgotten = "chile-forgotten",
            [
                "check-digits.rut-accepted",
                "check-digits.rut-checked",
                "check-digits.rut-k-accepted",
                "countries.cl-takes-clp",
                "countries.currency-mismatch-refused",
                "countries.requirements-served",
            ],
            |b| b.countries.forgotten = Some(Country::Chile);
        /// Brazil is not supported.
        BrazilForgotten = "brazil-forgotten",
            [
                "check-digits.cpf-accepted",
                "check-digits.cpf-altered-refused",
                "check-digits.cpf-first-digit-checked",
                "check-digits.cpf-second-digit-checked",
                "countries.br-takes-brl",
                "countries.currency-mismatch-refused",
                "countries.requirements-served",
            ],
            |b| b.countries.forgotten = Some(Country::Brazil);
        /// Argentina is not supported.
        ArgentinaForgotten = "argentina-forgotten",
            [
                "check-digits.cbu-accepted",
                "check-digits.cbu-account-block-checked",
                "check-digits.cbu-bank-block-checked",
                "check-digits.cuil-accepted",
                "check-digits.cuil-checked",
                "countries.ar-takes-ars",
                "countries.currency-mismatch-refused",
                "countries.requirements-served",
            ],
            |b| b.countries.forgotten = Some(Country::Argentina);
        /// Mexico is not supported.
        MexicoForgotten = "mexico-forgotten",
            [
                "amounts.number-accepted",
                "amounts.rounded-to-the-cent",
                "amounts.text-accepted",
                "check-digits.clabe-accepted",
                "check-digits.clabe-checked",
                "countries.bank-transfer-accepted",
                "countries.currency-mismatch-refused",
                "countries.mx-clabe-has-18-digits",
                "countries.mx-clabe-required",
                "countries.mx-document-types-accepted",
                "countries.mx-other-document-type-refused",
                "countries.mx-takes-mxn",
                "countries.requirements-served",
                "validation.refusal-code",
            ],
            |b| b.countries.forgotten = Some(Country::Mexico);
        /// Colombia is not supported.
        ColombiaForgotten = "colombia-forgotten",
            [
                "countries.bank-transfer-accepted",
                "countries.co-account-number-has-5-to-17-digits",
                "countries.co-account-number-of-5-to-17-accepted",
                "countries.co-account-types-accepted",
                "countries.co-bank-account-required",
                "countries.co-bank-code-has-4-digits",
                "countries.co-document-types-accepted",
                "countries.co-other-account-type-refused",
                "countries.co-other-document-type-refused",
                "countries.co-takes-cop",
                "countries.currency-mismatch-refused",
                "countries.requirements-served",
                "idempotency.key-is-opaque",
                "idempotency.races-leave-one-payout",
                "idempotency.replay-leaves-one-payout",
                "idempotency.replay-returns-original",
                "payout.create-answers-201",
                "triggers.intake-outcomes-are-immediate",
                "triggers.no-shortcut-past-validation",
                "triggers.unknown-override-ignored",
                "validation.description-up-to-200-accepted",
                "validation.documented-members-accepted",
                "validation.external-id-of-one-character-accepted",
                "validation.external-id-up-to-80-accepted",
                "validation.metadata-up-to-20-keys-accepted",
                "validation.metadata-value-up-to-500-accepted",
                "validation.notification-url-https-accepted",
                "validation.notification-url-up-to-2083-accepted",
                "validation.refusal-code",
                "validation.required-members-suffice",
                "validation.wrong-type-refused",
            ],
            |b| b.countries.forgotten = Some(Country::Colombia);
        /// A Colombian bank code of three digits is taken.
        BankCodeOfThreeTaken = "bank-code-of-three-taken",
            ["countries.co-bank-code-has-4-digits", "triggers.no-shortcut-past-validation"],
            |b| b.countries.bank_code_digits = (3, 4);
        /// A Colombian bank code of five digits is taken.
        BankCodeOfFiveTaken = "bank-code-of-five-taken", ["countries.co-bank-code-has-4-digits"],
            |b| b.countries.bank_code_digits = (4, 5);
        /// Letters are taken in a Colombian bank code.
        LettersInBankCodeTaken = "letters-in-bank-code-taken", ["countries.co-bank-code-has-4-digits"],
            |b| b.countries.bank_code_alphabet = Alphabet::DigitsAndLetters;
        /// A Colombian account number of four digits is taken.
        AccountOfFourTaken = "account-of-four-taken", ["countries.co-account-number-has-5-to-17-digits"],
            |b| b.countries.account_digits = (4, 17);
        /// A Colombian account number of eighteen digits is taken.
        AccountOfEighteenTaken = "account-of-eighteen-taken", ["countries.co-account-number-has-5-to-17-digits"],
            |b| b.countries.account_digits = (5, 18);
        /// A Colombian account number of five digits is refused.
        AccountOfFiveRefused = "account-of-five-refused", ["countries.co-account-number-of-5-to-17-accepted"],
            |b| b.countries.account_digits = (6, 17);
        /// A Colombian account number of seventeen digits is refused.
        AccountOfSeventeenRefused = "account-of-seventeen-refused",
            ["countries.co-account-number-of-5-to-17-accepted"],
            |b| b.countries.account_digits = (5, 16);
        /// Letters are taken in a Colombian account number.
        LettersInAccountTaken = "letters-in-account-taken", ["countries.co-account-number-has-5-to-17-digits"],
            |b| b.countries.account_alphabet = Alphabet::DigitsAndLetters;
        /// Any account type is taken.
        AnyAccountTypeTaken = "any-account-type-taken", ["countries.co-other-account-type-refused"],
            |b| b.countries.account_types = AccountTypes::Any;
        /// Savings accounts are refused.
        SavingsRefused = "savings-refused", ["countries.co-account-types-accepted"],
            |b| b.countries.account_types = AccountTypes::CheckingOnly;
        /// A document type of any other country is taken.
        ForeignDocumentTypeTaken = "foreign-document-type-taken",
            ["countries.co-other-document-type-refused", "countries.mx-other-document-type-refused"],
            |b| b.countries.document_types = DocumentTypes::OfAnyCountry;
        /// Any document type is taken.
        AnyDocumentTypeTaken = "any-document-type-taken",
            ["countries.co-other-document-type-refused", "countries.mx-other-document-type-refused"],
            |b| b.countries.document_types = DocumentTypes::Any;
        /// A beneficiary without bank account is taken.
        BankAccountForgiven = "bank-account-forgiven",
            ["countries.co-bank-account-required", "countries.mx-clabe-required"],
            |b| b.fields.forgiven = Some(Required::BankAccount);
        /// A bank account without CLABE is taken.
        ClabeForgiven = "clabe-forgiven", ["countries.mx-clabe-required"],
            |b| b.fields.forgiven = Some(Required::BankMember("clabe"));
        /// A Colombian account without bank code is taken.
        BankCodeForgiven = "bank-code-forgiven", ["countries.co-bank-account-required"],
            |b| b.fields.forgiven = Some(Required::BankMember("bank_code"));
        /// A Colombian account without type is taken.
        AccountTypeForgiven = "account-type-forgiven", ["countries.co-bank-account-required"],
            |b| b.fields.forgiven = Some(Required::BankMember("account_type"));
        /// A Colombian account without number is taken.
        AccountNumberForgiven = "account-number-forgiven", ["countries.co-bank-account-required"],
            |b| b.fields.forgiven = Some(Required::BankMember("account_number"));
        /// A named payment method is refused, even the default one.
        NamedMethodRefused = "named-method-refused",
            ["countries.bank-transfer-accepted", "validation.documented-members-accepted"],
            |b| b.countries.methods = Methods::NoneNamed;
        /// The payment method of a payout that named none stays empty.
        DefaultMethodMissing = "default-method-missing", ["countries.default-payment-method"],
            |b| b.countries.methods = Methods::WithoutDefault;
    }
}
