//! Which parts of a create force an outcome, in which order, and with which code.

#[derive(Clone, Debug)]
pub(crate) struct Triggers {
    pub(crate) order: [Source; 4],
    /// A pair in which the weaker trigger wins.
    pub(crate) upset: Option<Upset>,
    /// The one trigger that is not recognised.
    pub(crate) ignored: Option<Trigger>,
    pub(crate) ok: OkPlan,
    pub(crate) suffix: Suffix,
    pub(crate) prefix_text: PrefixText,
    pub(crate) unknown_outcome: UnknownOutcome,
    pub(crate) outcomes: Outcomes,
}

impl Default for Triggers {
    fn default() -> Self {
        Self {
            order: [Source::Header, Source::Prefix, Source::Amount, Source::Document],
            upset: None,
            ignored: None,
            ok: OkPlan::default(),
            suffix: Suffix::default(),
            prefix_text: PrefixText::default(),
            unknown_outcome: UnknownOutcome::default(),
            outcomes: Outcomes::default(),
        }
    }
}

/// Where a trigger sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Header,
    Prefix,
    Amount,
    Document,
}

/// A single trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    Header(Forced),
    OkPrefix,
    IntakePrefix,
    BankPrefix,
    SlowPrefix,
    StuckPrefix,
    Amount13,
    Amount99,
    ZeroDocument,
}

/// What the outcome header can force; the values are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forced {
    Paid,
    Slow,
    Stuck,
    Rejected(Outcome),
}

/// Two triggers of which the first should win and the second does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Upset {
    pub(crate) strong: Trigger,
    pub(crate) weak: Trigger,
}

/// What the prefix of the happy path leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OkPlan {
    #[default]
    Pays,
    Rejects,
}

/// Which form of the amount the suffix is looked for in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Suffix {
    #[default]
    Rounded,
    AsSent,
    Truncated,
    Trimmed,
    TextOnly,
}

/// How prefixes are recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PrefixText {
    #[default]
    ExactAtStart,
    AnyCase,
    Anywhere,
}

/// What an outcome header with an unknown value does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnknownOutcome {
    #[default]
    Ignored,
    Refused,
    HappyPath,
}

/// The forced rejections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Intake,
    Bank,
    Funds,
    Limit,
    Compliance,
}

/// Code and detail per forced rejection.
#[derive(Clone, Debug)]
pub(crate) struct Outcomes {
    table: [(&'static str, &'static str); 5],
}

impl Default for Outcomes {
    fn default() -> Self {
        Self {
            table: [
                ("300", "Rejected at intake (mock trigger)."),
                ("301", "Beneficiary bank rejected the transfer (mock trigger)."),
                ("302", "Insufficient funds in payout account (mock trigger)."),
                ("303", "Amount exceeds per-payout limit (mock trigger)."),
                ("304", "Beneficiary failed compliance screening (mock trigger)."),
            ],
        }
    }
}

impl Outcomes {
    pub(crate) fn of(&self, outcome: Outcome) -> (&'static str, &'static str) {
        self.table[outcome as usize]
    }

    pub(crate) fn set_code(&mut self, outcome: Outcome, code: &'static str) {
        self.table[outcome as usize].0 = code;
    }

    pub(crate) fn set_detail(&mut self, outcome: Outcome, detail: &'static str) {
        self.table[outcome as usize].1 = detail;
    }
}
