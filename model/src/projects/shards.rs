//! A map of many things, of which a changed copy shares all but the part that changed.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

/// How many parts there are.
const PARTS: usize = 128;

/// The map.
#[derive(Clone, Debug)]
pub(super) struct Shards<K, V>(Vec<Arc<HashMap<K, V>>>);

impl<K, V> Default for Shards<K, V> {
    fn default() -> Self {
        Self(std::iter::repeat_with(Arc::default).take(PARTS).collect())
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Shards<K, V> {
    /// What stands under a key.
    pub(super) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0[part(key)].get(key)
    }

    /// Puts something under a key.
    pub(super) fn insert(&mut self, key: K, value: V) {
        Arc::make_mut(&mut self.0[part(&key)]).insert(key, value);
    }

    /// Takes away what stands under a key.
    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        Arc::make_mut(&mut self.0[part(key)]).remove(key)
    }
}

impl<K: Clone + Eq + Hash, T: Clone> Shards<K, Vec<T>> {
    /// Changes the list under a key; one in which nothing is left is there no more.
    pub(super) fn change(&mut self, key: &K, change: impl FnOnce(&mut Vec<T>)) {
        let map = Arc::make_mut(&mut self.0[part(key)]);
        let list = map.entry(key.clone()).or_default();
        change(list);
        if list.is_empty() {
            map.remove(key);
        }
    }
}

fn part<K: Hash + ?Sized>(key: &K) -> usize {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
    usize::try_from(hash % PARTS as u64).unwrap_or(0)
}
