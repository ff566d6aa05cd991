//! Peru. Only the name CCI is documented; the shape of the beneficiary is ours, not Clevis'.

use super::{Document, Facts, Form, Member, Structure};

pub(super) static FACTS: Facts = Facts {
    code: "PE",
    currency: "PEN",
    methods: &[("BANK_TRANSFER", &[Member { name: "cci", form: Form::Cci }])],
    documents: &[
        ("DNI", Document::Digits(8, 8)),
        ("RUC", Document::Digits(11, 11)),
        ("CE", Document::Free { structure: Structure::Alphanumeric(5, 12) }),
        ("PASSPORT", Document::Free { structure: Structure::Alphanumeric(5, 20) }),
    ],
};
