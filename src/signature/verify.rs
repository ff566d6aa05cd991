//! Verifies the signature of what was received.

use super::recipe::{Encoding, Part, Placement, Recipe};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// What is wrong with a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// There is none.
    #[error("there is no signature where the contract puts it")]
    Missing,
    /// It does not start as the contract says.
    #[error("the signature lacks its prefix")]
    WrongPrefix,
    /// It is no digest in the contract's encoding.
    #[error("the signature is no lower-case hex digest")]
    Malformed,
    /// It is not the digest of what was received under the known secret.
    #[error("the signature does not fit the bytes received and the known secret")]
    WrongSecret,
}

impl Recipe {
    /// Whether the signature fits the bytes received.
    pub fn verify(
        &self,
        secret: &SecretString,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<(), SignatureFault> {
        let Placement::Header(name) = &self.placement else { return Err(SignatureFault::Missing) };
        let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let (_, shown) = found.ok_or(SignatureFault::Missing)?;
        let digest = shown.strip_prefix(&self.prefix).ok_or(SignatureFault::WrongPrefix)?;
        let lower = digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if self.encoding == Encoding::LowerHex && !lower {
            return Err(SignatureFault::Malformed);
        }
        let digest = hex::decode(digest).map_err(|_| SignatureFault::Malformed)?;
        let mut mac =
            Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).map_err(|_| SignatureFault::Malformed)?;
        for part in &self.parts {
            match part {
                Part::RawBody => mac.update(body),
                Part::Literal(text) => mac.update(text.as_bytes()),
                _ => return Err(SignatureFault::Missing),
            }
        }
        mac.verify_slice(&digest).map_err(|_| SignatureFault::WrongSecret)
    }
}
