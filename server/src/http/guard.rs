//! A place for each request, and an end to each: when all places are taken, or it takes too long, a polite 503.

use super::asked::Asked;
use super::{Edge, pages};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use model::failure::Failure;
use std::time::Duration;

/// No page takes this long unless something is wrong. Downloads are not stopped: only their start is measured.
const LONGEST: Duration = Duration::from_secs(20);

/// Lets a request in if there is a place.
pub async fn one_of_many(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let Ok(_place) = edge.limits.at_once.try_acquire() else {
        return pages::failure(&edge, &asked, &Failure::Unavailable).await;
    };
    // What writes is never cut: its answer would be a lie about what was kept.
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => pages::failure(&edge, &asked, &Failure::Unavailable).await,
    }
}
