//! Bytes of a body, written as text where they are text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A body's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payload(pub Bytes);

/// How a body is written: exactly one of the two.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    Text(String),
    Base64(String),
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => Written::Text(text.to_owned()).serialize(serializer),
            Err(_) => Written::Base64(STANDARD.encode(&self.0)).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Text(text) => Ok(Self(Bytes::from(text))),
            Written::Base64(text) => STANDARD.decode(text).map(|bytes| Self(bytes.into())).map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn text_and_other_bytes_survive() {
        for bytes in [&b"{\"a\":1}"[..], &[0xff, 0x00, 0x80], b""] {
            let payload = Payload(Bytes::copy_from_slice(bytes));
            let written = serde_json::to_string(&payload).unwrap();
            assert_eq!(serde_json::from_str::<Payload>(&written).unwrap(), payload);
        }
    }
}
