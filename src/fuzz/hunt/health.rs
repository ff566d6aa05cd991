//! Asks whether the target is still there when an answer stayed away, and waits for it to come back.

use crate::fuzz::drive::{Ground, Sender};
use crate::record::{Answer, Received};
use crate::runner::{Draft, Stop};
use crate::scenario::Credential;
use std::time::{Duration, Instant};

/// How long a target may be away before the hunt ends, times its patience.
const LONGEST_AWAY: Duration = Duration::from_secs(60);
/// How often it is asked.
const EVERY: Duration = Duration::from_millis(250);

/// What became of the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Health {
    /// It answers: only the one answer stayed away.
    Answers,
    /// It was away for so long and is back.
    Back(Duration),
    /// It did not come back.
    Gone(Duration),
}

/// The request that any target answers.
fn smoke(ground: &Ground) -> Option<Draft> {
    let contract = ground.contract();
    let operation = ground.target.operations.get(&contract.smoke.send)?;
    let mut draft = Draft::to(operation, Credential::Main);
    for (name, value) in &contract.smoke.with {
        draft.name(name, value);
    }
    Some(draft)
}

async fn answer(ground: &Ground, sender: &mut Sender) -> Result<Received, String> {
    let draft = smoke(ground).ok_or("the contract has no request to begin with")?;
    let sent = sender.send(&[draft]).await.map_err(|error| error.to_string())?;
    match sent.into_iter().next().map(|post| post.answer) {
        Some(Answer::Received(received)) => Ok(received),
        Some(Answer::Silence(silence)) => Err(format!(
            "the target does not answer ({}: {})",
            silence.kind.words(),
            crate::oracle::clean(&silence.text)
        )),
        None => Err("nothing was sent".into()),
    }
}

/// Why there is nothing to hunt, if so.
pub(super) async fn unusable(ground: &Ground, sender: &mut Sender) -> Option<String> {
    let received = match answer(ground, sender).await {
        Ok(received) => received,
        Err(why) => return Some(why),
    };
    if ground.contract().smoke.refused.contains(&received.status) {
        return Some(format!("the target does not accept the key of credential `main` (status {})", received.status));
    }
    let elsewhere = (300..400).contains(&received.status);
    let kind = received.header("content-type").unwrap_or_default().to_ascii_lowercase();
    (elsewhere || kind.starts_with("text/html"))
        .then(|| format!("the target answers with status {}; is the URL that of the API?", received.status))
}

/// Whether the target answers, now or after a while; `rest` is how long the hunt has left.
pub(super) async fn health(ground: &Ground, sender: &mut Sender, stop: &Stop, rest: Option<Duration>) -> Health {
    if answer(ground, sender).await.is_ok() {
        return Health::Answers;
    }
    let away = Instant::now();
    let longest = LONGEST_AWAY.mul_f64(ground.target.patience);
    let longest = rest.map_or(longest, |rest| rest.min(longest));
    while away.elapsed() < longest && !stop.is_asked() {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.asked() => break,
        }
        if answer(ground, sender).await.is_ok() {
            return Health::Back(away.elapsed());
        }
    }
    Health::Gone(away.elapsed())
}
