//! Every decision of the server that a fault or a variant may alter, as one value whose default is the sound server.
//! Behaviour only holds decisions; the modules that act on them know nothing of faults or variants.

/// How a Payfield reference server decides where it could decide otherwise; the default is sound.
#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    pub(crate) auth: Auth,
    pub(crate) fields: Fields,
    pub(crate) funds: Funds,
    pub(crate) repeats: Repeats,
    pub(crate) created: Created,
    pub(crate) reads: Reads,
    pub(crate) envelope: Envelope,
    pub(crate) life: Life,
    pub(crate) webhooks: Webhooks,
    pub(crate) balance: Balance,
}

/// Who is let in.
#[derive(Clone, Debug)]
pub(crate) struct Auth {
    pub(crate) order: &'static [Check],
    /// Whether the body is looked at before who sends it.
    pub(crate) body_first: bool,
    pub(crate) missing_key_status: u16,
    /// What an unknown key is told.
    pub(crate) unknown_key: &'static str,
    pub(crate) unknown_key_code: &'static str,
    /// Seconds that a timestamp may lie back.
    pub(crate) behind: i64,
    /// Seconds that a timestamp may lie ahead.
    pub(crate) ahead: i64,
    /// Ways of writing a time that are held to the window.
    pub(crate) held: Held,
    /// Whether a request without a timestamp is taken to be of now.
    pub(crate) missing_time_is_now: bool,
    /// Whether a timestamp that cannot be read is taken to be of now.
    pub(crate) unreadable_time_is_now: bool,
    pub(crate) unreadable_time: &'static str,
    pub(crate) reads_seconds: bool,
    /// Whether the balance route reads ISO times.
    pub(crate) balance_reads_iso: bool,
    pub(crate) missing_signature: Missing,
    pub(crate) signed_bytes: SignedBytes,
    /// Whether the secret of any merchant will do.
    pub(crate) any_secret: bool,
    /// Whether reads are let in whatever their signature is.
    pub(crate) reads_unchecked: bool,
    /// Whether a read may have its query signed as well.
    pub(crate) query_may_be_signed: bool,
    /// Whether a read with a query must have it signed.
    pub(crate) query_must_be_signed: bool,
    /// Whether a signature is let in once only.
    pub(crate) once: bool,
    pub(crate) encoding: Encoding,
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            order: &[
                Check::TimeThere,
                Check::TimeReadable,
                Check::TimeInWindow,
                Check::SignatureThere,
                Check::Signature,
            ],
            body_first: false,
            missing_key_status: 401,
            unknown_key: "Invalid API key",
            unknown_key_code: "unauthorized",
            behind: 60,
            ahead: 60,
            held: Held::Every,
            missing_time_is_now: false,
            unreadable_time_is_now: false,
            unreadable_time: "Invalid timestamp format",
            reads_seconds: true,
            balance_reads_iso: true,
            missing_signature: Missing::Refused,
            signed_bytes: SignedBytes::Raw,
            any_secret: false,
            reads_unchecked: false,
            query_may_be_signed: false,
            query_must_be_signed: false,
            once: false,
            encoding: Encoding::LowerHex,
        }
    }
}

/// One thing asked of a timestamp or a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    TimeThere,
    TimeReadable,
    TimeInWindow,
    SignatureThere,
    Signature,
}

/// Which ways of writing a time are held to the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    Every,
    IsoAlone,
    SecondsAlone,
}

/// What becomes of a request that has no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    Refused,
    RefusedAsInvalid,
    LetIn,
}

/// The bytes of a body that are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignedBytes {
    Raw,
    /// The body written anew once it was read.
    WrittenAnew,
}

/// How a digest is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    LowerHex,
    UpperHex,
    Base64,
}

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

/// What a create under a known external id comes to.
#[derive(Clone, Debug)]
pub(crate) struct Repeats {
    pub(crate) status: u16,
    pub(crate) answer: RepeatAnswer,
    pub(crate) changed: Changed,
    pub(crate) race: Race,
    pub(crate) scope: Scope,
    /// Whether a repeat shows when its payout came to an end.
    pub(crate) shows_end: bool,
    /// Whether a repeat is one more payout.
    pub(crate) pays_again: bool,
}

impl Default for Repeats {
    fn default() -> Self {
        Self {
            status: 200,
            answer: RepeatAnswer::Now,
            changed: Changed::AnswersTheFirst,
            race: Race::OneAtATime,
            scope: Scope::Shop,
            shows_end: true,
            pays_again: false,
        }
    }
}

/// What a repeat shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RepeatAnswer {
    /// The payout as it is.
    Now,
    /// The payout as it was when it was created.
    AsCreated,
    /// Its id and nothing else.
    IdAlone,
    /// An id nobody else has.
    FreshId,
    /// That there is such a payout already.
    Conflict,
}

/// What a create under a known external id with another body comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    AnswersTheFirst,
    Conflict,
    Refused,
}

/// What several equal creates of a moment come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Race {
    OneAtATime,
    /// Each looks first and acts later.
    CheckThenAct,
    /// Those that come too late fail on the unique index.
    LateOnesFail,
    /// Those that come too late answer the id they had drawn.
    LateOnesShowDrawnIds,
}

/// Within what an external id is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Shop,
    Merchant,
}

/// What a create answers.
#[derive(Clone, Debug)]
pub(crate) struct Created {
    pub(crate) status: u16,
    pub(crate) id: IdForm,
    pub(crate) amount_as_number: bool,
    pub(crate) external_id_in_small_letters: bool,
    pub(crate) currency_in_small_letters: bool,
    pub(crate) card_number_masked: bool,
    pub(crate) default_shop_shown: bool,
    pub(crate) transaction_type: &'static str,
    pub(crate) absent_as_null: bool,
    pub(crate) empty_payment_data: bool,
    pub(crate) end_from_the_start: bool,
    pub(crate) further_members: bool,
}

impl Default for Created {
    fn default() -> Self {
        Self {
            status: 201,
            id: IdForm::Number,
            amount_as_number: false,
            external_id_in_small_letters: false,
            currency_in_small_letters: false,
            card_number_masked: false,
            default_shop_shown: false,
            transaction_type: "payout",
            absent_as_null: false,
            empty_payment_data: false,
            end_from_the_start: false,
            further_members: false,
        }
    }
}

/// How an id is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdForm {
    Number,
    Text,
}

/// What a read answers.
#[derive(Clone, Debug)]
pub(crate) struct Reads {
    pub(crate) pending_status: u16,
    pub(crate) without: Option<&'static str>,
    pub(crate) id_off_by_one: bool,
    pub(crate) any_shop: bool,
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
