//! CLABE, the Mexican bank account: 18 digits, the last of which checks the others.

use super::super::behaviour::check_digits::ClabeRule;
use super::{digits, tens_complement, weighted};

/// Whether `text` is a CLABE under `rule`.
pub(crate) fn accepts(text: &str, rule: ClabeRule) -> bool {
    let Some(number) = digits::<18>(text) else { return false };
    let (body, check) = (&number[..17], number[17]);
    let sum = weighted(body, &[3, 7, 1]);
    match rule {
        ClabeRule::Full => check == tens_complement(sum),
        ClabeRule::Unchecked => true,
        ClabeRule::ZeroWaived => check == 0 || check == tens_complement(sum),
        ClabeRule::TenNotFolded => check == 10 - sum % 10,
    }
}
