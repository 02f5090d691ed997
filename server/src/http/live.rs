//! The stream of a person's unread news (server-sent events). It says how many there are, never what.

use super::pages::Asked;
use super::{Edge, sessions};
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::access::Oneself;
use domain::{Error, Platform};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

/// A stream ends by itself after so long; the browser opens the next one, and its session is read again.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// How often a silent stream says that it lives: rarely, because each word wakes the phone's radio.
const ALIVE: Duration = Duration::from_secs(50);

struct Listener {
    platform: Platform,
    right: Oneself,
    news: Receiver<model::id::PersonId>,
    said: Option<i64>,
    ends: Instant,
    _place: OwnedSemaphorePermit,
}

/// Streams the count to whoever is signed in.
pub async fn news(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let right = match sessions::caller(&edge, &asked).await.and_then(|caller| caller.oneself()) {
        Ok(right) => right,
        Err(Error::SignIn) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let Ok(place) = edge.listeners.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let listener = Listener {
        news: edge.platform.bell().listen(),
        platform: edge.platform.clone(),
        right,
        said: None,
        ends: Instant::now() + LONGEST,
        _place: place,
    };
    let events = stream::unfold(listener, next);
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    loop {
        let unread = listener.platform.unread(&listener.right).await.ok()?;
        if listener.said != Some(unread) {
            listener.said = Some(unread);
            return Some((Ok(Event::default().data(unread.to_string())), listener));
        }
        loop {
            match tokio::time::timeout_at(listener.ends, listener.news.recv()).await {
                Ok(Ok(person)) if person == listener.right.person() => break,
                Ok(Ok(_)) => {}
                // Too much happened at once: look at the count itself.
                Ok(Err(RecvError::Lagged(_))) => break,
                Ok(Err(RecvError::Closed)) | Err(_) => return None,
            }
        }
    }
}
