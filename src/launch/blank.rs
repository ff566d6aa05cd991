//! One server to be started, as a form whose placeholders are filled once its port is known.

use super::{Known, LaunchError, MAIN};
use crate::scenario::Credential;
use crate::target::{Launch, LaunchText, Placeholder, Target};
use secrecy::ExposeSecret;
use std::collections::BTreeMap;

/// A server to be started.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blank<'l> {
    /// The instance; none for the server under test itself.
    pub(super) instance: Option<&'l str>,
    /// How servers are started.
    pub(super) launch: &'l Launch,
    /// Whose keys it gets.
    pub(super) target: &'l Target,
    /// Values that do not depend on the server.
    pub(super) known: &'l Known,
}

/// What a server is started with; no `Debug`, because secrets are in it.
pub(super) struct Filled {
    /// The base URL it will have.
    pub(super) url: String,
    /// The program and its arguments.
    pub(super) command: Vec<String>,
    /// Variables added to the environment.
    pub(super) env: BTreeMap<String, String>,
}

impl Blank<'_> {
    /// The name it goes by in files and messages.
    pub(super) fn name(&self) -> &str {
        self.instance.unwrap_or(MAIN)
    }

    /// Everything it is started with.
    pub(super) fn fill(&self, port: u16) -> Result<Filled, LaunchError> {
        let mut values: BTreeMap<Placeholder, String> =
            self.known.iter().map(|(place, value)| (*place, value.expose_secret().to_owned())).collect();
        values.insert(Placeholder::Port, port.to_string());
        values.insert(Placeholder::Instance, self.name().to_owned());
        for (place, credential) in
            [(Placeholder::MainKey, Credential::Main), (Placeholder::OtherKey, Credential::Other)]
        {
            if let Some(secret) = self.target.secret(self.instance, credential) {
                values.insert(place, secret.expose_secret().to_owned());
            }
        }
        if let Some(webhooks) = &self.target.webhooks {
            values.insert(Placeholder::WebhookSecret, webhooks.secret.expose_secret().to_owned());
        }
        let url = fill(&self.launch.url, &values)?.trim_end_matches('/').to_owned();
        values.insert(Placeholder::Url, url.clone());
        let differences = self.instance.and_then(|name| self.launch.instances.get(name));
        let args = differences.into_iter().flat_map(|differences| &differences.args);
        let command =
            self.launch.command.iter().chain(args).map(|text| fill(text, &values)).collect::<Result<_, _>>()?;
        // Later ones replace earlier ones: an instance may say otherwise than the launch as a whole.
        let variables = self.launch.env.iter().chain(differences.into_iter().flat_map(|differences| &differences.env));
        let env = variables
            .map(|(name, text)| Ok((name.clone(), fill(text, &values)?)))
            .collect::<Result<_, LaunchError>>()?;
        Ok(Filled { url, command, env })
    }
}

fn fill(text: &LaunchText, values: &BTreeMap<Placeholder, String>) -> Result<String, LaunchError> {
    text.fill(|place| values.get(&place).map(String::as_str)).map_err(LaunchError::Missing)
}
