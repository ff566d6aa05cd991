//! How a request shows who sends it: a bearer secret, or a key and a signature, of which `sealing` knows more.

use super::{Draft, Sealed, spoilt};
use crate::contract::{Auth, Chosen, KeyKind};
use crate::scenario::Credential;
use crate::signature::TimestampUnit;
use crate::target::Target;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

/// A key that is well-formed and was never issued by anybody.
pub(crate) const NEVER_ISSUED: &str = "sk_payspec_never_issued_0123456789abcdef";
/// The same where keys are numbers.
const NEVER_ISSUED_NUMBER: &str = "907199254740981";

/// What is added to a request to show who sends it.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) headers: Vec<ShownHeader>,
    /// The body, where something in it shows who sends it.
    pub(super) body: Option<Bytes>,
}

/// A header that shows who sends a request.
#[derive(Debug)]
pub(super) struct ShownHeader {
    pub(super) name: String,
    pub(super) value: SecretString,
    /// What stands in the record for it.
    pub(super) told: String,
}

impl ShownHeader {
    /// A header that is no secret.
    pub(super) fn open(name: &str, value: String) -> Self {
        Self { name: name.to_owned(), told: value.clone(), value: value.into() }
    }
}

/// Makes those headers for one target.
#[derive(Debug)]
pub(super) struct Credentials {
    auth: Auth,
    /// What the target chose of how requests are signed.
    pub(super) chosen: Chosen,
    /// The latest moment anything was signed at, in microseconds since 1970.
    latest: AtomicI64,
}

impl Credentials {
    pub(super) fn new(auth: &Auth, target: &Target) -> Self {
        Self { auth: auth.clone(), chosen: target.chosen, latest: AtomicI64::new(0) }
    }

    /// What shows who sends a request; the error is ours or the scenario's, never the target's.
    pub(super) fn of(&self, draft: &Draft, target: &Target) -> Result<Shown, String> {
        let instance = draft.instance.as_deref();
        if draft.credential == Credential::None {
            return Ok(Shown::default());
        }
        let never = if target.keys == KeyKind::Number { NEVER_ISSUED_NUMBER } else { NEVER_ISSUED };
        let key = match draft.credential {
            Credential::Unknown => Some(never.to_owned()),
            who => target.secret(instance, who.owner()).map(|secret| spoilt::key(who, secret.expose_secret())),
        };
        match &self.auth {
            Auth::Bearer { header } => {
                let scheme = spoilt::scheme(draft.credential);
                let shown = |key: String| ShownHeader {
                    name: header.clone(),
                    value: format!("{scheme} {key}").into(),
                    told: format!("{scheme} [{}]", draft.credential),
                };
                Ok(Shown { headers: key.map(shown).into_iter().collect(), body: None })
            }
            Auth::Signed(signed) => self.sign(draft, signed, key, target),
        }
    }

    /// The time by the sender's clock, never the same twice.
    pub(super) fn time(&self, sealed: &Sealed, unit: TimestampUnit) -> Result<String, String> {
        let now = Timestamp::try_from(SystemTime::now()).map_err(|error| error.to_string())?.as_microsecond();
        let mut mine = now;
        let later = |latest: i64| {
            mine = now.max(latest.saturating_add(1));
            Some(mine)
        };
        // It always takes the new value, so there is no error to speak of.
        let _ = self.latest.fetch_update(Ordering::AcqRel, Ordering::Acquire, later);
        let time = Timestamp::from_microsecond(mine).map_err(|error| error.to_string())?;
        let off = time.checked_add(SignedDuration::from_millis(sealed.clock)).map_err(|error| error.to_string())?;
        Ok(unit.written(off))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::contract::{Open, SignedAuth, SignedWay};
    use crate::signature::{Algorithm, Encoding, Part, Placement, Recipe, Spelling, TimestampRule};
    use std::collections::BTreeMap;

    const SECRET: &str = "a secret that signs requests";

    fn draft(change: impl FnOnce(&mut Draft)) -> Draft {
        let mut draft = Draft { body: Some("{}".into()), ..Draft::bare("POST", "/x") };
        change(&mut draft);
        draft
    }

    fn auth() -> Auth {
        let placement = Placement::Header("X-Time".into());
        let usual = SignedWay {
            key: Placement::Header("X-Key".into()),
            open: Open { encoding: true, algorithm: false },
            signature: Recipe {
                parts: vec![Part::Timestamp, Part::RawBody],
                separator: String::new(),
                algorithm: Algorithm::HmacSha256,
                encoding: Encoding::LowerHex,
                prefix: String::new(),
                placement: Placement::Header("X-Sign".into()),
                timestamp: Some(TimestampRule { placement, unit: TimestampUnit::Iso8601, window: 60 }),
                spelling: Spelling::default(),
            },
        };
        Auth::Signed(Box::new(SignedAuth { key: KeyKind::Text, usual, own: BTreeMap::new() }))
    }

    fn target() -> Target {
        let suite = crate::certify::load_suite(None, "clevis").unwrap();
        let mut target = Target::at(&suite.contract, "http://localhost");
        target.credentials.insert(Credential::Main, "the key that is shown".into());
        target.signers.insert(Credential::Main, SECRET.into());
        target
    }

    fn shown(draft: &Draft) -> BTreeMap<String, String> {
        let shown = Credentials::new(&auth(), &target()).of(draft, &target()).unwrap();
        shown.headers.into_iter().map(|shown| (shown.name, shown.value.expose_secret().to_owned())).collect()
    }

    fn signature(body: &str, time: &str) -> String {
        let Auth::Signed(signed) = auth() else { return String::new() };
        signed.usual.signature.sign(&SecretString::from(SECRET), body.as_bytes(), Some(time))
    }

    #[test]
    fn a_request_shows_its_key_and_signs_its_time_and_body() {
        let shown = shown(&draft(|_| {}));
        assert_eq!(shown["X-Key"], "the key that is shown");
        assert_eq!(shown["X-Sign"], signature("{}", &shown["X-Time"]));
    }

    #[test]
    fn what_a_step_writes_is_signed_as_it_is_written_and_what_it_leaves_out_is_not_sent() {
        let written = shown(&draft(|draft| drop(draft.headers.insert("x-time".into(), "yesterday".into()))));
        assert_eq!(written["X-Sign"], signature("{}", "yesterday"));
        assert!(!written.contains_key("X-Time"));
        for name in ["X-Key", "X-Time", "X-Sign"] {
            let without = shown(&draft(|draft| {
                draft.sealed.without.insert(name.to_ascii_lowercase());
            }));
            assert_eq!(without.len(), 2);
            assert!(!without.contains_key(name));
        }
        assert!(shown(&draft(|draft| draft.credential = Credential::None)).is_empty());
    }

    #[test]
    fn other_bytes_and_other_secrets_can_be_signed() {
        let over = shown(&draft(|draft| draft.sealed.over = Some("other".into())));
        assert_eq!(over["X-Sign"], signature("other", &over["X-Time"]));
        let by = shown(&draft(|draft| draft.sealed.by = Some(Credential::Unknown)));
        assert_ne!(by["X-Sign"], signature("{}", &by["X-Time"]));
        assert_eq!(by["X-Key"], "the key that is shown");
    }

    #[test]
    fn clocks_are_off_as_asked_and_no_moment_comes_twice() {
        let credentials = Credentials::new(&auth(), &target());
        let time = |clock| {
            let sealed = Sealed { clock, ..Sealed::default() };
            credentials.time(&sealed, TimestampUnit::Iso8601).unwrap().parse::<Timestamp>().unwrap()
        };
        let (first, second, behind) = (time(0), time(0), time(-600_000));
        assert!(second > first);
        assert!(second.duration_since(behind) > SignedDuration::from_secs(590));
        let seconds = credentials.time(&Sealed::default(), TimestampUnit::Seconds).unwrap();
        assert!(seconds.parse::<i64>().unwrap() >= first.as_second());
    }

    #[test]
    fn a_target_writes_its_signatures_in_its_own_way_where_that_is_open() {
        let mut target = target();
        target.chosen.encoding = Some(Encoding::Base64);
        target.chosen.algorithm = Some(Algorithm::HmacSha512);
        let auth = auth();
        let signed = auth.signed().unwrap();
        let recipe = Credentials::new(&auth, &target).recipe(&draft(|_| {}), signed, &signed.usual);
        assert_eq!((recipe.encoding, recipe.algorithm), (Encoding::Base64, Algorithm::HmacSha256));
    }

    #[test]
    fn whoever_has_no_secret_to_sign_with_sends_nothing() {
        let mut target = target();
        target.signers.clear();
        let error = Credentials::new(&auth(), &target).of(&draft(|_| {}), &target).unwrap_err();
        assert_eq!(error, "there is no secret that credential `main` signs with");
    }
}
