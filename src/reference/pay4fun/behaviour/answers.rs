//! What answers look like.

/// What an accepted create shows.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    pub(crate) http_status: u16,
    pub(crate) status: u16,
    pub(crate) message: &'static str,
    pub(crate) process: &'static str,
    pub(crate) transaction: Transaction,
    /// The currency shown, where it is not that of the request.
    pub(crate) currency: Option<&'static str>,
    pub(crate) invoice_in_capitals: bool,
    pub(crate) email_masked: bool,
    pub(crate) amount_as_text: bool,
    pub(crate) amount_rounded: bool,
    /// Hundredths of the converted currency for one unit.
    pub(crate) rate: i128,
    pub(crate) fee: i128,
    pub(crate) left_out: Option<&'static str>,
    pub(crate) further: bool,
    pub(crate) in_a_list: bool,
}

impl Default for Accepted {
    fn default() -> Self {
        Self {
            http_status: 201,
            status: 102,
            message: "pending",
            process: "PayOut",
            transaction: Transaction::Zero,
            currency: None,
            invoice_in_capitals: false,
            email_masked: false,
            amount_as_text: false,
            amount_rounded: false,
            rate: 100,
            fee: 0,
            left_out: None,
            further: false,
            in_a_list: false,
        }
    }
}

/// The transaction of a payout that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transaction {
    Zero,
    Number,
    Text,
}

/// What refusals look like.
#[derive(Clone, Debug)]
pub(crate) struct Refusals {
    pub(crate) code: Code,
    pub(crate) message: Message,
    pub(crate) small_letters: bool,
    /// Whether they carry more than a code and a message.
    pub(crate) trace: bool,
}

impl Default for Refusals {
    fn default() -> Self {
        Self { code: Code::Number, message: Message::Text, small_letters: false, trace: false }
    }
}

/// How a code is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Number,
    Text,
    LeftOut,
}

/// How a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    Text,
    List,
}

/// What is answered about invoices.
#[derive(Clone, Debug)]
pub(crate) struct Queries {
    /// What a pending, a paid and a failed payout is called.
    pub(crate) words: [&'static str; 3],
    pub(crate) status_as_number: bool,
    pub(crate) unknown: Unknown,
    /// Whether an invoice nobody has is shown with its status alone.
    pub(crate) unknown_bare: bool,
    /// Whether payouts of other merchants are found.
    pub(crate) any_merchant: bool,
    /// Whether a payout that was paid is not found any more.
    pub(crate) forgets_paid: bool,
    pub(crate) amount_as_cents: bool,
    pub(crate) left_out: Option<&'static str>,
    pub(crate) with_dates: bool,
    pub(crate) backwards: bool,
    /// Whether the first element comes once more at the end.
    pub(crate) twice: bool,
    /// How many invoices are looked at.
    pub(crate) most: usize,
    pub(crate) wrapped: bool,
    pub(crate) refused_name: &'static str,
    pub(crate) refused_status: u16,
}

impl Default for Queries {
    fn default() -> Self {
        Self {
            words: ["Pending", "Verified", "Failed"],
            status_as_number: false,
            unknown: Unknown::Named("NotFound"),
            unknown_bare: false,
            any_merchant: false,
            forgets_paid: false,
            amount_as_cents: false,
            left_out: None,
            with_dates: true,
            backwards: false,
            twice: false,
            most: usize::MAX,
            wrapped: false,
            refused_name: "MERCHANT_NOT_AUTHORIZED",
            refused_status: 400,
        }
    }
}

/// What becomes of an invoice nobody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    Named(&'static str),
    LeftOut,
    Refused,
    /// Refused when nothing else is asked for.
    LoneOnesRefused,
    Nameless,
}

/// What a server says that is to be left alone for a while.
#[derive(Clone, Debug)]
pub(crate) struct Busy {
    pub(crate) retry_after: RetryAfter,
}

impl Default for Busy {
    fn default() -> Self {
        Self { retry_after: RetryAfter::Date }
    }
}

/// When to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Date,
    IsoDate,
    Seconds,
    LeftOut,
}
