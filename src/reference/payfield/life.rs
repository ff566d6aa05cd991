//! The course of a payout after it was created.

use std::sync::Arc;
use std::time::Duration;

use super::App;
use super::payout::{Payout, State, is_final};

impl App {
    /// Lets a new payout take its course.
    pub(crate) fn begin(self: &Arc<Self>, payout: &Arc<Payout>) {
        let (app, payout) = (Arc::clone(self), Arc::clone(payout));
        self.errands.send_off(async move { app.take_course(&payout).await });
    }

    async fn take_course(self: &Arc<Self>, payout: &Arc<Payout>) {
        let rules = &self.config.behaviour;
        let start = State::at(rules.life.start, payout.created);
        let mut reserved = !self.settles(payout, start.status);
        if rules.webhooks.tells_start || start.status != "pending" {
            self.tell_after(Duration::ZERO, payout, &start);
        }
        for (place, (seconds, status)) in (1..).zip(rules.life.steps) {
            tokio::time::sleep(self.scaled(*seconds)).await;
            let state = payout.move_to(status);
            reserved = reserved && !self.settles(payout, status);
            let is_last = place == rules.life.steps.len();
            let late = if place == 1 && !is_last { rules.webhooks.first_told_late } else { 0 };
            if is_last || !rules.webhooks.last_alone {
                self.tell_after(self.scaled(late), payout, &state);
            }
        }
    }

    /// Frees or spends what was set aside once a payout has come to an end.
    fn settles(&self, payout: &Payout, status: &str) -> bool {
        if !is_final(status) {
            return false;
        }
        let rules = &self.config.behaviour;
        let costs = super::amount::Amount(payout.order.amount.0 + rules.funds.fee * 10_000);
        self.book().account(payout.shop).settle(costs, status == "success");
        true
    }

    /// A documented time as this server lives it.
    pub(crate) fn scaled(&self, seconds: u32) -> Duration {
        Duration::from_secs(seconds.into()).mul_f64(self.config.time_scale)
    }
}
