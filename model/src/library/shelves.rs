//! The shelves: all documents in memory, which answer every filter, facet and count; only full texts stay in the database.
//!
//! Ten thousand documents with what a list shows of them take a few megabytes; the store only loads and keeps.

use super::collection::Collection;
use super::document::{Document, DocumentKind};
use super::filter::{DocumentFilter, DocumentSort, Format};
use super::reader::Reader;
use crate::browse::{FacetOption, PAGE, options};
use crate::directory::{Catalogue, Scheme, TermId};
use crate::id::DocumentId;
use crate::language::{Locale, SpokenLanguage};
use crate::place::Region;
use crate::search::{Index, query_terms};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// How much a word weighs by where it stands.
mod weight {
    pub const TITLE: u16 = 40;
    pub const AUTHOR: u16 = 12;
    pub const TERM: u16 = 10;
    pub const SUMMARY: u16 = 6;
}

/// The most versions of one document that are followed to the newest.
const MOST_VERSIONS: usize = 100;
/// How many facets there are.
const FACETS: usize = 6;

/// The library in memory.
pub struct Shelves {
    /// The newest first.
    documents: Vec<Document>,
    by_slug: HashMap<String, usize>,
    by_id: HashMap<DocumentId, usize>,
    by_number: HashMap<i64, usize>,
    /// Who took a document's place.
    replaced_by: HashMap<DocumentId, DocumentId>,
    index: Index<u32>,
    /// The latest changed first.
    collections: Vec<Collection>,
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

/// The facets of a list of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFacets {
    /// Kinds.
    pub kinds: Vec<FacetOption<DocumentKind>>,
    /// Ways to take them in.
    pub formats: Vec<FacetOption<Format>>,
    /// Domains in the order of the taxonomy.
    pub domains: Vec<FacetOption<TermId>>,
    /// Regions by code.
    pub regions: Vec<FacetOption<Region>>,
    /// Languages.
    pub languages: Vec<FacetOption<SpokenLanguage>>,
    /// Publishers by slug, the busiest first.
    pub publishers: Vec<FacetOption<String>>,
}

impl Shelves {
    /// Sorts and indexes the documents and collections, whatever their state.
    pub fn new(
        mut documents: Vec<Document>,
        mut collections: Vec<Collection>,
        directory: &Catalogue,
    ) -> Self {
        collections.sort_by_cached_key(|it| (Reverse(it.updated_at), it.slug.clone()));
        documents
            .sort_by_cached_key(|it| (Reverse(it.published_at.unwrap_or(it.created_at)), it.slug.clone()));
        let at = || documents.iter().enumerate();
        let replaced_by = documents.iter().filter(|it| it.published_at.is_some());
        Self {
            by_slug: at().map(|(at, it)| (it.slug.clone(), at)).collect(),
            by_id: at().map(|(at, it)| (it.id, at)).collect(),
            by_number: at().map(|(at, it)| (it.number, at)).collect(),
            replaced_by: replaced_by.filter_map(|it| it.replaces.map(|old| (old, it.id))).collect(),
            index: index(&documents, directory),
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
        self.documents.iter().filter(move |it| reader.reads(it) && self.successor(it.id, reader).is_none())
    }

    /// The document with this slug, whatever its state.
    pub fn find(&self, slug: &str) -> Option<&Document> {
        self.by_slug.get(slug).map(|at| &self.documents[*at])
    }

    /// The document with this id, whatever its state.
    pub fn get(&self, id: DocumentId) -> Option<&Document> {
        self.by_id.get(&id).map(|at| &self.documents[*at])
    }

    /// The document that took the place of this one, if the reader may read it.
    pub fn successor(&self, id: DocumentId, reader: &Reader) -> Option<&Document> {
        self.get(*self.replaced_by.get(&id)?).filter(|it| reader.reads(it))
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
        let publishers: Vec<_> =
            filter.publishers.iter().filter_map(|slug| directory.find(slug).map(|it| it.id)).collect();
        let mut counter = Counter::default();
        let mut found = Vec::new();
        for (at, document) in self.documents.iter().enumerate() {
            let score = scores.as_ref().map_or(Some(0), |scores| scores.get(&at).copied());
            let Some(score) = score.filter(|_| reader.reads(document)) else { continue };
            if self.successor(document.id, reader).is_some() {
                continue;
            }
            let misses = misses(filter, document, directory, &publishers);
            counter.add(document, &misses, directory);
            if !misses.contains(&true) {
                found.push((Place::of(filter.order(), document, score), at));
            }
        }
        found.sort_unstable();
        let after = filter.after.as_deref().and_then(Place::parse);
        let start = after.map_or(0, |after| found.partition_point(|(place, _)| *place <= after));
        let page: Vec<_> = found.iter().skip(start).take(PAGE).collect();
        let has_more = start + page.len() < found.len();
        DocumentAnswer {
            total: found.len(),
            next: page.last().filter(|_| has_more).map(|(place, _)| place.key()),
            items: page.iter().map(|(_, at)| &self.documents[*at]).collect(),
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

    /// For each document that has all words, how well: what is found in its title and the like counts more than what is
    /// found inside.
    fn scores(&self, text: &str, found_inside: &[i64]) -> HashMap<usize, u32> {
        let inside = found_inside.iter().filter_map(|number| self.by_number.get(number));
        let mut scores: HashMap<usize, u32> = inside.map(|at| (*at, 1)).collect();
        for (at, score) in self.index.search(&query_terms(text)) {
            *scores.entry(at as usize).or_default() += score;
        }
        scores
    }
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
    /// What the order asks for, the most first.
    rank: Reverse<i64>,
    /// When it was published, the newest first.
    published: Reverse<i64>,
    slug: &'a str,
}

impl<'a> Place<'a> {
    fn of(order: DocumentSort, document: &'a Document, score: u32) -> Self {
        let rank = match order {
            DocumentSort::Newest => 0,
            DocumentSort::Relevance => i64::from(score),
            DocumentSort::Kept => document.kept,
        };
        let published = document.published_at.map_or(0, |it| it.0);
        Self { rank: Reverse(rank), published: Reverse(published), slug: &document.slug }
    }

    fn key(self) -> String {
        format!("{}.{}.{}", self.rank.0, self.published.0, self.slug)
    }

    fn parse(key: &'a str) -> Option<Self> {
        let mut parts = key.splitn(3, '.');
        let mut number = || parts.next()?.parse().ok().map(Reverse);
        Some(Self { rank: number()?, published: number()?, slug: parts.next()? })
    }
}

/// For each facet, whether the document misses it.
fn misses(
    filter: &DocumentFilter,
    document: &Document,
    directory: &Catalogue,
    publishers: &[crate::id::OrganizationId],
) -> [bool; FACETS] {
    let within = |it: &TermId| filter.domains.iter().any(|wanted| directory.terms().is_within(it, wanted));
    [
        !filter.kinds.is_empty() && !filter.kinds.contains(&document.kind),
        !filter.formats.is_empty() && !filter.formats.iter().any(|it| it.fits(document)),
        !filter.domains.is_empty() && !document.domains.iter().any(within),
        !filter.regions.is_empty() && !document.regions.iter().any(|it| filter.regions.contains(it)),
        !filter.languages.is_empty() && !languages(document).any(|it| filter.languages.contains(&it)),
        !filter.publishers.is_empty() && !publishers.contains(&document.publisher),
    ]
}

/// The languages of a document and of its spoken summaries; one may be there twice.
fn languages(document: &Document) -> impl Iterator<Item = SpokenLanguage> {
    document.languages.iter().copied().chain(document.spoken.iter().map(|it| it.language))
}

/// Counts the choices of each facet among what the other facets let through.
#[derive(Default)]
struct Counter {
    kinds: BTreeMap<DocumentKind, usize>,
    formats: BTreeMap<Format, usize>,
    domains: HashMap<TermId, usize>,
    regions: BTreeMap<Region, usize>,
    languages: BTreeMap<SpokenLanguage, usize>,
    publishers: HashMap<crate::id::OrganizationId, usize>,
}

impl Counter {
    fn add(&mut self, document: &Document, misses: &[bool; FACETS], directory: &Catalogue) {
        let others_fit = |facet: usize| misses.iter().enumerate().all(|(at, miss)| at == facet || !miss);
        if others_fit(0) {
            *self.kinds.entry(document.kind).or_default() += 1;
        }
        if others_fit(1) {
            for format in Format::ALL.iter().filter(|it| it.fits(document)) {
                *self.formats.entry(*format).or_default() += 1;
            }
        }
        if others_fit(2) {
            let terms = directory.terms();
            let mut ids: Vec<&TermId> =
                document.domains.iter().flat_map(|id| [id, terms.root_of(id)]).collect();
            ids.sort_unstable();
            ids.dedup();
            for id in ids {
                match self.domains.get_mut(id) {
                    Some(count) => *count += 1,
                    None => drop(self.domains.insert(id.clone(), 1)),
                }
            }
        }
        if others_fit(3) {
            for region in &document.regions {
                *self.regions.entry(*region).or_default() += 1;
            }
        }
        if others_fit(4) {
            let mut spoken: Vec<_> = languages(document).collect();
            spoken.sort_unstable();
            spoken.dedup();
            for language in spoken {
                *self.languages.entry(language).or_default() += 1;
            }
        }
        if others_fit(5) {
            *self.publishers.entry(document.publisher).or_default() += 1;
        }
    }

    fn facets(self, filter: &DocumentFilter, directory: &Catalogue) -> DocumentFacets {
        let count = |it: Option<&usize>| it.copied().unwrap_or(0);
        let mut publishers: Vec<_> =
            self.publishers.iter().filter_map(|(id, count)| Some((*count, directory.get(*id)?))).collect();
        publishers.sort_by_key(|(count, it)| (Reverse(*count), it.slug.clone()));
        let mut slugs: Vec<String> = publishers.iter().map(|(_, it)| it.slug.clone()).collect();
        slugs.extend(filter.publishers.iter().filter(|it| !slugs.contains(it)).cloned().collect::<Vec<_>>());
        let of_publisher =
            |slug: &String| publishers.iter().find(|(_, it)| it.slug == *slug).map_or(0, |(count, _)| *count);
        let domains = directory.terms().of(Scheme::Domain).map(|term| term.id.clone());
        DocumentFacets {
            kinds: options(DocumentKind::ALL.iter().copied(), &filter.kinds, |it| count(self.kinds.get(it))),
            formats: options(Format::ALL.iter().copied(), &filter.formats, |it| count(self.formats.get(it))),
            domains: options(domains, &filter.domains, |it| count(self.domains.get(it))),
            regions: options(Region::all(), &filter.regions, |it| count(self.regions.get(it))),
            languages: options(SpokenLanguage::ALL.iter().copied(), &filter.languages, |it| {
                count(self.languages.get(it))
            }),
            publishers: options(slugs.into_iter(), &filter.publishers, of_publisher),
        }
    }
}
