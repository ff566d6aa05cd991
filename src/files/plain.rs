//! Text of others, made fit to be shown: what could act on a terminal or turn a line around is spelled out.

/// Whether a character may reach a terminal as it is.
pub(crate) fn is_plain(c: char) -> bool {
    let is_direction_mark = matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !is_direction_mark
}

/// One line of it, however long.
pub(crate) fn spelled_out(text: &str) -> String {
    text.chars().map(|c| if is_plain(c) { c.to_string() } else { c.escape_unicode().to_string() }).collect()
}
