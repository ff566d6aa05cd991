//! From request to response: the router, the order in which a request is looked at, and the accept loop.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use futures_util::StreamExt as _;
use hyper::body::Incoming;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::App;
use super::answer::{Answer, HangUp};
use super::behaviour::errors::Kind;
use super::behaviour::side_routes::{UnknownPaths, WrongMethod};
use super::behaviour::wire::{HeaderCase, Latency, MediaTypes};
use super::refusal::Refusal;
use super::route::Route;
use super::test_bench;

/// Beyond the body limit, this much is still read so that the client gets to see the refusal.
const DRAINED: usize = 16 * 1024 * 1024;

/// The routes of the API.
pub(crate) fn router(app: Arc<App>) -> Router {
    let live = app.config.live;
    let router = Router::new()
        .route(
            "/v1/payouts",
            get(|s, r| handle(s, Route::List, None, r)).post(|s, r| handle(s, Route::Create, None, r)),
        )
        .route("/v1/payouts/{id}", get(|s, p: Named, r| handle(s, Route::Read, Some(p), r)))
        .route("/v1/payouts/{id}/cancel", post(|s, p: Named, r| handle(s, Route::Cancel, Some(p), r)))
        .route("/v1/payouts/requirements/{country}", requirements())
        .route("/health", get(|s, r| handle(s, Route::Health, None, r)))
        .method_not_allowed_fallback(|s, r| handle_stray(s, Stray::WrongMethod, r))
        .fallback(|s, r| handle_stray(s, Stray::UnknownPath, r));
    let router = if live { router.route("/test-bench", post(test_bench::force)) } else { router };
    router.with_state(app)
}

type Named = Result<Path<String>, PathRejection>;

fn requirements() -> MethodRouter<Arc<App>> {
    get(|s, p: Named, r| handle(s, Route::Requirements, Some(p), r))
}

async fn handle(State(app): State<Arc<App>>, route: Route, name: Option<Named>, request: Request) -> Response {
    let request_id = app.request_id();
    app.dawdle().await;
    // A path that is not UTF-8 names nothing we know.
    let name = name.and_then(Result::ok).map_or_else(String::new, |Path(name)| name);
    let outcome = app.answer(route, &name, request).await;
    app.respond(route, &request_id, outcome)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stray {
    WrongMethod,
    UnknownPath,
}

async fn handle_stray(State(app): State<Arc<App>>, stray: Stray, request: Request) -> Response {
    let request_id = app.request_id();
    let path = request.uri().path();
    let payouts = path == "/v1/payouts" || path.starts_with("/v1/payouts/");
    let route = if payouts { Route::Elsewhere } else { Route::Health };
    let rules = &app.behaviour().side_routes;
    let refusal = match (stray, rules.unknown_paths, rules.wrong_method) {
        _ if payouts && app.ask_switch(route).is_err() => app.ask_switch(route).err(),
        (Stray::WrongMethod, _, WrongMethod::NotAllowed | WrongMethod::WithoutAllow) => {
            Some(Refusal::new(Kind::MethodNotAllowed, "This route has no such method."))
        }
        (Stray::UnknownPath, UnknownPaths::Plain, _) => None,
        _ => Some(Refusal::new(Kind::RouteNotFound, "There is nothing here.")),
    };
    let Some(refusal) = refusal else {
        let mut response = Response::new(Body::from("404 page not found"));
        *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
        return response;
    };
    let mut response = app.respond(route, &request_id, Err(refusal));
    if stray == Stray::WrongMethod && rules.wrong_method != WrongMethod::NotAllowed {
        // The router adds the list of methods unless it finds one.
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(""));
    }
    response
}

impl App {
    async fn answer(self: &Arc<Self>, route: Route, name: &str, request: Request) -> Result<Answer, Refusal> {
        let tenant = self.admit(route, request.headers())?;
        match route {
            Route::Create => {
                let (parts, body) = request.into_parts();
                let bytes = self.body(&parts.headers, body).await?;
                self.create(tenant, &parts.headers, bytes).await
            }
            Route::List => self.list(tenant, request.uri()),
            Route::Read => self.read(tenant, name),
            Route::Cancel => self.cancel(tenant, name).await,
            Route::Requirements => self.requirements(name),
            Route::Health => Ok(self.health()),
            Route::Elsewhere => Err(Refusal::new(Kind::RouteNotFound, "There is nothing here.")),
        }
    }

    async fn body(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Refusal> {
        let kind = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default().to_ascii_lowercase());
        let is_json = kind.as_deref().is_none_or(|kind| {
            let essence = kind.split(';').next().unwrap_or_default().trim();
            essence == "application/json" || essence.ends_with("+json")
        });
        let mut read = Vec::new();
        let mut size = 0;
        let mut chunks = body.into_data_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| Refusal::new(Kind::MalformedBody, "The request body broke off."))?;
            size += chunk.len();
            if size <= self.config.body_limit {
                read.extend_from_slice(&chunk);
            } else if size > DRAINED {
                break;
            }
        }
        if size > self.config.body_limit {
            return Err(Refusal::new(Kind::BodyTooLarge, "The request body is too large."));
        }
        if !is_json && self.behaviour().wire.media_types == MediaTypes::JsonOrNone {
            return Err(Refusal::new(Kind::MediaType, "Send the body as application/json."));
        }
        Ok(read.into())
    }

    async fn dawdle(&self) {
        if self.behaviour().wire.latency == Latency::Jittered {
            tokio::time::sleep(Duration::from_millis(self.ids.number() % 25)).await;
        }
    }
}

/// Accepts connections until the task is dropped.
pub(crate) async fn run(app: Arc<App>, listener: TcpListener) {
    let service = TowerToHyperService::new(router(Arc::clone(&app)));
    let mut connections = JoinSet::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of file handles, most likely: wait for some to be freed.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
        };
        // Without it small answers wait for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let service = service.clone();
        let mut builder = hyper::server::conn::http1::Builder::new();
        builder.timer(TokioTimer::new());
        builder.title_case_headers(app.behaviour().wire.header_case == HeaderCase::Title);
        connections.spawn(async move {
            let serve = service_fn(move |request: hyper::Request<Incoming>| {
                let answer = service.call(request);
                async move {
                    let response: Result<Response, Infallible> = answer.await;
                    let Ok(response) = response;
                    match response.extensions().get::<HangUp>() {
                        Some(HangUp) => Err(std::io::Error::other("given up on purpose")),
                        None => Ok(response),
                    }
                }
            });
            // Whatever ends a connection ends only that connection.
            let _ = builder.serve_connection(TokioIo::new(stream), serve).await;
        });
    }
}
