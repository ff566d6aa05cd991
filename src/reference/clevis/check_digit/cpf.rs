//! CPF, the Brazilian person: 11 digits, the last two of which check the others modulo eleven.

use super::super::behaviour::check_digits::CpfRule;
use super::{digits, weighted};

const FIRST: [u32; 9] = [10, 9, 8, 7, 6, 5, 4, 3, 2];
const SECOND: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];

/// Whether `text` is a CPF under `rule`.
pub(crate) fn accepts(text: &str, rule: CpfRule) -> bool {
    let Some(number) = digits::<11>(text) else { return false };
    let varied = number.iter().any(|digit| *digit != number[0]);
    let first = number[9] == check(weighted(&number[..9], &FIRST));
    let second = number[10] == check(weighted(&number[..10], &SECOND));
    match rule {
        CpfRule::Full => varied && first && second,
        CpfRule::Unchecked => true,
        CpfRule::FirstOnly => varied && first,
        CpfRule::SecondOnly => varied && second,
        CpfRule::RepeatedAccepted => first && second,
        CpfRule::ZeroRefused => varied && first && second && number[9] != 0 && number[10] != 0,
    }
}

/// The modulo-eleven digit that both CPF and CNPJ use: remainders below two give zero.
pub(super) fn check(sum: u32) -> u32 {
    match sum % 11 {
        0 | 1 => 0,
        remainder => 11 - remainder,
    }
}
