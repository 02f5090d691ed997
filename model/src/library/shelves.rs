//! The shelves: all documents in memory, which answer every filter, facet and count; only full texts stay in the database.
//!
//! Ten thousand documents with what a list shows of them take a few megabytes; the store only loads and keeps.

use super::collection::Collection;
use super::document::{Audience, Document, DocumentState};
use super::facets::{Choices, Counter, DocumentFacets};
use super::filter::{DocumentFilter, DocumentSort};
use super::reader::Reader;
use crate::browse::PAGE;
use crate::directory::Catalogue;
use crate::id::{DocumentId, OrganizationId};
use crate::language::Locale;
use crate::search::{Index, query_terms};
use crate::time::Moment;
use std::cmp::Reverse;
use std::collections::HashMap;

/// How much a word weighs by where it stands.
mod weight {
    pub const TITLE: u16 = 40;
    pub const AUTHOR: u16 = 12;
    pub const TERM: u16 = 10;
    pub const SUMMARY: u16 = 6;
}

/// The most versions of one document that are followed to the newest.
const MOST_VERSIONS: usize = 100;

/// The library in memory.
pub struct Shelves {
    /// The newest first.
    documents: Vec<Document>,
    by_slug: HashMap<String, usize>,
    by_id: HashMap<DocumentId, usize>,
    by_number: HashMap<i64, usize>,
    /// Of each document, who sees it.
    sight: Vec<Sight>,
    choices: Choices,
    index: Index<u32>,
    /// The latest changed first.
    collections: Vec<Collection>,
}

/// What decides who sees a document in a list: all that is looked at of each of ten thousand.
struct Sight {
    state: DocumentState,
    audience: Audience,
    publisher: OrganizationId,
    /// Who took its place.
    successor: Option<usize>,
}

/// One page of a filtered list.
pub struct DocumentAnswer<'a> {
    /// How many documents the filter finds in all.
    pub total: usize,
    /// Those of this page.
    pub items: Vec<&'a Document>,
    /// The key of the next page.
    pub next: Option<String>,
    /// What can be narrowed further, with counts.
    pub facets: DocumentFacets,
}

impl Shelves {
    /// Sorts and indexes the documents and collections, whatever their state.
    pub fn new(
        mut documents: Vec<Document>,
        mut collections: Vec<Collection>,
        directory: &Catalogue,
    ) -> Self {
        collections.sort_by_cached_key(|it| (Reverse(it.updated_at), it.slug.clone()));
        documents.sort_by_cached_key(|it| (Reverse(placed_at(it)), it.slug.clone()));
        let at = || documents.iter().enumerate();
        let by_id: HashMap<DocumentId, usize> = at().map(|(at, it)| (it.id, at)).collect();
        let published = at().filter(|(_, it)| it.published_at.is_some());
        let successors: HashMap<DocumentId, usize> =
            published.filter_map(|(at, it)| it.replaces.map(|old| (old, at))).collect();
        let sight = |document: &Document| Sight {
            state: document.state,
            audience: document.audience,
            publisher: document.publisher,
            successor: successors.get(&document.id).copied(),
        };
        Self {
            by_slug: at().map(|(at, it)| (it.slug.clone(), at)).collect(),
            by_number: at().map(|(at, it)| (it.number, at)).collect(),
            sight: documents.iter().map(sight).collect(),
            choices: Choices::new(&documents, directory),
            index: index(&documents, directory),
            by_id,
            documents,
            collections,
        }
    }

    /// Every collection, whether published or not, the latest changed first.
    pub fn collections(&self) -> impl Iterator<Item = &Collection> {
        self.collections.iter()
    }

    /// The collection with this slug, whether published or not.
    pub fn collection(&self, slug: &str) -> Option<&Collection> {
        self.collections.iter().find(|it| it.slug == slug)
    }

    /// The documents of a collection that this reader may read, in its order; what took the place of one stands in it.
    pub fn collected<'a>(&'a self, collection: &Collection, reader: &Reader) -> Vec<&'a Document> {
        let mut list: Vec<&Document> = Vec::new();
        for first in collection.documents.iter().filter_map(|id| self.get(*id)) {
            let newer = std::iter::successors(Some(first), |it| self.successor(it.id, reader));
            let document = newer.take(MOST_VERSIONS).last().unwrap_or(first);
            if reader.reads(document) && !list.iter().any(|it| it.id == document.id) {
                list.push(document);
            }
        }
        list
    }

    /// Every document, whatever its state, the newest first.
    pub fn all(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter()
    }

    /// What this reader may read, the newest first, without what another document has taken the place of.
    pub fn read_by<'a>(&'a self, reader: &'a Reader) -> impl Iterator<Item = &'a Document> {
        (0..self.documents.len()).filter(|at| self.is_seen(*at, reader)).map(|at| &self.documents[at])
    }

    /// Whether the document of this number is one of those.
    pub fn lists(&self, number: i64, reader: &Reader) -> bool {
        self.by_number.get(&number).is_some_and(|at| self.is_seen(*at, reader))
    }

    /// The document with this slug, whatever its state.
    pub fn find(&self, slug: &str) -> Option<&Document> {
        self.by_slug.get(slug).map(|at| &self.documents[*at])
    }

    /// The document with this id, whatever its state.
    pub fn get(&self, id: DocumentId) -> Option<&Document> {
        self.by_id.get(&id).map(|at| &self.documents[*at])
    }

    /// The document of this number in the index of full texts, whatever its state.
    pub fn numbered(&self, number: i64) -> Option<&Document> {
        self.by_number.get(&number).map(|at| &self.documents[*at])
    }

    /// The document that took the place of this one, if the reader may read it.
    pub fn successor(&self, id: DocumentId, reader: &Reader) -> Option<&Document> {
        let successor = self.sight[*self.by_id.get(&id)?].successor?;
        Some(&self.documents[successor]).filter(|it| reader.reads(it))
    }

    /// Answers a filter over what the reader may read; `found_inside` are the numbers of the documents in whose full text
    /// all its words stand.
    pub fn browse(
        &self,
        filter: &DocumentFilter,
        reader: &Reader,
        found_inside: &[i64],
        directory: &Catalogue,
    ) -> DocumentAnswer<'_> {
        let scores = filter.text.as_deref().map(|text| self.scores(text, found_inside));
        let mut counter = Counter::new(&self.choices, filter, directory);
        let mut found = Vec::new();
        for at in 0..self.documents.len() {
            let score = scores.as_ref().map_or(0, |scores| scores[at]);
            let is_found = score > 0 || scores.is_none();
            if is_found && self.is_seen(at, reader) && counter.add(at) {
                found.push((Reverse(self.rank(filter.order(), at, score)), at));
            }
        }
        let total = found.len();
        if let Some(after) = filter.after.as_deref().and_then(Place::parse) {
            found.retain(|found| self.place(*found) > after);
        }
        // Among equals the documents stand in their order, so that a page is the least of these pairs; the rest need no order.
        let has_more = found.len() > PAGE;
        if has_more {
            found.select_nth_unstable(PAGE);
            found.truncate(PAGE);
        }
        found.sort_unstable();
        DocumentAnswer {
            total,
            next: found.last().filter(|_| has_more).map(|last| self.place(*last).key()),
            items: found.iter().map(|(_, at)| &self.documents[*at]).collect(),
            facets: counter.facets(filter, directory),
        }
    }

    /// Words that would find something where these find nothing.
    pub fn suggest(&self, text: &str) -> Option<String> {
        self.index.suggest(text)
    }

    /// The documents nearest to this one for a reader: those that share most of its domains, then of its regions.
    pub fn related<'a>(
        &'a self,
        document: &'a Document,
        reader: &'a Reader,
        most: usize,
    ) -> Vec<&'a Document> {
        let shared = |other: &Document| {
            let domains = other.domains.iter().filter(|it| document.domains.contains(it)).count();
            let regions = other.regions.iter().filter(|it| document.regions.contains(it)).count();
            (domains * 4, regions * 2 + usize::from(other.kind == document.kind))
        };
        let others = self.read_by(reader).filter(|other| other.id != document.id);
        let mut near: Vec<_> =
            others.map(|other| (shared(other), other)).filter(|((domains, _), _)| *domains > 0).collect();
        // A stable sort: among the equally near the newest comes first.
        near.sort_by_key(|((domains, rest), _)| Reverse(domains + rest));
        near.into_iter().take(most).map(|(_, other)| other).collect()
    }

    /// Whether this reader sees a document in lists: she may read it, and not what took its place.
    fn is_seen(&self, at: usize, reader: &Reader) -> bool {
        let reads = |it: &Sight| reader.may_read(it.state, it.audience, it.publisher);
        let sight = &self.sight[at];
        reads(sight) && !sight.successor.is_some_and(|successor| reads(&self.sight[successor]))
    }

    /// For each document how well it has all words, nought if it has not: what is found in its title and the like counts more
    /// than what is found inside.
    fn scores(&self, text: &str, found_inside: &[i64]) -> Vec<u32> {
        let mut scores = vec![0_u32; self.documents.len()];
        for at in found_inside.iter().filter_map(|number| self.by_number.get(number)) {
            scores[*at] = 1;
        }
        for (at, score) in self.index.matches(&query_terms(text)) {
            scores[at as usize] = scores[at as usize].saturating_add(score);
        }
        scores
    }

    /// What an order asks for, the most first.
    fn rank(&self, order: DocumentSort, at: usize, score: u32) -> i64 {
        match order {
            DocumentSort::Newest => 0,
            DocumentSort::Relevance => i64::from(score),
            DocumentSort::Kept => self.documents[at].kept,
        }
    }

    fn place(&self, (rank, at): (Reverse<i64>, usize)) -> Place<'_> {
        let document = &self.documents[at];
        Place { rank, published: Reverse(placed_at(document).0), slug: &document.slug }
    }
}

/// When a document came to its place among the others.
fn placed_at(document: &Document) -> Moment {
    document.published_at.unwrap_or(document.created_at)
}

fn index(documents: &[Document], directory: &Catalogue) -> Index<u32> {
    let mut builder = Index::builder();
    for (key, document) in (0_u32..).zip(documents) {
        for (weight, text) in words(document, directory) {
            builder.add(key, weight, text);
        }
    }
    builder.build()
}

/// What is known of a document without opening it, and how much each text weighs.
pub fn words<'a>(document: &'a Document, directory: &'a Catalogue) -> Vec<(u16, &'a str)> {
    let mut words = vec![(weight::TITLE, document.title.as_str())];
    words.extend(document.authors.iter().map(|author| (weight::AUTHOR, author.as_str())));
    if let Some(publisher) = directory.get(document.publisher) {
        words.push((weight::AUTHOR, publisher.name.as_str()));
        words.extend(publisher.acronym.iter().map(|acronym| (weight::AUTHOR, acronym.as_str())));
    }
    let terms = document.domains.iter().filter_map(|id| directory.terms().get(id));
    words.extend(terms.map(|term| (weight::TERM, term.label(Locale::French))));
    words.extend(document.regions.iter().map(|region| (weight::TERM, region.name())));
    words.extend(document.summary.iter().map(|summary| (weight::SUMMARY, summary.as_str())));
    words
}

/// Where a document stands in a list; its key names a place that stays true when others come or go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    /// What the order asks for.
    rank: Reverse<i64>,
    /// When it was published, the newest first.
    published: Reverse<i64>,
    slug: &'a str,
}

impl<'a> Place<'a> {
    fn key(self) -> String {
        format!("{}.{}.{}", self.rank.0, self.published.0, self.slug)
    }

    fn parse(key: &'a str) -> Option<Self> {
        let mut parts = key.splitn(3, '.');
        let mut number = || parts.next()?.parse().ok().map(Reverse);
        Some(Self { rank: number()?, published: number()?, slug: parts.next()? })
    }
}
