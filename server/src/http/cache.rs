//! Drawn pages of visitors, kept in memory until something changes.

use super::answer::Drawn;
use app::page::Display;
use model::time::Moment;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The most that is kept, in bytes; near it, what nobody asked for since half of it came is dropped.
const MOST: usize = 24 * 1024 * 1024;
/// A page is drawn anew after so many milliseconds, for what is on it that only time changes: ten minutes.
const OLDEST: i64 = 10 * 60 * 1000;

/// What a drawn page depends on, besides the data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Path and query.
    pub address: String,
    /// Scheme and host.
    pub site: String,
    /// How it looks.
    pub display: Display,
}

/// The pages that are kept.
#[derive(Default)]
pub struct PageCache(Mutex<Kept>);

/// Pages of one version of the data, in two halves: what was drawn or asked for lately, and what was before.
#[derive(Default)]
struct Kept {
    version: i64,
    weight: usize,
    late: HashMap<Key, (Moment, Arc<Drawn>)>,
    before: HashMap<Key, (Moment, Arc<Drawn>)>,
}

impl Kept {
    fn put(&mut self, key: Key, drawn_at: Moment, page: Arc<Drawn>) {
        let weight = page.weight() + key.address.len();
        if self.weight + weight > MOST / 2 {
            self.before = std::mem::take(&mut self.late);
            self.weight = 0;
        }
        self.weight += weight;
        self.late.insert(key, (drawn_at, page));
    }
}

impl PageCache {
    /// The page, if it was drawn from this version of the data and not long ago.
    pub fn get(&self, key: &Key, version: i64, now: Moment) -> Option<Arc<Drawn>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != version {
            return None;
        }
        let (drawn_at, page) = match kept.late.get(key) {
            Some((drawn_at, page)) => (*drawn_at, Arc::clone(page)),
            None => {
                let (key, (drawn_at, page)) = kept.before.remove_entry(key)?;
                kept.put(key, drawn_at, Arc::clone(&page));
                (drawn_at, page)
            }
        };
        (drawn_at.0..drawn_at.plus(OLDEST).0).contains(&now.0).then_some(page)
    }

    /// Keeps a page that was drawn from this version of the data.
    pub fn put(&self, key: Key, version: i64, now: Moment, page: Arc<Drawn>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version > version {
            return;
        }
        if kept.version != version {
            *kept = Kept { version, ..Kept::default() };
        }
        kept.put(key, now, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str) -> Key {
        Key { address: address.to_owned(), site: String::new(), display: Display::default() }
    }

    #[test]
    fn a_change_of_the_data_drops_what_was_drawn_before() {
        let cache = PageCache::default();
        let page = Arc::new(Drawn::new(200, "a".to_owned(), false));
        cache.put(key("/"), 1, Moment(0), Arc::clone(&page));
        assert!(cache.get(&key("/"), 1, Moment(1)).is_some());
        assert!(cache.get(&key("/"), 2, Moment(1)).is_none());
        cache.put(key("/annuaire"), 2, Moment(1), Arc::clone(&page));
        cache.put(key("/carte"), 1, Moment(2), page);
        assert!(cache.get(&key("/annuaire"), 2, Moment(3)).is_some());
        assert!(cache.get(&key("/carte"), 2, Moment(3)).is_none());
    }

    #[test]
    fn a_page_grows_old_and_a_clock_that_goes_back_does_no_harm() {
        let cache = PageCache::default();
        cache.put(key("/"), 1, Moment(1000), Arc::new(Drawn::new(200, "a".to_owned(), false)));
        assert!(cache.get(&key("/"), 1, Moment(1000 + OLDEST)).is_none());
        assert!(cache.get(&key("/"), 1, Moment(0)).is_none());
    }

    #[test]
    fn ten_thousand_addresses_do_not_fill_the_memory_and_what_is_asked_for_stays() {
        let cache = PageCache::default();
        let page = Arc::new(Drawn::new(200, "x".repeat(10_000), false));
        cache.put(key("/"), 1, Moment(0), Arc::clone(&page));
        for number in 0..10_000 {
            cache.put(key(&format!("/forum?page={number}")), 1, Moment(0), Arc::clone(&page));
            assert!(cache.get(&key("/"), 1, Moment(1)).is_some(), "{number}");
        }
        assert!(cache.get(&key("/forum?page=0"), 1, Moment(1)).is_none(), "nobody asked for it again");
        let kept = cache.0.lock().unwrap();
        let weight: usize =
            kept.late.values().chain(kept.before.values()).map(|(_, page)| page.weight()).sum();
        assert!(weight <= MOST, "{weight}");
    }
}
