//! Signing, and verifying what was signed.

use super::message::{Keys, Material};
use super::{Encoding, Recipe, SignatureFault};
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde_json::Value;
use subtle::ConstantTimeEq;

impl Recipe {
    /// The signature of a body, as it stands in its place.
    pub fn sign<'a>(&self, keys: impl Into<Keys<'a>>, body: &'a [u8], timestamp: Option<&'a str>) -> String {
        let keys = keys.into();
        let json: Option<Value> = self.has_fields().then(|| self.spelling.read(body)).flatten();
        let message = self.message(&Material { keys, body, json: json.as_ref(), timestamp });
        let digest = self.algorithm.digest(keys.key.expose_secret().as_bytes(), &message);
        format!("{}{}", self.prefix, self.encoding.written(&digest))
    }

    /// Whether a message is signed as documented, whatever the time.
    pub fn verify<'a>(
        &self,
        keys: impl Into<Keys<'a>>,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<(), SignatureFault> {
        self.check(keys.into(), headers, body).map(drop)
    }

    /// Whether a message that was received at this time is signed as documented.
    pub fn verify_at<'a>(
        &self,
        keys: impl Into<Keys<'a>>,
        headers: &[(String, String)],
        body: &[u8],
        received: Timestamp,
    ) -> Result<(), SignatureFault> {
        match (self.check(keys.into(), headers, body)?, &self.timestamp) {
            (Some(time), Some(rule)) => rule.judge(time, received),
            _ => Ok(()),
        }
    }

    /// The time that goes with the signature, where one does.
    fn check(
        &self,
        keys: Keys<'_>,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<Option<Timestamp>, SignatureFault> {
        let json: Option<Value> = self.spelling.read(body);
        let found = self.placement.found(headers, json.as_ref());
        let text = match found.as_slice() {
            [] => return Err(SignatureFault::Missing(self.placement.clone())),
            [text] => text,
            [_, _, ..] => return Err(SignatureFault::Repeated(self.placement.clone())),
        };
        let timestamp = match &self.timestamp {
            None => None,
            Some(rule) => {
                let found = rule.placement.found(headers, json.as_ref());
                let text =
                    found.first().ok_or_else(|| SignatureFault::TimestampMissing(rule.placement.clone()))?.clone();
                Some((rule.read(&text)?, text))
            }
        };
        let written =
            text.strip_prefix(&self.prefix).ok_or_else(|| SignatureFault::WrongPrefix(self.prefix.clone()))?;
        let material =
            Material { keys, body, json: json.as_ref(), timestamp: timestamp.as_ref().map(|(_, text)| text.as_str()) };
        let right = self.algorithm.digest(keys.key.expose_secret().as_bytes(), &self.message(&material));
        match self.encoding.read(written) {
            Some(digest) if bool::from(digest.ct_eq(&right)) => {
                if self.encoding.has_case(written) {
                    return Ok(timestamp.map(|(time, _)| time));
                }
                Err(SignatureFault::WrongCase(if self.encoding == Encoding::UpperHex { "upper" } else { "lower" }))
            }
            _ => Err(self.diagnose(&material, headers, written, &right)),
        }
    }
}
