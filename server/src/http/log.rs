//! The log: one line on standard error for each disaster, with the id of its request and never an address of a person.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use domain::outside::Chance;
use std::fmt;

/// The id of a request, in the log and on the error page.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Gives every request an id.
pub async fn with_id(mut request: Request, next: Next) -> Response {
    let id = crate::outside::SystemChance.token(6);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Writes the line of a disaster. The path of a recovery is a key, and is left out.
pub fn disaster(id: &str, path: &str, cause: impl fmt::Display) {
    let path = if path.starts_with("/retrouver/") { "/retrouver/…" } else { path };
    eprintln!("error request={id} path={path} cause={cause}");
}
