//! A generator: what to make, checked when it is built so that making it cannot fail.
//!
//! Refuses to know scenario files: it takes the names found there and says which it does not know.

use super::money::{ImpossibleMoney, MoneyShape};
use super::source::Source;
use super::text::{ImpossibleText, TextShape};
use super::uuid;

/// Makes one kind of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generator {
    /// A random UUID.
    Uuid,
    /// A text.
    Text(TextShape),
    /// An amount.
    Money(MoneyShape),
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

    /// Makes the value that belongs to this source.
    pub fn make(&self, source: &mut Source) -> String {
        match self {
            Self::Uuid => uuid::make(source),
            Self::Text(shape) => shape.make(source),
            Self::Money(shape) => shape.make(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_shapes_are_refused() {
        assert!(Generator::text(TextShape { length: 0, ..TextShape::default() }).is_err());
        assert!(Generator::money(MoneyShape { cents: Some(100), ..MoneyShape::default() }).is_err());
        assert_eq!(Generator::text(TextShape::default()), Ok(Generator::Text(TextShape::default())));
        assert_eq!(Generator::money(MoneyShape::default()), Ok(Generator::Money(MoneyShape::default())));
    }
}
