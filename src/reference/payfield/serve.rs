//! From request to response: the routes, and the order in which a request is looked at.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;

use super::admit::Visit;
use super::refusal::Refusal;
use super::view::{balance, read};
use super::{Answer, App};
use crate::reference::wire::{MOST, hang_up, respond};

/// What is asked for.
#[derive(Clone, Debug)]
enum Route {
    Create,
    Read(String),
    Balance,
    Elsewhere,
}

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/api/v1/payouts", post(|s, r| handle(s, Route::Create, r)))
        .route("/api/v1/payouts/{id}", get(|s, Path(id): Path<String>, r| handle(s, Route::Read(id), r)))
        .route("/api/v1/balance", get(|s, r| handle(s, Route::Balance, r)))
        .fallback(|s, r| handle(s, Route::Elsewhere, r))
        .with_state(app)
}

async fn handle(State(app): State<Arc<App>>, route: Route, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let outcome = match to_bytes(body, MOST).await {
        Ok(bytes) => app.answer(route, &parts, &bytes).await,
        Err(_) => Err(Refusal::field("body", "body must be a JSON object")),
    };
    match outcome {
        Ok(Answer::Json(status, body)) => respond(status, &body),
        Ok(Answer::Nothing) => hang_up(),
        Err(refusal) => respond(refusal.status, &refusal.body(&app.config.behaviour.envelope)),
    }
}

impl App {
    async fn answer(self: &Arc<Self>, route: Route, parts: &Parts, bytes: &[u8]) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour;
        if matches!(route, Route::Elsewhere) {
            return Err(Refusal::not_found("Route not found"));
        }
        if rules.auth.body_first && matches!(route, Route::Create) {
            self.read_order(bytes)?;
        }
        let visit = Visit { method: &parts.method, uri: &parts.uri, headers: &parts.headers, body: bytes };
        let merchant = self.admit(&visit)?;
        let query = Query::<HashMap<String, String>>::try_from_uri(&parts.uri).map(|Query(query)| query);
        let named = query.unwrap_or_default().remove("shop_code");
        match route {
            Route::Create => {
                let has_id = serde_json::from_slice::<Value>(bytes).is_ok_and(|body| body.get("external_id").is_some());
                if rules.fields.drops_without_external_id && !has_id {
                    return Ok(Answer::Nothing);
                }
                self.create(merchant, bytes).await
            }
            Route::Read(id) => self.read(merchant, named.as_deref(), &id),
            Route::Balance => {
                let shop = self.shop(merchant, named.as_deref())?;
                let account = *self.book().account(shop);
                Ok(Answer::Json(200, balance(shop, &account, rules)))
            }
            Route::Elsewhere => Err(Refusal::not_found("Route not found")),
        }
    }

    fn read(&self, merchant: usize, named: Option<&str>, external_id: &str) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour.reads;
        let shop = self.shop(merchant, named)?;
        let mut found = self.book().find(merchant, shop, external_id);
        if rules.any_shop {
            found = found.or_else(|| self.book().find_anywhere(merchant, external_id));
        }
        let Some(payout) = found else {
            let refusal = Refusal::not_found(rules.unknown_text).with_code(rules.unknown_code);
            return Err(refusal.with_status(rules.unknown_status));
        };
        let status = if payout.state().status == "pending" { rules.pending_status } else { 200 };
        Ok(Answer::Json(status, read(&payout, &self.config.behaviour)))
    }
}
