//! Colombia, as documented: no check digit anywhere.

use super::{Document, Facts, Form, Member, Structure};

pub(super) static FACTS: Facts = Facts {
    code: "CO",
    currency: "COP",
    methods: &[(
        "BANK_TRANSFER",
        &[
            Member { name: "bank_code", form: Form::ColombianBankCode },
            Member { name: "account_type", form: Form::AccountType(&["CHECKING", "SAVINGS"]) },
            Member { name: "account_number", form: Form::ColombianAccount },
        ],
    )],
    documents: &[
        ("CC", Document::Free { structure: Structure::Digits(5, 11) }),
        ("CE", Document::Free { structure: Structure::Alphanumeric(5, 11) }),
        ("NIT", Document::Free { structure: Structure::Digits(8, 11) }),
        ("PASSPORT", Document::Free { structure: Structure::Alphanumeric(5, 20) }),
    ],
};
