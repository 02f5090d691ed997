//! Drawn pages of visitors, kept in memory until something changes.

use super::answer::Drawn;
use app::page::Display;
use domain::cache::Versioned;
use model::time::Moment;
use std::sync::Arc;

/// The most that is kept, in bytes.
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

/// The pages that are kept, each with when it was drawn.
pub struct PageCache(Versioned<Key, (Moment, Arc<Drawn>)>);

impl Default for PageCache {
    fn default() -> Self {
        Self(Versioned::new(MOST))
    }
}

impl PageCache {
    /// The page, if it was drawn from this version of the data and not long ago.
    pub fn get(&self, key: &Key, version: i64, now: Moment) -> Option<Arc<Drawn>> {
        let (drawn_at, page) = self.0.get(key, version)?;
        (drawn_at.0..drawn_at.plus(OLDEST).0).contains(&now.0).then_some(page)
    }

    /// Keeps a page that was drawn from this version of the data.
    pub fn put(&self, key: Key, version: i64, now: Moment, page: Arc<Drawn>) {
        let weight = page.weight() + key.address.len();
        self.0.put(key, version, weight, (now, page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_grows_old_and_a_clock_that_goes_back_does_no_harm() {
        let cache = PageCache::default();
        let key = Key { address: "/".to_owned(), site: String::new(), display: Display::default() };
        let page = Arc::new(Drawn::new(200, "a".to_owned(), false));
        cache.put(key.clone(), 1, Moment(1000), page);
        assert!(cache.get(&key, 1, Moment(1001)).is_some());
        assert!(cache.get(&key, 1, Moment(1000 + OLDEST)).is_none());
        assert!(cache.get(&key, 1, Moment(0)).is_none());
    }
}
