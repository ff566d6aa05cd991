//! How payouts go on, and how that is told.

/// How payouts go on.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub(crate) start: &'static str,
    /// Documented seconds, and the status that follows after them.
    pub(crate) steps: &'static [(u32, &'static str)],
}

impl Default for Life {
    fn default() -> Self {
        Self::of(&[(5, "success")])
    }
}

impl Life {
    /// A course that starts as every documented one does.
    pub(crate) const fn of(steps: &'static [(u32, &'static str)]) -> Self {
        Self { start: "pending", steps }
    }
}

/// How changes are told.
#[derive(Clone, Debug)]
pub(crate) struct Webhooks {
    pub(crate) sent: bool,
    pub(crate) callback_url_counts: bool,
    pub(crate) tells_start: bool,
    /// Whether of several changes only the last is told.
    pub(crate) last_alone: bool,
    /// Documented seconds by which the first change is told late, when others follow.
    pub(crate) first_told_late: u32,
    pub(crate) attempts: u32,
    /// Documented seconds between attempts, the last repeated.
    pub(crate) gaps: &'static [u32],
    pub(crate) taken: Taken,
    pub(crate) signed: SignedWebhook,
    pub(crate) seconds_as_time: bool,
    pub(crate) content_type: &'static str,
    pub(crate) without: Option<&'static str>,
    pub(crate) amount_as_number: bool,
    pub(crate) status_in_capitals: bool,
    pub(crate) event_type: bool,
}

impl Default for Webhooks {
    fn default() -> Self {
        Self {
            sent: true,
            callback_url_counts: true,
            tells_start: false,
            last_alone: false,
            first_told_late: 0,
            attempts: 5,
            gaps: &[60, 300, 1800, 3600],
            taken: Taken::Any2xx,
            signed: SignedWebhook::TimeAndBody,
            seconds_as_time: false,
            content_type: "application/json",
            without: None,
            amount_as_number: false,
            status_in_capitals: false,
            event_type: false,
        }
    }
}

/// Which answers of a receiver end an errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Any2xx,
    Only200,
    Anything,
}

/// What is signed of a webhook, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignedWebhook {
    TimeAndBody,
    BodyAlone,
    BodyThenTime,
    WithApiSecret,
    /// The time of the first attempt, whatever is sent.
    TimeOfFirstAttempt,
}
