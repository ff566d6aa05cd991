//! CBU, the Argentine bank account: a block of 7 digits and one of 13, each followed by its own check digit.

use super::super::behaviour::check_digits::CbuRule;
use super::{digits, tens_complement, weighted};

/// Whether `text` is a CBU under `rule`.
pub(crate) fn accepts(text: &str, rule: CbuRule) -> bool {
    let Some(number) = digits::<22>(text) else { return false };
    let first = number[7] == tens_complement(weighted(&number[..7], &[7, 1, 3, 9]));
    let second = number[21] == tens_complement(weighted(&number[8..21], &[3, 9, 7, 1]));
    match rule {
        CbuRule::Full => first && second,
        CbuRule::Unchecked => true,
        CbuRule::FirstBlockOnly => first,
        CbuRule::SecondBlockOnly => second,
        CbuRule::EitherBlock => first || second,
        CbuRule::TenNotFolded => first && second && number[21] != 0,
    }
}
