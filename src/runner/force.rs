//! Has an outcome forced upon a payment by something of the operator's.

use super::run::{CutShort, Runner};
use crate::contract::Outcome;
use crate::record::Exchange;
use crate::target::{Driver, Hook};
use serde_json::json;
use std::process::Stdio;
use std::sync::Arc;
use tokio::process::Command;

impl Runner {
    /// Tells the operator's hook, if there is one, which outcome the payment that a create made is to have.
    pub(super) async fn force(&self, outcome: Outcome, made: Option<&Arc<Exchange>>) -> Result<(), CutShort> {
        let setup = self.setup();
        let Some(Driver::Hook { hook, .. }) = &setup.target.driver else { return Ok(()) };
        let at = setup.suite.contract.lifecycle.as_ref().map(|lifecycle| lifecycle.id.as_str());
        let received = made.and_then(|exchange| exchange.received());
        // Nothing was made: the story says so itself.
        let Some(id) = at.and_then(|at| received?.text_at(at)) else { return Ok(()) };
        let told = match hook {
            // The target chose it, and a program may take it for an option.
            Hook::Command { .. } if id.starts_with('-') => Err("the id begins with a dash".to_owned()),
            Hook::Url(url) => {
                let url = url.replace("{url}", &setup.target.url);
                let body = json!({ "id": id, "outcome": outcome.word() });
                match self.client().tell(&url, &body).await {
                    Ok(status) if (200..300).contains(&status) => Ok(()),
                    Ok(status) => Err(format!("it answered {status}")),
                    Err(why) => Err(why),
                }
            }
            Hook::Command { command, folder } => {
                let mut words =
                    command.iter().map(|word| word.replace("{id}", id).replace("{outcome}", outcome.word()));
                let program = words.next().unwrap_or_default();
                let mut child = Command::new(program);
                child.args(words).current_dir(folder).kill_on_drop(true);
                child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
                match tokio::time::timeout(setup.target.deadline, child.status()).await {
                    Ok(Ok(status)) if status.success() => Ok(()),
                    Ok(Ok(status)) => Err(format!("it ended with {status}")),
                    Ok(Err(error)) => Err(error.to_string()),
                    Err(_) => Err("it did not end in time".to_owned()),
                }
            }
        };
        told.map_err(|why| CutShort::errored(format!("the hook of [live.driver] failed: {why}")))
    }
}
