//! How a target's values are shown to people: short, on one line, and unable to act on a terminal.

use crate::files::is_plain;
use serde_json::Value;

const LONGEST: usize = 160;

/// A JSON value for people.
pub fn shown(value: &Value) -> String {
    clean(&value.to_string())
}

/// Any text of the target for people: control characters and direction marks spelled out, the middle left out when
/// it is long.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    let count = text.chars().count();
    for (index, c) in text.chars().enumerate() {
        if count > LONGEST && index == LONGEST {
            out.push_str(&format!("… ({count} characters)"));
            break;
        }
        if is_plain(c) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
    }
    out
}

/// Several lines for people, however long: everything but their ends spelled out where it could act on a terminal.
pub fn lines(text: &str) -> String {
    let spelled = |c: char| if is_plain(c) || c == '\n' { c.to_string() } else { c.escape_unicode().to_string() };
    text.chars().map(spelled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_direction_marks_are_spelled_out() {
        assert_eq!(clean("a\u{1b}[31mred\r\n"), "a\\u{1b}[31mred\\u{d}\\u{a}");
        assert_eq!(clean("x\u{202e}y\u{9b}z"), "x\\u{202e}y\\u{9b}z");
        assert_eq!(clean("Nómina — 日本"), "Nómina — 日本");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(lines("a\r\nb\u{7}\n"), "a\\u{d}\nb\\u{7}\n");
    }

    #[test]
    fn long_texts_are_cut_with_their_length() {
        let text = clean(&"ä".repeat(5000));
        assert!(text.ends_with("… (5000 characters)"));
        assert!(text.chars().count() < 200);
    }
}
