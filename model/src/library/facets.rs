//! Facets: what a list of documents can be narrowed to. Choices are numbers, so that ten thousand documents are counted at once.

use super::document::{Document, DocumentKind};
use super::filter::{DocumentFilter, Format};
use crate::browse::{FacetOption, options};
use crate::directory::{Catalogue, Scheme, TermId};
use crate::id::OrganizationId;
use crate::language::SpokenLanguage;
use crate::place::Region;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The facets of a list of documents; a choice's count is what the list would hold with it, the other facets staying as they are.
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

/// A choice of one of the facets.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Choice {
    Kind(DocumentKind),
    Format(Format),
    Domain(TermId),
    Region(Region),
    Language(SpokenLanguage),
    Publisher(OrganizationId),
}

impl Choice {
    /// Its facet, as a bit.
    const fn facet(&self) -> u8 {
        match self {
            Self::Kind(_) => 1,
            Self::Format(_) => 1 << 1,
            Self::Domain(_) => 1 << 2,
            Self::Region(_) => 1 << 3,
            Self::Language(_) => 1 << 4,
            Self::Publisher(_) => 1 << 5,
        }
    }

    /// Those of a document; one may be there twice.
    fn of<'a>(document: &'a Document, directory: &'a Catalogue) -> impl Iterator<Item = Self> + 'a {
        let formats = Format::ALL.iter().copied().filter(|it| it.fits(document));
        // A broader domain has what its narrower ones have.
        let domains = document.domains.iter().flat_map(|id| [id, directory.terms().root_of(id)]);
        let languages = document.languages.iter().copied();
        let languages = languages.chain(document.spoken.iter().map(|it| it.language));
        let one = [Self::Kind(document.kind), Self::Publisher(document.publisher)];
        let several = formats.map(Self::Format).chain(domains.cloned().map(Self::Domain));
        let regions = document.regions.iter().copied().map(Self::Region);
        one.into_iter().chain(several).chain(regions).chain(languages.map(Self::Language))
    }
}

/// Which choices each of the documents has.
pub(super) struct Choices {
    /// All that some document has, in order: a choice's number is its place.
    all: Vec<Choice>,
    /// The facet of each, as a bit.
    facets: Vec<u8>,
    /// The numbers of each document's choices, one document after the other.
    numbers: Vec<u32>,
    /// Where those of each document end.
    ends: Vec<usize>,
}

impl Choices {
    pub fn new(documents: &[Document], directory: &Catalogue) -> Self {
        let all: BTreeSet<Choice> = documents.iter().flat_map(|it| Choice::of(it, directory)).collect();
        let all: Vec<Choice> = all.into_iter().collect();
        let (mut numbers, mut ends) = (Vec::new(), Vec::new());
        for document in documents {
            let own: BTreeSet<u32> =
                Choice::of(document, directory).filter_map(|it| number(&all, &it)).collect();
            numbers.extend(own);
            ends.push(numbers.len());
        }
        Self { facets: all.iter().map(Choice::facet).collect(), all, numbers, ends }
    }

    fn of(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.numbers[start..self.ends[at]]
    }
}

/// A choice's number, if some document has it.
fn number(all: &[Choice], choice: &Choice) -> Option<u32> {
    all.binary_search(choice).ok().and_then(|at| u32::try_from(at).ok())
}

/// Counts the choices of each facet among what the other facets let through.
pub(super) struct Counter<'a> {
    choices: &'a Choices,
    /// The facets that are narrowed.
    narrowed: u8,
    /// For each choice, whether the filter wants it.
    wanted: Vec<bool>,
    counts: Vec<usize>,
}

impl<'a> Counter<'a> {
    pub fn new(choices: &'a Choices, filter: &DocumentFilter, directory: &Catalogue) -> Self {
        let publishers = filter.publishers.iter().filter_map(|slug| directory.find(slug));
        let chosen = (filter.kinds.iter().copied().map(Choice::Kind))
            .chain(filter.formats.iter().copied().map(Choice::Format))
            .chain(filter.domains.iter().cloned().map(Choice::Domain))
            .chain(filter.regions.iter().copied().map(Choice::Region))
            .chain(filter.languages.iter().copied().map(Choice::Language))
            .chain(publishers.map(|it| Choice::Publisher(it.id)));
        let mut counter = Self {
            choices,
            narrowed: 0,
            wanted: vec![false; choices.all.len()],
            counts: vec![0; choices.all.len()],
        };
        for choice in chosen {
            counter.narrowed |= choice.facet();
            if let Some(number) = number(&choices.all, &choice) {
                counter.wanted[number as usize] = true;
            }
        }
        counter
    }

    /// Counts a document and says whether the filter lets it through.
    pub fn add(&mut self, at: usize) -> bool {
        let own = self.choices.of(at);
        let mut missed = self.narrowed;
        if missed != 0 {
            for number in own.iter().filter(|it| self.wanted[**it as usize]) {
                missed &= !self.choices.facets[*number as usize];
            }
        }
        // What misses one facet alone is what another choice of that facet would bring.
        if missed == 0 || missed.is_power_of_two() {
            for number in own {
                let counted = missed == 0 || self.choices.facets[*number as usize] == missed;
                self.counts[*number as usize] += usize::from(counted);
            }
        }
        missed == 0
    }

    pub fn facets(self, filter: &DocumentFilter, directory: &Catalogue) -> DocumentFacets {
        let count =
            |choice: Choice| number(&self.choices.all, &choice).map_or(0, |at| self.counts[at as usize]);
        let domains = directory.terms().of(Scheme::Domain).map(|term| term.id.clone());
        let languages = SpokenLanguage::ALL.iter().copied();
        DocumentFacets {
            kinds: options(DocumentKind::ALL.iter().copied(), &filter.kinds, |it| count(Choice::Kind(*it))),
            formats: options(Format::ALL.iter().copied(), &filter.formats, |it| count(Choice::Format(*it))),
            domains: options(domains, &filter.domains, |it| count(Choice::Domain(it.clone()))),
            regions: options(Region::all(), &filter.regions, |it| count(Choice::Region(*it))),
            languages: options(languages, &filter.languages, |it| count(Choice::Language(*it))),
            publishers: self.publishers(filter, directory),
        }
    }

    /// Those that have something, the busiest first, and those that are chosen.
    fn publishers(&self, filter: &DocumentFilter, directory: &Catalogue) -> Vec<FacetOption<String>> {
        let counted = self.choices.all.iter().zip(&self.counts).filter(|(_, count)| **count > 0);
        let mut publishers: Vec<(usize, &str)> = counted
            .filter_map(|(choice, count)| match choice {
                Choice::Publisher(id) => Some((*count, directory.get(*id)?.slug.as_str())),
                _ => None,
            })
            .collect();
        publishers.sort_by_key(|(count, slug)| (Reverse(*count), *slug));
        let known = publishers.len();
        for slug in &filter.publishers {
            if publishers[..known].iter().all(|(_, it)| it != slug) {
                publishers.push((0, slug));
            }
        }
        let option = |(count, slug): (usize, &str)| FacetOption {
            value: slug.to_owned(),
            count,
            selected: filter.publishers.iter().any(|it| it == slug),
        };
        publishers.into_iter().map(option).collect()
    }
}
