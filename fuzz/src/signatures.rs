//! Signatures: only what was signed with the secret is taken, by every kind of recipe.

use super::shared::harmless;
use payspec::signature::{
    Algorithm, Encoding, Part, Placement, Recipe, SignatureFault, Spelling, TimestampRule, TimestampUnit,
};
use secrecy::SecretString;
use std::sync::LazyLock;

const HEADER: &str = "X-Signature";
const CLOCK: &str = "X-Timestamp";

/// One recipe of each kind; the first byte of the input says which is meant.
static RECIPES: LazyLock<Vec<Recipe>> = LazyLock::new(|| {
    let header = || Placement::Header(HEADER.into());
    let item = |key: &str| Placement::HeaderItem { header: HEADER.into(), key: key.into() };
    let plain = Recipe {
        parts: vec![Part::RawBody],
        separator: String::new(),
        algorithm: Algorithm::HmacSha256,
        encoding: Encoding::LowerHex,
        prefix: String::new(),
        placement: header(),
        timestamp: None,
        spelling: Spelling::default(),
    };
    let timed = |unit| {
        let rule = TimestampRule { placement: Placement::Header(CLOCK.into()), unit, window: 300 };
        Recipe { parts: vec![Part::Timestamp, Part::RawBody], timestamp: Some(rule), ..plain.clone() }
    };
    vec![
        Recipe { prefix: "sha256=".into(), ..plain.clone() },
        Recipe { algorithm: Algorithm::HmacSha512, encoding: Encoding::UpperHex, ..plain.clone() },
        Recipe { encoding: Encoding::Base64, parts: vec![Part::Secret, Part::RawBody], ..plain.clone() },
        Recipe { encoding: Encoding::AnyHex, ..timed(TimestampUnit::Seconds) },
        Recipe { separator: ".".into(), ..timed(TimestampUnit::Millis) },
        timed(TimestampUnit::Iso8601),
        Recipe { placement: item("v1"), separator: ".".into(), ..timed(TimestampUnit::Seconds) },
        Recipe {
            parts: vec![
                Part::Literal("v0".into()),
                Part::BodyField("/id".into()),
                Part::MinorUnits("/amount".into()),
                Part::RawBody,
            ],
            separator: ":".into(),
            ..plain.clone()
        },
        Recipe {
            parts: vec![
                Part::Key,
                Part::MinorUnits("/Amount".into()),
                Part::BodyField("/orderId".into()),
                Part::RawBody,
            ],
            spelling: Spelling(vec!["Amount".into(), "orderId".into()]),
            ..plain.clone()
        },
    ]
});

/// Verifying: the first byte chooses the recipe, the rest of its line is the signature shown, the second line the time
/// shown, and what follows the body.
pub fn signature(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let recipe = &RECIPES[usize::from(*first) % RECIPES.len()];
    let mut lines = rest.splitn(3, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let (shown, time) = (line(), line());
    let body = lines.next().unwrap_or_default();
    let secret = SecretString::from("whsec_c2VjcmV0IG9mIHRoZSBmdXp6ZXI=");
    let with = |value: String| vec![(HEADER.to_owned(), value), (CLOCK.to_owned(), time.clone())];
    let sound = recipe.sign(&secret, body, Some(&time));

    // What was signed is taken, unless its time is none.
    let written = |signature: &str| match &recipe.placement {
        Placement::HeaderItem { key, .. } => format!("t={time}, {key}={signature}"),
        _ => signature.to_owned(),
    };
    let time_is_fine = match recipe.verify(&secret, &with(written(&sound)), body) {
        Ok(()) => true,
        Err(SignatureFault::TimestampMissing(_) | SignatureFault::TimestampMalformed(_)) => false,
        // A comma in the time adds an item to the header.
        Err(_) if matches!(recipe.placement, Placement::HeaderItem { .. }) && time.contains(',') => false,
        Err(fault) => panic!("{sound:?} is refused: {fault}"),
    };

    // What is shown is taken only where it is the same.
    let item = match recipe.placement {
        Placement::HeaderItem { .. } => shown.split(',').next().unwrap_or_default().trim(),
        _ => shown.as_str(),
    };
    let is_sound = match recipe.encoding {
        Encoding::AnyHex => item.eq_ignore_ascii_case(&sound),
        _ => item == sound,
    };
    match recipe.verify(&secret, &with(written(&shown)), body) {
        Ok(()) => assert!(time_is_fine && is_sound, "{shown:?} is taken"),
        Err(fault) => harmless(&fault.to_string()),
    }

    // The same bytes signed with another secret, or written in another way, are refused, and why is found out.
    let other = SecretString::from("c2VjcmV0IG9mIHRoZSBmdXp6ZXI=");
    let spelled = serde_json::from_slice::<serde_json::Value>(body).and_then(|json| serde_json::to_vec_pretty(&json));
    let forgeries = [
        Some(recipe.sign(&other, body, Some(&time))),
        Some(recipe.sign(&secret, &[body, b"\n"].concat(), Some(&time))),
        spelled.ok().filter(|spelled| spelled != body).map(|spelled| recipe.sign(&secret, &spelled, Some(&time))),
    ];
    for forged in forgeries.into_iter().flatten() {
        match recipe.verify(&secret, &with(written(&forged)), body) {
            Ok(()) => panic!("{forged:?} is taken"),
            Err(fault) => harmless(&fault.to_string()),
        }
    }
}
