//! Sessions: tower-sessions makes and ends them on our own rows; who asks is read in one statement, and remembered for
//! seconds. A visitor has neither a cookie nor a row.

use super::Edge;
use super::asked::{self, Asked};
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::access::Caller;
use domain::accounts::{
    STAY_ABSOLUTE, STAY_IDLE, SessionRow, SessionStore as AccountSessions, SignIn, end_when_used,
};
use domain::outside::hex;
use domain::{Error, Platform, StoreError};
use model::accounts::{Device, Strength};
use model::failure::Failure;
use model::id::PersonId;
use model::time::Moment;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};
use tower_sessions::{Expiry, Session, SessionManagerLayer};

/// What a session keeps: who, how surely, on what, whether she stays, the rights it was begun with, since when (Unix
/// milliseconds), and the handle with which she ends it.
const PERSON: &str = "person";
const STRENGTH: &str = "strength";
const DEVICE: &str = "device";
const STAYS: &str = "stays";
const RIGHTS: &str = "rights";
const SINCE: &str = "since";
const HANDLE: &str = "handle";
/// The cookie of a phone that rings lasts as long as a session may, and as long again as the phone sleeps after it.
const PHONE_SECONDS: i64 = (STAY_ABSOLUTE + STAY_IDLE) / 1000;
/// The length of a handle, in bytes.
const HANDLE_BYTES: usize = 9;

/// The layer that reads and writes the cookie.
pub fn layer(rows: Rows, https: bool) -> SessionManagerLayer<Rows> {
    SessionManagerLayer::new(rows)
        .with_name(cookie_name(https))
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // The browser forgets it when it is closed, unless she asked to stay; the row says when a session is over.
        .with_expiry(Expiry::OnSessionEnd)
}

const fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-sid" } else { "sid" }
}

/// Who asks. Without a cookie this reads nothing. A session whose rights changed gets a new id on the way.
///
/// # Errors
/// `Store`.
pub(super) async fn caller(edge: &Edge, asked: &Asked) -> Result<Caller, Error> {
    let (Some(session), Some(id)) = (&asked.session, session_id(edge, asked)) else {
        return Ok(Caller::Visitor);
    };
    let recognised = edge.platform.recognise(&edge.rows.hash(&id)).await?;
    let is_there = match recognised.renew_to {
        // A request beside this one may have renewed it: what is gone must not come back empty.
        Some(_) => session.get::<String>(PERSON).await.map_err(failed)?.is_some(),
        None => false,
    };
    if let Some(rights) = recognised.renew_to.filter(|_| is_there) {
        let stays: Option<bool> = session.get(STAYS).await.map_err(failed)?;
        session.cycle_id().await.map_err(failed)?;
        session.insert(RIGHTS, rights).await.map_err(failed)?;
        keep_for(session, stays.unwrap_or(false));
    }
    Ok(recognised.caller)
}

/// Who asks, if the session that somebody asked with is still hers, with the rights that it was opened with.
pub(super) async fn still(edge: &Edge, asked: &Asked, person: PersonId) -> Option<Caller> {
    let id = session_id(edge, asked)?;
    let recognised = edge.platform.recognise(&edge.rows.hash(&id)).await.ok()?;
    let is_hers = recognised.caller.oneself().is_ok_and(|right| right.person() == person);
    (recognised.renew_to.is_none() && is_hers).then_some(recognised.caller)
}

fn session_id(edge: &Edge, asked: &Asked) -> Option<Id> {
    asked::cookie(&asked.headers, cookie_name(edge.https)).and_then(|id| id.parse().ok())
}

/// Begins a session with a new id, whatever id the browser came with. The layer keeps it once, when the answer leaves.
///
/// # Errors
/// `Unavailable` if the one that she came with cannot be ended.
pub async fn begin(edge: &Edge, asked: &Asked, sign_in: &SignIn) -> Result<(), Error> {
    let session = asked.session.clone().ok_or_else(|| Error::Internal("no session layer".into()))?;
    let agent = asked.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let handle = edge.platform.chance().token(HANDLE_BYTES);
    // Not `flush`, which would keep the id that the browser came with. Without one there is nothing to end.
    if session.id().is_some() {
        session.clear().await;
        session.cycle_id().await.map_err(failed)?;
    }
    let values = [
        (PERSON, Value::from(sign_in.person.id.to_string())),
        (STRENGTH, Value::from(sign_in.strength.code())),
        (DEVICE, Value::from(Device::of(agent.unwrap_or_default()).code())),
        (STAYS, Value::from(sign_in.stays)),
        (RIGHTS, Value::from(sign_in.rights_version)),
        (SINCE, Value::from(edge.platform.clock().now().0)),
        (HANDLE, Value::from(handle.as_str())),
    ];
    for (name, value) in values {
        session.insert_value(name, value).await.map_err(failed)?;
    }
    keep_for(&session, sign_in.stays);
    edge.platform.forget_sessions();
    let phone = asked::cookie(&asked.headers, phone_cookie(edge.https));
    if let Some(token) = phone.filter(|_| sign_in.strength != Strength::Halfway) {
        edge.platform.device_signed_in(token, sign_in.person.id, &handle).await?;
    }
    Ok(())
}

const fn phone_cookie(https: bool) -> &'static str {
    if https { "__Host-appareil" } else { "appareil" }
}

/// The header with which a phone that rings is known again: it opens nothing.
pub(super) fn phone_kept(edge: &Edge, token: &str) -> Option<HeaderValue> {
    let (name, secure) = (phone_cookie(edge.https), if edge.https { "; Secure" } else { "" });
    let cookie =
        format!("{name}={token}; Path=/; Max-Age={PHONE_SECONDS}; SameSite=Strict; HttpOnly{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Tells somebody whose session could not be kept; the layer answers her with nothing at all.
pub async fn told(request: Request<Body>, next: Next) -> Response {
    let response = next.run(request).await;
    let is_wordless = !response.headers().contains_key(header::CONTENT_TYPE);
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && is_wordless {
        let mut response = super::pages::plain(&Failure::Unavailable);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        return response;
    }
    response
}

fn keep_for(session: &Session, stays: bool) {
    let expiry = if stays {
        Expiry::OnInactivity(Duration::milliseconds(STAY_ABSOLUTE))
    } else {
        Expiry::OnSessionEnd
    };
    session.set_expiry(Some(expiry));
}

/// A database that is locked or gone is no fault of ours: it is told as what it is.
fn failed(error: tower_sessions::session::Error) -> Error {
    match error {
        tower_sessions::session::Error::Store(session_store::Error::Backend(cause)) => {
            Error::Store(StoreError::Unavailable(cause.into()))
        }
        other => Error::Internal(other.into()),
    }
}

/// Ends a session; what cannot be deleted now expires by itself.
pub async fn end(edge: &Edge, session: Option<Session>) {
    if let Some(id) = session.as_ref().and_then(Session::id)
        && let Err(error) = edge.platform.device_left(&edge.rows.hash(&id)).await
    {
        super::log::disaster("-", "/deconnexion", error);
    }
    if let Some(session) = session
        && let Err(error) = session.flush().await
    {
        super::log::disaster("-", "/deconnexion", error);
    }
    // Not before: a request at this moment would read it once more and remember it.
    edge.platform.forget_sessions();
}

/// Our rows behind tower-sessions' trait. One counter, as for `Edge`: the layer clones them for each request.
#[derive(Clone)]
pub struct Rows(Arc<RowsParts>);

/// The parts of the rows.
pub struct RowsParts {
    sessions: Arc<dyn AccountSessions>,
    platform: Platform,
    secret: String,
}

impl Deref for Rows {
    type Target = RowsParts;

    fn deref(&self) -> &RowsParts {
        &self.0
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rows")
    }
}

impl Rows {
    /// Rows whose ids are hashed with this secret.
    pub fn new(sessions: Arc<dyn AccountSessions>, platform: Platform, secret: &str) -> Self {
        Self(Arc::new(RowsParts { sessions, platform, secret: secret.to_owned() }))
    }

    /// What is kept instead of the id: whoever reads the table cannot become anybody.
    fn hash(&self, id: &Id) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.secret.as_bytes());
        hasher.update(id.0.to_be_bytes());
        hex(&hasher.finalize())
    }

    fn row(&self, record: &Record) -> session_store::Result<SessionRow> {
        let data = serde_json::to_string(&record.data)
            .map_err(|error| session_store::Error::Encode(error.to_string()))?;
        let text = |name: &str| record.data.get(name).and_then(Value::as_str).unwrap_or_default();
        let number = |name: &str| record.data.get(name).and_then(Value::as_i64);
        let stays = record.data.get(STAYS).and_then(Value::as_bool).unwrap_or(false);
        let now = self.platform.clock().now();
        let created_at = number(SINCE).map_or(now, Moment);
        Ok(SessionRow {
            id_hash: self.hash(&record.id),
            handle: text(HANDLE).to_owned(),
            person: PersonId::parse(text(PERSON)),
            strength: Strength::parse(text(STRENGTH)).unwrap_or(Strength::Halfway),
            device: Device::read(text(DEVICE)),
            stays,
            rights_version: number(RIGHTS).unwrap_or_default(),
            created_at,
            seen_at: now,
            expires_at: end_when_used(stays, created_at, now),
            data,
        })
    }
}

#[async_trait]
impl SessionStore for Rows {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        loop {
            match self.sessions.add_session(&self.row(record)?).await {
                Ok(true) => return Ok(()),
                Ok(false) => record.id = Id::default(),
                Err(error) => {
                    // The layer gives the cause to nobody.
                    super::log::disaster("-", "-", &error);
                    return Err(backend(error));
                }
            }
        }
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.sessions.save_session(&self.row(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let now = self.platform.clock().now();
        let row = self.sessions.session(&self.hash(id), now).await.map_err(backend)?;
        row.map(|row| {
            let data = serde_json::from_str(&row.data)
                .map_err(|error| session_store::Error::Decode(error.to_string()))?;
            let expiry_date =
                OffsetDateTime::from_unix_timestamp_nanos(i128::from(row.expires_at.0) * 1_000_000)
                    .map_err(|error| session_store::Error::Decode(error.to_string()))?;
            Ok(Record { id: *id, data, expiry_date })
        })
        .transpose()
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.sessions.delete_session(&self.hash(id)).await.map_err(backend)
    }
}

fn backend(error: StoreError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
