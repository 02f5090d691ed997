//! Full text: what stands inside of documents, on which page, and what was meant by a word that stands nowhere.

use super::{IndexedPage, IndexedText};
use crate::error::Error;
use crate::platform::Platform;
use model::directory::Catalogue;
use model::id::DocumentId;
use model::library::{Content, Document, Reader, Shelves, words};
use model::search::{Piece, excerpt, fold, index_terms, is_one_slip, query_terms};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How much of a page is shown around the words, in characters.
const EXCERPT: usize = 160;
/// The most different words of one document that are learnt for suggestions.
const MAX_WORDS: usize = 20_000;
/// How many words that are near to a misspelt one are tried.
const NEIGHBOURS: usize = 8;
/// The shortest word that is taken for another one, in letters.
const SHORTEST: usize = 4;

/// A page on which all words of a search stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageHit {
    /// The document's number.
    pub number: i64,
    /// The page, from 1; 0 for a text that has no pages.
    pub page: i64,
    /// What it says.
    pub text: String,
}

/// Where the words of a search stand in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The page, if the document has pages.
    pub page: Option<i64>,
    /// The words with what stands around them.
    pub pieces: Vec<Piece>,
}

impl Platform {
    /// For each of these documents that has the words on one page, where.
    ///
    /// # Errors
    /// `Store`.
    pub async fn passages_in(
        &self,
        text: &str,
        documents: &[&Document],
    ) -> Result<HashMap<DocumentId, Passage>, Error> {
        let terms = query_terms(text);
        if terms.is_empty() || documents.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: HashMap<i64, DocumentId> = documents.iter().map(|it| (it.number, it.id)).collect();
        let numbers: Vec<i64> = ids.keys().copied().collect();
        let hits = self.stores.texts.first_pages(&terms, &numbers).await?;
        let passages = hits.into_iter().filter_map(|hit| {
            let pieces = excerpt(&hit.text, &terms, EXCERPT);
            let page = Some(hit.page).filter(|page| *page > 0);
            (!pieces.is_empty()).then_some((*ids.get(&hit.number)?, Passage { page, pieces }))
        });
        Ok(passages.collect())
    }

    /// "Did you mean": the search with one slip mended in each word that stands nowhere, if it then finds something that
    /// this reader may read. Of what she may not open it tells nothing, neither its words nor that it has them.
    ///
    /// # Errors
    /// `Store`.
    pub async fn suggest_search(
        &self,
        text: &str,
        shelves: &Shelves,
        reader: &Reader,
    ) -> Result<Option<String>, Error> {
        let readable: HashSet<i64> = shelves.read_by(reader).map(|it| it.number).collect();
        let mut meant = Vec::new();
        for word in text.split_whitespace() {
            meant.push(self.meant(word, &readable).await?);
        }
        let asked = fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        for corrected in [Some(meant.join(" ")), shelves.suggest(text)].into_iter().flatten() {
            if fold(&corrected) != asked && self.finds_any(&corrected, &readable).await? {
                return Ok(Some(corrected));
            }
        }
        Ok(None)
    }

    /// The word itself if it stands somewhere, else one that a single slip parts from it.
    async fn meant(&self, word: &str, readable: &HashSet<i64>) -> Result<String, Error> {
        let plain = fold(word);
        // Words that are too common to be looked for stand everywhere.
        let is_looked_for = plain.chars().count() >= SHORTEST && !index_terms(word).is_empty();
        if !is_looked_for || self.finds_any(word, readable).await? {
            return Ok(word.to_owned());
        }
        let like = self.stores.texts.words_like(&plain).await?;
        for (_, other) in like.into_iter().filter(|(other, _)| is_one_slip(&plain, other)).take(NEIGHBOURS) {
            if self.finds_any(&other, readable).await? {
                return Ok(other);
            }
        }
        Ok(word.to_owned())
    }

    /// Whether one of these documents has all the words, as whole words.
    async fn finds_any(&self, text: &str, documents: &HashSet<i64>) -> Result<bool, Error> {
        let mut terms = query_terms(text);
        terms.iter_mut().for_each(|term| term.prefix = false);
        if terms.is_empty() {
            return Ok(false);
        }
        let found = self.stores.texts.search(&terms).await?;
        Ok(found.iter().any(|number| documents.contains(number)))
    }

    /// Puts into the index what is known of a document without opening it; with `pages`, also what stands inside.
    ///
    /// # Errors
    /// `Store`.
    pub async fn index_document(&self, document: &Document, pages: Option<Vec<String>>) -> Result<(), Error> {
        let catalogue = self.catalogue().await?;
        let known = match &pages {
            Some(_) => Vec::new(),
            None => {
                self.stores.texts.pages(document.number).await?.into_iter().map(|(_, text)| text).collect()
            }
        };
        let text = indexed(document, &catalogue, pages, &known);
        Ok(self.stores.texts.index(&text).await?)
    }
}

/// What is put into the index: `pages` if they are new, else `known`, which stay.
fn indexed(
    document: &Document,
    catalogue: &Catalogue,
    pages: Option<Vec<String>>,
    known: &[String],
) -> IndexedText {
    let mut terms = BTreeSet::new();
    let mut spoken = BTreeMap::new();
    for (_, text) in words(document, catalogue) {
        terms.extend(index_terms(text));
        learn(&mut spoken, text);
    }
    for text in known {
        terms.extend(index_terms(text));
    }
    let first = i64::from(document.file().is_some());
    let pages = pages.map(|pages| {
        let page = |(page, text): (i64, String)| {
            let own: BTreeSet<String> = index_terms(&text).into_iter().collect();
            terms.extend(own.iter().cloned());
            learn(&mut spoken, &text);
            IndexedPage { page, text, terms: own.into_iter().collect() }
        };
        (first..).zip(pages).map(page).collect()
    });
    let words = spoken.into_iter().take(MAX_WORDS).collect();
    IndexedText { number: document.number, terms: terms.into_iter().collect(), pages, words }
}

/// Remembers how words are spelt, without the capital of a sentence where it can be told.
fn learn(spoken: &mut BTreeMap<String, String>, text: &str) {
    let words =
        text.split(|letter: char| !letter.is_alphabetic()).filter(|it| it.chars().count() >= SHORTEST);
    for word in words {
        let readable = spoken.entry(fold(word)).or_insert_with(|| word.to_owned());
        if readable.starts_with(char::is_uppercase) && word.starts_with(char::is_lowercase) {
            word.clone_into(readable);
        }
    }
}

/// The text of a document that was written here, as the one page that it is.
pub(super) fn written(document: &Document) -> Option<Vec<String>> {
    match &document.content {
        Some(Content::Text(text)) => Some(vec![text.as_str().to_owned()]),
        _ => None,
    }
}
