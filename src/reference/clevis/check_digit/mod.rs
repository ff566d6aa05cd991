//! The check-digit schemes of the six destination countries, one per file. They say whether a text is well formed under
//! a scheme; they do not know which country, document or bank account it belongs to.

pub(crate) mod cbu;
pub(crate) mod cci;
pub(crate) mod clabe;
pub(crate) mod cnpj;
pub(crate) mod cpf;
pub(crate) mod cuil;
pub(crate) mod rut;

/// The digits of `text` when it is made of exactly `N` ASCII digits.
fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let bytes: &[u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| u32::from(byte - b'0')))
}

/// The sum of digits times weights; weights repeat when there are fewer of them.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights.iter().cycle()).map(|(digit, weight)| digit * weight).sum()
}

/// What completes a sum to the next multiple of ten.
fn tens_complement(sum: u32) -> u32 {
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a broken vector file must fail the test")]

    use serde_json::Value;

    use super::super::behaviour::check_digits::{CbuRule, CciRule, ClabeRule, CnpjRule, CpfRule, CuilRule, RutRule};
    use super::*;

    fn vectors(scheme: &str) -> (Vec<String>, Vec<String>) {
        let text = include_str!("../../../../tests/vectors/check-digits.json");
        let all: Value = serde_json::from_str(text).unwrap();
        let valid = all[scheme]["valid"].as_array().unwrap().iter();
        let invalid = all[scheme]["invalid"].as_array().unwrap().iter();
        let valid: Vec<String> = valid.map(|value| value.as_str().unwrap().to_owned()).collect();
        let invalid: Vec<String> = invalid.map(|value| value["value"].as_str().unwrap().to_owned()).collect();
        assert!(valid.len() >= 100 && invalid.len() >= 100, "the vector file of {scheme} is too thin");
        (valid, invalid)
    }

    fn judge(scheme: &str, accepts: impl Fn(&str) -> bool) {
        let (valid, invalid) = vectors(scheme);
        for text in valid {
            assert!(accepts(&text), "{scheme} {text} is valid");
        }
        for text in invalid {
            assert!(!accepts(&text), "{scheme} {text} is invalid");
        }
    }

    #[test]
    fn every_scheme_agrees_with_the_published_vectors() {
        judge("clabe", |text| clabe::accepts(text, ClabeRule::Full));
        judge("cpf", |text| cpf::accepts(text, CpfRule::Full));
        judge("cnpj", |text| cnpj::accepts(text, CnpjRule::Full));
        judge("cbu", |text| cbu::accepts(text, CbuRule::Full));
        judge("cuil", |text| cuil::accepts(text, CuilRule::Full));
        judge("rut", |text| rut::accepts(text, RutRule::Full));
        judge("cci", |text| cci::accepts(text, CciRule::Full));
    }

    #[test]
    fn repeated_digits_are_no_cpf_though_the_sums_hold() {
        for digit in 0..10 {
            let text = digit.to_string().repeat(11);
            assert!(!cpf::accepts(&text, CpfRule::Full), "{text}");
            assert!(cpf::accepts(&text, CpfRule::RepeatedAccepted), "{text}");
        }
    }

    #[test]
    fn only_text_of_the_right_length_and_alphabet_is_looked_at() {
        for text in ["", "1", "00207771070002000x", "٠٠٢٠١٠٠٧٧٧٧٧٧٧٧٧٧١", "0020100777777777710"] {
            assert!(!clabe::accepts(text, ClabeRule::Unchecked), "{text}");
        }
        for text in ["", "K", "-K", "12345678-", "1234567890-1", "12.345.678-5"] {
            assert!(!rut::accepts(text, RutRule::Unchecked), "{text}");
        }
    }
}
