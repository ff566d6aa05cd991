//! How strictly each check-digit scheme is held, and what a failure leads to.

#[derive(Clone, Debug, Default)]
pub(crate) struct CheckDigits {
    pub(crate) clabe: ClabeRule,
    pub(crate) cpf: CpfRule,
    pub(crate) cnpj: CnpjRule,
    pub(crate) cbu: CbuRule,
    pub(crate) cuil: CuilRule,
    pub(crate) rut: RutRule,
    pub(crate) cci: CciRule,
    pub(crate) failure: Failure,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ClabeRule {
    #[default]
    Full,
    Unchecked,
    ZeroWaived,
    TenNotFolded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CpfRule {
    #[default]
    Full,
    Unchecked,
    FirstOnly,
    SecondOnly,
    RepeatedAccepted,
    ZeroRefused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CnpjRule {
    #[default]
    Full,
    Unchecked,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CbuRule {
    #[default]
    Full,
    Unchecked,
    FirstBlockOnly,
    SecondBlockOnly,
    EitherBlock,
    TenNotFolded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CuilRule {
    #[default]
    Full,
    Unchecked,
    ElevenNotFolded,
    ZeroWaived,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RutRule {
    #[default]
    Full,
    Unchecked,
    KRefused,
    KIsZero,
    ZeroWaived,
    ElevenNotFolded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CciRule {
    #[default]
    Full,
    Unchecked,
    FirstOnly,
    SecondOnly,
    WeightsTurnedRound,
}

/// What a beneficiary that fails a check leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Failure {
    #[default]
    Refused,
    BecomesRejected,
}
