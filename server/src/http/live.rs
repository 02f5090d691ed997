//! The stream of a person's unread news (server-sent events). It says how many there are, never what.

use super::pages::Asked;
use super::{Edge, sessions};
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::access::Oneself;
use futures_util::stream;
use model::id::PersonId;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

/// How many streams are open at once; a phone without one asks with its next page.
const ALL: usize = 1_000;
/// How many of one person: her phone, a computer, and a few tabs.
const OWN: usize = 6;
/// A stream ends by itself after so long, and the browser opens the next one.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// How often a silent stream says that it lives: rarely, because each word wakes the phone's radio.
const ALIVE: Duration = Duration::from_secs(50);
/// How often a stream asks whether its session still is one: a phone that was locked out must not go on counting.
const LOOKS: Duration = Duration::from_secs(30);

/// The streams that are open.
#[derive(Clone, Default)]
pub struct Listeners {
    open: Arc<Mutex<HashMap<PersonId, usize>>>,
}

/// A place among them, free again when it is dropped.
struct Place {
    listeners: Listeners,
    person: PersonId,
}

impl Listeners {
    fn take(&self, person: PersonId) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.get(&person).copied().unwrap_or_default();
        if own >= OWN || open.values().sum::<usize>() >= ALL {
            return None;
        }
        open.insert(person, own + 1);
        Some(Place { listeners: self.clone(), person })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.listeners.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.person) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(open.remove(&self.person)),
        }
    }
}

struct Listener {
    edge: Edge,
    asked: Asked,
    right: Oneself,
    news: Receiver<PersonId>,
    said: Option<i64>,
    ends: Instant,
    _place: Place,
}

/// Streams the count to whoever is signed in.
pub async fn news(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let right = match sessions::caller(&edge, &asked).await.and_then(|caller| caller.oneself()) {
        Ok(right) => right,
        Err(Error::SignIn) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let Some(place) = edge.listeners.take(right.person()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let listener = Listener {
        news: edge.platform.bell().listen(),
        edge,
        asked,
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
        if !sessions::lasts(&listener.edge, &listener.asked, listener.right.person()).await {
            return None;
        }
        let unread = listener.edge.platform.unread(&listener.right).await.ok()?;
        if listener.said != Some(unread) {
            listener.said = Some(unread);
            return Some((Ok(Event::default().data(unread.to_string())), listener));
        }
        let looks_at = Instant::now() + LOOKS;
        loop {
            match tokio::time::timeout_at(looks_at.min(listener.ends), listener.news.recv()).await {
                Ok(Ok(person)) if person == listener.right.person() => break,
                Ok(Ok(_)) => {}
                // Too much happened at once: look at the count itself.
                Ok(Err(RecvError::Lagged(_))) => break,
                Err(_) if Instant::now() < listener.ends => break,
                Ok(Err(RecvError::Closed)) | Err(_) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_every_place() {
        let listeners = Listeners::default();
        let (one, other) = (PersonId::new(uuid::Uuid::from_u128(1)), PersonId::new(uuid::Uuid::from_u128(2)));
        let mut places: Vec<Place> = std::iter::from_fn(|| listeners.take(one)).collect();
        assert_eq!(places.len(), OWN);
        assert!(listeners.take(other).is_some());
        places.pop();
        assert!(listeners.take(one).is_some());
        drop(places);
        assert!(listeners.open.lock().unwrap().is_empty());
    }
}
