//! From request to response: the routes, and what a server says that is to be left alone for a while.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::response::Response;
use axum::routing::post;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::App;
use super::behaviour::RetryAfter;
use super::refusal::Refusal;
use crate::reference::wire::{MOST, hang_up, respond};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
enum Route {
    Create,
    Query,
    Elsewhere,
}

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/1.0/GoOut/Process", post(|s, r| handle(s, Route::Create, r)))
        .route("/1.0/GoOut/Transaction", post(|s, r| handle(s, Route::Query, r)))
        .fallback(|s, r| handle(s, Route::Elsewhere, r))
        .with_state(app)
}

async fn handle(State(app): State<Arc<App>>, route: Route, request: Request) -> Response {
    let rules = &app.config.behaviour;
    if app.config.busy {
        return busy(rules.busy.retry_after, &Refusal::bad("PROCESSING_ERROR").with_status(503).body(&rules.refusals));
    }
    let (parts, body) = request.into_parts();
    let outcome = match (to_bytes(body, MOST).await, route) {
        (Err(_), _) => Err(Refusal::bad("INVALID_REQUEST")),
        (Ok(bytes), Route::Create) => {
            let has_invoice =
                serde_json::from_slice::<Value>(&bytes).is_ok_and(|body| body.get("merchantInvoiceId").is_some());
            if rules.fields.drops_without_invoice && !has_invoice {
                return hang_up();
            }
            app.create(&bytes).await
        }
        (Ok(bytes), Route::Query) => app.query(&parts.headers, &bytes),
        (Ok(_), Route::Elsewhere) => Err(Refusal::bad("INVALID_REQUEST").with_status(404)),
    };
    match outcome {
        Ok((status, body)) => respond(status, &body),
        Err(refusal) => respond(refusal.status, &refusal.body(&rules.refusals)),
    }
}

fn busy(rule: RetryAfter, body: &Value) -> Response {
    let mut response = respond(503, body);
    let later = Timestamp::now().saturating_add(SignedDuration::from_mins(5)).unwrap_or_default();
    let text = match rule {
        RetryAfter::Date => Some(later.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        RetryAfter::IsoDate => Some(format!("{later:.0}")),
        RetryAfter::Seconds => Some("300".to_owned()),
        RetryAfter::LeftOut => None,
    };
    if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert("retry-after", value);
    }
    response
}
