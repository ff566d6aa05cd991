//! A generator: what to make, checked when it is built so that making it cannot fail.
//!
//! Refuses to know scenario files: it takes the names found there and says which it does not know.

use super::money::{ImpossibleMoney, MoneyShape};
use super::scheme::{Breakage, Form, Scheme};
use super::source::Source;
use super::text::{ImpossibleText, TextShape};
use super::uuid;

/// Makes one kind of value.
///
/// The functions refuse what cannot be made; a variant built by hand with a form its scheme lacks makes the nearest one it
/// has, as its scheme's `valid` and `broken` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generator {
    /// A random UUID.
    Uuid,
    /// A text.
    Text(TextShape),
    /// An amount.
    Money(MoneyShape),
    /// A number whose check digits are right.
    Checked(Scheme, Form),
    /// A number that is wrong in one way.
    Broken(Scheme, Breakage),
}

/// A form or breakage that the scheme does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{scheme} has no form `{found}`; it has {}", listed(.allowed))]
pub struct UnknownForm {
    /// The scheme asked.
    pub scheme: Scheme,
    /// The name as it stood.
    pub found: String,
    /// The names this scheme knows there.
    pub allowed: Vec<&'static str>,
}

impl Generator {
    /// A text of this shape.
    pub fn text(shape: TextShape) -> Result<Self, ImpossibleText> {
        shape.check()?;
        Ok(Self::Text(shape))
    }

    /// An amount of this shape.
    pub fn money(shape: MoneyShape) -> Result<Self, ImpossibleMoney> {
        shape.check()?;
        Ok(Self::Money(shape))
    }

    /// A valid number of the scheme, in the form of that name.
    pub fn checked(scheme: Scheme, form: &str) -> Result<Self, UnknownForm> {
        named(scheme, form, scheme.forms(), |form| form.name()).map(|form| Self::Checked(scheme, form))
    }

    /// A number of the scheme, wrong in the way of that name.
    pub fn broken(scheme: Scheme, breakage: &str) -> Result<Self, UnknownForm> {
        named(scheme, breakage, scheme.breakages(), |breakage| breakage.name())
            .map(|breakage| Self::Broken(scheme, breakage))
    }

    /// Makes the value that belongs to this source.
    pub fn make(&self, source: &mut Source) -> String {
        match self {
            Self::Uuid => uuid::make(source),
            Self::Text(shape) => shape.make(source),
            Self::Money(shape) => shape.make(source),
            Self::Checked(scheme, form) => scheme.valid(source, *form),
            Self::Broken(scheme, breakage) => scheme.broken(source, *breakage),
        }
    }
}

fn named<T: Copy>(
    scheme: Scheme,
    found: &str,
    known: &[T],
    name: impl Fn(&T) -> &'static str,
) -> Result<T, UnknownForm> {
    known.iter().find(|item| name(item) == found).copied().ok_or_else(|| UnknownForm {
        scheme,
        found: found.to_owned(),
        allowed: known.iter().map(name).collect(),
    })
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::generate::{Alphabet, RunSeed};

    #[test]
    fn names_lead_to_the_forms_of_the_scheme() {
        assert_eq!(Generator::checked(Scheme::Clabe, "valid"), Ok(Generator::Checked(Scheme::Clabe, Form::Valid)));
        assert_eq!(Generator::checked(Scheme::Rut, "ends-in-k"), Ok(Generator::Checked(Scheme::Rut, Form::EndsInK)));
        for scheme in Scheme::ALL {
            for form in scheme.forms() {
                assert_eq!(Generator::checked(scheme, form.name()), Ok(Generator::Checked(scheme, *form)));
            }
            for breakage in scheme.breakages() {
                assert_eq!(Generator::broken(scheme, breakage.name()), Ok(Generator::Broken(scheme, *breakage)));
            }
        }
    }

    #[test]
    fn a_form_the_scheme_lacks_is_refused_with_those_it_has() {
        assert_eq!(
            Generator::checked(Scheme::Clabe, "ends-in-k").unwrap_err().to_string(),
            "clabe has no form `ends-in-k`; it has `valid`, `ends-in-0`"
        );
        assert_eq!(
            Generator::broken(Scheme::Cuil, "first-digit").unwrap_err().to_string(),
            "cuil has no form `first-digit`; it has `check-digit`, `check-digit-0`, `digit`, `swap`"
        );
        assert_eq!(
            Generator::broken(Scheme::Cpf, "second-digit").unwrap_err().allowed,
            ["check-digit", "check-digit-0", "first-check-digit", "second-check-digit", "digit", "swap"]
        );
        assert!(Generator::checked(Scheme::Rut, "check-digit").is_err());
        assert!(Generator::broken(Scheme::Rut, "").is_err());
    }

    #[test]
    fn a_variant_built_by_hand_still_makes_what_it_says() {
        let mut source = Source::new(RunSeed::new(1), "", "", "");
        for scheme in Scheme::ALL {
            for form in Form::ALL {
                assert!(scheme.is_valid(&Generator::Checked(scheme, form).make(&mut source)), "{scheme} {form:?}");
            }
            for breakage in Breakage::ALL {
                let made = Generator::Broken(scheme, breakage).make(&mut source);
                assert!(!scheme.is_valid(&made), "{scheme} {breakage:?} {made}");
            }
        }
    }

    #[test]
    fn impossible_shapes_are_refused() {
        assert!(Generator::text(TextShape { length: 0, ..TextShape::default() }).is_err());
        assert!(Generator::money(MoneyShape { cents: Some(100), ..MoneyShape::default() }).is_err());
        assert_eq!(Generator::text(TextShape::default()), Ok(Generator::Text(TextShape::default())));
        assert_eq!(Generator::money(MoneyShape::default()), Ok(Generator::Money(MoneyShape::default())));
    }

    /// A change here means that seeds printed in old reports no longer repeat what they found.
    #[test]
    fn old_seeds_still_mean_the_same_values() {
        let value = |generator: Generator| {
            generator.make(&mut Source::new(RunSeed::new(0x5f_2c91), "salt", "idempotency/replay", "value"))
        };
        let valid = Scheme::ALL.map(|scheme| value(Generator::Checked(scheme, Form::Valid)));
        let swapped = Scheme::ALL.map(|scheme| value(Generator::Broken(scheme, Breakage::Swap)));
        assert_eq!(
            valid,
            [
                "072500001853807929",
                "50000185329",
                "50000185380770",
                "0725000218538079251120",
                "27500001858",
                "20000185-0",
                "01150000185380792564",
            ]
        );
        assert_eq!(
            swapped,
            [
                "072500010853807929",
                "50000158329",
                "50000183580770",
                "0725000218358079251120",
                "27500001588",
                "20000158-0",
                "01150000815380792564",
            ]
        );
        assert_eq!(value(Generator::Uuid), "2f20b4f4-389c-437d-8503-6a2b572ec76e");
        assert_eq!(value(Generator::Text(TextShape::default())), "scdbcf3um3d17itd");
        let unicode = TextShape { alphabet: Alphabet::Unicode, ..TextShape::default() };
        assert_eq!(value(Generator::Text(unicode)), "🌵éж中😀íд账💸øжカ🧾óω文");
        assert_eq!(value(Generator::Money(MoneyShape::default())), "3301.08");
    }
}
