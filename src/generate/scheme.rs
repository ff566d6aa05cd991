//! The check-digit schemes, which valid forms and which breakages each has, and their names in scenarios.
//!
//! Refuses to know how any of them is computed: each has a file of its own.

use std::fmt;

use super::layout::{self, Layout};
use super::source::Source;
use super::{cbu, cci, clabe, cnpj, cpf, cuil, rut};

/// A check-digit scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Mexican bank account.
    Clabe,
    /// Brazilian person.
    Cpf,
    /// Brazilian company.
    Cnpj,
    /// Argentine bank account.
    Cbu,
    /// Argentine person.
    Cuil,
    /// Chilean person or company.
    Rut,
    /// Peruvian bank account.
    Cci,
}

/// A way to be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Any valid value.
    Valid,
    /// Valid, and the last check digit is 0.
    EndsInZero,
    /// Valid, and the check digit is K.
    EndsInK,
}

/// A way to be broken; length and alphabet stay right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breakage {
    /// Every check digit is wrong.
    CheckDigit,
    /// The last check digit reads 0 although another is right, and that is all.
    CheckDigitZero,
    /// The first of two check digits is wrong; the second is right for the digits as they are written.
    FirstCheckDigit,
    /// The second of two check digits is wrong; the first is right.
    SecondCheckDigit,
    /// One digit that is no check digit was altered in a valid value.
    Digit,
    /// The same, in the first of two blocks.
    FirstDigit,
    /// The same, in the second of two blocks.
    SecondDigit,
    /// Two unequal neighbours, neither a check digit, were exchanged in a valid value.
    Swap,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Self; 7] = [Self::Clabe, Self::Cpf, Self::Cnpj, Self::Cbu, Self::Cuil, Self::Rut, Self::Cci];

    /// The name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clabe => "clabe",
            Self::Cpf => "cpf",
            Self::Cnpj => "cnpj",
            Self::Cbu => "cbu",
            Self::Cuil => "cuil",
            Self::Rut => "rut",
            Self::Cci => "cci",
        }
    }

    /// The scheme of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.name() == name)
    }

    /// The valid forms this scheme has.
    pub const fn forms(self) -> &'static [Form] {
        match self {
            Self::Rut => &[Form::Valid, Form::EndsInZero, Form::EndsInK],
            Self::Clabe | Self::Cpf | Self::Cnpj | Self::Cbu | Self::Cuil | Self::Cci => {
                &[Form::Valid, Form::EndsInZero]
            }
        }
    }

    /// The breakages this scheme has.
    pub const fn breakages(self) -> &'static [Breakage] {
        match self {
            Self::Clabe | Self::Cuil | Self::Rut => {
                &[Breakage::CheckDigit, Breakage::CheckDigitZero, Breakage::Digit, Breakage::Swap]
            }
            // Both check digits cover the same body, so no altered digit belongs to one of them.
            Self::Cpf | Self::Cnpj => &[
                Breakage::CheckDigit,
                Breakage::CheckDigitZero,
                Breakage::FirstCheckDigit,
                Breakage::SecondCheckDigit,
                Breakage::Digit,
                Breakage::Swap,
            ],
            Self::Cbu | Self::Cci => &Breakage::ALL,
        }
    }

    /// Whether the text is a value of this scheme with the right check digits, in the notation we write.
    pub fn is_valid(self, text: &str) -> bool {
        match self.notation() {
            Notation::Digits(layout) => layout.accepts(text),
            Notation::Rut => rut::is_valid(text),
        }
    }

    pub(super) fn valid(self, source: &mut Source, form: Form) -> String {
        match self.notation() {
            Notation::Digits(layout) => layout::write(&layout.valid(source, form)),
            Notation::Rut => rut::valid(source, form),
        }
    }

    pub(super) fn broken(self, source: &mut Source, breakage: Breakage) -> String {
        match self.notation() {
            Notation::Digits(layout) => layout::write(&layout.broken(source, breakage)),
            Notation::Rut => rut::broken(source, breakage),
        }
    }

    fn notation(self) -> Notation {
        match self {
            Self::Clabe => Notation::Digits(&clabe::LAYOUT),
            Self::Cpf => Notation::Digits(&cpf::LAYOUT),
            Self::Cnpj => Notation::Digits(&cnpj::LAYOUT),
            Self::Cbu => Notation::Digits(&cbu::LAYOUT),
            Self::Cuil => Notation::Digits(&cuil::LAYOUT),
            Self::Rut => Notation::Rut,
            Self::Cci => Notation::Digits(&cci::LAYOUT),
        }
    }
}

/// How values of a scheme are written.
enum Notation {
    /// As digits alone.
    Digits(&'static Layout),
    /// In the way of the RUT, with a dash and at times a K.
    Rut,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Valid, Self::EndsInZero, Self::EndsInK];

    /// The name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::EndsInZero => "ends-in-0",
            Self::EndsInK => "ends-in-k",
        }
    }
}

impl Breakage {
    /// Every breakage.
    pub const ALL: [Self; 8] = [
        Self::CheckDigit,
        Self::CheckDigitZero,
        Self::FirstCheckDigit,
        Self::SecondCheckDigit,
        Self::Digit,
        Self::FirstDigit,
        Self::SecondDigit,
        Self::Swap,
    ];

    /// The name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CheckDigit => "check-digit",
            Self::CheckDigitZero => "check-digit-0",
            Self::FirstCheckDigit => "first-check-digit",
            Self::SecondCheckDigit => "second-check-digit",
            Self::Digit => "digit",
            Self::FirstDigit => "first-digit",
            Self::SecondDigit => "second-digit",
            Self::Swap => "swap",
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_is_found_by_its_name() {
        for scheme in Scheme::ALL {
            assert_eq!(Scheme::from_name(scheme.name()), Some(scheme));
            assert_eq!(Scheme::from_name(&scheme.name().to_uppercase()), None);
        }
        assert_eq!(Scheme::from_name("iban"), None);
    }

    #[test]
    fn only_schemes_with_two_blocks_have_digits_of_a_block() {
        let with = |breakage| Scheme::ALL.into_iter().filter(move |scheme| scheme.breakages().contains(&breakage));
        assert!(with(Breakage::FirstDigit).eq([Scheme::Cbu, Scheme::Cci]));
        assert!(with(Breakage::SecondDigit).eq([Scheme::Cbu, Scheme::Cci]));
        assert!(with(Breakage::FirstCheckDigit).eq([Scheme::Cpf, Scheme::Cnpj, Scheme::Cbu, Scheme::Cci]));
        assert!(with(Breakage::SecondCheckDigit).eq([Scheme::Cpf, Scheme::Cnpj, Scheme::Cbu, Scheme::Cci]));
    }
}
