//! Every way in which a signature can be wrong, each told from the others.

use super::{EVENT, HEADER, SECRET, clevis, headers, right, secret, signed, verdict};
use payspec::signature::{
    Algorithm, Encoding, Escapes, Form, Keys, Layout, Order, OtherMessage, Placement, Recipe, SecretForm,
    SignatureFault,
};

/// The fault of a signature text over the event.
fn fault(signature: &str) -> SignatureFault {
    verdict(signature).unwrap_err()
}

fn is_reserialised(message: &str, order: Order, layout: Layout, escapes: Escapes) {
    let form = Form { order, layout, escapes };
    assert_eq!(fault(&signed(SECRET, message.as_bytes())), SignatureFault::SignedReserialised(form), "{message}");
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
