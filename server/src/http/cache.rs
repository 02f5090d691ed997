//! Drawn pages of visitors, kept in memory until something changes.

use super::answer::Drawn;
use app::page::Display;
use model::time::Moment;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The most that is kept, in bytes; past it everything is dropped and drawn again when asked for.
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

#[derive(Default)]
struct Kept {
    version: i64,
    weight: usize,
    pages: HashMap<Key, (Moment, Arc<Drawn>)>,
}

impl PageCache {
    /// The page, if it was drawn from this version of the data and not long ago.
    pub fn get(&self, key: &Key, version: i64, now: Moment) -> Option<Arc<Drawn>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (drawn_at, page) = kept.pages.get(key).filter(|_| kept.version == version)?;
        (drawn_at.0..drawn_at.plus(OLDEST).0).contains(&now.0).then(|| Arc::clone(page))
    }

    /// Keeps a page that was drawn from this version of the data.
    pub fn put(&self, key: Key, version: i64, now: Moment, page: Arc<Drawn>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let weight = page.weight() + key.address.len();
        if kept.version > version {
            return;
        }
        if kept.version != version || kept.weight + weight > MOST {
            *kept = Kept { version, ..Kept::default() };
        }
        kept.weight += weight;
        kept.pages.insert(key, (now, page));
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
    fn ten_thousand_addresses_do_not_fill_the_memory() {
        let cache = PageCache::default();
        let page = Arc::new(Drawn::new(200, "x".repeat(10_000), false));
        for number in 0..10_000 {
            cache.put(key(&format!("/annuaire?q={number}")), 1, Moment(0), Arc::clone(&page));
        }
        assert!(cache.0.lock().unwrap().weight <= MOST);
    }
}
