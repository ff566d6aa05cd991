//! Keeps secrets out of everything that is written, wherever a target may echo them.

use bytes::Bytes;
use regex::bytes::{NoExpand, Regex};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// What stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// Replaces every occurrence of a set of secrets.
#[derive(Clone, Default)]
pub struct Redactor(Option<Regex>);

impl Redactor {
    /// A redactor of these secrets; empty ones are ignored.
    pub fn new<'s>(secrets: impl IntoIterator<Item = &'s SecretString>) -> Self {
        let mut needles: Vec<String> = Vec::new();
        for secret in secrets {
            let secret = secret.expose_secret();
            if secret.is_empty() {
                continue;
            }
            // A target may echo a secret inside a JSON string or a URL, where some characters are written differently.
            let json = serde_json::Value::from(secret).to_string();
            let url = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string();
            needles.extend([secret.to_owned(), json[1..json.len() - 1].to_owned(), url]);
        }
        needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        needles.dedup();
        let pattern = needles.iter().map(|needle| regex::escape(needle)).collect::<Vec<_>>().join("|");
        Self(if needles.is_empty() {
            None
        } else {
            Regex::new(&format!("(?-u:{pattern})")).or_else(|_| Regex::new(&pattern)).ok()
        })
    }

    /// Bytes without secrets; the same bytes when there is none in them.
    pub fn bytes(&self, bytes: Bytes) -> Bytes {
        match &self.0 {
            Some(regex) if regex.is_match(&bytes) => {
                Bytes::from(regex.replace_all(&bytes, NoExpand(REDACTED.as_bytes())).into_owned())
            }
            _ => bytes,
        }
    }

    /// Text without secrets.
    pub fn text(&self, text: String) -> String {
        match &self.0 {
            Some(regex) if regex.is_match(text.as_bytes()) => {
                let clean = regex.replace_all(text.as_bytes(), NoExpand(REDACTED.as_bytes()));
                String::from_utf8_lossy(&clean).into_owned()
            }
            _ => text,
        }
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_plain_in_json_and_in_urls() {
        let redactor = Redactor::new(&[SecretString::from("p\"ä/ss")]);
        for echoed in ["p\"ä/ss", "p\\\"ä/ss", "p%22%C3%A4%2Fss"] {
            let text = format!("<{echoed}>");
            assert_eq!(redactor.text(text.clone()), "<[redacted]>");
            assert_eq!(redactor.bytes(Bytes::from(text)), Bytes::from("<[redacted]>"));
        }
    }

    #[test]
    fn without_secrets_nothing_changes() {
        let redactor = Redactor::new(&[SecretString::from("")]);
        assert_eq!(redactor.text("text".into()), "text");
    }
}
