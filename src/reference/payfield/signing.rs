//! Signatures: HMAC-SHA256 over a timestamp as it is sent and the raw body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::behaviour::Encoding;

/// The signature of a message.
pub(crate) fn signature(secret: &str, message: &[u8], encoding: Encoding) -> String {
    // An HMAC takes keys of every length, so the error arm is never reached.
    let digest = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        },
    );
    match encoding {
        Encoding::LowerHex => hex::encode(digest),
        Encoding::UpperHex => hex::encode_upper(digest),
        Encoding::Base64 => STANDARD.encode(digest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_rfc_4231() {
        assert_eq!(
            signature("Jefe", b"what do ya want for nothing?", Encoding::LowerHex),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
