//! What a signature that does not fit was made of, found by trying what senders get wrong.
//!
//! Tried only once a signature has failed, so it takes no time that could tell a sender anything.

use super::form::{Escapes, Form, Layout, Order};
use super::message::Material;
use super::{Algorithm, Encoding, OtherMessage, Part, Recipe, SecretForm, SignatureFault};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use serde_json::Value;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Members and headers looked at: a body of very many members must not keep us busy.
const MEMBERS: usize = 16;
/// The shortest part of a digest that is told from chance.
const CUT: usize = 8;

/// A signature that does not fit, and everything to try.
struct Case<'a> {
    recipe: &'a Recipe,
    material: &'a Material<'a>,
    headers: &'a [(String, String)],
    digest: Vec<u8>,
}

impl Recipe {
    /// What is wrong with a digest that is not the right one.
    pub(super) fn diagnose(
        &self,
        material: &Material<'_>,
        headers: &[(String, String)],
        written: &str,
        right: &[u8],
    ) -> SignatureFault {
        let (other, name) = match self.encoding {
            Encoding::Base64 => (Encoding::AnyHex, "hexadecimal digits"),
            _ => (Encoding::Base64, "Base64"),
        };
        if other.read(written).is_some_and(|digest| digest.ct_eq(right).into()) {
            return SignatureFault::WrongEncoding(name);
        }
        let malformed = self.encoding.malformed(written, self.algorithm.size());
        let Some(digest) = self.encoding.read(written) else {
            return SignatureFault::Malformed(malformed.unwrap_or_default());
        };
        if digest.len() >= CUT && digest.len() < right.len() && bool::from(digest.ct_eq(&right[..digest.len()])) {
            return SignatureFault::CutOff(digest.len());
        }
        let case = Case { recipe: self, material, headers, digest };
        if let Some(name) = case.algorithm() {
            return SignatureFault::WrongAlgorithm(name);
        }
        if let Some(text) = malformed {
            return SignatureFault::Malformed(text);
        }
        if let Some(at) = self.missing_field(material.json) {
            return SignatureFault::FieldMissing(at.to_owned());
        }
        let over_body = self.parts.contains(&Part::RawBody);
        let form = || case.form().map(SignatureFault::SignedReserialised);
        let message = || case.message().map(SignatureFault::SignedOther);
        let fault = if over_body { form().or_else(message) } else { None };
        fault.or_else(|| case.secret().map(SignatureFault::SecretMisread)).unwrap_or(SignatureFault::WrongSecret)
    }
}

impl Case<'_> {
    fn key(&self) -> &[u8] {
        self.material.keys.key.expose_secret().as_bytes()
    }

    fn is(&self, digest: &[u8]) -> bool {
        self.digest.ct_eq(digest).into()
    }

    /// Whether the digest is that of the recipe's message over another body.
    fn fits_body(&self, body: &[u8]) -> bool {
        let message = self.recipe.message(&Material { body, ..*self.material });
        self.fits_message(&message)
    }

    fn fits_message(&self, message: &[u8]) -> bool {
        self.is(&self.recipe.algorithm.digest(self.key(), message))
    }

    fn algorithm(&self) -> Option<&'static str> {
        let message = self.recipe.message(self.material);
        for (algorithm, name) in [(Algorithm::HmacSha256, "HMAC-SHA256"), (Algorithm::HmacSha512, "HMAC-SHA512")] {
            if algorithm != self.recipe.algorithm && self.is(&algorithm.digest(self.key(), &message)) {
                return Some(name);
            }
        }
        let swapped = self.recipe.algorithm.digest(&message, self.key());
        if self.is(&swapped) {
            return Some("message and secret swapped");
        }
        let plain = [&[self.key(), &message].concat(), &[&message, self.key()].concat(), &message];
        plain.into_iter().any(|text| self.is(&Sha256::digest(text))).then_some("a plain SHA-256, which is no HMAC")
    }

    fn form(&self) -> Option<Form> {
        let json = self.material.json?;
        Form::all().find(|form| {
            let written = form.written(json);
            written != self.material.body && self.fits_body(&written)
        })
    }

    fn message(&self) -> Option<OtherMessage> {
        let body = self.material.body;
        if self.fits_message(b"") {
            return Some(OtherMessage::Nothing);
        }
        let trimmed = body.trim_ascii();
        let ends: [&[u8]; 3] = [b"", b"\n", b"\r\n"];
        if ends
            .into_iter()
            .map(|end| [trimmed, end].concat())
            .chain([[body, b"\n"].concat()])
            .any(|b| self.fits_body(&b))
        {
            return Some(OtherMessage::OtherEnd);
        }
        self.member().or_else(|| self.preceded())
    }

    fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.material.json.and_then(Value::as_object).into_iter().flatten().take(MEMBERS)
    }

    fn member(&self) -> Option<OtherMessage> {
        let forms =
            [Order::Kept, Order::Sorted].map(|order| Form { order, layout: Layout::Compact, escapes: Escapes::Needed });
        self.members()
            .find(|(_, value)| {
                let text = value.as_str().is_some_and(|text| self.fits_body(text.as_bytes()));
                text || forms.iter().any(|form| self.fits_body(&form.written(value)))
            })
            .map(|(name, _)| OtherMessage::Member(name.clone()))
    }

    fn preceded(&self) -> Option<OtherMessage> {
        let members = self.members().filter_map(|(name, value)| match value {
            Value::String(text) => Some((name.as_str(), text.clone())),
            Value::Number(number) => Some((name.as_str(), number.to_string())),
            _ => None,
        });
        let headers = self.headers.iter().take(MEMBERS).map(|(name, value)| (name.as_str(), value.clone()));
        members
            .chain(headers)
            .find(|(_, value)| {
                [".", "", ":", "\n"].into_iter().any(|between| {
                    self.fits_message(&[value.as_bytes(), between.as_bytes(), self.material.body].concat())
                })
            })
            .map(|(name, _)| OtherMessage::Preceded(name.to_owned()))
    }

    fn secret(&self) -> Option<SecretForm> {
        let message = self.recipe.message(self.material);
        let fits = |key: &[u8]| self.is(&self.recipe.algorithm.digest(key, &message));
        let key = self.key();
        let trimmed = key.trim_ascii();
        // A word and an underscore before a secret say what it is for, and belong to it or not.
        let bare = trimmed.splitn(2, |byte| *byte == b'_').last().unwrap_or(trimmed);
        let with_end = |end: &str| [key, end.as_bytes()].concat();
        if !key.is_empty() && fits(b"") {
            return Some(SecretForm::Empty);
        }
        if (trimmed != key && fits(trimmed)) || ["\n", "\r\n", " "].into_iter().any(|end| fits(&with_end(end))) {
            return Some(SecretForm::Spaced);
        }
        if [trimmed, bare].into_iter().any(|text| STANDARD.decode(text).is_ok_and(|key| fits(&key))) {
            return Some(SecretForm::Base64);
        }
        [trimmed, bare].into_iter().any(|text| hex::decode(text).is_ok_and(|key| fits(&key))).then_some(SecretForm::Hex)
    }
}
