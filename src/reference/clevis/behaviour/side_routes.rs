//! Health and requirements: the routes beside the payouts themselves.

use super::super::country::Country;

#[derive(Clone, Debug, Default)]
pub(crate) struct SideRoutes {
    pub(crate) health_block: HealthBlock,
    pub(crate) open_payouts: OpenPayouts,
    pub(crate) health_when_disabled: HealthWhenDisabled,
    pub(crate) requirements: RequirementsShape,
    /// The supported country without requirements.
    pub(crate) requirements_gap: Option<Country>,
    pub(crate) requirements_unknown: RequirementsUnknown,
    pub(crate) unknown_paths: UnknownPaths,
    pub(crate) wrong_method: WrongMethod,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HealthBlock {
    #[default]
    Documented,
    WithMore,
    Absent,
    EnabledAsText,
    OtherProvider,
    OtherMode,
}

/// What `open_payouts` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OpenPayouts {
    #[default]
    Open,
    Stored,
    Text,
    Negative,
    Absent,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HealthWhenDisabled {
    #[default]
    Answers,
    Forbidden,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequirementsShape {
    #[default]
    Object,
    List,
    JsonSchema,
    TakenForAnId,
}

/// What requirements of an unsupported country answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequirementsUnknown {
    #[default]
    Refused,
    EmptyObject,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnknownPaths {
    #[default]
    Envelope,
    Plain,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum WrongMethod {
    #[default]
    NotAllowed,
    NotFound,
    WithoutAllow,
}
