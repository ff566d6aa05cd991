//! Signatures: another implementation's, the other contracts' recipes, and every way in which one can be wrong.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use jiff::Timestamp;
use payspec::signature::{
    Algorithm, Encoding, Escapes, Form, Keys, Layout, Order, OtherMessage, Part, Placement, Recipe, SecretForm,
    SignatureFault, TimestampRule, TimestampUnit,
};
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

/// The fault of a signature text over the event.
fn fault(signature: &str) -> SignatureFault {
    verdict(signature).unwrap_err()
}

/// A signature text of Clevis' form, made with any key over anything.
fn signed(key: &str, message: &[u8]) -> String {
    clevis().sign(&secret(key), message, None)
}

fn right() -> String {
    signed(SECRET, EVENT.as_bytes())
}

fn is_reserialised(message: &str, order: Order, layout: Layout, escapes: Escapes) {
    let form = Form { order, layout, escapes };
    assert_eq!(fault(&signed(SECRET, message.as_bytes())), SignatureFault::SignedReserialised(form), "{message}");
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

#[test]
fn a_signature_that_is_not_there_is_missing() {
    let place = Placement::Header(HEADER.into());
    let others = headers(&[("x-signature", &right())]);
    let fault = clevis().verify(&secret(SECRET), &others, EVENT.as_bytes()).unwrap_err();
    assert_eq!(fault, SignatureFault::Missing(place.clone()));
    assert_eq!(fault.to_string(), "there is no header X-Clevis-Signature");
    let twice = headers(&[(HEADER, &right()), (HEADER, &right())]);
    let fault = clevis().verify(&secret(SECRET), &twice, EVENT.as_bytes()).unwrap_err();
    assert_eq!(fault, SignatureFault::Repeated(place));
}

#[test]
fn the_prefix_is_that_of_the_documentation() {
    let right = right();
    let digits = right.strip_prefix("sha256=").unwrap();
    for text in [digits.to_owned(), format!("SHA256={digits}"), format!("sha512={digits}"), String::new()] {
        assert_eq!(fault(&text), SignatureFault::WrongPrefix("sha256=".into()), "{text}");
    }
}

#[test]
fn what_cannot_be_a_digest_is_malformed() {
    let right = right();
    for (text, why) in [
        ("sha256=".to_owned(), "it has 0 hexadecimal digits, not 64"),
        (format!("{right}0"), "it has 65 hexadecimal digits, not 64"),
        (format!("{right}00"), "it has 66 hexadecimal digits, not 64"),
        (right.replacen("sha256=", "sha256=0x", 1), "`x` is none of the hexadecimal digits"),
        (right.replacen("sha256=", "sha256=\u{1b}[31m", 1), "`\\u{1b}` is none of the hexadecimal digits"),
        (right.replacen("sha256=", "sha256=é", 1), "`\\u{e9}` is none of the hexadecimal digits"),
    ] {
        assert_eq!(fault(&text), SignatureFault::Malformed(why.into()), "{text}");
    }
}

#[test]
fn the_case_of_digits_is_that_of_the_documentation() {
    let upper = Recipe { encoding: Encoding::UpperHex, ..clevis() };
    let any = Recipe { encoding: Encoding::AnyHex, ..clevis() };
    let in_upper_case = upper.sign(&secret(SECRET), EVENT.as_bytes(), None);
    assert_eq!(fault(&in_upper_case), SignatureFault::WrongCase("lower"));
    let check =
        |recipe: &Recipe, text: &str| recipe.verify(&secret(SECRET), &headers(&[(HEADER, text)]), EVENT.as_bytes());
    assert_eq!(check(&upper, &in_upper_case), Ok(()));
    assert_eq!(check(&upper, &right()), Err(SignatureFault::WrongCase("upper")));
    assert_eq!(check(&any, &in_upper_case), Ok(()));
    assert_eq!(check(&any, &right()), Ok(()));
}

#[test]
fn the_right_digest_written_otherwise_is_told_from_a_wrong_one() {
    let base64 = Recipe { encoding: Encoding::Base64, ..clevis() };
    let in_base64 = base64.sign(&secret(SECRET), EVENT.as_bytes(), None);
    assert_eq!(fault(&in_base64), SignatureFault::WrongEncoding("Base64"));
    let given = headers(&[(HEADER, &right())]);
    let as_hex = base64.verify(&secret(SECRET), &given, EVENT.as_bytes());
    assert_eq!(as_hex, Err(SignatureFault::WrongEncoding("hexadecimal digits")));
    assert_eq!(base64.verify(&secret(SECRET), &headers(&[(HEADER, &in_base64)]), EVENT.as_bytes()), Ok(()));
    assert_eq!(fault(&right()[.."sha256=".len() + 32]), SignatureFault::CutOff(16));
}

#[test]
fn another_algorithm_is_told_from_another_secret() {
    let sha512 = Recipe { algorithm: Algorithm::HmacSha512, ..clevis() };
    let text = sha512.sign(&secret(SECRET), EVENT.as_bytes(), None);
    assert_eq!(fault(&text), SignatureFault::WrongAlgorithm("HMAC-SHA512"));
    let swapped = signed(EVENT, SECRET.as_bytes());
    assert_eq!(fault(&swapped), SignatureFault::WrongAlgorithm("message and secret swapped"));
    for plain in [format!("{SECRET}{EVENT}"), format!("{EVENT}{SECRET}"), EVENT.to_owned()] {
        use sha2::{Digest, Sha256};
        let text = format!("sha256={}", hex::encode(Sha256::digest(plain)));
        assert_eq!(fault(&text), SignatureFault::WrongAlgorithm("a plain SHA-256, which is no HMAC"));
    }
}

#[test]
fn a_body_written_anew_is_told_with_its_form() {
    // As Python, Go and others write it once they have read it.
    is_reserialised(
        r#"{"id":"evt_1","created_at":"2026-05-12T15:04:07Z","data":{"status":"PAID","name":"Nómina","amount":1.50},"nth":3}"#,
        Order::Kept,
        Layout::Compact,
        Escapes::Needed,
    );
    is_reserialised(
        r#"{"created_at":"2026-05-12T15:04:07Z","data":{"amount":1.50,"name":"Nómina","status":"PAID"},"id":"evt_1","nth":3}"#,
        Order::Sorted,
        Layout::Compact,
        Escapes::Needed,
    );
    is_reserialised(
        r#"{"id": "evt_1", "created_at": "2026-05-12T15:04:07Z", "data": {"status": "PAID", "name": "N\u00f3mina", "amount": 1.50}, "nth": 3}"#,
        Order::Kept,
        Layout::Spaced,
        Escapes::Ascii,
    );
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(EVENT).unwrap()).unwrap();
    is_reserialised(&pretty, Order::Kept, Layout::Two, Escapes::Needed);
    is_reserialised(&pretty.replace("  ", "    "), Order::Kept, Layout::Four, Escapes::Needed);
}

#[test]
fn what_was_signed_instead_is_named() {
    let data = r#"{"status":"PAID","name":"Nómina","amount":1.50}"#;
    let sorted = r#"{"amount":1.50,"name":"Nómina","status":"PAID"}"#;
    let of = |message: &str| match fault(&signed(SECRET, message.as_bytes())) {
        SignatureFault::SignedOther(other) => other,
        other => panic!("{other}"),
    };
    assert_eq!(of(""), OtherMessage::Nothing);
    assert_eq!(of(&format!("{EVENT}\n")), OtherMessage::OtherEnd);
    assert_eq!(of(data), OtherMessage::Member("data".into()));
    assert_eq!(of(sorted), OtherMessage::Member("data".into()));
    assert_eq!(of("evt_1"), OtherMessage::Member("id".into()));
    assert_eq!(of(&format!("2026-05-12T15:04:07Z.{EVENT}")), OtherMessage::Preceded("created_at".into()));
    assert_eq!(of(&format!("3{EVENT}")), OtherMessage::Preceded("nth".into()));
    let of_header = headers(&[("x-at", "12"), (HEADER, &signed(SECRET, format!("12.{EVENT}").as_bytes()))]);
    let fault = clevis().verify(&secret(SECRET), &of_header, EVENT.as_bytes()).unwrap_err();
    assert_eq!(fault, SignatureFault::SignedOther(OtherMessage::Preceded("x-at".into())));
}

#[test]
fn a_secret_read_in_another_way_is_told_from_another_secret() {
    assert_eq!(fault(&signed("", EVENT.as_bytes())), SignatureFault::SecretMisread(SecretForm::Empty));
    let with_end = signed(&format!("{SECRET}\n"), EVENT.as_bytes());
    assert_eq!(fault(&with_end), SignatureFault::SecretMisread(SecretForm::Spaced));
    assert_eq!(fault(&signed("another", EVENT.as_bytes())), SignatureFault::WrongSecret);
    // `key` in Base64 and in hexadecimal digits, with and without a word before it.
    for (given, form) in [
        ("a2V5", SecretForm::Base64),
        ("whsec_a2V5", SecretForm::Base64),
        ("6b6579", SecretForm::Hex),
        ("whsec_6b6579", SecretForm::Hex),
        (" key\n", SecretForm::Spaced),
    ] {
        let text = headers(&[(HEADER, &signed("key", EVENT.as_bytes()))]);
        let fault = clevis().verify(&secret(given), &text, EVENT.as_bytes());
        assert_eq!(fault, Err(SignatureFault::SecretMisread(form)), "{given}");
    }
}

#[test]
fn a_huge_body_of_many_members_is_judged_all_the_same() {
    let members: Vec<String> = (0..4_000).map(|n| format!("\"m{n}\": \"{n}\"")).collect();
    let body = format!("{{{}}}", members.join(", "));
    let text = headers(&[(HEADER, &signed("another", body.as_bytes()))]);
    let fault = clevis().verify(&secret(SECRET), &text, body.as_bytes());
    assert_eq!(fault, Err(SignatureFault::WrongSecret));
}

#[test]
fn no_fault_says_the_secret() {
    let shown = format!("{:?} {}", fault(&signed("another", b"x")), fault("sha256=00"));
    assert!(!shown.contains(SECRET));
    assert!(!format!("{:?}", Keys::from(&secret(SECRET))).contains(SECRET));
}

/// Payfield's: the timestamp header and the body, nothing between.
fn payfield() -> Recipe {
    Recipe {
        parts: vec![Part::Timestamp, Part::RawBody],
        prefix: String::new(),
        encoding: Encoding::AnyHex,
        placement: Placement::Header("X-Signature".into()),
        timestamp: Some(TimestampRule {
            placement: Placement::Header("X-Timestamp".into()),
            unit: TimestampUnit::Iso8601,
            window: 60,
        }),
        ..clevis()
    }
}

#[test]
fn a_signed_timestamp_is_part_of_what_is_verified() {
    let recipe = payfield();
    let at = "2026-05-12T15:04:07Z";
    let text = recipe.sign(&secret(SECRET), b"{}", Some(at));
    assert_eq!(text, signed(SECRET, b"2026-05-12T15:04:07Z{}").replace("sha256=", ""));
    let check = |at: &[(&str, &str)]| {
        let given = [&headers(&[("x-signature", &text)])[..], &headers(at)[..]].concat();
        recipe.verify(&secret(SECRET), &given, b"{}")
    };
    assert_eq!(check(&[("x-timestamp", at)]), Ok(()));
    assert_eq!(check(&[("x-timestamp", "2026-05-12T15:04:08Z")]), Err(SignatureFault::WrongSecret));
    let place = Placement::Header("X-Timestamp".into());
    assert_eq!(check(&[]), Err(SignatureFault::TimestampMissing(place)));
    for wrong in ["yesterday", "2026-05-12", "2026-05-12T15:04:07", "1778598247", ""] {
        let fault = check(&[("x-timestamp", wrong)]);
        assert!(matches!(fault, Err(SignatureFault::TimestampMalformed(_))), "{wrong}");
    }
}

#[test]
fn a_timestamp_outside_its_window_is_refused_both_ways() {
    let recipe = payfield();
    let at = "2026-05-12T15:04:07Z";
    let text = recipe.sign(&secret(SECRET), b"{}", Some(at));
    let given = headers(&[("x-signature", &text), ("x-timestamp", at)]);
    let received = |when: &str| recipe.verify_at(&secret(SECRET), &given, b"{}", when.parse::<Timestamp>().unwrap());
    for inside in ["2026-05-12T15:04:07Z", "2026-05-12T15:05:07Z", "2026-05-12T15:03:07Z"] {
        assert_eq!(received(inside), Ok(()), "{inside}");
    }
    for outside in ["2026-05-12T15:05:08Z", "2026-05-12T15:03:06Z"] {
        assert_eq!(received(outside), Err(SignatureFault::OutsideWindow { seconds: 61, window: 60 }), "{outside}");
    }
    // A forged signature stays one, whatever its time.
    let forged = headers(&[("x-signature", &"0".repeat(64)), ("x-timestamp", at)]);
    let fault = recipe.verify_at(&secret(SECRET), &forged, b"{}", "2030-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(fault, Err(SignatureFault::WrongSecret));
}

#[test]
fn timestamp_and_signature_may_be_items_of_one_header() {
    let place = |key: &str| Placement::HeaderItem { header: "Baynoy-Signature".into(), key: key.into() };
    let recipe = Recipe {
        parts: vec![Part::Timestamp, Part::RawBody],
        separator: ".".into(),
        prefix: String::new(),
        placement: place("v1"),
        timestamp: Some(TimestampRule { placement: place("t"), unit: TimestampUnit::Millis, window: 300 }),
        ..clevis()
    };
    let text = recipe.sign(&secret(SECRET), b"{}", Some("1778598247123"));
    assert_eq!(text, signed(SECRET, b"1778598247123.{}").replace("sha256=", ""));
    let check = |value: &str| recipe.verify(&secret(SECRET), &headers(&[("baynoy-signature", value)]), b"{}");
    assert_eq!(check(&format!("t=1778598247123,v1={text}")), Ok(()));
    assert_eq!(check(&format!("v1={text}, t=1778598247123")), Ok(()));
    assert_eq!(check("t=1778598247123"), Err(SignatureFault::Missing(place("v1"))));
    assert_eq!(check(&format!("v1={text}")), Err(SignatureFault::TimestampMissing(place("t"))));
    let seconds = check(&format!("t=1778598247,v1={text}")).unwrap_err();
    assert_eq!(
        seconds.to_string(),
        "the timestamp is not as documented: it counts seconds, most likely, not milliseconds"
    );
}

#[test]
fn signed_fields_are_put_together_as_pay4fun_does() {
    let keys = |parts: Vec<Part>| Recipe {
        parts,
        prefix: String::new(),
        encoding: Encoding::UpperHex,
        placement: Placement::BodyField("/hash".into()),
        ..clevis()
    };
    let field = |at: &str| Part::BodyField(at.into());
    let common = vec![field("/merchantId"), Part::MinorUnits("/amount".into()), field("/invoice"), field("/email")];
    let body = br#"{"merchantId": 34567, "amount": 10.00, "invoice": "ABC777", "email": "payee@example.test"}"#;
    let (key, inside) = (secret("conformance-key"), secret("abcdef"));
    let both = Keys { key: &key, inside: Some(&inside) };
    let create = keys([&common[..], &[Part::Secret]].concat());
    let confirmation = keys(common);
    let of_create = "20A457719EA433FC8276AFEAC197A6F3DF0DCAA60995F2B028248AE21B49A083";
    let of_confirmation = "F45980D17F955EC2681E5876900CE2DF8D2E2EA1AB1185A55AF771593C629C33";
    assert_eq!(create.sign(both, body, None), of_create);
    assert_eq!(confirmation.sign(both, body, None), of_confirmation);

    let with_hash = |hash: &str| {
        let body = String::from_utf8(body.to_vec()).unwrap();
        body.replace('}', &format!(", \"hash\": \"{hash}\"}}"))
    };
    let check = |body: &str| confirmation.verify(both, &[], body.as_bytes());
    assert_eq!(check(&with_hash(of_confirmation)), Ok(()));
    assert_eq!(check(&with_hash(of_create)), Err(SignatureFault::WrongSecret));
    let lower = with_hash(&of_confirmation.to_lowercase());
    assert_eq!(check(&lower), Err(SignatureFault::WrongCase("upper")));
    let without_email = with_hash(of_confirmation).replace("\"email\"", "\"mail\"");
    assert_eq!(check(&without_email), Err(SignatureFault::FieldMissing("/email".into())));
    assert_eq!(check("{}"), Err(SignatureFault::Missing(Placement::BodyField("/hash".into()))));
}
