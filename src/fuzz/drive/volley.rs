//! Sends the copies of one act at one moment, and again when the target says "not now".

use super::done::Why;
use super::field::Field;
use crate::fuzz::walk::Act;
use crate::record::{Answer, Exchange, Received, Silence};
use crate::runner::Draft;
use crate::scenario::TestId;
use std::sync::Arc;
use std::time::Duration;

/// How often a request is sent again when the target says "not now".
const MOST_BUSY: u32 = 6;

/// What came back of the copies of one act.
pub(super) enum Came {
    /// Answers to all.
    All(Vec<Arc<Exchange>>),
    /// Nothing, to this one of them.
    Silence(Silence, Arc<Exchange>),
}

impl Field<'_> {
    /// Sends all copies; again when the target says "not now".
    pub(super) async fn sent(&mut self, act: &Act, drafts: &[Draft]) -> Result<Came, Why> {
        let mut tries = 0;
        let mut waited = Duration::ZERO;
        loop {
            for draft in drafts {
                self.pace.ready(draft.credential).await;
            }
            let at = self.ground.began.elapsed();
            self.sent += drafts.len() as u64;
            let sendings = self.sender.send(drafts).await.map_err(|error| Why::Unsendable(error.to_string()))?;
            let mut exchanges = Vec::with_capacity(sendings.len());
            let mut busy = None;
            for (copy, (sending, draft)) in (1..).zip(sendings.into_iter().zip(drafts)) {
                let exchange = Exchange {
                    test: TestId::of(self.label.as_str()),
                    step: format!("act-{}", act.tag),
                    attempt: tries + 1,
                    copy,
                    set_aside: None,
                    operation: draft.operation.clone(),
                    instance: None,
                    credential: draft.credential.to_string(),
                    request: sending.sent,
                    at_ms: u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
                    took_us: sending.took_us,
                    answer: sending.answer,
                };
                if let Answer::Silence(silence) = &exchange.answer {
                    return Ok(Came::Silence(silence.clone(), Arc::new(exchange)));
                }
                busy = busy
                    .or(exchange.received().filter(|received| self.is_busy(received)).map(|received| {
                        (received.status, self.pace.slow_down(draft.credential, received, tries, waited))
                    }));
                exchanges.push(Arc::new(exchange));
            }
            // Of several at once some may have been done: to send all of them again would do those twice.
            let all_busy = exchanges.iter().all(|one| one.received().is_some_and(|received| self.is_busy(received)));
            match busy {
                None => return Ok(Came::All(exchanges)),
                Some((_, Some(wait))) if tries < MOST_BUSY && all_busy => {
                    tries += 1;
                    waited += wait;
                    self.rest(wait).await;
                    if self.stop.is_asked() {
                        return Err(Why::Stopped);
                    }
                }
                Some((status, _)) => return Err(Why::Busy(status)),
            }
        }
    }

    fn is_busy(&self, received: &Received) -> bool {
        let error = &self.ground.contract().error;
        let code = received.text_at(&error.code);
        self.ground.guide.busy.iter().any(|pattern| error.holds(pattern, received.status, code))
    }
}
