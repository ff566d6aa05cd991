//! The two sums from which national check digits are read: what is missing to a multiple of ten, and of eleven.
//!
//! Refuses to know what a scheme makes of the result, above all of a ten out of eleven.

/// What is missing from `sum` to the next multiple of ten.
pub(super) fn missing_to_ten(sum: u32) -> u8 {
    // The remainder is below ten.
    ((10 - sum % 10) % 10) as u8
}

/// The digits times the weights, which repeat for as long as there are digits.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights.iter().cycle()).map(|(digit, weight)| u32::from(*digit) * weight).sum()
}

/// What is missing to the next multiple of eleven, 0 to 10, with weights that count from 2 at the right up to
/// `heaviest` and begin again.
pub(super) fn missing_to_eleven(digits: &[u8], heaviest: u32) -> u8 {
    let sum: u32 =
        digits.iter().rev().zip((2..=heaviest).cycle()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    // The remainder is below eleven.
    ((11 - sum % 11) % 11) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_sum_misses_nothing() {
        assert_eq!([0, 1, 9, 10, 11, 170].map(missing_to_ten), [0, 9, 1, 0, 9, 0]);
        assert_eq!(missing_to_eleven(&[0, 0, 0], 7), 0);
        assert_eq!(missing_to_eleven(&[1, 3], 7), 2);
    }

    #[test]
    fn weights_begin_again() {
        assert_eq!(weighted(&[1, 1, 1, 1], &[3, 7, 1]), 3 + 7 + 1 + 3);
        // 2 to 7 from the right and then 2 again: 27 + 2 = 29, four below 33.
        assert_eq!(missing_to_eleven(&[1; 7], 7), 4);
    }

    #[test]
    fn ten_can_be_missing() {
        assert_eq!(missing_to_eleven(&[6], 7), 10);
    }
}
