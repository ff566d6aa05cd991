//! Signing a request: which recipe it is signed by, with whose secrets, and where key, time and signature stand.
//!
//! Headers and members a step writes itself are left as they are, and a timestamp is signed as it is written.

use super::credentials::{Credentials, NEVER_ISSUED, Shown, ShownHeader};
use super::fill::filled;
use super::{Draft, spoilt};
use crate::contract::{KeyKind, SignedAuth, SignedWay};
use crate::scenario::Credential;
use crate::signature::{Keys, Placement, Recipe};
use crate::target::Target;
use bytes::Bytes;
use secrecy::SecretString;

impl Credentials {
    /// A request with its key and its signature.
    pub(super) fn sign(
        &self,
        draft: &Draft,
        signed: &SignedAuth,
        key: Option<String>,
        target: &Target,
    ) -> Result<Shown, String> {
        let way = signed.way(draft.operation.as_deref());
        let recipe = self.recipe(draft, signed, way);
        let mut shown = Shown { headers: Vec::new(), body: draft.body.clone() };
        let mut over = draft.sealed.over.clone();
        let key = key.map(|key| match draft.credential {
            Credential::MainUnderBasic => format!("{} {key}", spoilt::scheme(draft.credential)),
            _ => key,
        });
        if let Some(key) = &key {
            shown.body = shown.body.map(|body| with_key(draft, &body, &way.key, key, signed.key));
            // What is signed in place of the body is one that is signed like this.
            let place = draft.sealed.like.as_deref().map_or(way, |like| signed.way(Some(like)));
            over = over.map(|body| with_key(draft, &body, &place.key, key, signed.key));
            if let Placement::Header(name) = &way.key
                && adds(draft, name)
            {
                let is_open = signed.key == KeyKind::Number;
                let told = if is_open { key.clone() } else { format!("[{}]", draft.credential) };
                shown.headers.push(ShownHeader { name: name.clone(), value: key.clone().into(), told });
            }
        }
        let time = self.timestamp(draft, &recipe, &mut shown.headers)?;
        if !recipe_is_wanted(draft, &recipe) {
            return Ok(shown);
        }
        let signer = draft.sealed.by.unwrap_or(draft.credential);
        let nobody = SecretString::from(NEVER_ISSUED);
        let owned = |secret: Option<&SecretString>| match signer {
            Credential::Unknown | Credential::None => Some(nobody.clone()),
            _ => secret.cloned(),
        };
        let instance = draft.instance.as_deref();
        let secret = owned(target.signer(instance, signer.owner()));
        let secret = secret.ok_or_else(|| format!("there is no secret that credential `{signer}` signs with"))?;
        let inside = owned(target.inner_secret(instance, signer.owner()));
        // What a step shows in place of the key is what is signed too.
        let written = way.key.header().and_then(|name| header_of(draft, name));
        let keys = Keys { key: &secret, inside: inside.as_ref(), shown: written.or(key.as_deref()) };
        let body = over.or(shown.body.clone()).unwrap_or_default();
        let signature = recipe.sign(keys, &body, time.as_deref());
        match &recipe.placement {
            Placement::Header(name) => shown.headers.push(ShownHeader::open(name, signature)),
            Placement::BodyField(at) => {
                let json = serde_json::Value::from(signature).to_string();
                shown.body = shown.body.map(|body| filled(&body, at, &json));
            }
            Placement::HeaderItem { .. } => {}
        }
        Ok(shown)
    }

    /// The recipe a request is signed by: that of its operation, or of another one in the place of its own.
    pub(super) fn recipe(&self, draft: &Draft, signed: &SignedAuth, way: &SignedWay) -> Recipe {
        let recipe = self.chosen.applied(&way.signature, way.open);
        match &draft.sealed.like {
            None => recipe,
            Some(operation) => {
                let like = signed.way(Some(operation));
                let placement = recipe.placement;
                Recipe { placement, ..self.chosen.applied(&like.signature, like.open) }
            }
        }
    }

    /// The time that is signed, added where a step does not write it itself.
    fn timestamp(
        &self,
        draft: &Draft,
        recipe: &Recipe,
        shown: &mut Vec<ShownHeader>,
    ) -> Result<Option<String>, String> {
        let Some((rule, header)) = recipe.timestamp.as_ref().and_then(|rule| Some((rule, rule.placement.header()?)))
        else {
            return Ok(None);
        };
        match header_of(draft, header) {
            Some(value) => Ok(Some(value.to_owned())),
            // Nothing is sent, and nothing is what is signed.
            None if !adds(draft, header) => Ok(None),
            None => {
                let time = self.time(&draft.sealed, draft.sealed.unit.unwrap_or(rule.unit))?;
                shown.push(ShownHeader::open(header, time.clone()));
                Ok(Some(time))
            }
        }
    }
}

/// A body with the key in it, where that is its place and the step does not leave it out.
fn with_key(draft: &Draft, body: &Bytes, place: &Placement, key: &str, kind: KeyKind) -> Bytes {
    match place {
        Placement::BodyField(at) if adds(draft, at) => {
            let is_number = kind == KeyKind::Number && key.bytes().all(|byte| byte.is_ascii_digit());
            let json = if is_number { key.to_owned() } else { serde_json::Value::from(key).to_string() };
            filled(body, at, &json)
        }
        _ => body.clone(),
    }
}

/// The value a step writes itself for a header.
fn header_of<'d>(draft: &'d Draft, name: &str) -> Option<&'d str> {
    draft.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Whether a header, or a member of the body, is ours to add: the step neither writes it itself nor leaves it out. What
/// a body says itself is left as it is when it is filled.
fn adds(draft: &Draft, name: &str) -> bool {
    header_of(draft, name).is_none() && !draft.sealed.leaves_out(name)
}

/// Whether a request is to carry a signature.
fn recipe_is_wanted(draft: &Draft, recipe: &Recipe) -> bool {
    match &recipe.placement {
        Placement::Header(name) => adds(draft, name),
        Placement::BodyField(at) => !draft.sealed.leaves_out(at),
        Placement::HeaderItem { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::contract::{Auth, Open};
    use crate::signature::{Algorithm, Encoding, Part, Spelling};
    use std::collections::BTreeMap;

    const SECRET: &str = "a secret that signs requests";

    fn draft(change: impl FnOnce(&mut Draft)) -> Draft {
        let mut draft = Draft { body: Some("{}".into()), ..Draft::bare("POST", "/x") };
        change(&mut draft);
        draft
    }

    /// Requests are signed inside their bodies, but for those of `find`.
    fn auth_in_bodies() -> Auth {
        let plain = |parts: Vec<Part>, placement: Placement| Recipe {
            parts,
            separator: String::new(),
            algorithm: Algorithm::HmacSha256,
            encoding: Encoding::LowerHex,
            prefix: String::new(),
            placement,
            timestamp: None,
            spelling: Spelling::default(),
        };
        let way = |key: Placement, signature: Recipe| SignedWay { key, signature, open: Open::default() };
        let header = |name: &str| Placement::Header(name.to_owned());
        let field = |at: &str| Placement::BodyField(at.to_owned());
        let parts = vec![Part::BodyField("/key".into()), Part::MinorUnits("/amount".into()), Part::Secret];
        let find = way(header("X-Key"), plain(vec![Part::Key], header("X-Sign")));
        Auth::Signed(Box::new(SignedAuth {
            key: KeyKind::Number,
            usual: way(field("/key"), plain(parts, field("/hash"))),
            own: BTreeMap::from([("find".to_owned(), find)]),
        }))
    }

    /// What is sent, and the signature of a message.
    fn sent_with_body(draft: &Draft) -> (Shown, impl Fn(&str) -> String + use<>) {
        let suite = crate::certify::load_suite(None, "clevis").unwrap();
        let mut target = Target::at(&suite.contract, "http://localhost");
        target.keys = KeyKind::Number;
        target.signers.insert(Credential::Main, SECRET.into());
        target.credentials.insert(Credential::Main, "34567".into());
        target.inner.insert(Credential::Main, "inside".into());
        let shown = Credentials::new(&auth_in_bodies(), &target).of(draft, &target).unwrap();
        let plain = |message: &str| Recipe {
            parts: vec![Part::Literal(message.to_owned())],
            ..auth_in_bodies().signed().unwrap().usual.signature.clone()
        };
        (shown, move |message: &str| plain(message).sign(&SecretString::from(SECRET), b"", None))
    }

    #[test]
    fn a_key_and_a_signature_may_stand_in_the_body() {
        let body = |body: &'static str| draft(|draft| draft.body = Some(body.into()));
        let (shown, signature) = sent_with_body(&body(r#"{"amount":10.00}"#));
        let wanted = format!(r#"{{"amount":10.00,"key":34567,"hash":"{}"}}"#, signature("345671000inside"));
        assert_eq!(shown.body.as_deref(), Some(wanted.as_bytes()));
        assert!(shown.headers.is_empty());
        // What a story writes itself is left as it is, and signed as it is.
        let (shown, signature) = sent_with_body(&body(r#"{"key":1,"amount":2.50}"#));
        let wanted = format!(r#"{{"key":1,"amount":2.50,"hash":"{}"}}"#, signature("1250inside"));
        assert_eq!(shown.body.as_deref(), Some(wanted.as_bytes()));
        let (shown, _) = sent_with_body(&body("no JSON"));
        assert_eq!(shown.body.as_deref(), Some("no JSON".as_bytes()));
    }

    #[test]
    fn members_of_a_body_are_left_out_and_other_bodies_and_operations_signed() {
        let amount = |change: &dyn Fn(&mut Draft)| {
            draft(|draft| {
                draft.body = Some(r#"{"amount":1.00}"#.into());
                change(draft);
            })
        };
        let without = |name: &'static str| move |draft: &mut Draft| assert!(draft.sealed.without.insert(name.into()));
        let (shown, _) = sent_with_body(&amount(&without("/hash")));
        assert_eq!(shown.body.as_deref(), Some(br#"{"amount":1.00,"key":34567}"#.as_slice()));
        let (shown, signature) = sent_with_body(&amount(&without("/key")));
        let wanted = format!(r#"{{"amount":1.00,"hash":"{}"}}"#, signature("100inside"));
        assert_eq!(shown.body.as_deref(), Some(wanted.as_bytes()));
        let over = amount(&|draft| draft.sealed.over = Some(r#"{"amount":9.00}"#.into()));
        let (shown, signature) = sent_with_body(&over);
        let wanted = format!(r#"{{"amount":1.00,"key":34567,"hash":"{}"}}"#, signature("34567900inside"));
        assert_eq!(shown.body.as_deref(), Some(wanted.as_bytes()));
        let like = amount(&|draft| draft.sealed.like = Some("find".into()));
        let (shown, signature) = sent_with_body(&like);
        let wanted = format!(r#"{{"amount":1.00,"key":34567,"hash":"{}"}}"#, signature("34567"));
        assert_eq!(shown.body.as_deref(), Some(wanted.as_bytes()));
        let found_like = amount(&|draft| {
            draft.operation = Some("find".into());
            draft.sealed.like = Some("make".into());
            draft.sealed.over = Some(r#"{"amount":9.00}"#.into());
        });
        let (shown, signature) = sent_with_body(&found_like);
        assert_eq!(shown.headers[1].told, signature("34567900inside"));
        let (shown, signature) = sent_with_body(&amount(&|draft| draft.operation = Some("find".into())));
        assert_eq!(shown.body.as_deref(), Some(br#"{"amount":1.00}"#.as_slice()));
        let told: Vec<(&str, &str)> =
            shown.headers.iter().map(|header| (header.name.as_str(), header.told.as_str())).collect();
        assert_eq!(told, [("X-Key", "34567"), ("X-Sign", signature("34567").as_str())]);
    }
}
