//! One exchange: a request sent when it may be, again when the target asks to slow down, and recorded each time.

use super::draft::Draft;
use super::pace::Lane;
use super::run::{CutShort, Runner};
use crate::record::{Exchange, Line};
use crate::scenario::TestId;
use std::time::{Duration, Instant};

/// Where an exchange belongs.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) test: &'p TestId,
    pub(super) step: &'p str,
    pub(super) attempt: u32,
    pub(super) copy: u32,
}

/// One exchange that is done.
pub(super) struct Done {
    pub(super) exchange: Exchange,
    pub(super) line: u64,
    /// Whether the target first asked to slow down.
    pub(super) held_up: bool,
}

impl Runner {
    /// Sends one request, again when the target asks to slow down, and records each time.
    pub(super) async fn exchange(
        &self,
        place: Place<'_>,
        draft: &Draft,
        lane: &Lane,
        wants_429: bool,
    ) -> Result<Done, CutShort> {
        let (mut tries, mut waited) = (0, Duration::ZERO);
        loop {
            // Only the server under test carries a load that two keys share; what an instance counts is its own affair.
            let shared = draft.instance.is_none();
            let credential = if shared { lane.credential(draft.credential) } else { draft.credential };
            let draft = &Draft { credential, ..draft.clone() };
            let account = (draft.instance.clone(), credential);
            // Whoever wants to be refused for sending too much must not be held back.
            if !wants_429 {
                tokio::select! {
                    () = self.pacer().ready(&account, lane) => {}
                    () = self.setup().stop.asked() => {}
                }
            }
            if self.setup().stop.is_asked() {
                return Err(CutShort::errored("the run was interrupted"));
            }
            let at = self.elapsed();
            let sending = Instant::now();
            let (request, answer) =
                self.client().send(draft).await.map_err(|error| CutShort::errored(error.to_string()))?;
            let refused = answer.received().filter(|received| received.status == 429 && !wants_429);
            let wait = refused.map(|received| self.pacer().slow_down(&account, received, tries, waited));
            let exchange = Exchange {
                test: place.test.clone(),
                step: place.step.to_owned(),
                attempt: place.attempt,
                copy: place.copy,
                set_aside: wait.map(|wait| match wait {
                    Some(wait) => format!("429; sent again after {} ms", wait.as_millis()),
                    None => "429; not sent again".to_owned(),
                }),
                operation: draft.operation.clone(),
                instance: draft.instance.clone(),
                credential: draft.credential.to_string(),
                request,
                at_ms: u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
                took_us: u64::try_from(sending.elapsed().as_micros()).unwrap_or(u64::MAX),
                answer,
            };
            let line = Line::Exchange(Box::new(exchange));
            let number = self.record(&line)?;
            let Line::Exchange(exchange) = line else { continue };
            match wait {
                None => return Ok(Done { exchange: *exchange, line: number, held_up: tries > 0 }),
                Some(Some(wait)) => {
                    tries += 1;
                    waited += wait;
                    self.pause(wait).await;
                }
                // How much may be sent is between the operator and us, and no matter of the contract.
                Some(None) => {
                    let ms = waited.as_millis();
                    return Err(CutShort::errored(format!(
                        "the target kept saying 429 for {ms} ms; give it more time with `pace` and `patience`"
                    )));
                }
            }
        }
    }
}
