//! The six destinations as data: currency, payment methods, document types, members of the bank account. How strictly
//! they are applied is not known here; see `beneficiary`.

mod argentina;
mod brazil;
mod chile;
mod colombia;
mod mexico;
mod peru;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Country {
    Mexico,
    Colombia,
    Argentina,
    Brazil,
    Chile,
    Peru,
}

/// What a destination asks for.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) code: &'static str,
    pub(crate) currency: &'static str,
    /// Payment methods with the bank-account members each needs; the first is the default.
    pub(crate) methods: &'static [(&'static str, &'static [Member])],
    pub(crate) documents: &'static [(&'static str, Document)],
}

/// One member of the bank account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
}

/// The form of a bank-account member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Clabe,
    Cbu,
    Cci,
    ColombianBankCode,
    ColombianAccount,
    AccountType(&'static [&'static str]),
    Digits(usize, usize),
    Text(usize),
}

/// The form of an identity document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    Cpf,
    Cnpj,
    Cuil,
    Rut,
    Digits(usize, usize),
    /// No documented check: any short text, or `structure` under a stricter server.
    Free {
        structure: Structure,
    },
}

/// The usual structure of a document that has no documented check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Structure {
    /// Three or four letters, six digits, three more characters.
    Rfc,
    /// Eighteen letters and digits.
    Curp,
    Digits(usize, usize),
    Alphanumeric(usize, usize),
}

impl Country {
    pub(crate) const ALL: [Self; 6] =
        [Self::Mexico, Self::Colombia, Self::Argentina, Self::Brazil, Self::Chile, Self::Peru];

    pub(crate) fn facts(self) -> &'static Facts {
        match self {
            Self::Mexico => &mexico::FACTS,
            Self::Colombia => &colombia::FACTS,
            Self::Argentina => &argentina::FACTS,
            Self::Brazil => &brazil::FACTS,
            Self::Chile => &chile::FACTS,
            Self::Peru => &peru::FACTS,
        }
    }

    pub(crate) fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|country| country.facts().code == code)
    }
}

/// Whether any destination knows this document type.
pub(crate) fn knows_document(kind: &str) -> bool {
    Country::ALL.into_iter().any(|country| country.facts().documents.iter().any(|(name, _)| *name == kind))
}
