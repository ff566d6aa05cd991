//! The requests of one step: its copies at once or one after the other, and attempts until it holds or time is up.

use super::draft::Draft;
use super::exchange::{Done, Place};
use super::run::CutShort;
use super::telling::Telling;
use crate::expect::{CheckKind, StatusPattern};
use crate::oracle::clean;
use crate::record::Exchange;
use crate::report::Evidence;
use crate::safety::Intent;
use crate::scenario::{Rhythm, Step, Volley};
use crate::verdict::Ending;
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Barrier;

impl Telling<'_> {
    /// All exchanges of a step; ends early at a silence.
    pub(super) async fn act(&mut self, step: &Step) -> Result<Vec<Arc<Exchange>>, CutShort> {
        let target = &self.runner.setup().target;
        let began = Instant::now();
        let mut exchanges = self.past.of_step(step);
        let first = exchanges.iter().map(|exchange| exchange.attempt).max().unwrap_or(0) + 1;
        // Seen twice at its end, a resource changes no more: waiting on would only cost time.
        let mut was_at_end = false;
        for attempt in first.. {
            let latest = self.attempt(step, attempt).await?;
            let silent = latest.iter().any(|exchange| exchange.received().is_none());
            let (limit, every) = match step.rhythm {
                Rhythm::Once => (Duration::ZERO, 0),
                Rhythm::Poll { within, every, .. } => (target.wait_for(within), every),
                Rhythm::Watch { during, every } => (target.scaled(during), every),
            };
            let done = match step.rhythm {
                Rhythm::Once => true,
                Rhythm::Poll { .. } => {
                    let at_end = self.story.shows_the_end(&latest);
                    let stays = at_end && std::mem::replace(&mut was_at_end, at_end);
                    self.story.holds(step, &latest) || stays || began.elapsed() >= limit
                }
                Rhythm::Watch { .. } => began.elapsed() >= limit,
            };
            exchanges.extend(latest);
            if done || silent {
                break;
            }
            let rest = limit.saturating_sub(began.elapsed());
            let pause = match step.rhythm {
                Rhythm::Watch { .. } => target.scaled(every),
                Rhythm::Once | Rhythm::Poll { .. } => target.between_looks(every),
            };
            self.runner.pause(pause.max(SHORTEST_PAUSE).min(rest)).await;
        }
        Ok(exchanges)
    }

    async fn attempt(&mut self, step: &Step, attempt: u32) -> Result<Vec<Arc<Exchange>>, CutShort> {
        if let Some(pages) = &step.pages {
            return self.walk(step, pages, attempt).await;
        }
        let runner = self.runner;
        let copies = step.volley.copies();
        let mut drafts = Vec::new();
        for copy in 1..=copies {
            let contract = &runner.setup().suite.contract;
            let values = self.story.values();
            let draft = Draft::of(step, &self.test.id, copy, values, contract, &runner.setup().target, &self.sent)
                .map_err(|error| CutShort::errored(format!("step `{}`: {error}", step.name)))?;
            drafts.push(draft);
        }
        if let Some(first) = drafts.first() {
            self.sent.insert(step.name.clone(), first.clone());
        }
        let wants_429 = wants_429(step);
        let lane = &self.lane;
        let place = |copy| Place { test: &self.test.id, step: &step.name, attempt, copy };
        let intent = if step.is_to_be_refused() { Intent::BeRefused } else { Intent::Pay };
        let together = matches!(step.volley, Volley::AtOnce(_));
        let target = &runner.setup().target;
        let _place = match &runner.setup().till {
            None => None,
            Some(till) => {
                let admitted = till.admit(&drafts, intent, together, target).await;
                admitted.map_err(|why| CutShort(Ending::Withheld(format!("step `{}`: {why}", step.name))))?
            }
        };
        let exchange = |copy, draft| async move {
            let done = runner.exchange(place(copy), draft, lane, wants_429).await?;
            runner.saw(draft, &done.exchange, intent)?;
            Ok::<_, CutShort>(done)
        };
        let results = match step.volley {
            Volley::AtOnce(_) => {
                let barrier = Barrier::new(drafts.len());
                let send = |(draft, copy)| {
                    let (barrier, exchange) = (&barrier, &exchange);
                    async move {
                        barrier.wait().await;
                        exchange(copy, draft).await
                    }
                };
                join_all(drafts.iter().zip(1..).map(send)).await
            }
            Volley::Once | Volley::Times(_) => {
                let mut results = Vec::new();
                for (draft, copy) in drafts.iter().zip(1..) {
                    let result = exchange(copy, draft).await;
                    let goes_on = result.as_ref().is_ok_and(|done| done.exchange.received().is_some());
                    results.push(result);
                    if !goes_on {
                        break;
                    }
                }
                results
            }
        };
        let mut exchanges = Vec::new();
        for result in results {
            exchanges.push(self.done(result?));
        }
        Ok(exchanges)
    }

    /// Counts an exchange that is done.
    pub(super) fn done(&mut self, done: Done) -> Arc<Exchange> {
        self.requests += 1;
        self.held_up |= done.held_up;
        self.note(&done.exchange, done.line);
        Arc::new(done.exchange)
    }

    fn note(&mut self, exchange: &Exchange, line: u64) {
        let header = self.runner.setup().suite.contract.request_id.as_deref();
        let request_id = exchange.received().and_then(|received| received.header(header?)).map(clean);
        let key = (exchange.step.clone(), exchange.attempt, exchange.copy);
        self.evidence.insert(key, Evidence { line, request_id });
    }
}

/// Polls and watches do not send faster than this, however a target scales time.
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);

/// Whether a step is about being refused for sending too much.
pub(super) fn wants_429(step: &Step) -> bool {
    let exactly = |pattern: &StatusPattern| *pattern == StatusPattern::Exactly(429);
    step.expects.iter().flat_map(|expect| &expect.checks).any(|check| match &check.kind {
        CheckKind::Status(list) => list.iter().any(exactly),
        CheckKind::Answers(list) => list.iter().any(|answer| exactly(&answer.status)),
        CheckKind::Tally(tally) => tally.of.as_ref().is_some_and(|answer| exactly(&answer.status)),
        _ => false,
    })
}
