//! Things that are made of many rows, kept in memory until a row changes: one thing that is made of all of them, or many that are made of some.

use crate::error::Error;
use crate::outside::Clock;
use model::time::Moment;
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
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

/// A thing as it was before something changed.
pub struct Before<T> {
    /// The version of what it was made from besides its own rows.
    pub around: i64,
    /// The version of its rows: it knows every change up to that one.
    pub version: i64,
    /// The thing.
    pub thing: Arc<T>,
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
        T: Send + Sync,
        A: Future<Output = Result<i64, Error>> + Send,
        L: Future<Output = Result<T, Error>> + Send,
    {
        self.follow(clock, around, ask, |_| load()).await
    }

    /// The same, where `load` makes the thing out of what it was, if that is there, and what changed since.
    ///
    /// # Errors
    /// What `ask` and `load` say.
    pub async fn follow<A, L>(
        &self,
        clock: &dyn Clock,
        around: i64,
        ask: impl FnOnce() -> A + Send,
        load: impl FnOnce(Option<Before<T>>) -> L + Send,
    ) -> Result<(i64, Arc<T>), Error>
    where
        T: Send + Sync,
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
        let thing = Arc::new(load(self.before()).await?);
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

    fn before(&self) -> Option<Before<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        Some(Before { around: kept.around, version: kept.version, thing: Arc::clone(&kept.thing) })
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

/// Many things that were made from one version of the rows, and are dropped together when it changes.
///
/// They stand in two halves, what was made or asked for lately and what was before: near the most that is kept, what nobody asked for since
/// half of it came is dropped.
pub struct Versioned<K, V> {
    /// The most that is kept, in bytes.
    most: usize,
    halves: Mutex<Halves<K, V>>,
}

struct Halves<K, V> {
    version: i64,
    /// Of what stands in `late`, in bytes.
    weight: usize,
    late: HashMap<K, (usize, V)>,
    before: HashMap<K, (usize, V)>,
}

impl<K, V> Halves<K, V> {
    fn of(version: i64) -> Self {
        Self { version, weight: 0, late: HashMap::new(), before: HashMap::new() }
    }
}

impl<K: Eq + Hash, V> Halves<K, V> {
    fn put(&mut self, key: K, weight: usize, value: V, most: usize) {
        if self.weight + weight > most / 2 {
            self.before = std::mem::take(&mut self.late);
            self.weight = 0;
        }
        self.weight += weight;
        self.late.insert(key, (weight, value));
    }
}

impl<K: Eq + Hash, V: Clone> Versioned<K, V> {
    /// Room for so many bytes.
    pub fn new(most: usize) -> Self {
        Self { most, halves: Mutex::new(Halves::of(0)) }
    }

    /// What was made for this key from this version.
    pub fn get(&self, key: &K, version: i64) -> Option<V> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if halves.version != version {
            return None;
        }
        if let Some((_, value)) = halves.late.get(key) {
            return Some(value.clone());
        }
        let (key, (weight, value)) = halves.before.remove_entry(key)?;
        halves.put(key, weight, value.clone(), self.most);
        Some(value)
    }

    /// Keeps what was made from this version, of so many bytes; what was made from an older one than others were is not kept.
    pub fn put(&self, key: K, version: i64, weight: usize, value: V) {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if halves.version > version {
            return;
        }
        if halves.version != version {
            *halves = Halves::of(version);
        }
        halves.put(key, weight, value, self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::Versioned;

    #[test]
    fn a_change_of_the_data_drops_what_was_made_before() {
        let kept = Versioned::new(1000);
        kept.put("a", 1, 1, 10);
        assert_eq!(kept.get(&"a", 1), Some(10));
        assert_eq!(kept.get(&"a", 2), None);
        kept.put("b", 2, 1, 20);
        kept.put("c", 1, 1, 30);
        assert_eq!((kept.get(&"b", 2), kept.get(&"c", 2), kept.get(&"a", 1)), (Some(20), None, None));
    }

    #[test]
    fn ten_thousand_things_do_not_fill_the_memory_and_what_is_asked_for_stays() {
        let kept = Versioned::new(100_000);
        kept.put(-1, 1, 1000, 0);
        for number in 0..10_000 {
            kept.put(number, 1, 1000, number);
            assert_eq!(kept.get(&-1, 1), Some(0), "{number}");
        }
        assert_eq!(kept.get(&0, 1), None, "nobody asked for it again");
        let halves = kept.halves.lock().unwrap();
        let weight: usize =
            halves.late.values().chain(halves.before.values()).map(|(weight, _)| weight).sum();
        assert!(weight <= 100_000, "{weight}");
    }
}
