//! A list in its order with what finds things in it, of which a changed copy shares all that did not change.

use super::browse::{Facts, Found, Hit, found};
use super::choices::{Choices, Counter, Narrowed};
use super::filter::WorkFilter;
use crate::directory::Terms;
use crate::search::{Segments, Texts, query_terms};
use roaring::RoaringBitmap;
use std::cmp::Reverse;
use std::sync::Arc;

/// How many things a part of the list has at most.
const PART: usize = 512;

/// A thing with what lists know of it.
#[derive(Debug)]
pub(super) struct Entry<T> {
    /// Its number in the index; it is never given again.
    key: u32,
    /// What lists know of it.
    pub(super) facts: Arc<Facts>,
    /// The thing.
    pub(super) thing: Arc<T>,
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        Self { key: self.key, facts: Arc::clone(&self.facts), thing: Arc::clone(&self.thing) }
    }
}

impl<T> Entry<T> {
    /// Where it stands among others: the latest first.
    pub(super) fn rank(&self) -> (Reverse<i64>, &str) {
        rank(&self.facts)
    }
}

fn rank(facts: &Facts) -> (Reverse<i64>, &str) {
    (Reverse(facts.day), &facts.slug)
}

/// The list.
#[derive(Debug)]
pub(super) struct Ordered<T> {
    /// The latest first; no part is empty.
    parts: Vec<Arc<Vec<Entry<T>>>>,
    /// How many things stand before each part.
    before: Vec<usize>,
    count: usize,
    index: Segments,
    next_key: u32,
    choices: Choices,
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            before: Vec::new(),
            count: 0,
            index: Segments::default(),
            next_key: 0,
            choices: Choices::default(),
        }
    }
}

impl<T> Clone for Ordered<T> {
    fn clone(&self) -> Self {
        Self {
            parts: self.parts.clone(),
            before: self.before.clone(),
            count: self.count,
            index: self.index.clone(),
            next_key: self.next_key,
            choices: self.choices.clone(),
        }
    }
}

impl<T> Ordered<T> {
    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// All of them in their order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry<T>> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// The one that stands there.
    pub(super) fn get(&self, at: usize) -> Option<&Entry<T>> {
        let part = self.before.partition_point(|before| *before <= at).checked_sub(1)?;
        self.parts[part].get(at - self.before[part])
    }

    /// Adds things, each of which `words` indexes under its key.
    pub(super) fn extend(
        &mut self,
        things: impl IntoIterator<Item = (Arc<Facts>, Arc<T>)>,
        words: impl Fn(&mut Texts, u32, &T),
    ) -> Vec<Entry<T>> {
        let mut texts = Texts::default();
        let mut things: Vec<_> = things.into_iter().collect();
        if things.is_empty() {
            return Vec::new();
        }
        // In their order each goes to the end of a list that is new.
        things.sort_by(|(one, _), (other, _)| rank(one).cmp(&rank(other)));
        let mut added = Vec::with_capacity(things.len());
        for (facts, thing) in things {
            let entry = Entry { key: self.next_key, facts, thing };
            self.next_key += 1;
            words(&mut texts, entry.key, &entry.thing);
            self.choices.change(entry.key, &entry.facts, true);
            self.place(entry.clone());
            added.push(entry);
        }
        self.index.push(texts);
        self.count_before();
        added
    }

    /// Takes away the one of which this is known.
    pub(super) fn remove(&mut self, facts: &Facts) {
        let at = self.parts.partition_point(|part| part.last().is_some_and(|it| it.rank() < rank(facts)));
        let Some(part) = self.parts.get_mut(at) else { return };
        let Ok(place) = part.binary_search_by(|it| it.rank().cmp(&rank(facts))) else { return };
        let entry = Arc::make_mut(part).remove(place);
        if part.is_empty() {
            self.parts.remove(at);
        }
        self.choices.change(entry.key, &entry.facts, false);
        self.index.remove(entry.key);
        self.count_before();
    }

    /// Answers a filter among these, or among all of them.
    pub(super) fn browse(&self, filter: &WorkFilter, terms: &Terms, among: Option<RoaringBitmap>) -> Found {
        let (hits, counter) = self.narrow(filter, terms, among);
        found(hits, counter, filter, terms)
    }

    /// What a filter finds among these, or among all of them, in their order, and how often the choices of each facet occur.
    pub(super) fn narrow(
        &self,
        filter: &WorkFilter,
        terms: &Terms,
        among: Option<RoaringBitmap>,
    ) -> (Vec<Hit<'_>>, Counter) {
        let scores = filter.text.as_deref().map(|text| self.index.scores(&query_terms(text), self.next_key));
        let met = scores.as_ref().map(|scores| {
            (0..).zip(scores).filter(|(_, score)| **score > 0).map(|(key, _)| key).collect::<RoaringBitmap>()
        });
        let among = match (among, met) {
            (Some(one), Some(other)) => Some(one & other),
            (one, other) => one.or(other),
        };
        let Narrowed { keys, counter } = self.choices.narrow(filter, terms, among);
        let mut is_found = vec![false; self.next_key as usize];
        keys.iter().for_each(|key| is_found[key as usize] = true);
        let score = |key: u32| Reverse(scores.as_ref().map_or(0, |it| it[key as usize]));
        let hits = self.iter().enumerate().filter(|(_, it)| is_found[it.key as usize]);
        (hits.map(|(at, it)| Hit { score: score(it.key), at, facts: &it.facts }).collect(), counter)
    }

    /// The keys of those that are so.
    pub(super) fn keys(&self, is_so: impl Fn(&T) -> bool) -> RoaringBitmap {
        self.iter().filter(|it| is_so(&it.thing)).map(|it| it.key).collect()
    }

    fn place(&mut self, entry: Entry<T>) {
        if self.parts.is_empty() {
            self.parts.push(Arc::default());
        }
        let earlier = |part: &Arc<Vec<Entry<T>>>| part.last().is_some_and(|it| it.rank() < entry.rank());
        let at = self.parts.partition_point(earlier).min(self.parts.len() - 1);
        let part = Arc::make_mut(&mut self.parts[at]);
        let place = part.partition_point(|it| it.rank() < entry.rank());
        part.insert(place, entry);
        if part.len() > PART {
            // What comes in its order leaves full parts behind.
            let half = if place == PART { PART } else { PART / 2 };
            let rest = part.split_off(half);
            self.parts.insert(at + 1, Arc::new(rest));
        }
    }

    fn count_before(&mut self) {
        let mut sum = 0;
        self.before.clear();
        for part in &self.parts {
            self.before.push(sum);
            sum += part.len();
        }
        self.count = sum;
    }
}

/// The keys of these.
pub(super) fn keys_of<'a, T: 'a>(entries: impl Iterator<Item = &'a Entry<T>>) -> RoaringBitmap {
    entries.map(|it| it.key).collect()
}

/// A list of some of the things in the same order.
pub(super) fn insert_sorted<T>(list: &mut Vec<Entry<T>>, entry: &Entry<T>) {
    let at = list.partition_point(|it| it.rank() < entry.rank());
    list.insert(at, entry.clone());
}

/// Takes one out of such a list.
pub(super) fn remove_sorted<T>(list: &mut Vec<Entry<T>>, entry: &Entry<T>) {
    list.retain(|it| it.key != entry.key);
}
