//! What a walk learns from answers: what was made, and where it stands.

use super::done::Break;
use super::field::Field;
use super::made::{Known, Made, Standing};
use super::prepared::{Lesson, Prepared};
use crate::fuzz::walk::Tag;
use crate::record::Exchange;
use std::sync::Arc;

impl<'f> Field<'f> {
    /// Learns from the answers what was made and where it stands.
    pub(super) fn learn(&mut self, prepared: Prepared<'f>, exchanges: &[Arc<Exchange>], broke: bool) -> Option<Break> {
        let mut prepared = prepared;
        match std::mem::replace(&mut prepared.lesson, Lesson::Nothing) {
            Lesson::Nothing => None,
            Lesson::Create(made) => self.learn_create(*made, &prepared, exchanges, broke),
            Lesson::Visit { of, leads_to, foreign } => {
                let accepted = exchanges.iter().any(|exchange| accepted(exchange));
                if let (Some((state, promise)), true) = (&leads_to, accepted)
                    && let Some(made) = self.made_mut(of)
                {
                    made.state = Known::Surely { state: state.clone(), promise: promise.clone(), until: None };
                }
                if let (Some(clause), Some(made)) = (foreign, self.made_mut(of))
                    && let Known::Surely { promise, .. } = &mut made.state
                {
                    *promise = Some(clause);
                }
                match (&leads_to, accepted && prepared.acts) {
                    // Whether the answer shows what was before or what is now, no document says.
                    (None, true) => {
                        if let Some(made) = self.made_mut(of) {
                            made.state = Known::Nothing;
                        }
                    }
                    (Some(_), true) => {}
                    (_, false) => exchanges.iter().for_each(|exchange| self.see(of, exchange)),
                }
                None
            }
            Lesson::Repeat { of, conflict, same } => {
                // Where repeats are refused for a while alone, whatever is accepted made something.
                let makes = self.ground.guide.repeats_count.is_some();
                if let Some(made) = self.made_mut(of) {
                    made.shared |= makes && exchanges.iter().any(|exchange| accepted(exchange));
                    made.replayed |= same && exchanges.iter().any(|exchange| accepted(exchange));
                    made.conflicted |= conflict;
                    made.raced |= exchanges.len() > 1;
                    // What should have been refused and was not leaves nothing that can be counted on.
                    made.loose |= broke && conflict;
                }
                None
            }
        }
    }

    fn learn_create(
        &mut self,
        mut made: Made,
        prepared: &Prepared<'f>,
        exchanges: &[Arc<Exchange>],
        broke: bool,
    ) -> Option<Break> {
        let lifecycle = self.ground.contract().lifecycle.as_ref();
        let id_of =
            |exchange: &Arc<Exchange>| exchange.received().filter(|_| accepted(exchange))?.plain_at(&lifecycle?.id);
        let mut found = None;
        let first = exchanges
            .iter()
            .zip(&prepared.drafts)
            .find_map(|(exchange, draft)| Some((exchange, draft, id_of(exchange)?)));
        match first {
            Some((exchange, draft, id)) => {
                // Values that are written out may be those of another create, which this one then repeats.
                found = if made.loose { None } else { self.one_id(&id, exchange, prepared) };
                made.draft = draft.clone();
                made.key = self.ground.guide.key_of(draft).cloned();
                // What was asked for before had no id yet.
                if let Some(values) = made.values.get_mut() {
                    values.set("origin", id.as_str());
                }
                made.standing = Standing::Accepted { id, origin: Arc::clone(exchange) };
                made.loose |= broke || found.is_some();
                // Of copies at one moment all but one are repetitions.
                made.replayed = exchanges.iter().filter(|exchange| accepted(exchange)).count() > 1;
            }
            None => {
                let refused = exchanges.iter().all(|exchange| exchange.received().is_some_and(|r| r.status >= 400));
                // Of what may be refused for many reasons nobody knows whether there is another like it.
                made.standing = if refused && !made.loose { Standing::Refused } else { Standing::Unclear };
            }
        }
        let tag = made.tag;
        let origin = made.origin().cloned();
        self.made.push(made);
        if let Some(origin) = origin {
            self.see(tag, &origin);
        }
        found
    }

    /// Notes the state that an answer shows of the resource of a create.
    pub(super) fn see(&mut self, of: Tag, exchange: &Arc<Exchange>) {
        let ground = self.ground;
        let Some(lifecycle) = &ground.contract().lifecycle else { return };
        let Some(made) = self.made_mut(of) else { return };
        let Some(received) = exchange.received().filter(|_| accepted(exchange)) else { return };
        if received.plain_at(&lifecycle.id).as_deref() != made.id() {
            return;
        }
        let Some(state) = received.text_at(&lifecycle.status) else { return };
        made.show(state);
        let held = made.hold(&ground.guide).filter(|(hold, _)| hold.state == state);
        made.state = if lifecycle.terminal.contains(state) {
            let promise = match &made.state {
                Known::Surely { state: known, promise, .. } if known == state => promise.clone(),
                _ => None,
            };
            Known::Surely { state: state.to_owned(), promise, until: None }
        } else if let Some((hold, promise)) = held {
            // Half the documented time: what is known must still be so when the next answer is judged.
            let until = hold.during.map(|during| made.sent + ground.target.scaled(during) / 2);
            Known::Surely { state: state.to_owned(), promise, until }
        } else {
            Known::Moving
        };
    }
}

/// Whether an answer accepts.
pub(super) fn accepted(exchange: &Exchange) -> bool {
    exchange.received().is_some_and(|received| (200..300).contains(&received.status))
}
