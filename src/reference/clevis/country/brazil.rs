//! Brazil. Only CPF and the two payment methods are documented; the shape of the beneficiary is ours, not Clevis'.

use super::{Document, Facts, Form, Member};

pub(super) static FACTS: Facts = Facts {
    code: "BR",
    currency: "BRL",
    methods: &[
        (
            "BANK_TRANSFER",
            &[
                Member { name: "bank_code", form: Form::Digits(3, 3) },
                Member { name: "branch", form: Form::Digits(4, 5) },
                Member { name: "account_type", form: Form::AccountType(&["CHECKING", "SAVINGS"]) },
                Member { name: "account_number", form: Form::Digits(4, 13) },
            ],
        ),
        ("PIX", &[Member { name: "pix_key", form: Form::Text(77) }]),
    ],
    documents: &[("CPF", Document::Cpf), ("CNPJ", Document::Cnpj)],
};
