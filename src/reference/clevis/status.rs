//! The five states of a payout.

use super::behaviour::lifecycle::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Pending,
    Processing,
    Paid,
    Rejected,
    Cancelled,
}

impl Status {
    pub(crate) const ALL: [Self; 5] = [Self::Pending, Self::Processing, Self::Paid, Self::Rejected, Self::Cancelled];

    pub(crate) fn is_terminal(self) -> bool {
        matches!(self, Self::Paid | Self::Rejected | Self::Cancelled)
    }

    pub(crate) fn word(self, words: Words) -> &'static str {
        match (words, self) {
            (Words::OneLetterShort, Self::Cancelled) => "CANCELED",
            (Words::Provider, Self::Processing) => "DELIVERED",
            (Words::LowerCase, Self::Pending) => "pending",
            (Words::LowerCase, Self::Processing) => "processing",
            (Words::LowerCase, Self::Paid) => "paid",
            (Words::LowerCase, Self::Rejected) => "rejected",
            (Words::LowerCase, Self::Cancelled) => "cancelled",
            (_, Self::Pending) => "PENDING",
            (_, Self::Processing) => "PROCESSING",
            (_, Self::Paid) => "PAID",
            (_, Self::Rejected) => "REJECTED",
            (_, Self::Cancelled) => "CANCELLED",
        }
    }

    /// The state that a documented word names.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word(Words::Documented) == word)
    }
}
