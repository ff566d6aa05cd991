//! Sets of statuses and of (status, error code) pairs.

use std::fmt;
use std::str::FromStr;

/// One status or one class of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// Exactly this status.
    Exactly(u16),
    /// A class by its first digit: `2xx`.
    Class(u8),
}

impl StatusPattern {
    /// Whether a status belongs to it.
    pub fn holds(self, status: u16) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == status,
            Self::Class(first) => status / 100 == u16::from(first),
        }
    }

    /// Whether every status of it is a refusal.
    pub fn refuses(self) -> bool {
        match self {
            Self::Exactly(status) => status >= 400,
            Self::Class(first) => first >= 4,
        }
    }
}

/// Text that is no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no status; a status is 100 to 599 or a class such as \"4xx\"")]
pub struct NoStatus(pub String);

impl FromStr for StatusPattern {
    type Err = NoStatus;

    fn from_str(text: &str) -> Result<Self, NoStatus> {
        let refused = || NoStatus(text.to_owned());
        if let Some(class) = text.strip_suffix("xx") {
            let first: u8 = class.parse().map_err(|_| refused())?;
            return if (1..=5).contains(&first) { Ok(Self::Class(first)) } else { Err(refused()) };
        }
        let status: u16 = text.parse().map_err(|_| refused())?;
        if (100..=599).contains(&status) { Ok(Self::Exactly(status)) } else { Err(refused()) }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(status) => write!(f, "{status}"),
            Self::Class(first) => write!(f, "{first}xx"),
        }
    }
}

/// A status with or without an error code: `409 EXTERNAL_ID_CONFLICT`, `422`, `4xx`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnswerPattern {
    /// The statuses accepted.
    pub status: StatusPattern,
    /// The code that must accompany them, if one must.
    pub code: Option<String>,
}

impl AnswerPattern {
    /// Whether an answer belongs to it.
    pub fn holds(&self, status: u16, code: Option<&str>) -> bool {
        self.status.holds(status) && self.code.as_deref().is_none_or(|wanted| Some(wanted) == code)
    }
}

impl FromStr for AnswerPattern {
    type Err = NoStatus;

    fn from_str(text: &str) -> Result<Self, NoStatus> {
        match text.split_once(' ') {
            Some((status, code)) => {
                let status = status.parse().map_err(|_| NoStatus(text.to_owned()))?;
                Ok(Self { status, code: Some(code.trim().to_owned()) })
            }
            None => Ok(Self { status: text.parse()?, code: None }),
        }
    }
}

impl fmt::Display for AnswerPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{} {code}", self.status),
            None => write!(f, "{}", self.status),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn classes_and_codes_select() {
        let pair: AnswerPattern = "409 TAKEN".parse().unwrap();
        assert!(pair.holds(409, Some("TAKEN")));
        assert!(!pair.holds(409, Some("OTHER")));
        assert!(!pair.holds(409, None));
        assert!("4xx".parse::<AnswerPattern>().unwrap().holds(499, None));
        assert!(!"4xx".parse::<AnswerPattern>().unwrap().holds(500, None));
    }

    #[test]
    fn what_is_no_status_is_refused() {
        for text in ["", "abc", "99", "600", "9xx", "xx"] {
            assert!(text.parse::<StatusPattern>().is_err(), "{text}");
        }
    }
}
