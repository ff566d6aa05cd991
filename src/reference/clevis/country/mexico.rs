//! Mexico, as documented.

use super::{Document, Facts, Form, Member, Structure};

pub(super) static FACTS: Facts = Facts {
    code: "MX",
    currency: "MXN",
    methods: &[("BANK_TRANSFER", &[Member { name: "clabe", form: Form::Clabe }])],
    documents: &[
        ("RFC", Document::Free { structure: Structure::Rfc }),
        ("CURP", Document::Free { structure: Structure::Curp }),
        ("PASSPORT", Document::Free { structure: Structure::Alphanumeric(5, 20) }),
    ],
};
