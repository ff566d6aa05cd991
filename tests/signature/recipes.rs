//! What other contracts have signed: with timestamps, in items of one header, over fields of the body.

use super::{SECRET, clevis, headers, secret, signed};
use jiff::Timestamp;
use payspec::signature::{Encoding, Keys, Part, Placement, Recipe, SignatureFault, TimestampRule, TimestampUnit};

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
    let both = Keys { key: &key, inside: Some(&inside), shown: None };
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
