//! Chile. Only the name RUT is documented; the shape of the beneficiary is ours, not Clevis'.

use super::{Document, Facts, Form, Member, Structure};

pub(super) static FACTS: Facts = Facts {
    code: "CL",
    currency: "CLP",
    methods: &[(
        "BANK_TRANSFER",
        &[
            Member { name: "bank_code", form: Form::Digits(3, 4) },
            Member { name: "account_type", form: Form::AccountType(&["CHECKING", "SAVINGS", "VISTA"]) },
            Member { name: "account_number", form: Form::Digits(4, 20) },
        ],
    )],
    documents: &[("RUT", Document::Rut), ("PASSPORT", Document::Free { structure: Structure::Alphanumeric(5, 20) })],
};
