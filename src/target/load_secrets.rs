//! The parts of a target file that say who sends requests, how they are signed, and what only an operator can say.

use super::Environment;
use super::load::Loader;
use super::raw::{RawChosen, RawCredential};
use crate::contract::{Auth, Chosen, Open};
use crate::files::At;
use crate::scenario::Credential;
use secrecy::SecretString;
use std::collections::BTreeMap;

/// Secrets by who shows them.
type Secrets = BTreeMap<Credential, SecretString>;

impl Loader<'_> {
    /// What credentials show, and what they sign with.
    pub(super) fn credentials(
        &mut self,
        raw: &BTreeMap<String, At<RawCredential>>,
        environment: &impl Environment,
    ) -> (Secrets, Secrets) {
        let (mut shown, mut signers) = (Secrets::new(), Secrets::new());
        for (name, credential) in raw {
            let further = self.contract.credentials.keys().map(String::as_str);
            let known: Vec<&str> = ["main", "other"].into_iter().chain(further).collect();
            let Some(who) = Credential::of_word(name).filter(|_| known.contains(&name.as_str())) else {
                let found = format!("unknown credential `{name}`");
                self.problems.push(self.source.refusal(credential.span(), found, known.join(", ")));
                continue;
            };
            let RawCredential { bearer_env, key_env, secret_env } = &**credential;
            let signs = matches!(self.contract.auth, Auth::Signed(_));
            let (key, signer) = match (bearer_env, key_env, secret_env) {
                (Some(bearer), None, None) if !signs => (bearer, None),
                (None, Some(key), Some(signer)) if signs => (key, Some(signer)),
                _ => {
                    let wanted = if signs { "`key_env` and `secret_env`" } else { "`bearer_env`" };
                    let found = format!("a credential of contract `{}` has {wanted}", self.contract.name);
                    self.problems.push(self.source.problem(credential.span(), found));
                    continue;
                }
            };
            for (variable, kept) in [(Some(key), &mut shown), (signer, &mut signers)] {
                let Some(variable) = variable else { continue };
                if let Some(secret) = self.accept(credential, secret(variable, environment.variable(variable))) {
                    kept.insert(who, secret);
                }
            }
        }
        (shown, signers)
    }

    /// What the target chose, where the documentation leaves it open for requests or for webhooks.
    pub(super) fn chosen(&mut self, raw: &At<RawChosen>) -> Chosen {
        let of_requests = match &self.contract.auth {
            Auth::Signed(signed) => signed.open,
            Auth::Bearer { .. } => Open::default(),
        };
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
