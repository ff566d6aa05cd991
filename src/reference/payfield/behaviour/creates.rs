//! What creates answer, first ones and repeated ones.

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
