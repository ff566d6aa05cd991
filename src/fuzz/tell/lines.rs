//! TOML and shell text by hand, so that what is written reads like what people write.

use toml::{Table, Value};

/// A value on one line.
pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => in_braces(table),
        Value::Array(list) => format!("[{}]", list.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// A table on one line.
pub(super) fn in_braces(table: &Table) -> String {
    if table.is_empty() {
        return "{}".into();
    }
    let member = |(key, value): (&String, &Value)| format!("{} = {}", key_text(key), inline(value));
    format!("{{ {} }}", table.iter().map(member).collect::<Vec<_>>().join(", "))
}

/// A key, bare where it may be.
pub(super) fn key_text(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { key.to_owned() } else { quoted(key) }
}

/// A text in quotes, everything spelled out that TOML or a terminal would take amiss.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
            {
                out.push_str(&format!("\\U{:08X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Bytes as one word of a POSIX shell with `$'…'`.
pub(super) fn shell_word(bytes: &[u8]) -> String {
    let plain = std::str::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control));
    if let Some(text) = plain {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    let mut out = String::from("$'");
    for byte in bytes {
        match byte {
            b'\'' => out.push_str("\\'"),
            b'\\' => out.push_str("\\\\"),
            0x20..=0x7e => out.push(char::from(*byte)),
            other => out.push_str(&format!("\\x{other:02x}")),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn whatever_is_written_is_read_back() {
        for text in ["", "a\"b\\c", "\u{0}\u{1b}[31m\r\n\t", "\u{202e}x", "🪙 ñ", "${x}", "/a/b"] {
            let table: Table = toml::from_str(&format!("{} = {}", key_text(text), quoted(text))).unwrap();
            assert_eq!(table.get(text).and_then(Value::as_str), Some(text));
        }
    }

    #[test]
    fn shell_words_keep_quotes_and_bytes() {
        assert_eq!(shell_word(b"it's"), "'it'\\''s'");
        assert_eq!(shell_word(b"a\0\xff'"), "$'a\\x00\\xff\\''");
    }
}
