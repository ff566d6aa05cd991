//! What requests and answers have in common on the wire, whatever they are about.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::Value;

/// The largest request body.
pub(crate) const MOST: usize = 1024 * 1024;

/// An answer with a body of JSON.
pub(crate) fn respond(status: u16, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    response
}

/// An answer that breaks off before it has said anything.
pub(crate) fn hang_up() -> Response {
    let broken: Result<&'static str, std::io::Error> = Err(std::io::Error::other("given up on purpose"));
    Response::new(Body::from_stream(futures_util::stream::once(std::future::ready(broken))))
}
