//! Telling changes to whoever asked for it, again and again until somebody takes them.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::App;
use super::behaviour::{SignedWebhook, Taken};
use super::config::{DEMO_WEBHOOK_SECRET, MERCHANTS};
use super::payout::{Payout, State, written};
use super::signing::signature;
use super::view::told;

impl App {
    /// Tells of a change after a while, in the background.
    pub(crate) fn tell_after(self: &Arc<Self>, wait: Duration, payout: &Arc<Payout>, state: &State) {
        let rules = &self.config.behaviour.webhooks;
        // Shops of this server have no address of their own.
        let Some(url) = payout.order.callback_url.clone().filter(|_| rules.sent && rules.callback_url_counts) else {
            return;
        };
        let body = told(payout, state, &self.config.behaviour).to_string();
        let (app, merchant) = (Arc::clone(self), payout.merchant);
        self.errands.send_off(async move {
            tokio::time::sleep(wait).await;
            app.deliver(&url, &body, merchant).await;
        });
    }

    async fn deliver(&self, url: &str, body: &str, merchant: usize) {
        let rules = &self.config.behaviour.webhooks;
        let first = Timestamp::now();
        for attempt in 0..rules.attempts {
            if attempt > 0 {
                let gap = rules.gaps.get(attempt as usize - 1).or(rules.gaps.last());
                tokio::time::sleep(self.scaled(gap.copied().unwrap_or(60))).await;
            }
            if self.post(url, body, merchant, first).await {
                return;
            }
        }
    }

    async fn post(&self, url: &str, body: &str, merchant: usize, first: Timestamp) -> bool {
        let rules = &self.config.behaviour.webhooks;
        if !self.config.webhook_reach.covers(url) {
            return false;
        }
        let Some(client) = self.carrier.client() else { return false };
        let now = Timestamp::now();
        let time = if rules.seconds_as_time { now.as_second().to_string() } else { written(now) };
        let message = match rules.signed {
            SignedWebhook::BodyAlone => body.to_owned(),
            SignedWebhook::BodyThenTime => format!("{body}{time}"),
            SignedWebhook::TimeOfFirstAttempt => format!("{}{body}", written(first)),
            SignedWebhook::TimeAndBody | SignedWebhook::WithApiSecret => format!("{time}{body}"),
        };
        let with_api_secret = rules.signed == SignedWebhook::WithApiSecret;
        let secret = if with_api_secret { MERCHANTS[merchant].secret } else { DEMO_WEBHOOK_SECRET };
        let request = client
            .post(url)
            .header("content-type", rules.content_type)
            .header("x-timestamp", time)
            .header("x-signature", signature(secret, message.as_bytes(), self.config.behaviour.auth.encoding))
            .body(body.to_owned());
        request.send().await.is_ok_and(|answer| match rules.taken {
            Taken::Any2xx => answer.status().is_success(),
            Taken::Only200 => answer.status() == 200,
            Taken::Anything => true,
        })
    }
}
