//! How answers are wrapped, what balances and events look like, and how much may be asked.

/// How answers are wrapped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
    pub(crate) ok_as_text: bool,
    pub(crate) data_at_the_top: bool,
    pub(crate) refusal_says_ok: bool,
    pub(crate) code_left_out_of_404: bool,
    pub(crate) message_left_out: bool,
    pub(crate) issues_as_object: bool,
    pub(crate) issues_left_out: bool,
    pub(crate) invalid_code: Option<&'static str>,
    pub(crate) invalid_is_422: bool,
    pub(crate) other_words: bool,
    pub(crate) details_everywhere: bool,
    pub(crate) trace_id: bool,
}

/// What a balance shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct BalanceRules {
    pub(crate) status: Option<u16>,
    pub(crate) amounts_as_text: bool,
    pub(crate) without: Option<&'static str>,
    pub(crate) mode_as_text: bool,
    pub(crate) is_live: bool,
    pub(crate) empty: bool,
}

/// How much may be asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rates {
    pub(crate) keys_unlimited: bool,
    pub(crate) merchants_unlimited: bool,
    /// Whether nobody else is served for a while once a merchant was refused.
    pub(crate) locks_others: bool,
    pub(crate) code: Option<&'static str>,
    pub(crate) reset: Reset,
    pub(crate) never_ends: bool,
    /// Whether the merchant's budget is looked at before that of the key.
    pub(crate) merchant_first: bool,
}

/// Where the seconds stand after which to come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reset {
    #[default]
    InDetails,
    InTheError,
    InAList,
    AsText,
    LeftOut,
}

/// How events are sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Events {
    pub(crate) signed: Signed,
    pub(crate) put: bool,
    pub(crate) other_id_in_the_header: bool,
    pub(crate) type_left_out_of_the_headers: bool,
    pub(crate) id_as_number: bool,
    pub(crate) object_is_data: bool,
    pub(crate) created_in_milliseconds: bool,
    pub(crate) currency_in_capitals: bool,
    pub(crate) sent_twice: bool,
}

/// What is signed of an event, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Signed {
    #[default]
    TimeAndBody,
    BodyAlone,
    /// The body as it reads when it is written anew.
    BodyWrittenAnew,
    TimeInSeconds,
    InCapitals,
    TimeOfYesterday,
}
