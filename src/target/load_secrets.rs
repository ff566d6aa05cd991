//! The parts of a target file that say who sends requests, how they are signed, and what only an operator can say.

use super::Environment;
use super::load::Loader;
use super::raw::{RawChosen, RawCredential};
use crate::contract::{Chosen, KeyKind, SignedAuth};
use crate::files::At;
use crate::scenario::Credential;
use secrecy::SecretString;
use std::collections::BTreeMap;

/// What credentials show, what they sign with, and what stands inside what they sign.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    pub(super) shown: BTreeMap<Credential, SecretString>,
    pub(super) signers: BTreeMap<Credential, SecretString>,
    pub(super) inner: BTreeMap<Credential, SecretString>,
}

impl Loader<'_> {
    /// The secrets of credentials.
    pub(super) fn credentials(
        &mut self,
        raw: &BTreeMap<String, At<RawCredential>>,
        environment: &impl Environment,
    ) -> Secrets {
        let mut secrets = Secrets::default();
        for (name, credential) in raw {
            let further = self.contract.credentials.keys().map(String::as_str);
            let known: Vec<&str> = ["main", "other"].into_iter().chain(further).collect();
            let Some(who) = Credential::of_word(name).filter(|_| known.contains(&name.as_str())) else {
                let found = format!("unknown credential `{name}`");
                self.problems.push(self.source.refusal(credential.span(), found, known.join(", ")));
                continue;
            };
            let RawCredential { bearer_env, key_env, secret_env, inner_secret_env } = &**credential;
            let signed = self.contract.auth.signed();
            let has_inner = signed.is_some_and(SignedAuth::has_inner_secret);
            let (key, signer, inner) = match (bearer_env, key_env, secret_env, inner_secret_env) {
                (Some(bearer), None, None, None) if signed.is_none() => (bearer, None, None),
                (None, Some(key), Some(signer), None) if signed.is_some() && !has_inner => (key, Some(signer), None),
                (None, Some(key), Some(signer), Some(inner)) if has_inner => (key, Some(signer), Some(inner)),
                _ => {
                    let wanted = match signed {
                        None => "`bearer_env`",
                        Some(_) if has_inner => "`key_env`, `secret_env` and `inner_secret_env`",
                        Some(_) => "`key_env` and `secret_env`",
                    };
                    let found = format!("a credential of contract `{}` has {wanted}", self.contract.name);
                    self.problems.push(self.source.problem(credential.span(), found));
                    continue;
                }
            };
            let kind = signed.map(|signed| signed.key).unwrap_or_default();
            if let Some(key) = self.accept(credential, shown_key(kind, key, environment.variable(key))) {
                secrets.shown.insert(who, key);
            }
            for (variable, kept) in [(signer, &mut secrets.signers), (inner, &mut secrets.inner)] {
                let Some(variable) = variable else { continue };
                if let Some(secret) = self.accept(credential, secret(variable, environment.variable(variable))) {
                    kept.insert(who, secret);
                }
            }
        }
        secrets
    }

    /// What the target chose, where the documentation leaves it open for requests or for webhooks.
    pub(super) fn chosen(&mut self, raw: &At<RawChosen>) -> Chosen {
        let of_requests = self.contract.auth.signed().map(SignedAuth::open).unwrap_or_default();
        let of_webhooks = self.contract.webhook.as_ref().map(|webhook| webhook.open).unwrap_or_default();
        for (named, open, what) in [
            (raw.algorithm.is_some(), of_requests.algorithm || of_webhooks.algorithm, "algorithm"),
            (raw.encoding.is_some(), of_requests.encoding || of_webhooks.encoding, "encoding"),
        ] {
            if named && !open {
                let found = format!("the documentation says what the `{what}` of signatures is; nothing is left open");
                self.problems.push(self.source.problem(raw.span(), found));
            }
        }
        Chosen { algorithm: raw.algorithm.map(|raw| raw.checked()), encoding: raw.encoding.map(|raw| raw.checked()) }
    }

    /// What only an operator can say.
    pub(super) fn values(&mut self, raw: &BTreeMap<String, At<String>>) -> BTreeMap<String, String> {
        for (name, value) in raw {
            if !self.contract.values.contains_key(name) {
                self.problems.push(self.source.unknown(value.span(), "value", name, self.contract.values.keys()));
            } else if value.is_empty() {
                self.problems.push(self.source.problem(value.span(), format!("value `{name}` is empty")));
            }
        }
        raw.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
    }
}

/// Shorter texts stand in answers by chance: they could not be kept out of reports without changing what is judged.
const SHORTEST_SECRET: usize = 8;

/// The longest number that 64 bits hold for certain.
const MOST_DIGITS: usize = 18;

/// The key that a credential shows, from the environment: a secret, or a number that is none.
pub(crate) fn shown_key(kind: KeyKind, variable: &str, value: Option<String>) -> Result<SecretString, String> {
    match kind {
        KeyKind::Text => secret(variable, value),
        KeyKind::Number => {
            let value = value.filter(|value| !value.is_empty());
            let value = value.ok_or_else(|| format!("the environment variable `{variable}` is not set"))?;
            let is_number = value.len() <= MOST_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
            let fine = is_number && !value.starts_with('0');
            if fine { Ok(value.into()) } else { Err(format!("the key in `{variable}` is no whole number above 0")) }
        }
    }
}

/// A secret from the environment; the error names the variable and never the value.
pub(crate) fn secret(variable: &str, value: Option<String>) -> Result<SecretString, String> {
    let value = value.filter(|value| !value.is_empty());
    let value = value.ok_or_else(|| format!("the environment variable `{variable}` is not set"))?;
    if value.chars().count() < SHORTEST_SECRET {
        return Err(format!(
            "the secret in `{variable}` is too short to be kept out of reports; it has at least {SHORTEST_SECRET} characters"
        ));
    }
    if value.chars().any(|c| c.is_control() || !c.is_ascii()) {
        return Err(format!("the secret in `{variable}` has characters that no header carries, such as a line break"));
    }
    Ok(SecretString::from(value))
}
