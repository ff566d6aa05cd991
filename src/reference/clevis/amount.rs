//! Money: read exactly from a number or a text, rounded to two decimals, written as text. A double is never involved
//! unless the behaviour asks for that mistake.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Number, Value};

use super::behaviour::amounts::{
    Amounts, Ceiling, ExponentText, Negative, PaddedText, Pesos, Reading, Rounding, Vanishing, Written, Zero,
};
use super::country::Country;

/// An accepted amount.
#[derive(Clone, Debug)]
pub(crate) struct Amount {
    /// Rounded as the server keeps it.
    pub(crate) value: Decimal,
    /// As it was before rounding.
    pub(crate) exact: Decimal,
    /// The value in the request.
    pub(crate) sent: Value,
}

/// Reads an amount, or says why it is none.
pub(crate) fn read(sent: &Value, rules: &Amounts) -> Result<Amount, &'static str> {
    let exact = match sent {
        Value::Number(number) => parse(&number.to_string(), rules.from_number, ExponentText::Accepted)?,
        Value::String(text) => {
            let text = match rules.padded_text {
                PaddedText::Refused => text.as_str(),
                PaddedText::Trimmed => text.trim(),
            };
            parse(text, rules.from_text, rules.exponent_text)?
        }
        _ => return Err("must be a number or a decimal text"),
    };
    let exact = match rules.negative {
        Negative::SignDropped => exact.abs(),
        Negative::Accepted => exact,
        Negative::Refused if exact.is_sign_negative() && !exact.is_zero() => return Err("must be greater than zero"),
        Negative::Refused => exact,
    };
    if exact.is_zero() && rules.zero == Zero::Refused {
        return Err("must be greater than zero");
    }
    let value = round(exact, rules.rounding);
    if value.is_zero() && !exact.is_zero() && rules.vanishing == Vanishing::Refused {
        return Err("must be at least 0.01");
    }
    if rules.ceiling == Ceiling::ThousandBillion && value >= Decimal::from(1_000_000_000_000_u64) {
        return Err("must be less than a thousand billion");
    }
    Ok(Amount { value, exact, sent: sent.clone() })
}

impl Amount {
    /// Applies what a destination does to amounts.
    pub(crate) fn sent_to(mut self, country: Country, pesos: Pesos) -> Self {
        if pesos == Pesos::LoseCents && matches!(country, Country::Colombia | Country::Chile) {
            self.value = self.value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        }
        self
    }

    /// The two decimals of the kept amount, as a text of two digits.
    pub(crate) fn suffix(&self) -> String {
        last_two(&format!("{:.2}", self.value))
    }

    pub(crate) fn trimmed(&self) -> String {
        self.value.normalize().to_string()
    }

    pub(crate) fn truncated_suffix(&self) -> String {
        last_two(&format!("{:.2}", self.exact.trunc_with_scale(2)))
    }

    pub(crate) fn sent_text(&self) -> String {
        match &self.sent {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    pub(crate) fn written(&self, written: Written) -> Value {
        let plain = format!("{:.2}", self.value);
        match written {
            Written::TwoDecimals => plain.into(),
            Written::ZerosTrimmed => self.value.normalize().to_string().into(),
            Written::WholeWithoutDecimals => plain.strip_suffix(".00").unwrap_or(&plain).into(),
            Written::ThreeDecimals => format!("{:.3}", self.exact.trunc_with_scale(3)).into(),
            Written::Grouped => grouped(&plain).into(),
            Written::DecimalComma => plain.replace('.', ",").into(),
            Written::Number => number(&plain),
        }
    }
}

fn number(plain: &str) -> Value {
    plain.parse::<Number>().map_or_else(|_| Value::Null, Value::Number)
}

fn last_two(plain: &str) -> String {
    plain.rsplit('.').next().unwrap_or_default().to_owned()
}

fn grouped(plain: &str) -> String {
    let (whole, cents) = plain.split_once('.').unwrap_or((plain, "00"));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text}.{cents}")
}

fn parse(text: &str, reading: Reading, exponent: ExponentText) -> Result<Decimal, &'static str> {
    let leading;
    let text = if reading == Reading::LeadingDigits {
        leading = leading_digits(text);
        leading.as_str()
    } else {
        text
    };
    const NOT_DECIMAL: &str = "must be a plain decimal of at most 28 digits";
    let digits = text.strip_prefix('-').unwrap_or(text);
    let scientific = digits.contains(['e', 'E']);
    if scientific && exponent == ExponentText::Refused {
        return Err(NOT_DECIMAL);
    }
    let shape = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    if !shape(whole) || !shape(fraction) {
        return Err(NOT_DECIMAL);
    }
    let exact = if scientific { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    match reading {
        Reading::Exact | Reading::LeadingDigits => exact.map_err(|_| NOT_DECIMAL),
        Reading::Refused => Err("is not accepted in this notation"),
        Reading::ThroughDouble => {
            let double: f64 = text.parse().map_err(|_| NOT_DECIMAL)?;
            Decimal::from_str_exact(&format!("{double:.2}")).map_err(|_| NOT_DECIMAL)
        }
        Reading::ThroughFloat => {
            let float: f32 = text.parse().map_err(|_| NOT_DECIMAL)?;
            Decimal::from_str_exact(&format!("{float:.2}")).map_err(|_| NOT_DECIMAL)
        }
    }
}

/// What lenient parsers make of a text: its leading decimal, or one unit when it has none.
fn leading_digits(text: &str) -> String {
    let digits = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let leading = text[..digits].trim_matches('.');
    if leading.is_empty() && !text.starts_with('-') { "1".to_owned() } else { leading.to_owned() }
}

fn round(exact: Decimal, rounding: Rounding) -> Decimal {
    let (places, strategy) = match rounding {
        Rounding::HalfUp => (2, RoundingStrategy::MidpointAwayFromZero),
        Rounding::HalfEven => (2, RoundingStrategy::MidpointNearestEven),
        Rounding::HalfDown => (2, RoundingStrategy::MidpointTowardZero),
        Rounding::Truncated => (2, RoundingStrategy::ToZero),
        Rounding::AlwaysUp => (2, RoundingStrategy::AwayFromZero),
        Rounding::OneDecimal => (1, RoundingStrategy::MidpointAwayFromZero),
    };
    exact.round_dp_with_strategy(places, strategy)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a refused example must fail the test")]

    use super::*;

    fn shown(json: &str) -> Result<String, &'static str> {
        let sent: Value = serde_json::from_str(json).unwrap();
        let amount = read(&sent, &Amounts::default())?;
        Ok(amount.written(Written::TwoDecimals).as_str().unwrap().to_owned())
    }

    #[test]
    fn numbers_and_texts_become_two_decimals() {
        for (json, expected) in [
            ("20039", "20039.00"),
            ("20039.2", "20039.20"),
            ("\"20039.25\"", "20039.25"),
            ("1000.1300001", "1000.13"),
            ("\"0.01\"", "0.01"),
            ("1e3", "1000.00"),
            ("\"007.50000000\"", "7.50"),
            ("9007199254740993.25", "9007199254740993.25"),
            ("\"99999999999999999999999999.99\"", "99999999999999999999999999.99"),
            ("0.125", "0.13"),
        ] {
            assert_eq!(shown(json).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn what_is_no_positive_decimal_is_refused() {
        for json in [
            "0",
            "\"0.00\"",
            "-1",
            "\"-0.01\"",
            "0.001",
            "\"\"",
            "\" 1\"",
            "\"1e3\"",
            "\"+1\"",
            "\".5\"",
            "\"5.\"",
            "\"1,5\"",
            "\"NaN\"",
            "\"Infinity\"",
            "1e400",
            "1e-400",
            "1e-99999999999999999999",
            "1e99999999999999999999",
            "true",
            "null",
            "[1]",
            "\"123456789012345678901234567890.12\"",
            "\"1_000\"",
            "\"١\"",
        ] {
            assert!(shown(json).is_err(), "{json} became {:?}", shown(json));
        }
    }
}
