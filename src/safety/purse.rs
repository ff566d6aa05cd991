//! What all creates of a run together may move, by currency.

use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Caps, and what was counted against them.
///
/// Everything counts, also what the target refuses: only the target says that it refused, and the cap is there for the
/// day it errs.
#[derive(Debug, Clone, Default)]
pub struct Purse {
    caps: BTreeMap<String, Decimal>,
    counted: BTreeMap<String, Decimal>,
}

impl Purse {
    /// A purse with these caps.
    pub fn new(caps: &BTreeMap<String, Decimal>) -> Self {
        Self { caps: caps.clone(), counted: BTreeMap::new() }
    }

    /// Counts a create; the error says why it must not be sent. One that is to be refused may be in a currency without
    /// cap, and then counts against every cap.
    pub fn take(&mut self, amount: &Value, currency: &Value, to_be_refused: bool) -> Result<(), String> {
        let Some(amount) = decimal(amount) else {
            // What is no number moves nothing, unless a server reads one into it.
            return if to_be_refused { Ok(()) } else { Err("its amount cannot be counted".into()) };
        };
        let named = currency.as_str().filter(|currency| self.caps.contains_key(*currency));
        let counted: Vec<String> = match named {
            Some(currency) => vec![currency.to_owned()],
            None if to_be_refused => self.caps.keys().cloned().collect(),
            None => return Err(format!("there is no cap for {currency}")),
        };
        for currency in &counted {
            let (cap, so_far) = (self.cap(currency), self.counted(currency));
            if so_far.checked_add(amount).is_none_or(|sum| sum > cap) {
                return Err(format!(
                    "{amount} {currency} on top of {so_far} would go over the cap of {cap} ([live.cap] in the target file)"
                ));
            }
        }
        for currency in counted {
            *self.counted.entry(currency).or_default() += amount;
        }
        Ok(())
    }

    /// What was counted in a currency.
    pub fn counted(&self, currency: &str) -> Decimal {
        self.counted.get(currency).copied().unwrap_or_default()
    }

    /// What was counted, by currency.
    pub fn sums(&self) -> impl Iterator<Item = (&str, Decimal)> {
        self.counted.iter().map(|(currency, sum)| (currency.as_str(), *sum))
    }

    fn cap(&self, currency: &str) -> Decimal {
        self.caps.get(currency).copied().unwrap_or_default()
    }
}

/// An amount as text or number, without its sign.
fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok().map(|amount| amount.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn purse() -> Purse {
        let cap = |currency: &str, amount: i64| (currency.to_owned(), Decimal::from(amount));
        Purse::new(&[cap("COP", 100), cap("MXN", 10)].into())
    }

    #[test]
    fn a_cap_holds_to_the_cent() {
        let mut purse = purse();
        assert_eq!(purse.take(&json!("60.00"), &json!("COP"), false), Ok(()));
        assert_eq!(purse.take(&json!(40.00), &json!("COP"), false), Ok(()));
        assert!(purse.take(&json!("0.01"), &json!("COP"), false).is_err());
        assert_eq!(purse.counted("COP"), Decimal::from(100));
    }

    #[test]
    fn what_cannot_be_counted_is_sent_only_to_be_refused() {
        let mut purse = purse();
        for (amount, currency) in
            [(json!("plenty"), json!("COP")), (json!(null), json!("COP")), (json!("1"), json!("USD"))]
        {
            assert!(purse.take(&amount, &currency, false).is_err(), "{amount} {currency}");
            assert_eq!(purse.take(&amount, &currency, true), Ok(()), "{amount} {currency}");
        }
        // The dollar counted against both caps.
        assert_eq!((purse.counted("COP"), purse.counted("MXN")), (Decimal::ONE, Decimal::ONE));
        assert!(purse.take(&json!("9.50"), &json!("MXN"), false).is_err());
    }

    #[test]
    fn no_notation_and_no_sign_gets_around_a_cap() {
        for amount in [json!("1e3"), json!("-101"), json!(" 101 "), json!("99999999999999999999999999999")] {
            assert!(purse().take(&amount, &json!("COP"), false).is_err(), "{amount}");
        }
    }
}
