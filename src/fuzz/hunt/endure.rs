//! Outlives a target that goes away: finds out whether it is there, and waits for it.

use crate::fuzz::drive::Ground;
use crate::record::Answer;
use crate::runner::{Client, Draft, Stop, in_path};
use crate::scenario::Credential;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long the first rest is; each one is twice as long as the one before.
const FIRST_REST: Duration = Duration::from_millis(100);
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_secs(2);

/// What became of a target that was waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Return {
    /// It was there all the time.
    Never,
    /// It came back.
    After(Duration),
    /// It did not.
    Gone(String),
}

/// Waits until a target answers, for as long as it may be away.
pub(super) async fn await_return(client: &Client, ground: &Ground, patience: Duration, stop: &Stop) -> Return {
    let began = Instant::now();
    let mut rest = FIRST_REST;
    let mut first = true;
    loop {
        let why = match answers(client, ground).await {
            Ok(()) if first => return Return::Never,
            Ok(()) => return Return::After(began.elapsed()),
            Err(why) => why,
        };
        first = false;
        if began.elapsed() >= patience || stop.is_asked() {
            return Return::Gone(why);
        }
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = stop.asked() => {}
        }
        rest = (rest * 2).min(LONGEST_REST);
    }
}

/// Whether the smoke request gets an answer; the error says what came instead.
pub(super) async fn answers(client: &Client, ground: &Ground) -> Result<(), String> {
    match client.send(&smoke(ground)).await {
        Err(unsendable) => Err(unsendable.to_string()),
        Ok((_, Answer::Received(_))) => Ok(()),
        Ok((_, Answer::Silence(silence))) => Err(format!("{}: {}", silence.kind.words(), crate::oracle::clean(&silence.text))),
    }
}

fn smoke(ground: &Ground) -> Draft {
    let smoke = &ground.contract().smoke;
    let operation = ground.target.operations.get(&smoke.send);
    let mut path = operation.map(|operation| operation.path.clone()).unwrap_or_default();
    for (name, value) in &smoke.with {
        path = in_path(&path, name, value);
    }
    Draft {
        method: operation.map(|operation| operation.method.clone()).unwrap_or_default(),
        path,
        headers: BTreeMap::from([("Accept".to_owned(), "application/json".to_owned())]),
        body: None,
        instance: None,
        credential: Credential::Main,
        operation: Some(smoke.send.clone()),
    }
}
