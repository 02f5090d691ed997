//! Concordance: on which pages of a document each of its terms stands, packed into a few bytes for each term.
//!
//! It is cut into parts by the first letter of the terms, so that whoever looks for a word reads that part alone.

use super::query::QueryTerm;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Where the terms of one document stand, while its pages are read.
#[derive(Clone, Debug, Default)]
pub struct Concordance {
    terms: BTreeMap<String, Vec<u32>>,
}

/// The terms that begin with one letter, with their pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcordancePart {
    /// The letter.
    pub initial: char,
    /// The terms in order. Each is how many bytes it shares with the one before, how many more it has, these, and its pages:
    /// the distance from the page before, twice, and one more if another page follows. Numbers have seven bits in a byte.
    pub packed: Vec<u8>,
}

impl Concordance {
    /// Notes that this term stands on this page; pages come in their order.
    pub fn add(&mut self, page: u32, term: String) {
        let pages = self.terms.entry(term).or_default();
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    }

    /// Every term, in order.
    pub fn terms(&self) -> impl Iterator<Item = &String> {
        self.terms.keys()
    }

    /// The terms packed, by their first letters.
    pub fn parts(&self) -> Vec<ConcordancePart> {
        let mut parts: Vec<ConcordancePart> = Vec::new();
        let mut before = "";
        for (term, pages) in &self.terms {
            let Some(initial) = term.chars().next() else { continue };
            if parts.last().is_none_or(|part| part.initial != initial) {
                parts.push(ConcordancePart { initial, packed: Vec::new() });
                before = "";
            }
            if let Some(part) = parts.last_mut() {
                put_term(&mut part.packed, before, term, pages);
            }
            before = term;
        }
        parts
    }
}

fn put_term(packed: &mut Vec<u8>, before: &str, term: &str, pages: &[u32]) {
    let shared = before.bytes().zip(term.bytes()).take_while(|(one, other)| one == other).count();
    put_number(packed, shared);
    put_number(packed, term.len() - shared);
    packed.extend_from_slice(&term.as_bytes()[shared..]);
    let mut last = 0;
    for (at, page) in pages.iter().enumerate() {
        let more = at + 1 < pages.len();
        put_number(packed, page.saturating_sub(last) as usize * 2 + usize::from(more));
        last = *page;
    }
}

fn put_number(packed: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        packed.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}

/// The first letters of what a query looks for, each once: which parts [`first_page`] asks for.
pub fn initials(query: &[QueryTerm]) -> Vec<char> {
    let forms = query.iter().flat_map(|term| &term.alternatives);
    let mut initials: Vec<char> = forms.filter_map(|form| form.chars().next()).collect();
    initials.sort_unstable();
    initials.dedup();
    initials
}

/// The first page of a document on which all the words of a query stand, by those parts that have its [`initials`].
pub fn first_page(query: &[QueryTerm], parts: &[ConcordancePart]) -> Option<u32> {
    let (first, others) = query.split_first()?;
    let mut all = pages(first, parts);
    for term in others {
        let more = pages(term, parts);
        all.retain(|page| more.binary_search(page).is_ok());
    }
    all.first().copied()
}

/// The pages on which one word of a query stands, in order.
fn pages(term: &QueryTerm, parts: &[ConcordancePart]) -> Vec<u32> {
    let mut pages = Vec::new();
    for (rank, form) in term.alternatives.iter().enumerate() {
        for part in parts.iter().filter(|part| form.starts_with(part.initial)) {
            add_pages(&part.packed, form, term.prefix && rank == 0, &mut pages);
        }
    }
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// Adds the pages of a form, or of all terms that begin with it. What is damaged ends the part.
fn add_pages(packed: &[u8], form: &str, prefix: bool, pages: &mut Vec<u32>) {
    let (mut rest, mut term) = (packed, Vec::new());
    while take_term(&mut rest, &mut term).is_some() {
        let found = match term.as_slice().cmp(form.as_bytes()) {
            Ordering::Less => false,
            Ordering::Equal => true,
            Ordering::Greater if prefix && term.starts_with(form.as_bytes()) => true,
            Ordering::Greater => return,
        };
        let (mut page, mut more) = (0_u32, true);
        while more {
            let Some(number) = take_number(&mut rest) else { return };
            page = page.saturating_add(u32::try_from(number / 2).unwrap_or(u32::MAX));
            more = number % 2 == 1;
            if found {
                pages.push(page);
            }
        }
    }
}

/// Reads the next term in the place of the one before; nothing at the end.
fn take_term(rest: &mut &[u8], term: &mut Vec<u8>) -> Option<()> {
    let shared = take_number(rest)?;
    let length = take_number(rest)?;
    let (own, after) = rest.split_at_checked(length)?;
    term.truncate(shared);
    term.extend_from_slice(own);
    *rest = after;
    Some(())
}

fn take_number(rest: &mut &[u8]) -> Option<usize> {
    let (mut number, mut shift) = (0_usize, 0);
    loop {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if *byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{index_terms, query_terms};
    use super::*;

    fn parts(pages: &[(u32, &str)]) -> Vec<ConcordancePart> {
        let mut concordance = Concordance::default();
        for (page, text) in pages {
            index_terms(text).into_iter().for_each(|term| concordance.add(*page, term));
        }
        concordance.parts()
    }

    fn first(parts: &[ConcordancePart], query: &str) -> Option<u32> {
        first_page(&query_terms(query), parts)
    }

    #[test]
    fn the_first_page_that_has_all_words_is_found() {
        let parts = parts(&[
            (1, "La commune et les communautés"),
            (2, "Les femmes de la commune"),
            (3, "Une communication pour la femme"),
            (900, "Commune, femmes, élections; 2026"),
        ]);
        for (query, page) in [
            ("commune ", Some(1)),
            ("femme ", Some(2)),
            ("communes femmes ", Some(2)),
            ("femmes communic", Some(3)),
            ("femmes comm", Some(2)),
            ("élection femme ", Some(900)),
            ("2026", Some(900)),
            ("communautés femmes ", None),
            ("communic ", None),
            ("absent ", None),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(first(&parts, query), page, "{query}");
        }
    }

    #[test]
    fn a_text_without_pages_is_page_nought() {
        assert_eq!(first(&parts(&[(0, "Le plaidoyer")]), "plaidoyers"), Some(0));
    }

    #[test]
    fn every_word_of_a_long_document_is_found_where_it_stands() {
        let word = |number: u32| format!("mot{}x", number * number);
        let pages: Vec<(u32, String)> = (1..=300).map(|page| (page, format!("{} ɲɛ", word(page)))).collect();
        let pages: Vec<(u32, &str)> = pages.iter().map(|(page, text)| (*page, text.as_str())).collect();
        let parts = parts(&pages);
        for page in 1..=300 {
            assert_eq!(first(&parts, &format!("{} ", word(page))), Some(page));
        }
        assert_eq!(parts.iter().map(|it| it.initial).collect::<Vec<_>>(), ['m', 'n']);
        assert_eq!(initials(&query_terms("mot ɲɛ Mots")), ['m', 'n']);
    }

    #[test]
    fn what_is_damaged_ends_there_and_nothing_worse() {
        let whole = parts(&[(1, "commune"), (2, "communauté"), (700, "communes comme")]);
        let with = |packed: Vec<u8>| first(&[ConcordancePart { initial: 'c', packed }], "comm");
        for end in 0..whole[0].packed.len() {
            with(whole[0].packed[..end].to_vec());
        }
        for at in 0..whole[0].packed.len() {
            let mut damaged = whole[0].packed.clone();
            damaged[at] ^= 0xff;
            with(damaged);
        }
        with(vec![0xff; 40]);
    }
}
