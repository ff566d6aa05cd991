//! Argentina. Only the names CBU and CUIL are documented; the shape of the beneficiary is ours, not Clevis'.

use super::{Document, Facts, Form, Member, Structure};

pub(super) static FACTS: Facts = Facts {
    code: "AR",
    currency: "ARS",
    methods: &[("BANK_TRANSFER", &[Member { name: "cbu", form: Form::Cbu }])],
    documents: &[
        ("CUIL", Document::Cuil),
        ("CUIT", Document::Cuil),
        ("DNI", Document::Digits(7, 8)),
        ("PASSPORT", Document::Free { structure: Structure::Alphanumeric(5, 20) }),
    ],
};
