//! From request to response: the routes, and the order in which a request is looked at.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};

use super::refusal::Refusal;
use super::{Answer, App};
use crate::reference::wire::{MOST, hang_up, respond};

/// What is asked for.
#[derive(Clone, Debug)]
enum Route {
    Payouts,
    Start,
    Balance,
    Refund,
    Create,
    Created,
    Read(String),
    Finish(String),
    Announce,
    Elsewhere,
}

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/api/v1/payouts", get(|s, r| handle(s, Route::Payouts, r)).post(|s, r| handle(s, Route::Start, r)))
        .route("/api/v1/balance", get(|s, r| handle(s, Route::Balance, r)))
        .route("/api/v1/refunds", post(|s, r| handle(s, Route::Refund, r)))
        .route("/api/v1/customers", post(|s, r| handle(s, Route::Create, r)).get(|s, r| handle(s, Route::Created, r)))
        .route("/api/v1/customers/{id}", get(|s, Path(id): Path<String>, r| handle(s, Route::Read(id), r)))
        .route("/api/v1/invoices/{id}/mark-paid", post(|s, Path(id): Path<String>, r| handle(s, Route::Finish(id), r)))
        .route("/bench/events", post(|s, r| handle(s, Route::Announce, r)))
        .fallback(|s, r| handle(s, Route::Elsewhere, r))
        .with_state(app)
}

async fn handle(State(app): State<Arc<App>>, route: Route, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let envelope = &app.config.behaviour.envelope;
    let outcome = match to_bytes(body, MOST).await {
        Ok(bytes) => app.answer(&route, &parts, &bytes),
        Err(_) => Err(Refusal::invalid("body", "is too long", envelope)),
    };
    match outcome {
        Ok(Answer::Json { status, body, headers }) => {
            let mut response = respond(status, &body);
            for (name, value) in headers {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response
        }
        Ok(Answer::Nothing) => hang_up(),
        Err(refusal) => respond(refusal.status, &refusal.body(envelope)),
    }
}

impl App {
    fn answer(self: &Arc<Self>, route: &Route, parts: &Parts, bytes: &[u8]) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour;
        let key = self.admit(&parts.headers, matches!(route, Route::Balance))?;
        let query = Query::<HashMap<String, String>>::try_from_uri(&parts.uri).map(|Query(query)| query);
        let query = query.unwrap_or_default();
        match route {
            Route::Payouts => {
                if rules.admission.scope_after_content {
                    let listed = self.list(key, &query)?;
                    return self.allow(key, "payouts:read").map(|()| listed);
                }
                self.allow(key, "payouts:read")?;
                self.list(key, &query)
            }
            Route::Start => self.start(key),
            Route::Balance => self.allow(key, "balance:read").map(|()| self.balance()),
            Route::Refund => {
                self.allow(key, "refunds:write")?;
                self.refund(key, bytes)
            }
            Route::Create => {
                self.allow(key, "customers:write")?;
                self.create(key, &parts.headers, bytes)
            }
            Route::Created => self.allow(key, "customers:read").map(|()| self.created(key)),
            Route::Read(id) => {
                self.allow(key, "customers:read")?;
                self.read(key, id)
            }
            Route::Finish(id) => {
                self.allow(key, "invoices:write")?;
                self.finish(id)
            }
            Route::Announce => self.announce(bytes),
            Route::Elsewhere => Err(Refusal::not_found()),
        }
    }
}
