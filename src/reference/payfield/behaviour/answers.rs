//! What reads, refusals and balances answer.

/// What a read answers.
#[derive(Clone, Debug)]
pub(crate) struct Reads {
    pub(crate) pending_status: u16,
    pub(crate) without: Option<&'static str>,
    pub(crate) id_off_by_one: bool,
    pub(crate) any_shop: bool,
    /// Whether a shop that is not the merchant's is denied, not unknown.
    pub(crate) denies_foreign_shops: bool,
    pub(crate) unknown_status: u16,
    pub(crate) unknown_text: &'static str,
    pub(crate) unknown_code: &'static str,
    pub(crate) shows_everything: bool,
}

impl Default for Reads {
    fn default() -> Self {
        Self {
            pending_status: 200,
            without: None,
            id_off_by_one: false,
            any_shop: false,
            denies_foreign_shops: false,
            unknown_status: 404,
            unknown_text: "Payout not found",
            unknown_code: "not_found",
            shows_everything: false,
        }
    }
}

/// How refusals are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
    pub(crate) business_code: Business,
    pub(crate) inner_code_in_capitals: bool,
    pub(crate) inner_message_is_general: bool,
    pub(crate) message_inside_alone: bool,
    pub(crate) errors_left_out: bool,
    pub(crate) fields_by_path: bool,
    pub(crate) trace_id: bool,
}

/// The code of a refusal that is no matter of one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Business {
    #[default]
    Own,
    Validation,
    Number,
}

/// What a balance shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Balance {
    pub(crate) balance_counts_credit: bool,
    pub(crate) total: Total,
    pub(crate) buckets_as_at_opening: bool,
    pub(crate) on_hold_as_number: bool,
}

/// How the total comes about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Total {
    #[default]
    Exact,
    WithoutCredit,
    SinglePrecision,
}
