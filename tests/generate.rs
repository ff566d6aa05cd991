//! Generated identifiers against published vectors and against a second formulation of each rule.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};

use payspec::generate::{Breakage, Form, Generator, RunSeed, Scheme, Source, TextShape};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;

/// The rules written another way than in the crate: residues and congruences from the left, no computed check digit.
mod apart {
    use super::Scheme;

    /// One entry per check digit, in the order of the value: whether it agrees with what it covers.
    pub(super) fn checks(scheme: Scheme, value: &str) -> Vec<bool> {
        let digits: Vec<u32> = value.chars().filter(char::is_ascii_digit).map(|char| char as u32 - 48).collect();
        match scheme {
            Scheme::Clabe => vec![tens(&digits, &[3, 7, 1])],
            Scheme::Cbu => vec![tens(&digits[..8], &[7, 1, 3, 9]), tens(&digits[8..], &[3, 9, 7, 1])],
            Scheme::Cci => {
                let group = |range: std::ops::Range<usize>, check: usize| {
                    luhn(digits[range].iter().chain([&digits[check]]).copied().collect())
                };
                vec![group(0..6, 18), group(6..18, 19)]
            }
            Scheme::Cpf => vec![
                elevens(&digits[..9], &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 10 == digits[9],
                elevens(&digits[..10], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) % 10 == digits[10],
            ],
            Scheme::Cnpj => vec![
                elevens(&digits[..12], &[6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9]) % 10 == digits[12],
                elevens(&digits[..13], &[5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9]) % 10 == digits[13],
            ],
            Scheme::Cuil => vec![elevens(&digits[..10], &[6, 7, 8, 9, 4, 5, 6, 7, 8, 9]) == digits[10]],
            Scheme::Rut => vec![chilean(value)],
        }
    }

    pub(super) fn agrees(scheme: Scheme, value: &str) -> bool {
        checks(scheme, value).into_iter().all(|agrees| agrees)
    }

    fn tens(digits: &[u32], weights: &[u32]) -> bool {
        let (check, body) = digits.split_last().unwrap();
        let sum: u32 = body.iter().zip(weights.iter().cycle()).map(|(digit, weight)| digit * weight % 10).sum();
        (sum + check).is_multiple_of(10)
    }

    fn elevens(digits: &[u32], weights: &[u32]) -> u32 {
        assert_eq!(digits.len(), weights.len());
        digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
    }

    /// Luhn's rule by table, over a group followed by its check digit.
    fn luhn(digits: Vec<u32>) -> bool {
        const DOUBLED: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
        let from_the_right = digits.iter().rev().enumerate();
        let sum: u32 =
            from_the_right.map(|(place, digit)| if place % 2 == 1 { DOUBLED[*digit as usize] } else { *digit }).sum();
        sum.is_multiple_of(10)
    }

    /// The one-line loop Chilean forms use: fold from 1, then 0 means K and anything else is one too many.
    fn chilean(value: &str) -> bool {
        let (body, check) = value.split_once('-').unwrap();
        let digits = body.bytes().rev().map(|byte| u32::from(byte - b'0'));
        let folded = digits.zip(0_u32..).fold(1, |sum, (digit, place)| (sum + digit * (9 - place % 6)) % 11);
        check == folded.checked_sub(1).map_or("K".to_owned(), |digit| digit.to_string())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    #[expect(dead_code, reason = "the file explains itself")]
    about: String,
    valid: Vec<String>,
    invalid: Vec<Invalid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invalid {
    value: String,
    changed: String,
}

#[test]
fn published_vectors_are_judged_as_published() {
    let vectors: BTreeMap<String, Vectors> = serde_json::from_str(include_str!("vectors/check-digits.json")).unwrap();
    let known: BTreeSet<&str> = vectors.keys().map(String::as_str).collect();
    assert_eq!(known, Scheme::ALL.map(Scheme::name).into());
    for (name, Vectors { valid, invalid, .. }) in &vectors {
        let scheme = Scheme::from_name(name).unwrap();
        assert_eq!((valid.len(), invalid.len()), (300, 300), "{name}");
        for value in valid {
            assert!(scheme.is_valid(value), "{name} {value}");
            assert!(apart::agrees(scheme, value), "{name} {value}");
        }
        for Invalid { value, changed } in invalid {
            assert!(!scheme.is_valid(value), "{name} {value}: {changed}");
            assert!(!apart::agrees(scheme, value), "{name} {value}: {changed}");
        }
    }
}

fn made(generator: &Generator, seed: u64, name: &str) -> String {
    generator.make(&mut Source::new(RunSeed::new(seed), "salt", "check-digits/some", name))
}

fn any_valid() -> impl Strategy<Value = (Scheme, String)> {
    (select(&Scheme::ALL[..]), any::<u64>())
        .prop_map(|(scheme, seed)| (scheme, made(&Generator::Checked(scheme, Form::Valid), seed, "value")))
}

fn any_broken() -> impl Strategy<Value = (Scheme, Breakage, String)> {
    let pairs: Vec<_> =
        Scheme::ALL.into_iter().flat_map(|scheme| scheme.breakages().iter().map(move |way| (scheme, *way))).collect();
    (select(pairs), any::<u64>())
        .prop_map(|((scheme, way), seed)| (scheme, way, made(&Generator::Broken(scheme, way), seed, "value")))
}

fn check_places(scheme: Scheme, value: &str) -> Vec<usize> {
    match scheme {
        Scheme::Clabe | Scheme::Cuil | Scheme::Rut => vec![value.len() - 1],
        Scheme::Cpf | Scheme::Cnpj | Scheme::Cci => vec![value.len() - 2, value.len() - 1],
        Scheme::Cbu => vec![7, 21],
    }
}

fn well_formed(scheme: Scheme, value: &str) -> bool {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    match scheme {
        Scheme::Clabe => digits(value, 18),
        Scheme::Cpf => digits(value, 11),
        Scheme::Cnpj => digits(value, 14),
        Scheme::Cbu => digits(value, 22),
        Scheme::Cuil => digits(value, 11) && ["20", "23", "24", "27"].contains(&&value[..2]),
        Scheme::Cci => digits(value, 20),
        Scheme::Rut => value.split_once('-').is_some_and(|(body, check)| {
            (digits(body, 7) || digits(body, 8)) && !body.starts_with('0') && (digits(check, 1) || check == "K")
        }),
    }
}

/// Every value that differs in one symbol, with the place where it does.
fn changed_in_one(scheme: Scheme, value: &str) -> Vec<(usize, String)> {
    let with = |place: usize, symbol: char| format!("{}{symbol}{}", &value[..place], &value[place + 1..]);
    let symbols = |place| if scheme == Scheme::Rut && place == value.len() - 1 { "0123456789K" } else { "0123456789" };
    (value.char_indices().filter(|(_, char)| *char != '-'))
        .flat_map(|(place, char)| {
            symbols(place).chars().filter(move |symbol| *symbol != char).map(move |symbol| (place, with(place, symbol)))
        })
        .collect()
}

/// Every value in which two unequal neighbouring digits are exchanged, with the place of the first.
fn swapped(value: &str) -> Vec<(usize, String)> {
    let digit = |place: usize| value[place..=place].parse::<u8>().ok();
    (0..value.len() - 1)
        .filter(|place| digit(*place).zip(digit(place + 1)).is_some_and(|(left, right)| left != right))
        .map(|place| {
            let (left, right) = (&value[place..=place], &value[place + 1..=place + 1]);
            (place, format!("{}{right}{left}{}", &value[..place], &value[place + 2..]))
        })
        .collect()
}

/// CPF and CNPJ write the remainders 0 and 10 both as 0, so a change can hide where every check digit that sees it reads 0
/// before or after. All but the first digit of a CPF are seen by both check digits; that one has weight 11 in the second.
fn hides_in_zero(scheme: Scheme, place: usize, value: &str, changed: &str, swap: bool) -> bool {
    let reads_zero = |place: usize| value[place..=place] == *"0" || changed[place..=place] == *"0";
    let [first, second] = [value.len() - 2, value.len() - 1];
    match scheme {
        Scheme::Cpf if place == 0 && !swap => reads_zero(first),
        Scheme::Cpf | Scheme::Cnpj => reads_zero(first) && reads_zero(second),
        Scheme::Clabe | Scheme::Cbu | Scheme::Cuil | Scheme::Rut | Scheme::Cci => false,
    }
}

/// Whether a scheme cannot see the exchange of these two neighbours:
///
/// * CLABE and CBU: neighbouring weights differ by an even number, so 5 apart (0 5, 1 6, 2 7, 3 8, 4 9) is not seen within a
///   block; across the two blocks of a CBU every exchange is.
/// * CCI: Luhn does not see 0 and 9 within a group; across groups and check digits every exchange is seen.
/// * CUIL and RUT promise every exchange: eleven is prime and neighbouring weights differ.
/// * CPF and CNPJ promise it too, save for what hides in a check digit 0.
fn swap_is_unseen(scheme: Scheme, place: usize, value: &str) -> bool {
    let [left, right] = [place, place + 1].map(|place| value.as_bytes()[place]);
    match scheme {
        Scheme::Clabe => left.abs_diff(right) == 5,
        Scheme::Cbu => left.abs_diff(right) == 5 && place != 7,
        Scheme::Cci => left.abs_diff(right) == 9 && place != 5 && place < 17,
        Scheme::Cpf | Scheme::Cnpj | Scheme::Cuil | Scheme::Rut => false,
    }
}

proptest! {
    #[test]
    fn a_valid_value_agrees_with_the_rule_written_apart((scheme, value) in any_valid()) {
        prop_assert!(well_formed(scheme, &value), "{scheme} {value}");
        prop_assert!(apart::agrees(scheme, &value), "{scheme} {value}");
        prop_assert!(scheme.is_valid(&value), "{scheme} {value}");
        prop_assert!(value.bytes().any(|byte| byte != value.as_bytes()[0] && byte != b'-'), "{scheme} {value}");
    }

    #[test]
    fn the_ending_asked_for_is_the_ending_made(scheme in select(&Scheme::ALL[..]), seed: u64) {
        for form in scheme.forms() {
            let value = made(&Generator::Checked(scheme, *form), seed, "value");
            prop_assert!(apart::agrees(scheme, &value), "{scheme} {value}");
            match form {
                Form::Valid => {}
                Form::EndsInZero => prop_assert!(value.ends_with('0'), "{scheme} {value}"),
                Form::EndsInK => prop_assert!(value.ends_with("-K"), "{scheme} {value}"),
            }
        }
    }

    #[test]
    fn a_broken_value_is_wrong_in_the_way_asked_for((scheme, way, value) in any_broken()) {
        prop_assert!(well_formed(scheme, &value), "{scheme} {way:?} {value}");
        prop_assert!(!scheme.is_valid(&value), "{scheme} {way:?} {value}");
        let checks = apart::checks(scheme, &value);
        let places = check_places(scheme, &value);
        match way {
            Breakage::CheckDigit => prop_assert!(!checks.contains(&true), "{scheme} {value}"),
            Breakage::CheckDigitZero => {
                prop_assert!(value.ends_with('0'), "{scheme} {value}");
                let (last, others) = checks.split_last().unwrap();
                prop_assert!(!last && !others.contains(&false), "{scheme} {value}");
            }
            Breakage::FirstCheckDigit => prop_assert_eq!(checks, [false, true], "{} {}", scheme, value),
            Breakage::SecondCheckDigit => prop_assert_eq!(checks, [true, false], "{} {}", scheme, value),
            Breakage::FirstDigit => prop_assert_eq!(checks, [false, true], "{} {}", scheme, value),
            Breakage::SecondDigit => prop_assert_eq!(checks, [true, false], "{} {}", scheme, value),
            Breakage::Digit => prop_assert!(checks.contains(&false), "{scheme} {value}"),
            Breakage::Swap => {
                let body = |place: &usize| !places.contains(place) && !places.contains(&(place + 1));
                let mut back = swapped(&value).into_iter().filter(|(place, _)| body(place));
                prop_assert!(back.any(|(_, back)| apart::agrees(scheme, &back)), "{scheme} {value}");
                prop_assert!(checks.contains(&false), "{scheme} {value}");
            }
        }
        if matches!(way, Breakage::Digit | Breakage::FirstDigit | Breakage::SecondDigit) {
            let mut back = changed_in_one(scheme, &value).into_iter().filter(|(place, _)| !places.contains(place));
            prop_assert!(back.any(|(_, back)| apart::agrees(scheme, &back)), "{scheme} {value}");
        }
    }

    #[test]
    fn every_change_of_one_symbol_is_refused((scheme, value) in any_valid()) {
        for (place, changed) in changed_in_one(scheme, &value) {
            let accepted = scheme.is_valid(&changed);
            prop_assert_eq!(accepted, apart::agrees(scheme, &changed), "{} {} as {}", scheme, value, changed);
            prop_assert!(
                !accepted || hides_in_zero(scheme, place, &value, &changed, false),
                "{scheme} {value} as {changed}"
            );
        }
    }

    #[test]
    fn every_exchange_of_neighbours_is_refused_where_the_scheme_promises_it((scheme, value) in any_valid()) {
        for (place, changed) in swapped(&value) {
            let accepted = scheme.is_valid(&changed);
            prop_assert_eq!(accepted, apart::agrees(scheme, &changed), "{} {} as {}", scheme, value, changed);
            if !hides_in_zero(scheme, place, &value, &changed, true) {
                prop_assert_eq!(accepted, swap_is_unseen(scheme, place, &value), "{} {} as {}", scheme, value, changed);
            }
        }
    }

    #[test]
    fn a_value_depends_on_its_parts_and_on_nothing_else(scheme in select(&Scheme::ALL[..]), seed: u64) {
        for generator in [
            Generator::Uuid,
            Generator::Text(TextShape::default()),
            Generator::Checked(scheme, Form::Valid),
        ] {
            let value = made(&generator, seed, "value");
            prop_assert_eq!(&made(&generator, seed, "value"), &value);
            // Six values of at least nine million: one pair may meet by chance, two will not.
            let others = (0..5).map(|other| made(&generator, seed, &format!("value-{other}")));
            prop_assert!(others.chain([value]).collect::<BTreeSet<_>>().len() >= 5);
        }
    }
}
