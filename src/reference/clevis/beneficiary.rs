//! Who is paid: the beneficiary of a create held against the facts of its destination. Shape problems and broken check
//! digits are kept apart, because only the latter tempt servers into accepting first and rejecting later.

use serde_json::{Map, Value};

use super::behaviour::Behaviour;
use super::behaviour::countries::{AccountTypes, Alphabet, DocumentTypes, Documents, Separators};
use super::behaviour::fields::{Required, Types};
use super::check_digit::{cbu, cci, clabe, cnpj, cpf, cuil, rut};
use super::country::{self, Document, Facts, Form, Member, Structure};
use super::refusal::Issues;

/// What an inspection found.
#[derive(Debug, Default)]
pub(crate) struct Inspection {
    pub(crate) shape: Issues,
    pub(crate) check_digits: Issues,
    pub(crate) checks_failed: bool,
}

impl Inspection {
    fn broken_check(&mut self, field: &str, scheme: &str) {
        self.checks_failed = true;
        self.check_digits.add(field, format!("is not a valid {scheme}"));
    }
}

/// Inspects `beneficiary` for a payout by `members`, the bank-account members of its payment method.
pub(crate) fn inspect(beneficiary: &Value, facts: &Facts, members: &[Member], behaviour: &Behaviour) -> Inspection {
    let mut found = Inspection::default();
    let reader = Reader { behaviour };
    let Some(beneficiary) = beneficiary.as_object() else {
        found.shape.add("beneficiary", "must be an object");
        return found;
    };
    let name = reader.text(&mut found, beneficiary, "beneficiary", "name", Required::Name);
    if name.is_some_and(|name| name.trim().is_empty() || name.chars().count() > 255) {
        found.shape.add("beneficiary.name", "must have 1 to 255 characters");
    }
    reader.document(&mut found, beneficiary, facts);
    for name in ["email", "phone"] {
        if beneficiary.get(name).is_some_and(|value| !value.is_null() && !value.is_string()) {
            found.shape.add(format!("beneficiary.{name}"), "must be a text");
        }
    }
    match beneficiary.get("address") {
        None | Some(Value::Null) => {}
        Some(Value::Object(address)) => {
            for (name, value) in address.iter().filter(|(_, value)| !value.is_null() && !value.is_string()) {
                found.shape.add(format!("beneficiary.address.{name}"), format!("must be a text, not {value}"));
            }
        }
        Some(_) => found.shape.add("beneficiary.address", "must be an object"),
    }
    match beneficiary.get("bank_account") {
        Some(Value::Object(account)) => reader.bank_account(&mut found, account, members),
        None if behaviour.fields.forgiven == Some(Required::BankAccount) => {}
        None | Some(Value::Null) => found.shape.add("beneficiary.bank_account", "is required"),
        Some(_) => found.shape.add("beneficiary.bank_account", "must be an object"),
    }
    found
}

struct Reader<'a> {
    behaviour: &'a Behaviour,
}

impl Reader<'_> {
    fn text(
        &self,
        found: &mut Inspection,
        object: &Map<String, Value>,
        place: &str,
        name: &str,
        required: Required,
    ) -> Option<String> {
        match object.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) if self.behaviour.fields.types == Types::NumbersAsText => {
                Some(number.to_string())
            }
            None | Some(Value::Null) => {
                if self.behaviour.fields.forgiven != Some(required) {
                    found.shape.add(format!("{place}.{name}"), "is required");
                }
                None
            }
            Some(_) => {
                found.shape.add(format!("{place}.{name}"), "must be a text");
                None
            }
        }
    }

    fn document(&self, found: &mut Inspection, beneficiary: &Map<String, Value>, facts: &Facts) {
        let kind = self.text(found, beneficiary, "beneficiary", "document_type", Required::DocumentType);
        let number = self.text(found, beneficiary, "beneficiary", "document_id", Required::DocumentId);
        let Some(kind) = kind else { return };
        let known = facts.documents.iter().find(|(name, _)| *name == kind).map(|(_, document)| *document);
        let taken = match self.behaviour.countries.document_types {
            DocumentTypes::OfCountry => known.is_some(),
            DocumentTypes::OfAnyCountry => country::knows_document(&kind),
            DocumentTypes::Any => true,
        };
        if !taken {
            found.shape.add("beneficiary.document_type", format!("is not used in {}", facts.code));
        }
        if let (Some(document), Some(number)) = (known, number) {
            self.document_number(found, document, &number);
        }
    }

    fn document_number(&self, found: &mut Inspection, document: Document, number: &str) {
        const FIELD: &str = "beneficiary.document_id";
        let checks = &self.behaviour.check_digits;
        let number = self.bare(number);
        match document {
            Document::Cpf if !cpf::accepts(&number, checks.cpf) => found.broken_check(FIELD, "CPF"),
            Document::Cnpj if !cnpj::accepts(&number, checks.cnpj) => found.broken_check(FIELD, "CNPJ"),
            Document::Cuil if !cuil::accepts(&number, checks.cuil) => found.broken_check(FIELD, "CUIL"),
            Document::Rut if !rut::accepts(&number, checks.rut) => found.broken_check(FIELD, "RUT"),
            Document::Digits(least, most) if !is_digits(&number, least, most) => {
                found.shape.add(FIELD, format!("must have {least} to {most} digits"));
            }
            Document::Free { structure } => {
                let fits = match self.behaviour.countries.documents {
                    Documents::Lenient => !number.trim().is_empty() && number.chars().count() <= 40,
                    Documents::ByStructure => has_structure(&number, structure),
                };
                if !fits {
                    found.shape.add(FIELD, "does not look like this type of document");
                }
            }
            _ => {}
        }
    }

    fn bank_account(&self, found: &mut Inspection, account: &Map<String, Value>, members: &[Member]) {
        for member in members {
            let required = Required::BankMember(member.name);
            let field = format!("beneficiary.bank_account.{}", member.name);
            if let Some(text) = self.text(found, account, "beneficiary.bank_account", member.name, required) {
                self.bank_member(found, &field, member.form, &text);
            }
        }
    }

    fn bank_member(&self, found: &mut Inspection, field: &str, form: Form, text: &str) {
        let (rules, checks) = (&self.behaviour.countries, &self.behaviour.check_digits);
        let number = self.bare(text);
        match form {
            Form::Clabe if !clabe::accepts(&number, checks.clabe) => found.broken_check(field, "CLABE"),
            Form::Cbu if !cbu::accepts(&number, checks.cbu) => found.broken_check(field, "CBU"),
            Form::Cci if !cci::accepts(&number, checks.cci) => found.broken_check(field, "CCI"),
            Form::ColombianBankCode => {
                let (least, most) = rules.bank_code_digits;
                if !is_code(&number, least, most, rules.bank_code_alphabet) {
                    found.shape.add(field, "must be a bank code of 4 digits");
                }
            }
            Form::ColombianAccount => {
                let (least, most) = rules.account_digits;
                if !is_code(&number, least, most, rules.account_alphabet) {
                    found.shape.add(field, "must be an account number of 5 to 17 digits");
                }
            }
            Form::AccountType(known) => {
                let taken = match rules.account_types {
                    AccountTypes::Known => known.contains(&text),
                    AccountTypes::Any => true,
                    AccountTypes::CheckingOnly => text == "CHECKING",
                };
                if !taken {
                    found.shape.add(field, format!("must be one of {}", known.join(", ")));
                }
            }
            Form::Digits(least, most) if !is_digits(&number, least, most) => {
                found.shape.add(field, format!("must have {least} to {most} digits"));
            }
            Form::Text(most) if text.trim().is_empty() || text.chars().count() > most => {
                found.shape.add(field, format!("must have 1 to {most} characters"));
            }
            _ => {}
        }
    }

    fn bare(&self, text: &str) -> String {
        match self.behaviour.countries.separators {
            Separators::Refused => text.to_owned(),
            Separators::Ignored => text.chars().filter(|character| !matches!(character, '.' | '-' | ' ')).collect(),
        }
    }
}

fn is_digits(text: &str, least: usize, most: usize) -> bool {
    is_code(text, least, most, Alphabet::Digits)
}

fn is_code(text: &str, least: usize, most: usize, alphabet: Alphabet) -> bool {
    let fits = match alphabet {
        Alphabet::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
        Alphabet::DigitsAndLetters => text.bytes().all(|byte| byte.is_ascii_alphanumeric()),
    };
    fits && (least..=most).contains(&text.len())
}

fn has_structure(text: &str, structure: Structure) -> bool {
    let alphanumeric = |text: &str| text.chars().all(char::is_alphanumeric);
    let length = text.chars().count();
    match structure {
        Structure::Rfc => {
            let letters = text.chars().take_while(|character| !character.is_ascii_digit()).count();
            let digits = text.chars().skip(letters).take(6).filter(char::is_ascii_digit).count();
            (3..=4).contains(&letters) && digits == 6 && length == letters + 9 && alphanumeric(&text.replace('&', "A"))
        }
        Structure::Curp => length == 18 && alphanumeric(text),
        Structure::Digits(least, most) => is_digits(text, least, most),
        Structure::Alphanumeric(least, most) => (least..=most).contains(&length) && alphanumeric(text),
    }
}
