//! From `[launch]` of a target file to a checked description of what is to be started.

use super::load::{Environment, Loader};
use super::raw::{RawLaunch, RawTarget};
use super::{Launch, LaunchInstance, LaunchText, Placeholder};
use crate::expect::durations_text;
use crate::files::At;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a server may take to become ready when the target file does not say.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

impl Loader<'_> {
    pub(super) fn launch(&mut self, raw: &At<RawLaunch>, target: &RawTarget, environment: &impl Environment) -> Launch {
        if raw.command.first().is_none_or(String::is_empty) {
            self.accept::<_, ()>(&raw.command, Err("`command` names no program".into()));
        }
        let mut command = Vec::new();
        for text in raw.command.iter() {
            command.extend(self.argument(&raw.command, text));
        }
        let url = match &raw.url {
            Some(url) => self.argument(url, url),
            None => self.argument(&raw.command, "http://127.0.0.1:{port}"),
        };
        let url = url.unwrap_or_default();
        if url.places().any(|place| place == Placeholder::Url) {
            self.accept::<_, ()>(raw, Err("`url` cannot be made of `{url}`".into()));
        }
        if let Some(ready) = &raw.ready
            && !ready.starts_with('/')
        {
            self.accept::<_, ()>(ready, Err(format!("`{}` is no path; a path starts with `/`", **ready)));
        }
        let timeout = raw.timeout.as_ref().and_then(|text| self.accept(text, durations_text(text)));
        let mut instances = BTreeMap::new();
        for (name, raw) in &raw.instance {
            self.instance_name(name, raw);
            if target.instance.contains_key(name) {
                let found = format!("instance `{name}` has a `url` already; either it is there or it is started");
                self.accept::<_, ()>(raw, Err(found));
            }
            let args = raw.args.iter().filter_map(|text| self.argument(text, text)).collect();
            instances.insert(name.clone(), LaunchInstance { env: self.variables(&raw.env), args });
        }
        Launch {
            command,
            url,
            ready: raw.ready.as_ref().map(|ready| ready.to_string()),
            env: self.variables(&raw.env),
            cwd: environment.folder(raw.cwd.as_deref().unwrap_or(".")),
            timeout: timeout.map_or(DEFAULT_TIMEOUT, Duration::from_millis),
            instances,
        }
    }

    /// A text that others on the machine can see.
    fn argument<S>(&mut self, at: &At<S>, text: &str) -> Option<LaunchText> {
        let parsed = self.accept(at, LaunchText::parse(text))?;
        if let Some(secret) = parsed.places().find(|place| place.is_secret()) {
            let found = format!("`{secret}` is a secret, and a command line is none; pass it in `env`");
            self.accept::<_, ()>(at, Err(found));
        }
        Some(parsed)
    }

    fn variables(&mut self, raw: &BTreeMap<String, At<String>>) -> BTreeMap<String, LaunchText> {
        let mut variables = BTreeMap::new();
        for (name, text) in raw {
            if name.is_empty() || name.contains(['=', '\0']) || text.contains('\0') {
                self.accept::<_, ()>(text, Err(format!("`{name}` is no environment variable")));
            }
            if let Some(text) = self.accept(text, LaunchText::parse(text)) {
                variables.insert(name.clone(), text);
            }
        }
        variables
    }
}
