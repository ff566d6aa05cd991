//! Creates that repeat each other, one after another and at once.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Probe, id_of};
use crate::api::{co, with};

impl Probe {
    pub(super) async fn duplicates(&mut self) {
        let body = with(co("dup"), "/metadata", json!({ "a": "x", "b": "y" }));
        let body = with(body, "/amount", "4600000.5");
        for (place, external_id) in
            ["dup-done", "MOCK_STUCK_dup", "MOCK_REJECT_INTAKE_dup", "MOCK_STUCK_dup-cancelled"].into_iter().enumerate()
        {
            let body = with(body.clone(), "/external_id", external_id);
            let key = format!("a-long-enough-key-{place}");
            let first = self.create("first", &body, &[("idempotency-key", &key)]).await;
            if external_id.ends_with("cancelled")
                && let Some(id) = first.as_ref().and_then(id_of)
            {
                self.cancel(&id).await;
            }
            self.create("again", &body, &[("idempotency-key", &key)]).await;
            self.create("upper key", &body, &[("idempotency-key", &key.to_uppercase())]).await;
            self.create("other key", &body, &[("idempotency-key", "other")]).await;
            self.create("no key", &body, &[]).await;
        }
        let key = [("idempotency-key", "a-long-enough-key-9")];
        let body = with(body, "/external_id", "dup-changed");
        self.create("first", &body, &key).await;
        for changed in [
            with(body.clone(), "/amount", "4600001.00"),
            with(body.clone(), "/amount", "4600000.500"),
            with(body.clone(), "/description", "other"),
            with(body.clone(), "/description", body["description"].as_str().unwrap().to_uppercase()),
            with(body.clone(), "/metadata/a", "z"),
            with(body.clone(), "/metadata", json!({})),
            with(body.clone(), "/beneficiary/name", "Other"),
            with(body.clone(), "/beneficiary/bank_account/account_number", "12345678902"),
            with(body.clone(), "/notification_url", Value::Null),
            with(body.clone(), "/external_id", "dup-changed-2"),
        ] {
            self.create("changed", &changed, &key).await;
        }
        let mut members: Vec<_> = body.as_object().unwrap().clone().into_iter().collect();
        members.reverse();
        self.create("reordered", &serde_json::Map::from_iter(members).into(), &key).await;
        self.create("changed and invalid", &with(body.clone(), "/amount", "0"), &key).await;
        self.create("again", &body, &key).await;
        for external_id in ["Plain", "plain", " plain ", &"p".repeat(40), &"p".repeat(41)] {
            self.create("near", &co(external_id), &[]).await;
        }
        let plain = with(co("plain"), "/amount", "1.00");
        self.create("changed without header", &plain, &[]).await;
        self.create("shared space", &co("Plain"), &[("idempotency-key", "Plain")]).await;
        let refused = with(co("refused"), "/beneficiary/document_type", "XX");
        let key = [("idempotency-key", "a-refused-key")];
        self.create("refused", &refused, &key).await;
        self.create("corrected", &co("refused"), &key).await;
        self.create("corrected, other id", &co("refused-2"), &key).await;
        for query in ["limit=3", "external_id=refused", "external_id=dup-done", "external_id=dup-changed"] {
            self.get(&format!("/v1/payouts?{query}")).await;
        }
    }

    pub(super) async fn races(&mut self) {
        let same = co("race-same");
        let replies = join_all((0..6).map(|_| self.api.create(&same))).await;
        let created = replies.iter().filter(|reply| reply.status == 201).count();
        let refused = replies.iter().filter(|reply| reply.status >= 400).count();
        self.seen.note("equal creates", format!("{created} created, {refused} refused"));
        let contested = co("race-contested");
        let keys = ["k1", "k2", "k3", "k4", "k5", "k6"];
        let replies = join_all(keys.map(async |key| {
            let headers = [("idempotency-key", key)];
            self.api.create_with(&contested, &headers).await
        }))
        .await;
        let created = replies.iter().filter(|reply| reply.status == 201).count();
        self.seen.note("contested creates", created.to_string());
    }
}
