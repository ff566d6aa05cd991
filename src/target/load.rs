//! From `target.toml` and the environment to a checked target.

use super::raw::{RawTarget, RawTargetWebhooks, RawWaiver};
use super::{Certificate, Pace, Target, Waiver, Webhooks};
use crate::contract::{ClauseId, Contract, Sample, given_table};
use crate::expect::{Template, durations_text};
use crate::files::{At, Problems, Source, choices};
use crate::scenario::Credential;
use jiff::civil::Date;
use secrecy::SecretString;
use std::time::Duration;

/// Where secrets and side files come from, so that loading can be tested without a process around it.
pub trait Environment {
    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;
    /// The text of a file named relative to the target file.
    fn file(&self, relative: &str) -> Result<String, String>;
}

/// Why there is no target.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The file is wrong.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// An environment variable is missing.
    #[error("the environment variable `{0}` is not set; it holds the secret of credential `{1}`")]
    NoSecret(String, String),
}

/// A checked target; every mistake of the file is reported at once.
pub fn load(source: &Source, contract: &Contract, environment: &impl Environment) -> Result<Target, TargetError> {
    let raw: RawTarget = source.parse()?;
    let mut loader = Loader { source, contract, problems: Problems::default() };
    let target = loader.target(&raw, environment);
    loader.problems.unless_any(())?;
    let mut target = target;
    for (name, credential) in &raw.credential {
        let who = if name == "other" { Credential::Other } else { Credential::Main };
        let secret = environment
            .variable(&credential.bearer_env)
            .filter(|secret| !secret.is_empty())
            .ok_or_else(|| TargetError::NoSecret(credential.bearer_env.clone(), name.clone()))?;
        target.credentials.insert(who, SecretString::from(secret));
    }
    if let Some(webhooks) = &raw.webhooks {
        let secret = environment
            .variable(&webhooks.secret_env)
            .filter(|secret| !secret.is_empty())
            .ok_or_else(|| TargetError::NoSecret(webhooks.secret_env.clone(), "webhooks".into()))?;
        if let Some(configured) = &mut target.webhooks {
            configured.secret = SecretString::from(secret);
        }
    }
    Ok(target)
}

struct Loader<'a> {
    source: &'a Source,
    contract: &'a Contract,
    problems: Problems,
}

impl Loader<'_> {
    fn accept<S, T>(&mut self, at: &At<S>, result: Result<T, String>) -> Option<T> {
        result.map_err(|found| self.problems.push(self.source.problem(at.span(), found))).ok()
    }

    fn target(&mut self, raw: &RawTarget, environment: &impl Environment) -> Target {
        if **raw.contract != self.contract.name {
            let found = format!("this target is of contract `{}`", *raw.contract);
            self.problems.push(self.source.refusal(raw.contract.span(), found, self.contract.name.clone()));
        }
        let mut target = Target::at(self.contract, raw.url.as_ref().map_or("", |url| url.as_str()));
        target.name.clone_from(&raw.name);
        if let Some(url) = &raw.url {
            let fine = reqwest::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
            let checked = if fine { Ok(()) } else { Err(format!("`{}` is no http or https URL", **url)) };
            self.accept(url, checked);
        }
        if let Some(profile) = &raw.profile {
            if !self.contract.profiles.contains_key(profile.as_str()) {
                let known = choices(self.contract.profiles.keys().map(String::as_str));
                let problem = self.source.refusal(profile.span(), format!("unknown profile `{}`", **profile), known);
                self.problems.push(problem);
            }
            target.profile = profile.to_string();
        }
        if let Some(pace) = &raw.pace
            && let Some(checked) = self.accept(pace, Pace::parse(pace))
        {
            target.pace = checked;
        }
        if let Some(scale) = &raw.time_scale {
            target.time_scale = self.accept(scale, factor(**scale)).unwrap_or(1.0);
        }
        if let Some(patience) = &raw.patience {
            target.patience = self.accept(patience, factor(**patience)).unwrap_or(1.0);
        }
        if let Some(deadline) = &raw.deadline
            && let Some(milliseconds) = self.accept(deadline, durations_text(deadline))
        {
            target.deadline = Duration::from_millis(milliseconds);
        }
        if let Some(cap) = &raw.body_cap {
            target.body_cap = usize::try_from(**cap).unwrap_or(usize::MAX);
        }
        if let Some(path) = &raw.trusted_ca {
            target.trusted_ca = self.accept(path, environment.file(path)).map(String::into_bytes);
        }
        for (name, credential) in &raw.credential {
            if name != "main" && name != "other" {
                let found = format!("unknown credential `{name}`");
                self.problems.push(self.source.refusal(credential.span(), found, "main, other"));
            }
        }
        target.webhooks = raw.webhooks.as_ref().and_then(|raw| self.webhooks(raw, environment));
        self.bindings(raw, &mut target);
        self.samples(raw, &mut target, environment);
        target.waivers = raw.waiver.iter().filter_map(|raw| self.waiver(raw)).collect();
        target
    }

    fn webhooks(&mut self, raw: &At<RawTargetWebhooks>, environment: &impl Environment) -> Option<Webhooks> {
        let mut webhooks = Webhooks::local(SecretString::default());
        if let Some(listen) = &raw.listen {
            let address = listen.parse().map_err(|_| format!("`{listen}` is no address; write 127.0.0.1:9443"));
            webhooks.listen = self.accept(raw, address)?;
        }
        webhooks.certificate = match (&raw.cert, &raw.key) {
            (None, None) if raw.public_url.is_some() => Certificate::EndedElsewhere,
            (None, None) => Certificate::OwnAuthority,
            (Some(chain), Some(key)) => Certificate::Operator {
                chain: self.accept(raw, environment.file(chain))?,
                key: self.accept(raw, environment.file(key))?,
            },
            _ => {
                self.problems.push(self.source.problem(raw.span(), "`cert` and `key` go together"));
                return None;
            }
        };
        if let Some(url) = &raw.public_url {
            let fine = reqwest::Url::parse(url).is_ok_and(|url| url.scheme() == "https");
            let checked = if fine { Ok(url.clone()) } else { Err(format!("`{url}` is no https URL")) };
            webhooks.public_url = Some(self.accept(raw, checked)?);
        }
        Some(webhooks)
    }

    fn bindings(&mut self, raw: &RawTarget, target: &mut Target) {
        for (name, binding) in &raw.operation {
            let Some(operation) = target.operations.get_mut(name) else {
                let known = choices(self.contract.operations.keys().map(String::as_str));
                let found = format!("unknown operation `{name}`");
                self.problems.push(self.source.refusal(binding.span(), found, known));
                continue;
            };
            if let Some(method) = &binding.method {
                operation.method.clone_from(method);
            }
            if let Some(path) = &binding.path {
                let wanted: Vec<&str> = self.contract.operations[name].parameters().collect();
                for parameter in wanted {
                    if !path.contains(&format!("{{{parameter}}}")) {
                        let found = format!("the path of `{name}` lacks `{{{parameter}}}`");
                        self.problems.push(self.source.problem(binding.span(), found));
                    }
                }
                operation.path.clone_from(path);
            }
            if binding.items.is_some() {
                operation.items.clone_from(&binding.items);
            }
            if operation.optional {
                target.bound.insert(name.clone());
            }
        }
    }

    fn samples(&mut self, raw: &RawTarget, target: &mut Target, environment: &impl Environment) {
        for (name, supplied) in &raw.sample {
            if !self.contract.samples.contains_key(name) {
                let known = choices(self.contract.samples.keys().map(String::as_str));
                let found = format!("unknown sample `{name}`");
                self.problems.push(self.source.refusal(supplied.span(), found, known));
                continue;
            }
            let given = given_table(&supplied.given, self.source, &mut self.problems);
            let text = environment.file(&supplied.file).and_then(|text| Template::parse(text.trim_end()));
            let Some(body) = self.accept(supplied, text) else { continue };
            for place in body.names() {
                if !given.contains_key(place) {
                    let found =
                        format!("`{}` needs a value `{place}`; give it under [sample.{name}.given]", supplied.file);
                    self.problems.push(self.source.problem(supplied.span(), found));
                }
            }
            target.samples.insert(name.clone(), Sample { name: name.clone(), body: Some(body), given });
        }
    }

    fn waiver(&mut self, raw: &At<RawWaiver>) -> Option<Waiver> {
        let clause = ClauseId::of(raw.clause.as_str());
        if self.contract.clause(&clause).is_none() {
            let problem = self.source.problem(raw.clause.span(), format!("unknown clause `{clause}`"));
            self.problems.push(problem);
        }
        let until = raw.until.to_string().parse::<Date>().map_err(|_| "`until` is a day such as 2027-02-01".to_owned());
        let until = self.accept(&raw.until, until)?;
        Some(Waiver { clause, reason: raw.reason.clone(), until })
    }
}

impl Pace {
    /// Reads a pace; the error says what is allowed.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "off" => Ok(Self::Off),
            _ => text
                .strip_suffix("/min")
                .and_then(|number| number.parse().ok())
                .filter(|number| *number > 0)
                .map(Self::PerMinute)
                .ok_or_else(|| format!("`{text}` is no pace; allowed: auto, off, 100/min")),
        }
    }
}

fn factor(value: f64) -> Result<f64, String> {
    if value.is_finite() && value > 0.0 {
        Ok(value)
    } else {
        Err(format!("{value} is no factor; write a number above 0"))
    }
}
