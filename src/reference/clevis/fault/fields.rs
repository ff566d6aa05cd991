//! Faults of the request body: limits, presence, types, hostile text.

use super::super::behaviour::amounts::Reading;
use super::super::behaviour::fields::{
    Counting, Hostile, MetadataValues, Notification, OverLength, Required, ServerOwned, Text, Types,
};
use super::super::catalogue::chapter;

chapter! {
    /// Faults of fields.
    FieldsFault {
        /// An empty external id is taken.
        EmptyExternalIdTaken = "empty-external-id-taken", ["validation.external-id-empty-refused"],
            |b| b.fields.external_id = (0, 80);
        /// An external id of one character is refused.
        ShortExternalIdRefused = "short-external-id-refused", ["validation.external-id-of-one-character-accepted"],
            |b| b.fields.external_id = (2, 80);
        /// An external id of 81 characters is taken.
        LongExternalIdTaken = "long-external-id-taken",
            ["triggers.no-shortcut-past-validation", "validation.external-id-over-80-refused"],
            |b| b.fields.external_id = (1, 81);
        /// An external id of 80 characters is refused.
        FullExternalIdRefused = "full-external-id-refused", ["validation.external-id-up-to-80-accepted"],
            |b| b.fields.external_id = (1, 79);
        /// An external id that is too long is cut and taken.
        LongExternalIdCut = "long-external-id-cut",
            ["triggers.no-shortcut-past-validation", "validation.external-id-over-80-refused"],
            |b| b.fields.over_length = OverLength::CutShort;
        /// A description of 201 characters is taken.
        LongDescriptionTaken = "long-description-taken", ["validation.description-over-200-refused"],
            |b| b.fields.description = 201;
        /// A description of 200 characters is refused.
        FullDescriptionRefused = "full-description-refused", ["validation.description-up-to-200-accepted"],
            |b| b.fields.description = 199;
        /// Metadata with 21 keys is taken.
        MetadataKeyTooManyTaken = "metadata-key-too-many-taken", ["validation.metadata-over-20-keys-refused"],
            |b| b.fields.metadata_keys = 21;
        /// Metadata with 20 keys is refused.
        FullMetadataRefused = "full-metadata-refused", ["validation.metadata-up-to-20-keys-accepted"],
            |b| b.fields.metadata_keys = 19;
        /// A metadata value of 501 characters is taken.
        LongMetadataValueTaken = "long-metadata-value-taken", ["validation.metadata-value-over-500-refused"],
            |b| b.fields.metadata_value = 501;
        /// A metadata value of 500 characters is refused.
        FullMetadataValueRefused = "full-metadata-value-refused", ["validation.metadata-value-up-to-500-accepted"],
            |b| b.fields.metadata_value = 499;
        /// An empty notification URL is taken.
        EmptyUrlTaken = "empty-url-taken",
            ["validation.notification-url-empty-refused", "validation.notification-url-not-https-refused"],
            |b| {
                b.fields.notification_url = (0, 2083);
                b.fields.notification = Notification::AnyText;
            };
        /// A notification URL of 2084 characters is taken.
        LongUrlTaken = "long-url-taken", ["validation.notification-url-over-2083-refused"],
            |b| b.fields.notification_url = (1, 2084);
        /// A notification URL of 2083 characters is refused.
        FullUrlRefused = "full-url-refused", ["validation.notification-url-up-to-2083-accepted"],
            |b| b.fields.notification_url = (1, 2082);
        /// A notification URL over plain http is taken.
        HttpUrlTaken = "http-url-taken", ["validation.notification-url-not-https-refused"],
            |b| b.fields.notification = Notification::HttpToo;
        /// A notification URL is taken when https stands anywhere in it.
        HttpsAnywhereTaken = "https-anywhere-taken", ["validation.notification-url-not-https-refused"],
            |b| b.fields.notification = Notification::HttpsAnywhere;
        /// Notification URLs are refused altogether.
        UrlRefused = "url-refused",
            [
                "validation.documented-members-accepted",
                "validation.notification-url-https-accepted",
                "validation.notification-url-up-to-2083-accepted",
            ],
            |b| b.fields.notification = Notification::Nothing;
        /// Lengths are counted in bytes, so letters outside ASCII count twice.
        LengthsInBytes = "lengths-in-bytes",
            ["validation.description-up-to-200-accepted", "validation.metadata-value-up-to-500-accepted"],
            |b| b.fields.counting = Counting::Bytes;
        /// A create without amount is taken.
        AmountForgiven = "amount-forgiven", ["validation.amount-required"],
            |b| b.fields.forgiven = Some(Required::Amount);
        /// A create without currency is made in the currency of its country.
        CurrencyForgiven = "currency-forgiven", ["validation.currency-required"],
            |b| b.fields.forgiven = Some(Required::Currency);
        /// A create without country goes to the country of its currency.
        CountryForgiven = "country-forgiven", ["validation.country-required"],
            |b| b.fields.forgiven = Some(Required::Country);
        /// A create without external id gets one from the server.
        ExternalIdForgiven = "external-id-forgiven", ["validation.external-id-required"],
            |b| b.fields.forgiven = Some(Required::ExternalId);
        /// An idempotency key is taken in the place of an external id.
        KeyInPlaceOfExternalId = "key-in-place-of-external-id", ["validation.external-id-required"],
            |b| b.fields.forgiven = Some(Required::ExternalIdBesideKey);
        /// A create without beneficiary is taken.
        BeneficiaryForgiven = "beneficiary-forgiven",
            ["triggers.no-shortcut-past-validation", "validation.beneficiary-required"],
            |b| b.fields.forgiven = Some(Required::Beneficiary);
        /// Members that only the documentation's largest sample has are required.
        OptionalMembersRequired = "optional-members-required",
            [
                "amounts.number-accepted",
                "amounts.rounded-to-the-cent",
                "amounts.text-accepted",
                "check-digits.cbu-accepted",
                "check-digits.cci-accepted",
                "check-digits.clabe-accepted",
                "check-digits.cpf-accepted",
                "check-digits.cuil-accepted",
                "check-digits.rut-accepted",
                "check-digits.rut-k-accepted",
                "countries.ar-takes-ars",
                "countries.bank-transfer-accepted",
                "countries.br-takes-brl",
                "countries.cl-takes-clp",
                "countries.currency-mismatch-refused",
                "countries.mx-document-types-accepted",
                "countries.mx-takes-mxn",
                "countries.pe-takes-pen",
                "validation.required-members-suffice",
            ],
            |b| b.fields.demanded = Some("payroll_ref");
        /// Numbers are taken where text belongs.
        NumbersTakenAsText = "numbers-taken-as-text", ["validation.wrong-type-refused"],
            |b| b.fields.types = Types::NumbersAsText;
        /// Members of the wrong type are taken as absent.
        WrongTypesTakenAsAbsent = "wrong-types-taken-as-absent", ["validation.wrong-type-refused"],
            |b| b.fields.types = Types::WrongIsAbsent;
        /// A status in the request becomes the status of the payout.
        StatusOfRequestHonoured = "status-of-request-honoured", ["lifecycle.starts-pending"],
            |b| b.fields.server_owned = ServerOwned::StatusHonoured;
        /// A mock marker in the request becomes that of the payout.
        MockOfRequestHonoured = "mock-of-request-honoured", ["markers.payout-is-marked"],
            |b| b.fields.server_owned = ServerOwned::MockHonoured;
        /// Letters outside ASCII come back as question marks.
        TextBecomesAscii = "text-becomes-ascii", ["payout.text-survives"], |b| b.fields.text = Text::AsciiOnly;
        /// Letters outside ASCII come back as pairs of wrong letters.
        TextMangled = "text-mangled", ["payout.text-survives"], |b| b.fields.text = Text::LatinMangled;
        /// A NUL in any text is an unexpected error.
        NulCrashes = "nul-crashes", ["http.no-internal-error"],
            |b| b.fields.hostile = Hostile::NulIsServerError;
        /// A letter beyond the basic plane makes the server give up the connection.
        AstralLetterDropsConnection = "astral-letter-drops-connection", ["http.answers"],
            |b| b.fields.hostile = Hostile::AstralDropsConnection;
        /// An amount of more than twenty digits is an unexpected error.
        LongAmountCrashes = "long-amount-crashes", ["http.no-internal-error"],
            |b| b.fields.hostile = Hostile::HugeNumberIsServerError;
        /// A deeply nested body is an unexpected error.
        DeepBodyCrashes = "deep-body-crashes", ["http.no-internal-error"],
            |b| b.fields.hostile = Hostile::DeepNestingIsServerError;
        /// An amount that is no decimal at all is read as far as it goes.
        AmountReadAsFarAsItGoes = "amount-read-as-far-as-it-goes", ["amounts.not-a-decimal-refused"],
            |b| b.amounts.from_text = Reading::LeadingDigits;
        /// Metadata values other than text are an unexpected error.
        OddMetadataCrashes = "odd-metadata-crashes", ["http.no-internal-error"],
            |b| b.fields.metadata_values = MetadataValues::CrashOnOthers;
    }
}
