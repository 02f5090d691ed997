//! Streams of what happens while a page is open (server-sent events): how many news are unread, never what; and that a topic has
//! more posts, never which, or goes on elsewhere. A stream reads the database only for who is signed in.

use super::asked::Asked;
use super::places::Place;
use super::{Edge, sessions};
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::access::{Caller, Oneself};
use domain::forum::{Happened, Written};
use domain::{Error, Platform};
use futures_util::stream;
use model::id::PersonId;
use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

/// A stream ends by itself after so long, and the browser opens the next one.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// How often a silent stream says that it lives: rarely, because each word wakes the phone's radio.
const ALIVE: Duration = Duration::from_secs(50);
/// How often a stream asks whether its session still is one: a phone that was locked out must not go on counting.
const LOOKS: Duration = Duration::from_secs(30);
/// How often one look at the database tells all streams of this process what others wrote.
const HEARS: Duration = Duration::from_secs(2);
/// The field of the address with the number of the topic that is open, and the event that tells how many posts it has.
const TOPIC: &str = "sujet";
/// The event that tells that it became one with another.
const MERGED: &str = "reuni";

/// Somebody who keeps a page open.
struct Listener {
    edge: Edge,
    member: Option<Box<Member>>,
    topic: Option<Topic>,
    ends: Instant,
    _place: Place,
}

/// She is signed in.
struct Member {
    asked: Asked,
    right: Oneself,
    news: Receiver<Arc<[PersonId]>>,
    said: Option<i64>,
    /// Whether the count may be another one now.
    in_doubt: bool,
}

/// The topic that is open.
struct Topic {
    writings: Receiver<Written>,
    number: i64,
    said: i64,
    heard: Option<Written>,
}

/// The stream of who is signed in: her unread news, and the topic that she has open.
pub async fn own(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let Ok(caller) = sessions::caller(&edge, &asked).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Ok(right) = caller.oneself() else { return StatusCode::UNAUTHORIZED.into_response() };
    // A topic that she may not read is as one that is not there: her news go on.
    let topic = topic(&edge, &caller, &asked).await.unwrap_or(None);
    let Some(place) = edge.places.of_person(right.person()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let news = edge.platform.bell().listen();
    let member = Member { asked: asked.of_session(), right, news, said: None, in_doubt: true };
    answer(edge, Some(Box::new(member)), topic, place)
}

/// The stream of a visitor: the topic that she has open.
pub async fn visitors(State(edge): State<Edge>, request: Request<Body>) -> Response {
    let asked = Asked::of(&request);
    let topic = match topic(&edge, &Caller::Visitor, &asked).await {
        Ok(Some(topic)) => topic,
        Ok(None) | Err(Error::NotFound | Error::SignIn) => return StatusCode::NOT_FOUND.into_response(),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    match edge.places.of_network(asked.network(&edge)) {
        Some(place) => answer(edge, None, Some(topic), place),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Tells the streams of this process what other processes wrote, for as long as the server runs.
pub async fn hear_others(platform: Platform) {
    let mut heard = None;
    loop {
        tokio::time::sleep(HEARS).await;
        match platform.hear_others(heard).await {
            Ok(now) => heard = now,
            // What was missed is told with the next reply.
            Err(error) => eprintln!("error task=live cause={error}"),
        }
    }
}

async fn topic(edge: &Edge, caller: &Caller, asked: &Asked) -> Result<Option<Topic>, Error> {
    let query = super::forms::decoded(asked.query.as_bytes())?;
    let Ok(number) = query.get(TOPIC).parse() else { return Ok(None) };
    // Listening comes first: what is written between the two is heard.
    let writings = edge.platform.writings().listen();
    let written = edge.platform.written(caller, number).await?;
    Ok(Some(Topic { writings, number, said: 0, heard: Some(written) }))
}

fn answer(edge: Edge, member: Option<Box<Member>>, topic: Option<Topic>, place: Place) -> Response {
    let listener = Listener { edge, member, topic, ends: Instant::now() + LONGEST, _place: place };
    let events = stream::unfold(listener, next);
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    loop {
        if let Some(event) = listener.event().await? {
            return Some((Ok(event), listener));
        }
        listener.hear().await?;
    }
}

impl Listener {
    /// What is to be said now, if anything is; nothing at all once she may not listen any more.
    async fn event(&mut self) -> Option<Option<Event>> {
        let platform = &self.edge.platform;
        let mut caller = Caller::Visitor;
        if let Some(member) = &mut self.member {
            caller = sessions::still(&self.edge, &member.asked, member.right.person()).await?;
            if member.in_doubt {
                member.in_doubt = false;
                let unread = platform.unread(&member.right).await.ok()?;
                if member.said.replace(unread) != Some(unread) {
                    return Some(Some(Event::default().data(unread.to_string())));
                }
            }
        }
        let Some(topic) = &mut self.topic else { return Some(None) };
        let Some(written) = topic.heard.take() else { return Some(None) };
        let event = match written.happened {
            Happened::Posts(posts) if posts > topic.said => {
                topic.said = posts;
                Event::default().event(TOPIC).data(format!("{} {posts}", written.topic))
            }
            Happened::Posts(_) => return Some(None),
            Happened::Merged => Event::default().event(MERGED).data(written.topic.to_string()),
        };
        // It may go on where she does not read.
        let reads = platform.reads(&caller, written.space).await.ok()?;
        Some(reads.then_some(event))
    }

    /// Waits until there may be something to say; nothing at the end of the stream.
    async fn hear(&mut self) -> Option<()> {
        let looks_at = match self.member {
            Some(_) => self.ends.min(Instant::now() + LOOKS),
            None => self.ends,
        };
        loop {
            let news = async {
                match &mut self.member {
                    Some(member) => member.news.recv().await,
                    None => pending().await,
                }
            };
            let writings = async {
                match &mut self.topic {
                    Some(topic) => topic.writings.recv().await,
                    None => pending().await,
                }
            };
            tokio::select! {
                heard = news => if self.member.as_mut()?.hears(heard)? { return Some(()) },
                heard = writings => if self.hears(heard).await? { return Some(()) },
                () = tokio::time::sleep_until(looks_at) => {
                    self.member.as_mut()?.in_doubt = true;
                    return (Instant::now() < self.ends).then_some(());
                }
            }
        }
    }

    /// Whether something was written in her topic.
    async fn hears(&mut self, heard: Result<Written, RecvError>) -> Option<bool> {
        let topic = self.topic.as_mut()?;
        match heard {
            Ok(written) if written.topic == topic.number => topic.heard = Some(written),
            Ok(_) => return Some(false),
            // Too much happened at once: look at the topic itself.
            Err(RecvError::Lagged(_)) => {
                let caller = match &self.member {
                    Some(it) => sessions::still(&self.edge, &it.asked, it.right.person()).await?,
                    None => Caller::Visitor,
                };
                topic.heard = self.edge.platform.written(&caller, topic.number).await.ok();
            }
            Err(RecvError::Closed) => return None,
        }
        Some(true)
    }
}

impl Member {
    /// Whether her count may be another one now.
    fn hears(&mut self, heard: Result<Arc<[PersonId]>, RecvError>) -> Option<bool> {
        self.in_doubt = match heard {
            Ok(people) => people.contains(&self.right.person()),
            // Too much happened at once: look at the count itself.
            Err(RecvError::Lagged(_)) => true,
            Err(RecvError::Closed) => return None,
        };
        Some(self.in_doubt)
    }
}
