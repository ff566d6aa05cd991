//! Keeps secrets out of everything that is written, wherever and however a target may echo them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use regex::bytes::{NoExpand, Regex, RegexBuilder};
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
        let secrets: Vec<&str> =
            secrets.into_iter().map(SecretString::expose_secret).filter(|secret| !secret.is_empty()).collect();
        let mut patterns: Vec<String> =
            secrets.iter().flat_map(|secret| [spelled(secret), hexadecimal(secret)]).collect();
        // Base64 tells cases apart, all other ways of writing do not.
        patterns.extend(secrets.iter().flat_map(|secret| base64(secret)).map(|text| format!("(?-i:{text})")));
        // Where two secrets overlap the longer one goes first.
        patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.len()));
        patterns.dedup();
        let built = RegexBuilder::new(&patterns.join("|")).case_insensitive(true).size_limit(usize::MAX).build();
        Self(if patterns.is_empty() { None } else { built.ok() })
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

/// Each character as it is, or as JSON, URLs or markup write it, in any mixture.
fn spelled(secret: &str) -> String {
    secret.chars().map(character).collect()
}

fn character(c: char) -> String {
    let code = u32::from(c);
    let mut utf8 = [0; 4];
    let percent: String = c.encode_utf8(&mut utf8).bytes().map(|byte| format!("%(?:25)?{byte:02x}")).collect();
    let mut ways = vec![regex::escape(&c.to_string()), percent, format!("&#0*{code};?"), format!("&#x0*{code:x};?")];
    let mut utf16 = [0; 2];
    ways.push(c.encode_utf16(&mut utf16).iter().map(|unit| format!(r"\\u{unit:04x}")).collect());
    match c {
        '"' => ways.extend([r#"\\+""#.to_owned(), "&quot;".to_owned()]),
        '\\' => ways.push(r"\\\\".to_owned()),
        '/' => ways.push(r"\\/".to_owned()),
        '&' => ways.push("&amp;".to_owned()),
        '<' => ways.push("&lt;".to_owned()),
        '>' => ways.push("&gt;".to_owned()),
        '\'' => ways.extend([r"\\'".to_owned(), "&apos;".to_owned()]),
        '+' => ways.push("%2b".to_owned()),
        ' ' => ways.push(r"\+".to_owned()),
        _ => {}
    }
    format!("(?:{})", ways.join("|"))
}

/// Its bytes as hexadecimal digits.
fn hexadecimal(secret: &str) -> String {
    hex::encode(secret)
}

/// What of its Base64 stands fast, wherever in a longer text it begins.
fn base64(secret: &str) -> Vec<String> {
    let mut found = Vec::new();
    for before in 0..3 {
        let mut bytes = vec![0; before];
        bytes.extend_from_slice(secret.as_bytes());
        // Characters that also depend on what stands before or after.
        let (first, last) = ([0, 2, 3][before], usize::from(bytes.len() % 3 != 0));
        for text in [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
            found.push(regex::escape(text.get(first..text.len() - last).unwrap_or_default()));
        }
    }
    found.retain(|text| !text.is_empty());
    found
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    const SECRET: &str = "sk_live_Nn7-Q+w/3=\"z_A9";

    fn is_clean(text: &str) {
        let redactor = Redactor::new(&[SecretString::from(SECRET)]);
        let clean = redactor.text(text.to_owned());
        assert!(clean.contains(REDACTED), "{text} stayed {clean}");
        assert_eq!(redactor.bytes(Bytes::from(text.to_owned())), Bytes::from(clean));
    }

    #[test]
    fn a_secret_is_found_however_it_is_written() {
        let unicode: String = SECRET.chars().map(|c| format!("\\u{:04X}", u32::from(c))).collect();
        let decimal: String = SECRET.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        for echoed in [
            SECRET,
            "SK_LIVE_NN7-Q+W/3=\"Z_A9",
            "sk_live_Nn7-Q+w/3=\\\"z_A9",
            "sk_live_Nn7-Q+w\\/3=\\\\\\\"z_A9",
            "sk_live_Nn7-Q%2bw%2F3%3D%22z_A9",
            "%73k_live_Nn7-Q%252Bw/3=%22z_A9",
            "sk_live_Nn7-Q+w/3=&quot;z_A9",
            &unicode,
            &decimal,
            &hex::encode(SECRET),
            &hex::encode_upper(SECRET),
        ] {
            is_clean(&format!("<{echoed}>"));
        }
    }

    #[test]
    fn a_secret_is_found_in_base64_wherever_it_begins() {
        for before in ["", "B", "Be", "Bearer ", "user:"] {
            for after in ["", "!", "!!"] {
                let echoed = format!("{before}{SECRET}{after}");
                is_clean(&STANDARD.encode(&echoed));
                is_clean(&URL_SAFE.encode(&echoed));
            }
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        let redactor = Redactor::new(&[SecretString::from(SECRET)]);
        for text in ["sk_live_Nn7-Q", "", "{\"id\":\"po_1\"}", "c2tfbGl2ZV9Obg=="] {
            assert_eq!(redactor.text(text.to_owned()), text);
        }
        assert_eq!(Redactor::new(&[SecretString::from("")]).text("text".into()), "text");
    }

    #[test]
    fn bytes_that_are_no_text_keep_what_is_no_secret() {
        let redactor = Redactor::new(&[SecretString::from(SECRET)]);
        let mut bytes = b"\xff\x00".to_vec();
        bytes.extend_from_slice(SECRET.as_bytes());
        bytes.push(0xfe);
        assert_eq!(redactor.bytes(bytes.into()), Bytes::from_static(b"\xff\x00[redacted]\xfe"));
    }
}
