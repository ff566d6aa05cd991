//! Creating a payout: whether the same was asked for just now, and its course once it is accepted.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::App;
use super::behaviour::{Race, Same};
use super::book::{Payout, State};
use super::order::Order;
use super::refusal::Refusal;
use super::view::accepted;

/// How long a create that looks first and acts later takes in between.
const BETWEEN: Duration = Duration::from_millis(40);

impl App {
    pub(crate) async fn create(self: &Arc<Self>, bytes: &[u8]) -> Result<(u16, Value), Refusal> {
        let rules = &self.config.behaviour;
        let (merchant, order) = self.read_order(bytes).inspect_err(|_| self.confirm_refused(bytes))?;
        let like = (if rules.repeats.of_any_merchant { 0 } else { merchant }, self.like(&order, rules.repeats.same));
        self.is_first(&like)?;
        if rules.repeats.race == Race::CheckThenAct {
            tokio::time::sleep(BETWEEN).await;
        }
        let payout = Arc::new(Payout::new(merchant, order));
        {
            let mut book = self.book();
            if rules.repeats.race == Race::OneAtATime {
                // Somebody else may have come in between.
                if self.guards(&book, &like) {
                    return Err(self.repeated());
                }
            }
            book.note(like);
            book.keep(&payout);
        }
        if let Some(shown) = payout.order.body["hash"].as_str() {
            self.hashes().insert(shown.to_owned());
        }
        let transaction = self.next_id();
        let answer = accepted(&payout.order, transaction, &rules.accepted);
        self.begin(payout, transaction);
        Ok((rules.accepted.http_status, answer))
    }

    fn is_first(self: &Arc<Self>, like: &(usize, String)) -> Result<(), Refusal> {
        let mut book = self.book();
        if !self.guards(&book, like) {
            return Ok(());
        }
        if self.config.behaviour.repeats.lifts_guard {
            book.forget(like);
        }
        if self.config.behaviour.repeats.pays_again
            && let Some(known) = book.find(like.0, &like.1)
        {
            let again = Arc::new(Payout::new(known.merchant, known.order.clone()));
            let transaction = self.next_id();
            self.begin(again, transaction);
        }
        Err(self.repeated())
    }

    fn guards(&self, book: &super::book::Book, like: &(usize, String)) -> bool {
        let rules = &self.config.behaviour.repeats;
        // As long as documented, however fast other things go: nobody waits for its end, and on a busy machine a repeat
        // may come late.
        let within = if rules.for_good { Duration::MAX } else { Duration::from_secs(rules.window) };
        book.is_recent(like, within)
    }

    fn repeated(&self) -> Refusal {
        let rules = &self.config.behaviour.repeats;
        Refusal::bad(rules.name).with_status(rules.status).with_code(rules.code)
    }

    /// What makes two requests the same.
    fn like(&self, order: &Order, same: Same) -> String {
        match same {
            Same::Invoice => order.invoice.clone(),
            Same::Customer => order.email.clone(),
            Same::Whole => order.body.to_string(),
            // Each is one of its own, as far as anybody can tell.
            Same::Nothing => format!("{} {}", order.invoice, self.next_id()),
        }
    }

    /// Lets a payout take its course.
    fn begin(self: &Arc<Self>, payout: Arc<Payout>, transaction: u64) {
        let app = Arc::clone(self);
        self.errands.send_off(async move {
            let rules = &app.config.behaviour.life;
            tokio::time::sleep(app.scaled(rules.seconds)).await;
            let state = if rules.fails { State::Failed } else { State::Paid { transaction } };
            payout.move_to(state);
            app.confirm(&payout, state).await;
        });
    }

    /// Confirms what was refused, where that is the mistake.
    fn confirm_refused(self: &Arc<Self>, bytes: &[u8]) {
        if !self.config.behaviour.confirmations.refused_too {
            return;
        }
        let Ok(body) = serde_json::from_slice::<Value>(bytes) else { return };
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let order = Order {
            merchant: String::new(),
            invoice: text("merchantInvoiceId"),
            currency: text("currency"),
            cents: Some(1000),
            email: text("targetCustomerEmail"),
            confirmation_url: text("confirmationUrl"),
            body: Value::Null,
        };
        let payout = Payout::new(0, order);
        let app = Arc::clone(self);
        self.errands.send_off(async move { app.confirm(&payout, State::Failed).await });
    }
}
