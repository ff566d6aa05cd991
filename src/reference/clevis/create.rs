//! Creating a payout: validate, look for duplicates, claim key and id, start the journey.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::App;
use super::answer::Answer;
use super::behaviour::duplicates::{ChangedBody, Race, Refused, Replay, ReplayHeader, SameBody, SameContent, Turn};
use super::behaviour::errors::Kind;
use super::behaviour::events::{Address, OnReplay, Patience};
use super::behaviour::fields::Required;
use super::behaviour::gates::Store as Limit;
use super::behaviour::live::ProviderToken;
use super::behaviour::resource::View;
use super::behaviour::wire::Location;
use super::destination::{self, Rejection};
use super::gate::Tenant;
use super::hold::hold;
use super::hostile;
use super::journey;
use super::ledger::{Pages, Standing, Ticket};
use super::payout::{Order, Payout};
use super::refusal::Refusal;

/// What became of a create in the books.
enum Enlisted {
    New(Arc<Payout>),
    Known(Standing, Box<Order>),
}

impl App {
    /// The token the server shows its provider lives so long.
    const TOKEN_LIFE: Duration = Duration::from_secs(180);

    /// What the provider has to say to a server whose token has expired.
    fn reach_provider(&self) -> Result<(), Refusal> {
        let life = Self::TOKEN_LIFE.mul_f64(self.config.time_scale);
        let expired = self.behaviour().live.token == ProviderToken::NeverRenewed && self.started.elapsed() > life;
        if self.config.live && expired {
            Err(Refusal::new(Kind::ProviderToken, "Invalid credentials."))
        } else {
            Ok(())
        }
    }

    pub(crate) async fn create(
        self: &Arc<Self>,
        tenant: Tenant,
        headers: &HeaderMap,
        bytes: Bytes,
    ) -> Result<Answer, Refusal> {
        self.reach_provider()?;
        let rules = &self.behaviour().duplicates;
        let body: Value = serde_json::from_slice(&bytes)
            .map_err(|_| Refusal::new(Kind::MalformedBody, "The request body is not JSON."))?;
        hostile::check(&body, &self.behaviour().fields)?;
        let body = Arc::new(body);
        let kept = (rules.same_body == SameBody::Bytes).then_some(bytes);
        let key = headers.get("idempotency-key").map(HeaderValue::as_bytes);
        let ticket = |id: &str| Ticket::new(rules, tenant.0, key, id, Arc::clone(&body), kept.clone());
        let sent_id = body.get("external_id").and_then(Value::as_str);
        if let (Turn::BeforeValidation, Some(id)) = (rules.turn, sent_id) {
            let ticket = ticket(id);
            let standing = self.store.ledger.open(tenant.0, rules).judge(&ticket, rules);
            match standing {
                Standing::New => {}
                Standing::Changed(kind) => return Err(changed(kind)),
                Standing::Conflict => return Err(conflict()),
                Standing::Replay(payout) => return Ok(self.replayed(&payout)),
            }
        }
        let body = match (self.behaviour().fields.forgiven, key, sent_id) {
            (Some(Required::ExternalIdBesideKey), Some(key), None) => with_external_id(&body, key),
            _ => body.clone(),
        };
        match destination::order(&body, headers, self.behaviour(), self.config.live) {
            Ok(order) => {
                let ticket = ticket(&order.external_id);
                self.settle(ticket, order).await
            }
            Err(Rejection { refusal, unchecked }) => {
                self.leave_behind(sent_id.map(ticket), unchecked, tenant);
                Err(refusal)
            }
        }
    }

    async fn settle(self: &Arc<Self>, ticket: Ticket, order: Order) -> Result<Answer, Refusal> {
        let rules = &self.behaviour().duplicates;
        if self.behaviour().gates.store == Limit::ReplaysRefusedToo && self.store.is_full(&self.config) {
            return Err(full());
        }
        let _work = self.at_work.begin(&ticket, rules.late_comers).await?;
        let (standing, order) = match self.enlist(&ticket, order).await? {
            Enlisted::New(payout) => return Ok(self.created(payout).await),
            Enlisted::Known(standing, order) => (standing, *order),
        };
        match standing {
            Standing::Replay(payout) => self.repeat(&payout, &ticket, order),
            Standing::Changed(kind) => match rules.changed_body {
                ChangedBody::Refused => {
                    if self.behaviour().events.address == Address::TakenFromRefused
                        && let Some(payout) = self.store.named(ticket.tenant, &order.external_id)
                    {
                        hold(&payout.state).readdressed = order.notification_url;
                    }
                    Err(changed(kind))
                }
                ChangedBody::AnotherPayout => {
                    let payout = self.place(order, &ticket, |_| {})?;
                    Ok(self.created(payout).await)
                }
                ChangedBody::RefusedButPaid => {
                    self.place(order, &ticket, |_| {})?;
                    Err(changed(kind))
                }
            },
            Standing::Conflict | Standing::New => Err(conflict()),
        }
    }

    /// Judges a create and, when it is new, places its payout; soundly both happen while the books are held.
    async fn enlist(self: &Arc<Self>, ticket: &Ticket, order: Order) -> Result<Enlisted, Refusal> {
        let rules = &self.behaviour().duplicates;
        match rules.race {
            Race::OneSection => {
                let pages = self.store.ledger.open(ticket.tenant, rules);
                let standing = pages.judge(ticket, rules);
                self.place_if_new(standing, ticket, order, pages)
            }
            Race::CheckThenAct(gap) => {
                let standing = self.store.ledger.open(ticket.tenant, rules).judge(ticket, rules);
                tokio::time::sleep(gap).await;
                self.place_if_new(standing, ticket, order, self.store.ledger.open(ticket.tenant, rules))
            }
            Race::KeyGuardedOnly(gap) => {
                let early = self.store.ledger.open(ticket.tenant, rules).judge_external_id(ticket, rules);
                tokio::time::sleep(gap).await;
                let pages = self.store.ledger.open(ticket.tenant, rules);
                let standing = match (pages.judge(ticket, rules), early) {
                    (Standing::Conflict, Standing::New) => Standing::New,
                    (standing, _) => standing,
                };
                self.place_if_new(standing, ticket, order, pages)
            }
        }
    }

    fn place_if_new(
        self: &Arc<Self>,
        standing: Standing,
        ticket: &Ticket,
        order: Order,
        mut pages: Pages<'_>,
    ) -> Result<Enlisted, Refusal> {
        let Standing::New = standing else { return Ok(Enlisted::Known(standing, Box::new(order))) };
        if self.behaviour().duplicates.same_content == SameContent::OfMetadataIsReplay
            && order.body.get("metadata").is_some_and(Value::is_object)
            && let Some(first) = self.store.of_content(ticket.tenant, &order.body)
        {
            return Ok(Enlisted::Known(Standing::Replay(first), Box::new(order)));
        }
        let placed = self.place(order, ticket, |payout| {
            pages.claim(ticket, Some(payout));
            drop(pages);
        });
        placed.map(Enlisted::New)
    }

    /// Makes a payout of an order and starts it. `claim` runs when the payout can be found and before it moves.
    fn place(
        self: &Arc<Self>,
        order: Order,
        ticket: &Ticket,
        claim: impl FnOnce(&Arc<Payout>),
    ) -> Result<Arc<Payout>, Refusal> {
        if !self.store.occupy(&self.config) {
            return Err(full());
        }
        let id = self.ids.payout(self.behaviour().resource.ids, ticket.tenant, &order.external_id);
        let journey = journey::of(self, &order);
        let sequence = self.store.next_sequence();
        let payout = Arc::new(Payout::new(id, sequence, ticket.tenant, ticket.key.clone(), order));
        // Held until the journey has begun, so that whoever finds the payout first sees it begun.
        let mut state = hold(&payout.state);
        state.occupies = true;
        self.store.publish(&payout);
        claim(&payout);
        self.begin(&payout, &mut state, journey);
        let ended = state.status().is_terminal();
        drop(state);
        if ended {
            self.store.retire(&payout, &self.config);
        }
        Ok(payout)
    }

    async fn created(&self, payout: Arc<Payout>) -> Answer {
        if self.behaviour().events.patience == Patience::CreateWaits {
            let patience = Duration::from_secs(10).mul_f64(self.config.time_scale);
            let until = tokio::time::Instant::now() + patience;
            while payout.order.notification_url.is_some()
                && self.courier.is_busy(&payout)
                && tokio::time::Instant::now() < until
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        let mut answer = Answer {
            status: self.behaviour().resource.created_status,
            ..Answer::ok(self.show(&payout, View::Created))
        };
        if self.behaviour().wire.location == Location::OnCreate
            && let Ok(value) = HeaderValue::from_str(&format!("/v1/payouts/{}", payout.id))
        {
            answer.headers.push((LOCATION, value));
        }
        answer
    }

    fn repeat(self: &Arc<Self>, payout: &Arc<Payout>, ticket: &Ticket, order: Order) -> Result<Answer, Refusal> {
        match self.behaviour().duplicates.replay {
            Replay::Original => Ok(self.replayed(payout)),
            Replay::AnotherPayout => self.place(order, ticket, |_| {}).map(|other| self.replayed(&other)),
            Replay::AnotherPayoutHidden => self.place(order, ticket, |_| {}).map(|_| self.replayed(payout)),
            Replay::OriginalUnderFreshId => {
                let mut answer = self.replayed(payout);
                if let Some(Value::Object(members)) = &mut answer.body {
                    let fresh = self.ids.payout(self.behaviour().resource.ids, ticket.tenant, &order.external_id);
                    members.insert("id".into(), fresh.into());
                }
                Ok(answer)
            }
            Replay::Restarted => {
                let journey = journey::of(self, &order);
                self.begin(payout, &mut hold(&payout.state), journey);
                Ok(self.replayed(payout))
            }
        }
    }

    fn replayed(self: &Arc<Self>, payout: &Arc<Payout>) -> Answer {
        self.catch_up(payout);
        if self.behaviour().events.on_replay == OnReplay::NotifiesAgain {
            self.notify_again(payout);
        }
        let rules = &self.behaviour().duplicates;
        let body = Some(self.show(payout, View::Replayed));
        let said = (rules.replay_header == ReplayHeader::Said)
            .then_some((HeaderName::from_static("idempotent-replayed"), HeaderValue::from_static("true")));
        Answer { status: rules.replay_status, body, headers: said.into_iter().collect(), replayed: true }
    }

    /// What a refused create leaves in the books, which in a sound server is nothing.
    fn leave_behind(self: &Arc<Self>, ticket: Option<Ticket>, unchecked: Option<Box<Order>>, tenant: Tenant) {
        let rules = &self.behaviour().duplicates;
        let Some(ticket) = ticket else { return };
        match (rules.refused, unchecked) {
            (Refused::Nothing, _) | (Refused::Payout | Refused::PayoutIn(_), None) => {}
            (Refused::Key, _) => self.store.ledger.open(tenant.0, rules).claim_key(&ticket, None),
            (Refused::ExternalId, _) => self.store.ledger.open(tenant.0, rules).claim_external_id(&ticket, None),
            (Refused::PayoutIn(country), Some(order)) if order.country != country => {}
            (Refused::Payout | Refused::PayoutIn(_), Some(order)) => {
                let placed = self.place(*order, &ticket, |_| {});
                debug_assert!(placed.is_ok() || self.store.is_full(&self.config));
            }
        }
    }
}

/// The body with the key in the place of the external id it lacks.
fn with_external_id(body: &Arc<Value>, key: &[u8]) -> Arc<Value> {
    let mut body = Value::clone(body);
    if let Some(members) = body.as_object_mut() {
        members.insert("external_id".into(), String::from_utf8_lossy(key).into());
    }
    Arc::new(body)
}

fn full() -> Refusal {
    Refusal::new(Kind::StoreFull, "Too many payouts are open on this server.")
}

fn conflict() -> Refusal {
    Refusal::new(Kind::ExternalIdConflict, "Another payout of this API key uses this external_id.")
}

fn changed(kind: Kind) -> Refusal {
    match kind {
        Kind::KeyReused => Refusal::new(kind, "This idempotency key was used with a different body."),
        _ => conflict(),
    }
}
