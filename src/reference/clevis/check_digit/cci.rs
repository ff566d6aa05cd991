//! CCI, the Peruvian bank account: bank and office (6), account (12), then one check digit for each of the two groups.

use super::super::behaviour::check_digits::CciRule;
use super::{digits, tens_complement};

/// Whether `text` is a CCI under `rule`.
pub(crate) fn accepts(text: &str, rule: CciRule) -> bool {
    let Some(number) = digits::<20>(text) else { return false };
    let check = |group: &[u32], weights| tens_complement(sum(group, weights));
    let (bank, account, checks) = (&number[..6], &number[6..18], &number[18..]);
    let first = checks[0] == check(bank, [1, 2]);
    let second = checks[1] == check(account, [1, 2]);
    match rule {
        CciRule::Full => first && second,
        CciRule::Unchecked => true,
        CciRule::FirstOnly => first,
        CciRule::SecondOnly => second,
        CciRule::WeightsTurnedRound => checks[0] == check(bank, [2, 1]) && checks[1] == check(account, [2, 1]),
    }
}

/// Two weights in turn from the left; a product of two digits counts as the sum of them.
fn sum(group: &[u32], weights: [u32; 2]) -> u32 {
    let products = group.iter().zip(weights.iter().cycle()).map(|(digit, weight)| digit * weight);
    products.map(|product| product / 10 + product % 10).sum()
}
