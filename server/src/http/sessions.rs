//! Sessions: tower-sessions on our own rows; a visitor has neither a cookie nor a row.

use super::Edge;
use super::pages::Asked;
use async_trait::async_trait;
use domain::access::Caller;
use domain::accounts::{AccountStore, SESSION_ABSOLUTE, SESSION_IDLE, SessionRow};
use domain::outside::hex;
use domain::{Error, Platform, StoreError};
use model::id::PersonId;
use model::time::Moment;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};
use tower_sessions::{Expiry, Session, SessionManagerLayer};

/// A session in use is put off at most so often, in milliseconds: every ten minutes.
const TOUCH: i64 = 10 * 60 * 1000;
/// Who signed in.
const PERSON: &str = "person";
/// When, in Unix milliseconds.
const SINCE: &str = "since";

/// The layer that reads and writes the cookie.
pub fn layer(
    accounts: Arc<dyn AccountStore>,
    platform: Platform,
    secret: &str,
    https: bool,
) -> SessionManagerLayer<Rows> {
    let rows = Rows { accounts, platform, secret: Arc::from(secret) };
    SessionManagerLayer::new(rows)
        .with_name(if https { "__Host-sid" } else { "sid" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // The cookie lasts as long as any session may; the row says when this one is over.
        .with_expiry(Expiry::OnInactivity(Duration::milliseconds(SESSION_ABSOLUTE)))
}

/// Who asks. Without a cookie this reads nothing.
///
/// # Errors
/// `Store`.
pub(super) async fn caller(edge: &Edge, asked: &Asked) -> Result<Caller, Error> {
    let name = if edge.https { "__Host-sid" } else { "sid" };
    let (Some(session), Some(_)) = (&asked.session, super::pages::cookie(&asked.headers, name)) else {
        return Ok(Caller::Visitor);
    };
    let person: Option<PersonId> = session.get(PERSON).await.map_err(failed)?;
    let since: Option<i64> = session.get(SINCE).await.map_err(failed)?;
    let (Some(person), Some(since)) = (person, since) else { return Ok(Caller::Visitor) };
    if Moment(since).plus(SESSION_ABSOLUTE) <= edge.platform.clock().now() {
        end(Some(session.clone())).await;
        return Ok(Caller::Visitor);
    }
    Ok(edge.platform.person(person).await?.map_or(Caller::Visitor, Caller::Person))
}

/// Begins a session with a new id, whatever id the browser came with.
///
/// # Errors
/// `Internal` if it cannot be kept.
pub async fn begin(edge: &Edge, session: Option<Session>, person: PersonId) -> Result<(), Error> {
    let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
    // Not `flush`, which would keep the id that the browser came with.
    session.clear().await;
    session.cycle_id().await.map_err(failed)?;
    session.insert(PERSON, person).await.map_err(failed)?;
    session.insert(SINCE, edge.platform.clock().now().0).await.map_err(failed)?;
    session.save().await.map_err(failed)
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
pub async fn end(session: Option<Session>) {
    if let Some(session) = session
        && let Err(error) = session.flush().await
    {
        super::log::disaster("-", "/deconnexion", error);
    }
}

/// Our rows behind tower-sessions' trait.
#[derive(Clone)]
pub struct Rows {
    accounts: Arc<dyn AccountStore>,
    platform: Platform,
    secret: Arc<str>,
}

impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rows")
    }
}

impl Rows {
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
        let person = record.data.get(PERSON).and_then(|it| it.as_str()).and_then(PersonId::parse);
        let now = self.platform.clock().now();
        let expires_at = now.plus(SESSION_IDLE);
        Ok(SessionRow { id_hash: self.hash(&record.id), data, person, created_at: now, expires_at })
    }
}

#[async_trait]
impl SessionStore for Rows {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        self.accounts.save_session(&self.row(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let now = self.platform.clock().now();
        let row = self.accounts.session(&self.hash(id), now).await.map_err(backend)?;
        if let Some(row) = row.as_ref().filter(|row| row.expires_at <= now.plus(SESSION_IDLE - TOUCH)) {
            // Who works stays signed in; if this cannot be kept now, her next request tries again.
            drop(self.accounts.touch_session(&row.id_hash, now.plus(SESSION_IDLE)).await);
        }
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
        self.accounts.delete_session(&self.hash(id)).await.map_err(backend)
    }
}

fn backend(error: StoreError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
