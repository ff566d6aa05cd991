//! Amounts of money, counted in cents from the way they are written.

/// The cents of an amount with two decimals at most.
pub(crate) fn cents(written: &str) -> Option<i128> {
    let (negative, digits) = match written.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || fraction.len() > 2 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let fraction: String = fraction.chars().chain("00".chars()).take(2).collect();
    let cents = whole.parse::<i128>().ok()? * 100 + fraction.parse::<i128>().ok()?;
    Some(if negative { -cents } else { cents })
}

/// Cents as somebody counts them who multiplies binary fractions.
pub(crate) fn cents_through_floats(written: &str) -> Option<i128> {
    let units: f64 = written.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "cutting off is the mistake this is about")]
    let cents = (units * 100.0) as i64;
    Some(i128::from(cents))
}

/// The amount of cents with two decimals.
pub(crate) fn written(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_and_written() {
        for (text, counted) in [("10.00", 1000), ("10", 1000), ("10.5", 1050), ("0.05", 5), ("-1.10", -110)] {
            assert_eq!(cents(text), Some(counted), "{text}");
        }
        for text in ["", "1e3", "1.005", ".5", "ten", "1.2.3"] {
            assert_eq!(cents(text), None, "{text}");
        }
        assert_eq!((written(1050), written(5), written(-110)), ("10.50".into(), "0.05".into(), "-1.10".into()));
        assert_eq!((cents_through_floats("4.35"), cents_through_floats("16.08")), (Some(434), Some(1607)));
    }
}
