//! CUIL and CUIT, the Argentine person: 11 digits, the last of which checks the others modulo eleven.

use super::super::behaviour::check_digits::CuilRule;
use super::{digits, weighted};

/// Whether `text` is a CUIL or CUIT under `rule`.
pub(crate) fn accepts(text: &str, rule: CuilRule) -> bool {
    let Some(number) = digits::<11>(text) else { return false };
    let complement = 11 - weighted(&number[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let check = number[10];
    match rule {
        // A complement of ten is never issued: the prefix is changed instead, so no digit stands for it.
        CuilRule::Full => check == complement % 11,
        CuilRule::Unchecked => true,
        CuilRule::ElevenNotFolded => check == complement,
        CuilRule::ZeroWaived => check == 0 || check == complement % 11,
    }
}
