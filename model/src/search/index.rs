//! Index: a small inverted index in memory, for lists that the server or the phone holds whole.

use super::distance::slips;
use super::fold::fold;
use super::query::{Asked, QueryTerm, cleaned, parse};
use super::terms::{forms, is_common};
use super::words::{clean, words};
use std::collections::BTreeMap;

/// A match of the very word counts four, of another form of it three, of its beginning two.
const WHOLE: u32 = 4;
const FORM: u32 = 3;
const BEGINNING: u32 = 2;

/// How many neighbours of a misspelt word are tried, and how many words of a query are corrected.
const NEIGHBOURS: usize = 8;
const CORRECTIONS: usize = 3;

/// Terms, sorted, with the keys of the texts that hold them.
#[derive(Clone, Debug)]
pub struct Index<K> {
    keys: Vec<K>,
    terms: Vec<Box<str>>,
    /// Where the postings of each term begin, and the end of the last.
    starts: Vec<u32>,
    /// Position in `keys`, and the weight of the term there.
    postings: Vec<(u32, u32)>,
    words: Vec<Spelling>,
}

/// A whole word that occurs.
#[derive(Clone, Debug)]
struct Spelling {
    folded: Vec<char>,
    readable: Box<str>,
    count: u32,
}

impl<K: Copy + Eq> Index<K> {
    /// An index to fill.
    pub fn builder() -> Builder<K> {
        Builder { keys: Vec::new(), terms: BTreeMap::new(), words: BTreeMap::new() }
    }

    /// The keys whose texts have every term, with their scores, best first; equal scores in the order of adding.
    ///
    /// Without terms nothing is found: that everything is shown then is the caller's choice.
    pub fn search(&self, terms: &[QueryTerm]) -> Vec<(K, u32)> {
        let mut found: Vec<(K, u32)> = self.matches(terms).collect();
        found.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        found
    }

    /// The same in the order of adding.
    pub fn matches(&self, terms: &[QueryTerm]) -> impl Iterator<Item = (K, u32)> {
        let (first, others) = terms.split_at(terms.len().min(1));
        let mut scores = first.first().map(|first| self.scores(first)).unwrap_or_default();
        for term in others {
            let more = self.scores(term);
            for (score, more) in scores.iter_mut().zip(more) {
                *score = if *score == 0 || more == 0 { 0 } else { score.saturating_add(more) };
            }
        }
        self.keys.iter().copied().zip(scores).filter(|(_, score)| *score > 0)
    }

    /// “Did you mean”: the query with the words that occur nowhere replaced by their nearest neighbours, in readable
    /// spelling. Only a query that finds something is suggested.
    ///
    /// One slip is forgiven from four letters on, two from eight.
    pub fn suggest(&self, query: &str) -> Option<String> {
        let query = cleaned(query);
        let (known, unknown): (Vec<Asked>, Vec<Asked>) = parse(&query)
            .into_iter()
            .partition(|asked| self.scores(&asked.term).iter().any(|score| *score > 0));
        if unknown.is_empty() || unknown.len() > CORRECTIONS {
            return None;
        }
        let mut terms: Vec<QueryTerm> = known.into_iter().map(|asked| asked.term).collect();
        let mut corrected = query.clone();
        // From the end, so that the places of the words before stay true.
        for asked in unknown.iter().rev() {
            let (term, readable) =
                self.neighbours(asked.term.alternatives.first()?).into_iter().find_map(|word| {
                    let alternatives = vec![word.folded.iter().collect::<String>()];
                    terms.push(QueryTerm { alternatives, prefix: false });
                    let leads_somewhere = !self.search(&terms).is_empty();
                    terms.pop().filter(|_| leads_somewhere).map(|term| (term, &word.readable))
                })?;
            terms.push(term);
            corrected.replace_range(asked.span.clone(), readable);
        }
        Some(corrected.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The score of one term at every key; 0 where it is not found.
    fn scores(&self, term: &QueryTerm) -> Vec<u32> {
        let mut scores = vec![0; self.keys.len()];
        for (rank, form) in term.alternatives.iter().enumerate() {
            let begin = self.terms.partition_point(|term| **term < **form);
            for (at, word) in self.terms.iter().enumerate().skip(begin) {
                let value = match (rank, word.len() == form.len()) {
                    _ if !word.starts_with(form.as_str()) => break,
                    (0, true) => WHOLE,
                    (_, true) => FORM,
                    (0, false) if term.prefix => BEGINNING,
                    _ => break,
                };
                for (key, weight) in self.postings_of(at) {
                    let score: &mut u32 = &mut scores[*key as usize];
                    *score = (*score).max(weight.saturating_mul(value).max(1));
                }
            }
        }
        scores
    }

    /// How many keys there are.
    pub(super) const fn len(&self) -> usize {
        self.keys.len()
    }

    /// The keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = K> {
        self.keys.iter().copied()
    }

    /// An index of terms in their order with their postings, for whoever never suggests a word.
    pub(super) fn of(keys: Vec<K>, all: impl Iterator<Item = (String, Vec<(u32, u32)>)>) -> Self {
        let (mut terms, mut starts, mut postings) = (Vec::new(), vec![0], Vec::new());
        for (term, list) in all {
            terms.push(term.into_boxed_str());
            postings.extend(list);
            starts.push(u32::try_from(postings.len()).unwrap_or(u32::MAX));
        }
        Self { keys, terms, starts, postings, words: Vec::new() }
    }

    /// One index of what stands here and in a newer one that has none of these keys, with those keys that are still wanted.
    pub(super) fn merged(&self, newer: &Self, wanted: impl Fn(K) -> bool) -> Self {
        let mut keys = Vec::with_capacity(self.keys.len() + newer.keys.len());
        let mut moved = |from: &Self| -> Vec<Option<u32>> {
            let place = |key: &K| {
                wanted(*key).then(|| {
                    keys.push(*key);
                    u32::try_from(keys.len() - 1).unwrap_or(u32::MAX)
                })
            };
            from.keys.iter().map(place).collect()
        };
        let (own, others) = (moved(self), moved(newer));
        let (mut terms, mut starts) = (Vec::with_capacity(self.terms.len()), vec![0]);
        let mut postings = Vec::with_capacity(self.postings.len() + newer.postings.len());
        let (mut left, mut right) = (0, 0);
        loop {
            let (term, takes) = match (self.terms.get(left), newer.terms.get(right)) {
                (None, None) => break,
                (Some(term), None) => (term, (true, false)),
                (None, Some(term)) => (term, (false, true)),
                (Some(one), Some(other)) => (one.min(other), (one <= other, other <= one)),
            };
            for (takes, from, at, places) in
                [(takes.0, self, &mut left, &own), (takes.1, newer, &mut right, &others)]
            {
                if takes {
                    let list = from.postings_of(*at).iter();
                    postings.extend(
                        list.filter_map(|(key, weight)| places[*key as usize].map(|key| (key, *weight))),
                    );
                    *at += 1;
                }
            }
            let end = u32::try_from(postings.len()).unwrap_or(u32::MAX);
            if starts.last() != Some(&end) {
                terms.push(term.clone());
                starts.push(end);
            }
        }
        Self { keys, terms, starts, postings, words: Vec::new() }
    }

    fn postings_of(&self, term: usize) -> &[(u32, u32)] {
        &self.postings[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// The nearest words that occur, the commonest of the equally near first.
    fn neighbours(&self, folded: &str) -> Vec<&Spelling> {
        let letters: Vec<char> = folded.chars().collect();
        let limit = match letters.len() {
            0..4 => return Vec::new(),
            4..8 => 1,
            _ => 2,
        };
        let mut near: Vec<(usize, &Spelling)> = self
            .words
            .iter()
            .filter_map(|word| slips(&letters, &word.folded, limit).map(|slips| (slips, word)))
            .collect();
        near.sort_by_key(|(slips, word)| (*slips, std::cmp::Reverse(word.count)));
        near.into_iter().take(NEIGHBOURS).map(|(_, word)| word).collect()
    }
}

/// An index that is being filled.
#[derive(Clone, Debug)]
pub struct Builder<K> {
    keys: Vec<K>,
    terms: BTreeMap<String, Vec<(u32, u32)>>,
    words: BTreeMap<String, (String, u32)>,
}

impl<K: Copy + Eq> Builder<K> {
    /// Adds a text for a key; a key may have several texts of different weight, best added one after the other.
    ///
    /// `weight` says how much a word here counts against others, say 10 for a name and 1 for a description.
    pub fn add(&mut self, key: K, weight: u16, text: &str) {
        let position =
            if self.keys.last() == Some(&key) { Some(self.keys.len() - 1) } else { self.position(key) };
        let position = u32::try_from(position.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        }));
        let Ok(position) = position else { return };
        let clean = clean(text);
        for word in words(&clean) {
            let forms = forms(&word);
            let Some(whole) = forms.first() else { continue };
            if is_common(&word.text) {
                continue;
            }
            self.learn(whole, &word.text);
            for form in forms {
                let postings = self.terms.entry(form).or_default();
                match postings.last_mut() {
                    Some((last, sum)) if *last == position => *sum = sum.saturating_add(u32::from(weight)),
                    _ => postings.push((position, u32::from(weight))),
                }
            }
        }
    }

    /// The index, ready to search.
    pub fn build(self) -> Index<K> {
        let mut terms = Vec::with_capacity(self.terms.len());
        let mut starts = Vec::with_capacity(self.terms.len() + 1);
        let mut postings: Vec<(u32, u32)> = Vec::new();
        for (term, list) in self.terms {
            starts.push(u32::try_from(postings.len()).unwrap_or(u32::MAX));
            terms.push(term.into_boxed_str());
            postings.extend(list);
        }
        starts.push(u32::try_from(postings.len()).unwrap_or(u32::MAX));
        let words = self.words.into_iter().map(|(folded, (readable, count))| Spelling {
            folded: folded.chars().collect(),
            readable: readable.into_boxed_str(),
            count,
        });
        Index { keys: self.keys, terms, starts, postings, words: words.collect() }
    }

    fn position(&self, key: K) -> Option<usize> {
        self.keys.iter().position(|known| *known == key)
    }

    /// Remembers how a word is spelt: with its accents if somebody wrote them, and without the capital of a sentence.
    fn learn(&mut self, folded: &str, written: &str) {
        if let Some((readable, count)) = self.words.get_mut(folded) {
            *count = count.saturating_add(1);
            let better = (fold(written) != written.to_lowercase(), !written.contains(char::is_uppercase));
            let known = (fold(readable) != readable.to_lowercase(), !readable.contains(char::is_uppercase));
            if better > known {
                written.clone_into(readable);
            }
        } else {
            self.words.insert(folded.to_owned(), (written.to_owned(), 1));
        }
    }
}
