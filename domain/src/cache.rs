//! Things that are made of many rows, kept in memory until a row changes.

use crate::error::Error;
use crate::outside::Clock;
use model::time::Moment;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// For how many milliseconds what is kept is trusted before the database is asked for its version again.
///
/// A change made by this process is seen at once; this bounds how late another process's change is seen.
const TRUSTED: i64 = 1000;
/// So long ago that nothing is trusted any more.
const NEVER: Moment = Moment(i64::MIN);

/// A thing in memory, with the version of the rows that it was made of.
pub struct Cache<T> {
    kept: Mutex<Option<Kept<T>>>,
    /// Counts the changes by this process.
    doubts: AtomicU64,
    loading: tokio::sync::Mutex<()>,
}

struct Kept<T> {
    /// The version of what the thing was made from besides its own rows.
    around: i64,
    version: i64,
    checked_at: Moment,
    thing: Arc<T>,
}

impl<T> Kept<T> {
    fn is_trusted(&self, now: Moment) -> bool {
        (self.checked_at.0..self.checked_at.plus(TRUSTED).0).contains(&now.0)
    }
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self { kept: Mutex::default(), doubts: AtomicU64::default(), loading: tokio::sync::Mutex::default() }
    }
}

impl<T> Cache<T> {
    /// The thing and the version of its rows; `ask` reads the version, `load` makes the thing anew if it changed, or if it was
    /// made of another version of what is around it.
    ///
    /// # Errors
    /// What `ask` and `load` say.
    pub async fn get<A, L>(
        &self,
        clock: &dyn Clock,
        around: i64,
        ask: impl FnOnce() -> A + Send,
        load: impl FnOnce() -> L + Send,
    ) -> Result<(i64, Arc<T>), Error>
    where
        A: Future<Output = Result<i64, Error>> + Send,
        L: Future<Output = Result<T, Error>> + Send,
    {
        if let Some(fresh) = self.fresh(around, clock.now()) {
            return Ok(fresh);
        }
        let _one_loads = self.loading.lock().await;
        let now = clock.now();
        if let Some(fresh) = self.fresh(around, now) {
            return Ok(fresh);
        }
        let doubts = self.doubts.load(Ordering::Acquire);
        let version = ask().await?;
        if let Some(thing) = self.of_version(around, version, now, doubts) {
            return Ok((version, thing));
        }
        let thing = Arc::new(load().await?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let checked_at = self.trusted_from(now, doubts);
        *kept = Some(Kept { around, version, checked_at, thing: Arc::clone(&thing) });
        Ok((version, thing))
    }

    /// The version alone, if the thing is fresh: every request asks for it, and on many cores counting who holds the thing
    /// costs more than looking.
    pub fn fresh_version(&self, around: i64, now: Moment) -> Option<i64> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|kept| kept.around == around && kept.is_trusted(now)).map(|kept| kept.version)
    }

    /// The thing as it was last read, however long ago; nothing before the first reader.
    pub fn last(&self) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|kept| Arc::clone(&kept.thing))
    }

    fn fresh(&self, around: i64, now: Moment) -> Option<(i64, Arc<T>)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref().filter(|kept| kept.around == around && kept.is_trusted(now))?;
        Some((kept.version, Arc::clone(&kept.thing)))
    }

    fn of_version(&self, around: i64, version: i64, now: Moment, doubts: u64) -> Option<Arc<T>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_mut().filter(|kept| (kept.around, kept.version) == (around, version))?;
        kept.checked_at = self.trusted_from(now, doubts);
        Some(Arc::clone(&kept.thing))
    }

    /// What was read while something changed is not trusted at all.
    fn trusted_from(&self, now: Moment, doubts: u64) -> Moment {
        if self.doubts.load(Ordering::Acquire) == doubts { now } else { NEVER }
    }

    /// Makes the next reader ask the database.
    pub fn doubt(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        self.doubts.fetch_add(1, Ordering::AcqRel);
        if let Some(kept) = kept.as_mut() {
            kept.checked_at = NEVER;
        }
    }
}
