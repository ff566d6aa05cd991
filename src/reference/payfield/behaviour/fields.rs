//! What a create has to say, and what there is to pay out of.

/// What a create must say.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) external_id_required: bool,
    pub(crate) currency_required: bool,
    pub(crate) card_number_required: bool,
    pub(crate) user_id_required: bool,
    pub(crate) user_ip_required: bool,
    pub(crate) user_fields_status: u16,
    pub(crate) callback_url_required: bool,
    pub(crate) callback_url_checked: bool,
    pub(crate) amount: AmountRule,
    pub(crate) amount_text: &'static str,
    pub(crate) amount_code: &'static str,
    pub(crate) rounding: Rounding,
    /// Whether the amount is looked at before everything else.
    pub(crate) amount_first: bool,
    /// Whether the connection is dropped where a body has no external id.
    pub(crate) drops_without_external_id: bool,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            external_id_required: true,
            currency_required: true,
            card_number_required: true,
            user_id_required: true,
            user_ip_required: true,
            user_fields_status: 422,
            callback_url_required: false,
            callback_url_checked: true,
            amount: AmountRule::PositiveText,
            amount_text: "amount must be a positive decimal string",
            amount_code: "validation_error",
            rounding: Rounding::ToScale,
            amount_first: false,
            drops_without_external_id: false,
        }
    }
}

/// Which amounts are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountRule {
    PositiveText,
    NumberToo,
    ZeroToo,
    NegativeToo,
    /// An empty text counts as nothing to pay.
    EmptyToo,
}

/// What becomes of an amount that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    ToScale,
    Kept,
    /// Counted in hundredths by way of binary fractions.
    ThroughFloats,
}

/// What shops pay out of.
#[derive(Clone, Debug)]
pub(crate) struct Funds {
    pub(crate) checked: bool,
    pub(crate) insufficient_status: u16,
    pub(crate) insufficient_text: &'static str,
    pub(crate) currency_checked: bool,
    pub(crate) currency_named: bool,
    /// What a payout costs besides, in hundredths.
    pub(crate) fee: i128,
    /// Whether a refused create uses up its external id.
    pub(crate) refusal_uses_id: bool,
}

impl Default for Funds {
    fn default() -> Self {
        Self {
            checked: true,
            insufficient_status: 422,
            insufficient_text: "Insufficient balance",
            currency_checked: true,
            currency_named: true,
            fee: 0,
            refusal_uses_id: false,
        }
    }
}
