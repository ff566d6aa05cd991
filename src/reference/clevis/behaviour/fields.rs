//! The limits of the request body and how strictly its fields are read.

#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) external_id: (usize, usize),
    pub(crate) description: usize,
    pub(crate) notification_url: (usize, usize),
    pub(crate) metadata_keys: usize,
    pub(crate) metadata_value: usize,
    pub(crate) counting: Counting,
    pub(crate) over_length: OverLength,
    /// The one required field that may be missing.
    pub(crate) forgiven: Option<Required>,
    /// An optional member that is wrongly required.
    pub(crate) demanded: Option<&'static str>,
    /// A documented member that is wrongly unknown.
    pub(crate) disowned: Option<&'static str>,
    pub(crate) types: Types,
    pub(crate) unknown: Unknown,
    pub(crate) metadata_values: MetadataValues,
    pub(crate) notification: Notification,
    pub(crate) step_seconds: StepSeconds,
    pub(crate) server_owned: ServerOwned,
    pub(crate) text: Text,
    pub(crate) hostile: Hostile,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            external_id: (1, 80),
            description: 200,
            notification_url: (1, 2083),
            metadata_keys: 20,
            metadata_value: 500,
            counting: Counting::default(),
            over_length: OverLength::default(),
            forgiven: None,
            demanded: None,
            disowned: None,
            types: Types::default(),
            unknown: Unknown::default(),
            metadata_values: MetadataValues::default(),
            notification: Notification::default(),
            step_seconds: StepSeconds::default(),
            server_owned: ServerOwned::default(),
            text: Text::default(),
            hostile: Hostile::default(),
        }
    }
}

/// The required fields of a create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Required {
    Amount,
    Currency,
    Country,
    ExternalId,
    /// Where the idempotency key can stand in for it.
    ExternalIdBesideKey,
    Beneficiary,
    Name,
    DocumentType,
    DocumentId,
    BankAccount,
    BankMember(&'static str),
}

/// What the length of a text counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Counting {
    #[default]
    Characters,
    Bytes,
}

/// What happens to text over its limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OverLength {
    #[default]
    Refused,
    /// Only `external_id`, cut to its limit.
    CutShort,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Types {
    #[default]
    Strict,
    NumbersAsText,
    WrongIsAbsent,
}

/// What an undocumented member of the body leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Unknown {
    #[default]
    Ignored,
    Refused,
}

/// Which values metadata may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MetadataValues {
    #[default]
    Any,
    TextOnly,
    CrashOnOthers,
}

/// Which notification URLs are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Notification {
    #[default]
    HttpsOnly,
    HttpToo,
    HttpsAnywhere,
    AnyText,
    Nothing,
}

/// Which `step_seconds` are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StepSeconds {
    #[default]
    UpToADay,
    WholeUpToAMinute,
    NegativeAsZero,
}

/// What members that only the server may set do in a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ServerOwned {
    #[default]
    Ignored,
    StatusHonoured,
    MockHonoured,
}

/// How faithfully text is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Text {
    #[default]
    Faithful,
    AsciiOnly,
    LatinMangled,
}

/// What unusual but legal text does to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hostile {
    #[default]
    Harmless,
    NulIsServerError,
    AstralDropsConnection,
    HugeNumberIsServerError,
    DeepNestingIsServerError,
}
