//! What senders are answered.

use std::time::Duration;

/// The answers of a mailbox, one per delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// In order; the last repeats, and without any it is 200.
    pub answers: Vec<ScriptedAnswer>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptedAnswer {
    /// What it is.
    pub kind: AnswerKind,
    /// How long it takes, from the last byte of the request.
    pub delay: Duration,
}

/// What an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerKind {
    /// A status from 200 to 599 with an empty body.
    Status(u16),
    /// None: the connection is closed.
    Close,
    /// Status 307 and another place to go to.
    Redirect(String),
}

impl Script {
    /// A script of statuses that are answered at once.
    pub fn of_statuses(statuses: impl IntoIterator<Item = u16>) -> Self {
        let at_once = |status| ScriptedAnswer { kind: AnswerKind::Status(status), delay: Duration::ZERO };
        Self { answers: statuses.into_iter().map(at_once).collect() }
    }

    /// The answer to the delivery that `before` others came before.
    pub(super) fn answer(&self, before: usize) -> ScriptedAnswer {
        let answer = self.answers.get(before).or(self.answers.last()).cloned();
        answer.unwrap_or(ScriptedAnswer { kind: AnswerKind::Status(200), delay: Duration::ZERO })
    }
}

impl AnswerKind {
    /// The status a sender sees; 0 when it sees none.
    pub(super) fn status(&self) -> u16 {
        match self {
            // Others cannot be answered with: 1xx is no end of an exchange, and the rest is no status.
            Self::Status(status) if !(200..=599).contains(status) => 500,
            Self::Status(status) => *status,
            Self::Close => 0,
            Self::Redirect(_) => 307,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_repeats() {
        let script = Script::of_statuses([500, 204]);
        let statuses: Vec<u16> = (0..4).map(|before| script.answer(before).kind.status()).collect();
        assert_eq!(statuses, [500, 204, 204, 204]);
        assert_eq!(Script::default().answer(9).kind.status(), 200);
    }

    #[test]
    fn what_is_no_final_status_is_answered_as_500() {
        for status in [0, 99, 100, 199, 600, u16::MAX] {
            assert_eq!(AnswerKind::Status(status).status(), 500);
        }
    }
}
