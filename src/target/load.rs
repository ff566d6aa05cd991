//! From `target.toml` and the environment to a checked target.

use super::load_secrets::Secrets;
use super::raw::RawTarget;
use super::{Instance, Pace, Target};
use crate::contract::{Contract, Sample, given_table, sample_body};
use crate::expect::{durations_text, pointer, wire};
use crate::files::{At, Problems, Source, choices};
use std::path::PathBuf;
use std::time::Duration;

/// Where secrets and side files come from, so that loading can be tested without a process around it.
pub trait Environment {
    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;
    /// The text of a file named relative to the target file.
    fn file(&self, relative: &str) -> Result<String, String>;
    /// Where a folder named relative to the target file is.
    fn folder(&self, relative: &str) -> PathBuf;
}

/// A checked target; every mistake of the file and of the environment it names is reported at once.
pub fn load(source: &Source, contract: &Contract, environment: &impl Environment) -> Result<Target, Problems> {
    let raw: RawTarget = source.parse()?;
    let mut loader = Loader { source, contract, problems: Problems::default() };
    let target = loader.target(&raw, environment);
    loader.problems.unless_any(target)
}

/// A base URL; the error says what is wrong with it.
pub(crate) fn base_url(text: &str) -> Result<(), String> {
    let Some(url) = reqwest::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https")) else {
        // What stands before an @ may be a secret.
        let shown = if text.contains('@') { "this" } else { &format!("`{text}`") };
        return Err(format!("{shown} is no http or https URL"));
    };
    // It is written into every record and report.
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a URL holds no credentials; they come from environment variables".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the URL has a query or a fragment; a base URL ends with its path".into());
    }
    Ok(())
}

pub(super) struct Loader<'a> {
    pub(super) source: &'a Source,
    pub(super) contract: &'a Contract,
    pub(super) problems: Problems,
}

impl Loader<'_> {
    pub(super) fn accept<S, T>(&mut self, at: &At<S>, result: Result<T, String>) -> Option<T> {
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
            self.accept(url, base_url(url));
        }
        if let Some(profile) = &raw.profile {
            if !self.contract.profiles.contains_key(profile.as_str()) {
                let known = choices(self.contract.profiles.keys().map(String::as_str));
                let problem = self.source.refusal(profile.span(), format!("unknown profile `{}`", **profile), known);
                self.problems.push(problem);
            }
            target.hold_to(self.contract, profile);
        }
        target.live = self.live(raw);
        target.driver = self.driver(raw, environment.folder("."));
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
        if let Some(limit) = &raw.deadline
            && let Some(limit) = self.accept(limit, deadline(limit))
        {
            target.deadline = limit;
        }
        if let Some(cap) = &raw.body_cap
            && let Some(cap) = self.accept(cap, body_cap(**cap))
        {
            target.body_cap = cap;
        }
        if let Some(path) = &raw.trusted_ca {
            let pem = environment.file(path).and_then(|text| certificates(path, text));
            target.trusted_ca = self.accept(path, pem);
        }
        target.slow = raw.slow;
        let own = self.credentials(&raw.credential, environment);
        (target.credentials, target.signers, target.inner) = (own.shown, own.signers, own.inner);
        target.chosen = raw.signature.as_ref().map(|raw| self.chosen(raw)).unwrap_or_default();
        target.values.extend(self.values(&raw.value));
        for (name, raw) in &raw.instance {
            self.instance_name(name, raw);
            self.accept(&raw.url, base_url(&raw.url));
            let url = raw.url.trim_end_matches('/').to_owned();
            let Secrets { shown: credentials, signers, inner } = self.credentials(&raw.credential, environment);
            target.instances.insert(name.clone(), Instance { url, credentials, signers, inner });
        }
        target.launch = raw.launch.as_ref().map(|launch| self.launch(launch, raw, environment));
        target.webhooks = raw.webhooks.as_ref().and_then(|raw| self.webhooks(raw, environment));
        self.bindings(raw, &mut target);
        self.samples(raw, &mut target, environment);
        target.waivers = raw.waiver.iter().filter_map(|raw| self.waiver(raw)).collect();
        target
    }

    /// Scenarios can only ask for instances that a feature of the contract needs.
    pub(super) fn instance_name<S>(&mut self, name: &str, at: &At<S>) {
        let known = self.contract.instances();
        if !known.contains(name) {
            let found = format!("unknown instance `{name}`");
            self.problems.push(self.source.refusal(at.span(), found, choices(known)));
        }
    }

    fn bindings(&mut self, raw: &RawTarget, target: &mut Target) {
        for (name, binding) in &raw.operation {
            let Some(operation) = target.operations.get_mut(name) else {
                self.problems.push(self.source.unknown(
                    binding.span(),
                    "operation",
                    name,
                    self.contract.operations.keys(),
                ));
                continue;
            };
            let mut check = |result: Result<(), String>| {
                if let Err(found) = result {
                    self.problems.push(self.source.problem(binding.span(), found));
                }
            };
            if let Some(method) = &binding.method {
                check(wire::method(method));
                operation.method.clone_from(method);
            }
            if let Some(path) = &binding.path {
                check(wire::path(path));
                operation.path.clone_from(path);
                let wanted = &self.contract.operations[name];
                for parameter in wanted.parameters().filter(|name| !operation.parameters().any(|own| own == *name)) {
                    check(Err(format!("the path of `{name}` lacks `{{{parameter}}}`")));
                }
                for parameter in operation.parameters().filter(|name| !wanted.parameters().any(|own| own == *name)) {
                    check(Err(format!("the path of `{name}` has `{{{parameter}}}`, which nothing fills")));
                }
            }
            if let Some(items) = &binding.items {
                check(pointer(items).map(drop));
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
                self.problems.push(self.source.unknown(supplied.span(), "sample", name, self.contract.samples.keys()));
                continue;
            }
            let given = given_table(&supplied.given, self.source, &mut self.problems);
            let Some(text) = self.accept(supplied, environment.file(&supplied.file)) else { continue };
            let folder = self.source.name().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let body = match sample_body(&Source::new(format!("{folder}{}", supplied.file), text)) {
                Ok(body) => body,
                Err(problem) => {
                    self.problems.push(problem);
                    continue;
                }
            };
            for place in body.names() {
                if !given.contains_key(place) {
                    let found =
                        format!("`{}` needs a value `{place}`; give it under [sample.{name}.given]", supplied.file);
                    self.problems.push(self.source.problem(supplied.span(), found));
                }
            }
            target.samples.insert(name.clone(), Sample { name: name.clone(), body: Some(body), given, supplied: true });
        }
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

/// What waits may be lengthened by: with more than this, what is written down in hours does not end.
const LARGEST: f64 = 1000.0;

/// A factor of durations; the error says what is allowed.
pub(crate) fn factor(value: f64) -> Result<f64, String> {
    if value > 0.0 && value <= LARGEST {
        Ok(value)
    } else {
        Err(format!("{value} is no factor; write a number above 0 and at most {LARGEST}"))
    }
}

/// How long one answer may take; the error says what is allowed.
pub(crate) fn deadline(text: &str) -> Result<Duration, String> {
    match durations_text(text)? {
        0 => Err("a deadline of nothing lets no answer arrive; write \"10s\"".into()),
        milliseconds => Ok(Duration::from_millis(milliseconds)),
    }
}

/// How many bytes of a body are read; the error says what is allowed.
pub(crate) fn body_cap(bytes: u64) -> Result<usize, String> {
    match usize::try_from(bytes) {
        Ok(0) => Err("a cap of 0 bytes lets no body through; write 1048576".into()),
        Ok(cap) => Ok(cap),
        Err(_) => Err(format!("{bytes} bytes are more than this machine can hold")),
    }
}

fn certificates(path: &str, text: String) -> Result<Vec<u8>, String> {
    let pem = text.into_bytes();
    match reqwest::Certificate::from_pem_bundle(&pem) {
        Ok(found) if !found.is_empty() => Ok(pem),
        Ok(_) => Err(format!("`{path}` holds no PEM certificate")),
        Err(error) => Err(format!("`{path}` holds no PEM certificate: {error}")),
    }
}
