//! What a create has to say, and when it is one too many.

/// What a create has to say.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// Members it has to have, besides merchant and hash.
    pub(crate) required: &'static [&'static str],
    pub(crate) merchant_optional: bool,
    pub(crate) hash_optional: bool,
    pub(crate) missing_status: u16,
    /// What a create without a hash is told.
    pub(crate) missing_hash: &'static str,
    /// Whether merchant and hash are looked at before the members.
    pub(crate) hash_first: bool,
    /// Whether the hash is looked at after everything else.
    pub(crate) forms_first: bool,
    /// Whether wrong forms are told by names of their own.
    pub(crate) named: bool,
    pub(crate) form_status: u16,
    pub(crate) email_checked: bool,
    pub(crate) email_name: &'static str,
    pub(crate) url_checked: bool,
    pub(crate) url_name: &'static str,
    /// The longest currency, where that alone is looked at.
    pub(crate) currency_known: Option<usize>,
    pub(crate) currency_name: &'static str,
    pub(crate) longest_invoice: usize,
    /// Whether a create without an invoice ends the connection.
    pub(crate) drops_without_invoice: bool,
}

/// Members every create has to have.
pub(crate) const REQUIRED: &[&str] =
    &["merchantInvoiceId", "currency", "amount", "targetCustomerEmail", "pixKeyType", "confirmationUrl"];

impl Default for Fields {
    fn default() -> Self {
        Self {
            required: REQUIRED,
            merchant_optional: false,
            hash_optional: false,
            missing_status: 400,
            missing_hash: "INVALID_REQUEST",
            hash_first: false,
            forms_first: false,
            named: true,
            form_status: 400,
            email_checked: true,
            email_name: "INVALID_EMAIL",
            url_checked: true,
            url_name: "INVALID_CONFIRMATION_URL",
            currency_known: None,
            currency_name: "INVALID_REQUEST_CURRENCY",
            longest_invoice: 250,
            drops_without_invoice: false,
        }
    }
}

/// When a create is one too many.
#[derive(Clone, Debug)]
pub(crate) struct Repeats {
    pub(crate) same: Same,
    /// Whether requests of all merchants count together.
    pub(crate) of_any_merchant: bool,
    /// For how many seconds a request keeps others like it away.
    pub(crate) window: u64,
    /// Whether it keeps them away for good.
    pub(crate) for_good: bool,
    /// Whether a repeat that was refused lets the next one in.
    pub(crate) lifts_guard: bool,
    /// Whether a repeat is refused and paid all the same.
    pub(crate) pays_again: bool,
    pub(crate) race: Race,
    pub(crate) name: &'static str,
    pub(crate) status: u16,
    pub(crate) code: u16,
}

impl Default for Repeats {
    fn default() -> Self {
        Self {
            same: Same::Invoice,
            of_any_merchant: false,
            window: 120,
            for_good: false,
            lifts_guard: false,
            pays_again: false,
            race: Race::OneAtATime,
            name: "TRANSACTION_IN_PROCESSING",
            status: 400,
            code: 409,
        }
    }
}

/// What makes two requests the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Same {
    Invoice,
    Customer,
    Whole,
    Nothing,
}

/// What becomes of equal requests at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Race {
    OneAtATime,
    CheckThenAct,
}
