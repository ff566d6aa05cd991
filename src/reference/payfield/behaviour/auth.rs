//! Who is let in: keys, timestamps, signatures.

/// Who is let in.
#[derive(Clone, Debug)]
pub(crate) struct Auth {
    pub(crate) order: &'static [Check],
    /// Whether the body is looked at before who sends it.
    pub(crate) body_first: bool,
    pub(crate) missing_key_status: u16,
    pub(crate) keys: Keys,
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
            keys: Keys::Whole,
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

/// How keys are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    Whole,
    /// Whatever follows a known key.
    Beginning,
    WithoutCase,
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
