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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::certify::load_suite;
    use crate::contract::Need;
    use crate::files::Source;
    use crate::scenario::Credential;
    use crate::target::{Target, load};
    use secrecy::ExposeSecret;
    use std::path::PathBuf;

    struct Desk;

    impl Environment for Desk {
        fn variable(&self, name: &str) -> Option<String> {
            name.starts_with("KEY_").then(|| format!("secret of {name}"))
        }

        fn file(&self, relative: &str) -> Result<String, String> {
            Err(format!("there is no `{relative}`"))
        }

        fn folder(&self, relative: &str) -> PathBuf {
            PathBuf::from("/desk").join(relative)
        }
    }

    fn read(rest: &str) -> Result<Target, String> {
        let text = format!("contract = \"clevis\"\nname = \"x\"\n{rest}\n[credential.main]\nbearer_env = \"KEY_A\"\n");
        let suite = load_suite(None, "clevis").unwrap();
        load(&Source::new("target.toml", text), &suite.contract, &Desk).map_err(|problems| problems.to_string())
    }

    #[test]
    fn instances_have_addresses_of_their_own_and_keys_where_they_differ() {
        let target = read(
            "url = \"https://a.example\"\n[instance.disabled]\nurl = \"https://b.example/\"\n\
             [instance.disabled.credential.main]\nbearer_env = \"KEY_B\"\n\
             [instance.small-store]\nurl = \"https://c.example\"",
        )
        .unwrap();
        let secret = |instance| target.secret(instance, Credential::Main).unwrap().expose_secret();
        assert_eq!(target.address(Some("disabled")), Some("https://b.example"));
        assert_eq!(secret(Some("disabled")), "secret of KEY_B");
        assert_eq!(secret(Some("small-store")), "secret of KEY_A");
        assert_eq!(secret(None), "secret of KEY_A");
        assert_eq!(target.secrets().count(), 2);
        let offers = target.offers();
        assert!(offers.contains(&Need::Instance("disabled".into())));
        assert!(!offers.contains(&Need::Instance("rate-limited".into())));
    }

    #[test]
    fn what_can_be_started_is_offered() {
        let target = read(
            "[launch]\ncommand = [\"serve\", \"{port}\"]\ncwd = \"api\"\ntimeout = \"2m\"\n\
             env = { KEYS = \"{main_key}\" }\n[launch.instance.small-store]\nargs = [\"--max\", \"3\"]",
        )
        .unwrap();
        assert!(target.offers().contains(&Need::Instance("small-store".into())));
        assert_eq!(target.address(Some("small-store")), None);
        let launch = target.launch.unwrap();
        assert_eq!(launch.cwd, PathBuf::from("/desk/api"));
        assert_eq!(launch.timeout, Duration::from_secs(120));
        assert_eq!(launch.url.places().collect::<Vec<_>>(), [Placeholder::Port]);
        assert_eq!(launch.instances["small-store"].args.len(), 2);
    }

    #[test]
    fn mistakes_are_told_with_their_lines() {
        let wrong = [
            ("[launch]\ncommand = []", "names no program"),
            ("[launch]\ncommand = [\"serve\", \"{main_key}\"]", "`{main_key}` is a secret"),
            ("[launch]\ncommand = [\"serve\", \"{prot}\"]", "`{prot}` is no placeholder"),
            ("[launch]\ncommand = [\"serve\"]\nurl = \"{url}/v1\"", "cannot be made of `{url}`"),
            ("[launch]\ncommand = [\"serve\"]\nready = \"health\"", "`health` is no path"),
            ("[launch]\ncommand = [\"serve\"]\ntimeout = \"soon\"", "`soon` is no duration"),
            ("[launch]\ncommand = [\"serve\"]\nenv = { \"A=B\" = \"c\" }", "`A=B` is no environment variable"),
            ("[launch]\ncommand = [\"serve\"]\n[launch.instance.tiny]", "unknown instance `tiny`"),
            ("[instance.tiny]\nurl = \"http://a.example\"", "allowed: disabled, rate-limited, small-store"),
            ("[instance.disabled]\nurl = \"ftp://a.example\"", "is no http or https URL"),
            (
                "[launch]\ncommand = [\"serve\"]\n[launch.instance.disabled]\n[instance.disabled]\n\
                 url = \"http://a.example\"",
                "either it is there or it is started",
            ),
        ];
        for (text, expected) in wrong {
            let found = read(text).unwrap_err();
            assert!(found.contains(expected) && found.contains("target.toml:"), "{text}\n{found}");
        }
    }
}
