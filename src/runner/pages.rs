//! A walk through the pages of a list: each answer says how the next request goes on.

use super::attempt::wants_429;
use super::draft::Draft;
use super::exchange::Place;
use super::run::CutShort;
use super::telling::Telling;
use crate::record::Exchange;
use crate::scenario::{Pages, Step};
use std::sync::Arc;

impl Telling<'_> {
    /// All pages of a list as the exchanges of one attempt, until an answer names no further one or there are too many.
    pub(super) async fn walk(
        &mut self,
        step: &Step,
        pages: &Pages,
        attempt: u32,
    ) -> Result<Vec<Arc<Exchange>>, CutShort> {
        let runner = self.runner;
        let (contract, target) = (&runner.setup().suite.contract, &runner.setup().target);
        let cut_short = |why: String| CutShort::errored(format!("step `{}`: {why}", step.name));
        let values = self.story.values();
        let parameter = values.fill(&pages.query).map_err(|missing| cut_short(missing.to_string()))?;
        let first = Draft::of(step, &self.test.id, 1, values, contract, target, &self.sent)
            .map_err(|error| cut_short(error.to_string()))?;
        self.sent.insert(step.name.clone(), first.clone());
        let (mut draft, mut exchanges) = (first.clone(), Vec::new());
        for copy in 1..=pages.most {
            let place = Place { test: &self.test.id, step: &step.name, attempt, copy };
            let done = runner.exchange(place, &draft, &self.lane, wants_429(step)).await?;
            let exchange = self.done(done);
            let next = exchange.received().and_then(|received| pages.next(received.json()?));
            exchanges.push(exchange);
            let Some(cursor) = next else { break };
            draft = first.clone();
            draft.put_query(&parameter, &cursor);
        }
        Ok(exchanges)
    }
}
