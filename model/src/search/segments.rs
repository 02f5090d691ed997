//! Segments: an index of a list that changes, made of small indexes that never do.
//!
//! What is added is a small index of its own; two of nearly one size become one, so there are few of them and each word is merged a few
//! times in its life. A key that is taken away stays in them until they are merged; whoever asks knows it no more.

use super::index::{Builder, Index};
use super::query::QueryTerm;
use super::terms::{forms, is_common};
use super::words::{clean, words};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What takes texts in to index them.
pub trait Gather {
    /// Adds a text for a key; the texts of a key come one after the other. `weight` says how much a word here counts against others.
    fn gather(&mut self, key: u32, weight: u16, text: &str);
}

impl Gather for Builder<u32> {
    fn gather(&mut self, key: u32, weight: u16, text: &str) {
        self.add(key, weight, text);
    }
}

/// Texts that are indexed together. Each word is looked at once, however often it occurs: many texts have few different words.
#[derive(Debug, Default)]
pub struct Texts {
    keys: Vec<u32>,
    terms: HashMap<String, usize>,
    postings: Vec<Vec<(u32, u32)>>,
    /// The terms of each word as it is written; none of what is too common.
    known: HashMap<String, Box<[usize]>>,
}

impl Texts {
    fn term(&mut self, form: String) -> usize {
        let next = self.postings.len();
        let term = *self.terms.entry(form).or_insert(next);
        if term == next {
            self.postings.push(Vec::new());
        }
        term
    }

    fn build(mut self) -> Index<u32> {
        let mut terms: Vec<(String, usize)> = self.terms.drain().collect();
        terms.sort_unstable();
        let postings = &mut self.postings;
        Index::of(self.keys, terms.into_iter().map(|(term, at)| (term, std::mem::take(&mut postings[at]))))
    }
}

impl Gather for Texts {
    fn gather(&mut self, key: u32, weight: u16, text: &str) {
        if self.keys.last() != Some(&key) {
            self.keys.push(key);
        }
        let Ok(position) = u32::try_from(self.keys.len() - 1) else { return };
        let clean = clean(text);
        for word in words(&clean) {
            let found = match self.known.get(word.text.as_ref()).filter(|_| word.compact.is_none()) {
                Some(terms) => terms.clone(),
                None if is_common(&word.text) => Box::default(),
                None => forms(&word).into_iter().map(|form| self.term(form)).collect(),
            };
            for term in &found {
                let postings = &mut self.postings[*term];
                match postings.last_mut() {
                    Some((last, sum)) if *last == position => *sum = sum.saturating_add(u32::from(weight)),
                    _ => postings.push((position, u32::from(weight))),
                }
            }
            // What an acronym is a part of is said beside it, not by it.
            if word.compact.is_none() && !self.known.contains_key(word.text.as_ref()) {
                self.known.insert(word.text.into_owned(), found);
            }
        }
    }
}

/// An index of texts that come and go. A copy shares everything with what it was made of.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// The largest first.
    parts: Vec<Arc<Index<u32>>>,
    /// The keys that were taken away and still stand in a part.
    gone: HashSet<u32>,
}

impl Segments {
    /// Adds what was indexed under keys that no part has.
    pub fn push(&mut self, texts: Texts) {
        let mut newest = texts.build();
        while let Some(last) = self.parts.last()
            && last.len() <= newest.len().saturating_mul(2)
        {
            newest = last.merged(&newest, |key| !self.gone.contains(&key));
            for key in last.keys() {
                self.gone.remove(&key);
            }
            self.parts.pop();
        }
        self.parts.push(Arc::new(newest));
    }

    /// Takes the texts of a key away.
    pub fn remove(&mut self, key: u32) {
        self.gone.insert(key);
    }

    /// The scores of those texts that have every term, by their keys below `end`; 0 where one is missing.
    pub fn scores(&self, terms: &[QueryTerm], end: u32) -> Vec<u32> {
        let mut scores = vec![0; end as usize];
        for (key, score) in self.parts.iter().flat_map(|it| it.matches(terms)) {
            if let Some(own) = scores.get_mut(key as usize) {
                *own = score;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query_terms;

    const WORDS: [&str; 7] =
        ["paix", "GP/DCF", "écoles", "l’école", "puits", "de la radio", "femmes rurales"];

    fn text(key: u32) -> String {
        let at = key as usize;
        format!("{} {} {}", WORDS[at % 7], WORDS[at / 7 % 7], WORDS[at / 3 % 7])
    }

    #[test]
    fn what_comes_and_goes_is_found_as_if_all_were_indexed_anew() {
        let mut segments = Segments::default();
        let mut kept: Vec<u32> = Vec::new();
        for key in 0..500 {
            let mut texts = Texts::default();
            texts.gather(key, 4, &text(key));
            texts.gather(key, 10, &text(key + 1));
            segments.push(texts);
            kept.push(key);
            if key % 3 == 2 {
                let gone = kept.remove(key as usize * 7 % kept.len());
                segments.remove(gone);
            }
            if key % 50 != 49 {
                continue;
            }
            let mut builder = Index::builder();
            for key in &kept {
                builder.add(*key, 4, &text(*key));
                builder.add(*key, 10, &text(*key + 1));
            }
            let whole = builder.build();
            for word in WORDS {
                let terms = query_terms(word);
                let scores = segments.scores(&terms, key + 1);
                let mut found: Vec<(u32, u32)> =
                    kept.iter().map(|key| (*key, scores[*key as usize])).filter(|it| it.1 > 0).collect();
                let mut expected: Vec<(u32, u32)> = whole.matches(&terms).collect();
                found.sort_unstable();
                expected.sort_unstable();
                assert_eq!(found, expected, "{word} after {key}");
            }
            assert!(segments.parts.len() <= 12, "{} parts after {key}", segments.parts.len());
        }
        assert!(segments.gone.len() < 500 / 3, "what is gone leaves with the parts that held it");
    }
}
