//! Confirming payouts at the address their creates name, again and again until somebody takes it.

use axum::http::Method;

use super::App;
use super::behaviour::HashOf;
use super::book::{Payout, State};
use super::config::MERCHANTS;
use super::hash::hash;
use super::view::{confirmed, named};

impl App {
    /// Confirms a payout until that is taken.
    pub(crate) async fn confirm(&self, payout: &Payout, state: State) {
        let rules = &self.config.behaviour.confirmations;
        let url = &payout.order.confirmation_url;
        if !rules.sent || !self.config.webhook_reach.covers(url) {
            return;
        }
        let is_first = !rules.once_per_address || self.told().insert(url.clone());
        if !is_first {
            return;
        }
        let body = self.body(payout, state);
        let (mut told, mut left) = (0, rules.attempts);
        while left > 0 {
            left -= 1;
            told += u32::from(self.post(url, &body).await);
            if told >= rules.times {
                return;
            }
            tokio::time::sleep(self.scaled(rules.gap)).await;
        }
    }

    /// What is confirmed, with its hash.
    fn body(&self, payout: &Payout, state: State) -> String {
        let rules = &self.config.behaviour.confirmations;
        let merchant = &MERCHANTS[payout.merchant];
        let order = &payout.order;
        let cents = order.cents.unwrap_or_default() - rules.fee;
        let (key, seed) = (merchant.key, format!("{}{cents}{}{}", merchant.id, order.invoice, order.email));
        let email = if rules.email_masked { "p***@example.test" } else { &order.email };
        let masked = format!("{}{cents}{}{email}", merchant.id, order.invoice);
        let mut hash = match rules.hash {
            HashOf::Confirmation => hash(key, &masked),
            HashOf::Create => hash(key, &format!("{seed}{}", merchant.secret)),
            HashOf::SecretAsKey => hash(merchant.secret, &seed),
            HashOf::Units => hash(key, &format!("{}{}{}{}", merchant.id, cents / 100, order.invoice, order.email)),
            HashOf::OtherOrder => hash(key, &format!("{}{}{cents}{}", merchant.id, order.invoice, order.email)),
        };
        if rules.hash_in_small_letters {
            hash = hash.to_ascii_lowercase();
        }
        let mut body = confirmed(order, state, rules);
        body["hash"] = hash.into();
        if rules.with_dates {
            body["liquidationDate"] = "2026-05-12T15:04:07".into();
        }
        named(body, rules.names).to_string()
    }

    async fn post(&self, url: &str, body: &str) -> bool {
        let rules = &self.config.behaviour.confirmations;
        let Some(client) = self.carrier.client() else { return false };
        let method = if rules.put { Method::PUT } else { Method::POST };
        let request = client.request(method, url).header("content-type", "application/json").body(body.to_owned());
        request.send().await.is_ok_and(|answer| answer.status() == 200)
    }
}
