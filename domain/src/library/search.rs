//! Full text: what stands inside of documents, on which page, and what was meant by a word that stands nowhere.

use super::{IndexedPages, IndexedText};
use crate::error::Error;
use crate::platform::Platform;
use model::directory::Catalogue;
use model::id::DocumentId;
use model::library::{Content, Document, Reader, Shelves, words};
use model::search::{
    Concordance, ConcordancePart, Piece, excerpt, first_page, fold, index_terms, initials, is_one_slip,
    query_terms,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How much of a page is shown around the words, in characters.
const EXCERPT: usize = 160;
/// The most different words of one document that are learnt for suggestions.
const MAX_WORDS: usize = 20_000;
/// How many words that are near to a misspelt one are tried.
const NEIGHBOURS: usize = 8;
/// The shortest word that is taken for another one, in letters.
const SHORTEST: usize = 4;

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
        let numbers: Vec<i64> = documents.iter().map(|it| it.number).collect();
        let mut parts: HashMap<i64, Vec<ConcordancePart>> = HashMap::new();
        for (number, part) in self.stores.texts.concordance(&numbers, &initials(&terms)).await? {
            parts.entry(number).or_default().push(part);
        }
        let page = |(number, parts): (i64, Vec<ConcordancePart>)| {
            Some((number, i64::from(first_page(&terms, &parts)?)))
        };
        let first: Vec<(i64, i64)> = parts.into_iter().filter_map(page).collect();
        if first.is_empty() {
            return Ok(HashMap::new());
        }
        let texts = self.stores.texts.texts_of(&first).await?;
        let passages = texts.into_iter().filter_map(|found| {
            let pieces = excerpt(&found.text, &terms, EXCERPT);
            let page = Some(found.page).filter(|page| *page > 0);
            (!pieces.is_empty()).then_some((*ids.get(&found.number)?, Passage { page, pieces }))
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
        let listed = |number: i64| shelves.lists(number, reader);
        let mut meant = Vec::new();
        for word in text.split_whitespace() {
            meant.push(self.meant(word, &listed).await?);
        }
        let asked = fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        for corrected in [Some(meant.join(" ")), shelves.suggest(text)].into_iter().flatten() {
            if fold(&corrected) != asked && self.finds_any(&corrected, &listed).await? {
                return Ok(Some(corrected));
            }
        }
        Ok(None)
    }

    /// The word itself if it stands somewhere, else one that a single slip parts from it.
    async fn meant(&self, word: &str, listed: &(impl Fn(i64) -> bool + Sync)) -> Result<String, Error> {
        let plain = fold(word);
        // Words that are too common to be looked for stand everywhere.
        let is_looked_for = plain.chars().count() >= SHORTEST && !index_terms(word).is_empty();
        if !is_looked_for || self.finds_any(word, listed).await? {
            return Ok(word.to_owned());
        }
        let like = self.stores.texts.words_like(&plain).await?;
        for (_, other) in like.into_iter().filter(|(other, _)| is_one_slip(&plain, other)).take(NEIGHBOURS) {
            if self.finds_any(&other, listed).await? {
                return Ok(other);
            }
        }
        Ok(word.to_owned())
    }

    /// Whether one of these documents has all the words, as whole words.
    async fn finds_any(&self, text: &str, listed: &(impl Fn(i64) -> bool + Sync)) -> Result<bool, Error> {
        let mut terms = query_terms(text);
        terms.iter_mut().for_each(|term| term.prefix = false);
        if terms.is_empty() {
            return Ok(false);
        }
        let found = self.stores.texts.search(&terms).await?;
        Ok(found.into_iter().any(listed))
    }

    /// Puts into the index the documents that are not there: those of a program that kept another index, and one whose
    /// indexing was cut off. Says how many.
    ///
    /// # Errors
    /// `Store`.
    pub async fn index_missing(&self) -> Result<usize, Error> {
        let missing = self.stores.texts.missing_texts().await?;
        for number in &missing {
            // As it is by now: it may be changed while the others are put in.
            let shelves = self.shelves().await?;
            let Some(document) = shelves.numbered(*number) else { continue };
            let pages = self.stores.texts.pages(*number).await?.into_iter().map(|(_, text)| text).collect();
            self.index_document(document, written(document).or(Some(pages))).await?;
        }
        Ok(missing.len())
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
    let first = u32::from(document.file().is_some());
    let pages = pages.map(|pages| {
        let mut concordance = Concordance::default();
        for (page, text) in (first..).zip(&pages) {
            index_terms(text).into_iter().for_each(|term| concordance.add(page, term));
            learn(&mut spoken, text);
        }
        terms.extend(concordance.terms().cloned());
        IndexedPages { texts: (i64::from(first)..).zip(pages).collect(), concordance: concordance.parts() }
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
