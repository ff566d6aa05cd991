//! Texts of `[launch]` with places for what is only known when a server is started.

use crate::files::choices;
use std::fmt;

/// Something only known when a server is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// The free port the server is to listen on.
    Port,
    /// The URL it is then reached by.
    Url,
    /// The name of the instance; `main` for the server under test itself.
    Instance,
    /// The key of credential `main`.
    MainKey,
    /// The key of credential `other`.
    OtherKey,
    /// What webhooks are to be signed with.
    WebhookSecret,
    /// The file with the authority of the webhook sink.
    SinkCa,
}

impl Placeholder {
    /// Every placeholder with its name; a new one is added here and given a value where servers are started.
    pub const ALL: [(&'static str, Placeholder); 7] = [
        ("port", Placeholder::Port),
        ("url", Placeholder::Url),
        ("instance", Placeholder::Instance),
        ("main_key", Placeholder::MainKey),
        ("other_key", Placeholder::OtherKey),
        ("webhook_secret", Placeholder::WebhookSecret),
        ("sink_ca", Placeholder::SinkCa),
    ];

    /// The placeholder's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// What gives it its value.
    pub fn rests_on(self) -> &'static str {
        match self {
            Self::Port | Self::Url | Self::Instance => "server to be started",
            Self::MainKey => "[credential.main]",
            Self::OtherKey => "[credential.other]",
            Self::WebhookSecret => "[webhooks]",
            Self::SinkCa => "[webhooks] received under an authority of payspec's own",
        }
    }

    /// Whether its value must not be seen; everybody on a machine can read a command line.
    pub fn is_secret(self) -> bool {
        match self {
            Self::MainKey | Self::OtherKey | Self::WebhookSecret => true,
            Self::Port | Self::Url | Self::Instance | Self::SinkCa => false,
        }
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.name())
    }
}

/// A text in which `{name}` stands for a placeholder; `{{name}}` is the text `{name}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaunchText(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Place(Placeholder),
}

impl LaunchText {
    /// Reads a text; braces around anything but a lower-case word stand for themselves.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            plain.push_str(&rest[..open]);
            let after = &rest[open + 1..];
            let escaped = after.strip_prefix('{').and_then(word).filter(|(_, rest)| rest.starts_with('}'));
            if let Some((name, left)) = escaped {
                plain.push_str(&format!("{{{name}}}"));
                rest = &left[1..];
            } else if let Some((name, left)) = word(after) {
                let Some((_, place)) = Placeholder::ALL.iter().find(|(known, _)| *known == name) else {
                    let known = choices(Placeholder::ALL.iter().map(|(name, _)| *name));
                    return Err(format!(
                        "`{{{name}}}` is no placeholder; allowed: {known}; write `{{{{{name}}}}}` for the text itself"
                    ));
                };
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Place(*place));
                rest = left;
            } else {
                plain.push('{');
                rest = after;
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }

    /// The placeholders it has, in order.
    pub fn places(&self) -> impl Iterator<Item = Placeholder> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Place(place) => Some(*place),
            Piece::Text(_) => None,
        })
    }

    /// The text with every place filled; the error is a placeholder without a value.
    pub fn fill<'v>(&self, value: impl Fn(Placeholder) -> Option<&'v str>) -> Result<String, Placeholder> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Place(place) => text.push_str(value(*place).ok_or(*place)?),
            }
        }
        Ok(text)
    }
}

/// The lower-case word before the next closing brace, and what follows the brace.
fn word(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('}')?;
    let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    fine.then_some((name, rest))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    fn filled(text: &str) -> String {
        let value = |place| match place {
            Placeholder::Port => Some("4711"),
            Placeholder::MainKey => Some("sk"),
            _ => None,
        };
        LaunchText::parse(text).unwrap().fill(value).unwrap()
    }

    #[test]
    fn places_are_filled_and_other_braces_stand_for_themselves() {
        assert_eq!(filled("--port={port}"), "--port=4711");
        assert_eq!(filled("{port}{main_key}{port}"), "4711sk4711");
        assert_eq!(filled(r#"{"port":{port},"deep":{}}"#), r#"{"port":4711,"deep":{}}"#);
        assert_eq!(filled("${HOME} {A} {port"), "${HOME} {A} {port");
        assert_eq!(filled("{{port}} {port}"), "{port} 4711");
    }

    #[test]
    fn an_unknown_word_in_braces_is_refused_with_the_known_ones() {
        let refusal = LaunchText::parse("{prot}").unwrap_err();
        assert!(refusal.contains("`{prot}`") && refusal.contains("other_key, port") && refusal.contains("{{prot}}"));
    }

    #[test]
    fn a_place_without_value_is_named() {
        assert_eq!(LaunchText::parse("{url}").unwrap().fill(|_| None), Err(Placeholder::Url));
    }
}
