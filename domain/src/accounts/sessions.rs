//! Sessions: a row for each sign-in, never one for a visitor; the id is kept only as a hash.

use crate::access::Caller;
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{Device, Strength};
use model::id::PersonId;
use model::time::Moment;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// A session ends after so many milliseconds without a request: 12 hours (ASVS 7.3.1).
pub const SESSION_IDLE: i64 = 12 * 60 * 60 * 1000;
/// A session ends so many milliseconds after the sign-in whatever happens: 7 days (ASVS 7.3.2).
pub const SESSION_ABSOLUTE: i64 = 7 * 24 * 60 * 60 * 1000;
/// The same on a phone where she stays signed in: 60 days, because data to sign in again costs money.
pub const STAY_IDLE: i64 = 60 * 24 * 60 * 60 * 1000;
/// And 180 days in all.
pub const STAY_ABSOLUTE: i64 = 180 * 24 * 60 * 60 * 1000;
/// For so many milliseconds the same session is not read again: 5 seconds.
const REMEMBERED: i64 = 5_000;
/// The most sessions that are remembered at once.
const REMEMBERED_AT_ONCE: usize = 10_000;

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the id that the cookie carries.
    pub id_hash: String,
    /// What its owner ends it with; it opens nothing.
    pub handle: String,
    /// What the session layer keeps in it, as JSON.
    pub data: String,
    /// Whose it is, so that all of hers can be ended.
    pub person: Option<PersonId>,
    /// How surely it is she.
    pub strength: Strength,
    /// On what.
    pub device: Device,
    /// Whether she stays signed in there.
    pub stays: bool,
    /// The version of her rights when it began; it is renewed when they changed.
    pub rights_version: i64,
    /// When it began.
    pub created_at: Moment,
    /// The last time, to ten minutes.
    pub seen_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
}

/// What of a session decides how long it lasts and whether it must be renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionUse {
    /// Whether she stays signed in there.
    pub stays: bool,
    /// The version of her rights when it began.
    pub rights_version: i64,
    /// When it began.
    pub created_at: Moment,
    /// The last time, to ten minutes.
    pub seen_at: Moment,
}

/// When a session ends if it is used now.
pub fn end_when_used(stays: bool, created_at: Moment, now: Moment) -> Moment {
    let (idle, absolute) = if stays { (STAY_IDLE, STAY_ABSOLUTE) } else { (SESSION_IDLE, SESSION_ABSOLUTE) };
    now.plus(idle).min(created_at.plus(absolute))
}

/// Who asks, and whether her session must get a new id because her rights changed.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// Who.
    pub caller: Caller,
    /// The rights that the session must be renewed to.
    pub renew_to: Option<i64>,
}

/// Who was recognised in the last seconds, so that a page's many requests read their session once.
#[derive(Default)]
pub struct SessionCache {
    entries: Mutex<HashMap<String, (Recognised, Moment)>>,
    /// Grows when everything is forgotten, so that what was read before a change is not remembered after it.
    age: AtomicU64,
}

impl SessionCache {
    fn get(&self, id_hash: &str, now: Moment) -> Option<Recognised> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that went back makes an entry look young for ever: only the near future counts.
        let fresh = |until: Moment| now < until && until <= now.plus(REMEMBERED);
        entries.get(id_hash).filter(|(_, until)| fresh(*until)).map(|(recognised, _)| recognised.clone())
    }

    fn put(&self, id_hash: &str, recognised: &Recognised, now: Moment, read_at_age: u64) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if self.age.load(Ordering::SeqCst) != read_at_age {
            return;
        }
        if entries.len() >= REMEMBERED_AT_ONCE {
            entries.clear();
        }
        entries.insert(id_hash.to_owned(), (recognised.clone(), now.plus(REMEMBERED)));
    }

    /// After any change of a session or of a right: everybody is read again.
    pub fn forget(&self) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        self.age.fetch_add(1, Ordering::SeqCst);
        entries.clear();
    }
}

impl Platform {
    /// Who has the session with this hashed id.
    ///
    /// # Errors
    /// `Store`.
    pub async fn recognise(&self, id_hash: &str) -> Result<Recognised, Error> {
        /// A session in use is put off at most so often, in milliseconds: every ten minutes.
        const TOUCH: i64 = 10 * 60 * 1000;
        let now = self.clock.now();
        if let Some(recognised) = self.session_cache.get(id_hash, now) {
            return Ok(recognised);
        }
        let age = self.session_cache.age.load(Ordering::SeqCst);
        let Some((row, person, seen, rights)) = self.stores.sessions.caller(id_hash, now).await? else {
            return Ok(Recognised { caller: Caller::Visitor, renew_to: None });
        };
        if now >= row.seen_at.plus(TOUCH) {
            // Who works stays signed in; if this cannot be kept now, her next request tries again.
            drop(
                self.stores
                    .sessions
                    .touch_session(id_hash, now, end_when_used(row.stays, row.created_at, now))
                    .await,
            );
        }
        let renew_to = (rights != row.rights_version).then_some(rights);
        let recognised = Recognised { caller: Caller::recognised(person, seen), renew_to };
        if renew_to.is_none() {
            self.session_cache.put(id_hash, &recognised, now, age);
        }
        Ok(recognised)
    }

    /// After a session began or ended: everybody is read again.
    pub fn forget_sessions(&self) {
        self.session_cache.forget();
    }
}
