//! CNPJ, the Brazilian company: 14 digits, the last two of which check the others modulo eleven.

use super::super::behaviour::check_digits::CnpjRule;
use super::cpf::check;
use super::{digits, weighted};

const WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/// Whether `text` is a CNPJ under `rule`.
pub(crate) fn accepts(text: &str, rule: CnpjRule) -> bool {
    let Some(number) = digits::<14>(text) else { return false };
    match rule {
        CnpjRule::Full => {
            number.iter().any(|digit| *digit != number[0])
                && number[12] == check(weighted(&number[..12], &WEIGHTS[1..]))
                && number[13] == check(weighted(&number[..13], &WEIGHTS))
        }
        CnpjRule::Unchecked => true,
    }
}
