//! Amounts of money, counted in millionths so that every documented input fits; written at the scale of the currency.

/// An amount in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount(pub(crate) i128);

const MILLION: i128 = 1_000_000;
/// A hundredth in millionths.
const CENT: i128 = 10_000;

impl Amount {
    pub(crate) const fn of_units(units: i128) -> Self {
        Self(units * MILLION)
    }

    /// A decimal written in digits with at most one point; further decimals than millionths are cut off.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let pointless = digits.ends_with('.') || whole.is_empty();
        if pointless || whole.len() > 24 || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
        let millionths = whole.parse::<i128>().ok()? * MILLION + fraction.parse::<i128>().ok()?;
        Some(Self(if negative { -millionths } else { millionths }))
    }

    /// The amount with two decimals, halves rounded away from nothing.
    pub(crate) fn written(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = (self.0.abs() + CENT / 2) / CENT;
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }

    /// The amount with as many decimals as it has, two at least.
    pub(crate) fn written_in_full(self) -> String {
        let text = format!("{}.{:06}", self.0 / MILLION, self.0 % MILLION);
        let places = text.len() - text.trim_end_matches('0').len();
        text[..text.len() - places.min(4)].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_written_at_scale() {
        for (text, written) in [("5000", "5000.00"), ("0.015", "0.02"), ("10.123456", "10.12"), ("4.35", "4.35")] {
            assert_eq!(Amount::read(text).map(Amount::written).as_deref(), Some(written));
        }
        for text in ["", "abc", "1.", ".5", "1e3", "--1", "1.2.3", "+1"] {
            assert_eq!(Amount::read(text), None, "{text}");
        }
        assert_eq!(Amount::read("10.123456").map(Amount::written_in_full).as_deref(), Some("10.123456"));
        assert_eq!(Amount::read("10.5").map(Amount::written_in_full).as_deref(), Some("10.50"));
    }
}
