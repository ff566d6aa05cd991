//! RUT, the Chilean person or company: 7 or 8 digits, an optional dash, and a check character 0 to 9 or K.

use super::super::behaviour::check_digits::RutRule;

/// Whether `text` is a RUT under `rule`.
pub(crate) fn accepts(text: &str, rule: RutRule) -> bool {
    let Some(check) = text.chars().last().map(|last| last.to_ascii_uppercase()) else { return false };
    let body = &text[..text.len() - check.len_utf8()];
    let body = body.strip_suffix('-').unwrap_or(body);
    if !(7..=8).contains(&body.len()) || !body.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if !(check.is_ascii_digit() || check == 'K') {
        return false;
    }
    let expected = expected(body);
    match rule {
        RutRule::Full => check == expected,
        RutRule::Unchecked => true,
        RutRule::KRefused => check != 'K' && check == expected,
        RutRule::KIsZero => check == if expected == 'K' { '0' } else { expected },
        RutRule::ZeroWaived => check == '0' || check == expected,
        RutRule::ElevenNotFolded => check != '0' && check == expected,
    }
}

fn expected(body: &str) -> char {
    let digits = body.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.zip((2..=7).cycle()).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => '0',
        10 => 'K',
        digit => char::from_digit(digit, 10).unwrap_or('?'),
    }
}
