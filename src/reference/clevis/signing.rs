//! The signature of a webhook: HMAC-SHA256 over the raw bytes, as lower-case hex behind a prefix.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256, Sha512};

use super::behaviour::signature::{SecretUsed, Signature, SignatureHeader, SignatureText, SignedPart};
use super::behaviour::wire::Notation;
use super::event::Parcel;
use super::json;

/// What there is to sign with.
pub(crate) struct Secrets<'a> {
    pub(crate) webhook: &'a str,
    pub(crate) api_key: &'a str,
}

/// Header name and value for a parcel; nothing when the behaviour leaves it out.
pub(crate) fn header(
    parcel: &Parcel,
    previous: Option<&[u8]>,
    secrets: &Secrets<'_>,
    rules: &Signature,
) -> Option<(&'static str, String)> {
    let name = match rules.header {
        SignatureHeader::Documented => "x-clevis-signature",
        SignatureHeader::OtherName => "x-signature",
        SignatureHeader::AbsentOnTerminal if !parcel.entered.is_terminal() => "x-clevis-signature",
        SignatureHeader::AbsentOnTerminal | SignatureHeader::Absent => return None,
    };
    let secret = match rules.secret {
        SecretUsed::Right => secrets.webhook.to_owned(),
        SecretUsed::WrongFromSecond if parcel.nth == 0 => secrets.webhook.to_owned(),
        SecretUsed::WrongWhen(status) if parcel.entered != status => secrets.webhook.to_owned(),
        SecretUsed::WrongFromSecond | SecretUsed::WrongWhen(_) => format!("{}-next", secrets.webhook),
        SecretUsed::ApiKey => secrets.api_key.to_owned(),
        SecretUsed::Empty => String::new(),
        SecretUsed::WithLineEnd => format!("{}\n", secrets.webhook),
    };
    let message = message(parcel, previous, rules.over);
    Some((name, text(secret.as_bytes(), &message, rules.text)))
}

fn message(parcel: &Parcel, previous: Option<&[u8]>, over: SignedPart) -> Vec<u8> {
    let raw = parcel.body.to_vec();
    match over {
        SignedPart::RawBody => raw,
        SignedPart::Reserialised => json::written(&parcel.event, Notation::Sorted),
        SignedPart::AsciiEscaped => json::written(&parcel.event, Notation::AsciiEscaped),
        SignedPart::DataOnly => json::written(&parcel.event["data"], Notation::Compact),
        SignedPart::WithTimestamp => {
            let at = parcel.event.get("created_at").and_then(Value::as_str).unwrap_or_default();
            [at.as_bytes(), b".", &raw].concat()
        }
        SignedPart::PreviousBody => previous.map_or(raw, <[u8]>::to_vec),
        SignedPart::WithLineEnd => [raw.as_slice(), b"\n"].concat(),
    }
}

fn text(secret: &[u8], message: &[u8], rule: SignatureText) -> String {
    let digest = sha256(secret, message);
    match rule {
        SignatureText::PrefixedLowerHex => format!("sha256={}", hex::encode(digest)),
        SignatureText::UpperHex => format!("sha256={}", hex::encode_upper(digest)),
        SignatureText::WithoutPrefix => hex::encode(digest),
        SignatureText::Base64 => format!("sha256={}", STANDARD.encode(digest)),
        SignatureText::Truncated => format!("sha256={}", hex::encode(&digest[..16])),
        SignatureText::Sha512 => format!("sha256={}", hex::encode(sha512(secret, message))),
        SignatureText::PlainHash => format!("sha256={}", hex::encode(Sha256::digest([secret, message].concat()))),
    }
}

fn sha256(secret: &[u8], message: &[u8]) -> Vec<u8> {
    // An HMAC takes keys of every length, so the error arm is never reached.
    Hmac::<Sha256>::new_from_slice(secret).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        },
    )
}

fn sha512(secret: &[u8], message: &[u8]) -> Vec<u8> {
    Hmac::<Sha512>::new_from_slice(secret).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_rfc_4231() {
        let digest = text(b"Jefe", b"what do ya want for nothing?", SignatureText::PrefixedLowerHex);
        assert_eq!(digest, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
