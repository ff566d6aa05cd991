//! CCI, the Peruvian bank account: bank and office (6), account (12), then one check digit for each of the two groups.

use super::super::behaviour::check_digits::CciRule;
use super::{digits, tens_complement};

/// Whether `text` is a CCI under `rule`.
pub(crate) fn accepts(text: &str, rule: CciRule) -> bool {
    let Some(number) = digits::<20>(text) else { return false };
    let first = number[18] == tens_complement(sum(&number[..6]));
    let second = number[19] == tens_complement(sum(&number[6..18]));
    match rule {
        CciRule::Full => first && second,
        CciRule::Unchecked => true,
        CciRule::FirstOnly => first,
        CciRule::SecondOnly => second,
    }
}

/// Weights 1 and 2 in turn from the left; a product of two digits counts as the sum of them.
fn sum(group: &[u32]) -> u32 {
    group.iter().zip([1, 2].iter().cycle()).map(|(digit, weight)| digit * weight).map(|p| p / 10 + p % 10).sum()
}
