//! Cancelling a payout: decided and done under one lock, so that a settlement comes wholly before or not at all.

use std::sync::Arc;

use serde_json::{Value, json};

use super::App;
use super::answer::Answer;
use super::behaviour::cancels::{Atomicity, CancelAnswer, Effect, Shows, Through, UnknownCancel};
use super::behaviour::errors::Kind;
use super::behaviour::lifecycle::Words;
use super::behaviour::live::ProcessingCancel;
use super::behaviour::resource::View;
use super::gate::Tenant;
use super::hold::hold;
use super::journey::quiet;
use super::payout::{Payout, State, Stop};
use super::refusal::Refusal;
use super::route::Route;
use super::status::Status;

impl App {
    pub(crate) async fn cancel(self: &Arc<Self>, tenant: Tenant, id: &str) -> Result<Answer, Refusal> {
        let rules = &self.behaviour().cancels;
        let payout = match (self.visible(Route::Cancel, tenant, id), rules.unknown) {
            (Ok(payout), _) => payout,
            (Err(refusal), UnknownCancel::NotFound) => return Err(refusal),
            (Err(_), UnknownCancel::NotCancellable) => return Err(not_cancellable()),
            (Err(_), UnknownCancel::Acknowledged) => {
                return Ok(self.cancelled(json!({ "id": id, "object": "payout", "status": "CANCELLED" })));
            }
        };
        self.catch_up(&payout);
        let before = self.show(&payout, View::Cancelled);
        if rules.acknowledged_in.contains(&payout.glance()) {
            return Ok(self.cancelled(before));
        }
        match rules.atomicity {
            Atomicity::OneSection => {
                let mut state = hold(&payout.state);
                if !self.may_cancel(state.status()) {
                    return Err(self.too_late(state.status()));
                }
                self.end(&payout, &mut state);
            }
            Atomicity::LookThenWrite(gap) => {
                if !self.may_cancel(payout.glance()) {
                    return Err(not_cancellable());
                }
                tokio::time::sleep(gap).await;
                self.end(&payout, &mut hold(&payout.state));
            }
        }
        self.store.retire(&payout, &self.config);
        let mut shown = match rules.shows {
            Shows::NewState => self.show(&payout, View::Cancelled),
            Shows::OldState => before,
        };
        if rules.effect == Effect::AnsweredOnly
            && let Value::Object(members) = &mut shown
        {
            members.insert("status".into(), Status::Cancelled.word(Words::Documented).into());
        }
        Ok(self.cancelled(shown))
    }

    fn may_cancel(&self, status: Status) -> bool {
        let refused_by_provider = self.config.live
            && status == Status::Processing
            && self.behaviour().live.processing_cancel != ProcessingCancel::Allowed;
        self.behaviour().cancels.allowed_from.contains(&status) && !refused_by_provider
    }

    fn too_late(&self, status: Status) -> Refusal {
        let leaks = self.behaviour().live.processing_cancel == ProcessingCancel::RefusedAsProviderSays;
        if self.config.live && leaks && status == Status::Processing {
            return Refusal::new(Kind::ProviderCancel, "Payout status is not pending.");
        }
        not_cancellable()
    }

    fn end(&self, payout: &Arc<Payout>, state: &mut State) {
        let rules = &self.behaviour().cancels;
        let stop = |status| quiet(self.behaviour(), status, self.config.live);
        let end = match rules.effect {
            Effect::AnsweredOnly => return,
            Effect::Ends | Effect::TimersKeepRunning | Effect::TimersKeepRunningFrom(_) => stop(Status::Cancelled),
            Effect::BecomesRejected => Stop { code: Some("300"), ..stop(Status::Rejected) },
        };
        let goes_on = match rules.effect {
            Effect::TimersKeepRunning => true,
            Effect::TimersKeepRunningFrom(status) => state.status() == status,
            Effect::Ends | Effect::AnsweredOnly | Effect::BecomesRejected => false,
        };
        if !goes_on {
            state.halt();
        }
        if rules.through == Through::Processing && state.status() == Status::Pending {
            self.enter(payout, state, stop(Status::Processing));
        }
        self.enter(payout, state, end);
    }

    fn cancelled(&self, shown: Value) -> Answer {
        let ok = |body| Answer::ok(body);
        match self.behaviour().cancels.answer {
            CancelAnswer::Ok => ok(shown),
            CancelAnswer::Accepted => Answer { status: 202, ..ok(shown) },
            CancelAnswer::NoContent => Answer { status: 204, body: None, ..ok(Value::Null) },
            CancelAnswer::Acknowledgement => ok(json!({ "id": shown["id"], "mock": true, "cancelled": true })),
        }
    }
}

fn not_cancellable() -> Refusal {
    Refusal::new(Kind::NotCancellable, "This payout has already reached its end.")
}
