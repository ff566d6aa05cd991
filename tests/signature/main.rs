//! Signatures: what is signed verifies and nothing else does, held against another implementation.
//!
//! `faults` has every way in which a signature can be wrong, `recipes` what other contracts have signed.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod faults;
mod recipes;

use payspec::signature::{Algorithm, Encoding, Part, Placement, Recipe, SignatureFault, Spelling};
use proptest::prelude::*;
use secrecy::SecretString;
use std::io::Write;
use std::process::{Command, Stdio};

const HEADER: &str = "X-Clevis-Signature";
const SECRET: &str = "whsec_0123456789";
const EVENT: &str = r#"{"id": "evt_1", "created_at": "2026-05-12T15:04:07Z", "data": {"status": "PAID", "name": "Nómina", "amount": 1.50}, "nth": 3}"#;

/// Clevis' recipe; others are made by changing it.
fn clevis() -> Recipe {
    Recipe {
        parts: vec![Part::RawBody],
        separator: String::new(),
        algorithm: Algorithm::HmacSha256,
        encoding: Encoding::LowerHex,
        prefix: "sha256=".into(),
        placement: Placement::Header(HEADER.into()),
        timestamp: None,
        spelling: Spelling::default(),
    }
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What Clevis' recipe says to a signature text over the event.
fn verdict(signature: &str) -> Result<(), SignatureFault> {
    clevis().verify(&secret(SECRET), &headers(&[("x-clevis-signature", signature)]), EVENT.as_bytes())
}

/// A signature text of Clevis' form, made with any key over anything.
fn signed(key: &str, message: &[u8]) -> String {
    clevis().sign(&secret(key), message, None)
}

fn right() -> String {
    signed(SECRET, EVENT.as_bytes())
}

#[test]
fn the_documented_signature_is_accepted() {
    assert_eq!(verdict(&right()), Ok(()));
    assert_eq!(
        clevis().sign(&secret("Jefe"), b"what do ya want for nothing?", None),
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}

/// Signs lines of `key hex, body hex` on its standard input.
const PYTHON: &str = "
import hmac, sys
for line in sys.stdin:
    key, body, name = line.rstrip('\\n').split(',')
    print(hmac.new(bytes.fromhex(key), bytes.fromhex(body), name).hexdigest())
";

#[test]
fn python_signs_alike() {
    // Sizes around the block size, bodies of all bytes.
    let cases: Vec<(String, Vec<u8>)> = [1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 500]
        .into_iter()
        .zip([0, 1, 55, 56, 64, 65, 119, 128, 1000, 4096, 70_000])
        .map(|(key, body)| {
            let key: String = (0..key).map(|n| char::from(b'!' + u8::try_from(n % 90).unwrap())).collect();
            (key, (0..body).map(|n: u32| u8::try_from((n * 31 + 7) % 256).unwrap()).collect())
        })
        .collect();
    let algorithms = [(Algorithm::HmacSha256, "sha256"), (Algorithm::HmacSha512, "sha512")];
    let python = Command::new("python3").args(["-c", PYTHON]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut python = match python {
        // The vectors of RFC 4231 are checked in any case, beside the code.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return eprintln!("skipped: there is no python3 here to ask for a second opinion");
        }
        python => python.unwrap(),
    };
    let mut input = python.stdin.take().unwrap();
    let lines: String = cases
        .iter()
        .flat_map(|(key, body)| {
            algorithms.map(|(_, name)| format!("{},{},{name}\n", hex::encode(key), hex::encode(body)))
        })
        .collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let mut digests = output.lines();
    for (key, body) in &cases {
        for (algorithm, _) in algorithms {
            let recipe = Recipe { algorithm, ..clevis() };
            let expected = format!("sha256={}", digests.next().unwrap());
            assert_eq!(recipe.sign(&secret(key), body, None), expected);
            assert_eq!(recipe.verify(&secret(key), &headers(&[(HEADER, &expected)]), body), Ok(()));
        }
    }
    assert_eq!(digests.next(), None);
}

proptest! {
    #[test]
    fn what_is_signed_verifies_and_nothing_else_does(
        body in proptest::collection::vec(any::<u8>(), 0..200),
        key in "[ -~]{1,80}",
        place in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let text = signed(&key, &body);
        let given = headers(&[(HEADER, &text)]);
        prop_assert_eq!(clevis().verify(&secret(&key), &given, &body), Ok(()));
        let mut other = body.clone();
        if other.is_empty() {
            other.push(0);
        } else {
            let place = place.index(other.len());
            other[place] ^= 1 << bit;
        }
        prop_assert!(clevis().verify(&secret(&key), &given, &other).is_err());
        let stranger = clevis().verify(&secret(&format!("{key}!")), &given, &body);
        prop_assert_eq!(stranger, Err(SignatureFault::WrongSecret));
    }

    #[test]
    fn no_signature_text_can_stop_verification(
        text in any::<String>(),
        body in proptest::collection::vec(any::<u8>(), 0..50),
    ) {
        for given in [text.clone(), format!("sha256={text}")] {
            prop_assert!(clevis().verify(&secret(SECRET), &headers(&[(HEADER, &given)]), &body).is_err());
        }
    }
}
