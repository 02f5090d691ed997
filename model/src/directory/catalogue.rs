//! The catalogue: the whole directory in memory, which answers every filter, facet, count and search.
//!
//! A national directory has hundreds of organisations, not millions: kept in memory it answers in microseconds, the same
//! on both databases, and the same again on a phone without network. The store only loads and keeps.

use super::facets::{Counter, Facets};
use super::filter::{Filter, Sort};
use super::organization::{Organization, State};
use super::term::{TermId, Terms};
use crate::browse::{PAGE, Suggestion};
use crate::id::OrganizationId;
use crate::language::Locale;
use crate::place::Region;
use crate::search::{Index, fold, query_terms, sort_key};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How much a word weighs by where it stands.
mod weight {
    pub const NAME: u16 = 40;
    pub const TERM: u16 = 12;
    pub const PLACE: u16 = 10;
    pub const SERVICE: u16 = 6;
    pub const MISSION: u16 = 4;
}

/// The directory in memory.
pub struct Catalogue {
    terms: Terms,
    /// By sort key of the name.
    organizations: Vec<Organization>,
    /// The sort key of each, made unique by its slug.
    keys: Vec<String>,
    by_id: HashMap<OrganizationId, usize>,
    by_slug: HashMap<String, usize>,
    /// By acronym as it is searched for.
    by_acronym: HashMap<String, usize>,
    members: HashMap<OrganizationId, Vec<usize>>,
    index: Index<u32>,
}

/// One page of a filtered list.
pub struct Answer<'a> {
    /// How many organisations the filter finds in all.
    pub total: usize,
    /// Those of this page.
    pub items: Vec<&'a Organization>,
    /// The key of the next page.
    pub next: Option<String>,
    /// What can be narrowed further, with counts.
    pub facets: Facets,
    /// A search that would find something, if this one finds nothing.
    pub suggestion: Option<Suggestion>,
}

impl Catalogue {
    /// Sorts and indexes the organisations, whatever their state.
    pub fn new(mut organizations: Vec<Organization>, terms: Terms) -> Self {
        organizations.sort_by_cached_key(unique_key);
        let keys = organizations.iter().map(unique_key).collect();
        let by_id: HashMap<_, _> = organizations.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
        let by_slug = organizations.iter().enumerate().map(|(at, it)| (it.slug.clone(), at)).collect();
        let acronym = |(at, it): (usize, &Organization)| Some((fold(it.acronym.as_ref()?.as_str()), at));
        let published = organizations.iter().enumerate().filter(|(_, it)| it.state == State::Published);
        let by_acronym = published.filter_map(acronym).collect();
        let mut members: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, organization) in organizations.iter().enumerate() {
            for parent in &organization.parents {
                members.entry(*parent).or_default().push(at);
            }
        }
        let index = index(&organizations, &terms);
        Self { terms, organizations, keys, by_id, by_slug, by_acronym, members, index }
    }

    /// The taxonomies.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Every organisation by name, whatever its state; for staff.
    pub fn all(&self) -> impl Iterator<Item = &Organization> {
        self.organizations.iter()
    }

    /// The organisations that have a term, whatever their state; for staff.
    pub fn having<'a>(&'a self, term: &'a TermId) -> impl Iterator<Item = &'a Organization> {
        self.organizations.iter().filter(move |it| it.terms.contains(term))
    }

    /// The published organisations by name.
    pub fn published(&self) -> impl Iterator<Item = &Organization> {
        self.organizations.iter().filter(|it| it.state == State::Published)
    }

    /// The organisation with this id, whatever its state.
    pub fn get(&self, id: OrganizationId) -> Option<&Organization> {
        self.by_id.get(&id).map(|at| &self.organizations[*at])
    }

    /// The published organisation with this id.
    pub fn get_published(&self, id: OrganizationId) -> Option<&Organization> {
        self.get(id).filter(|it| it.state == State::Published)
    }

    /// The organisation with this slug, whatever its state.
    pub fn find(&self, slug: &str) -> Option<&Organization> {
        self.by_slug.get(slug).map(|at| &self.organizations[*at])
    }

    /// The published organisation with this slug.
    pub fn find_published(&self, slug: &str) -> Option<&Organization> {
        self.find(slug).filter(|it| it.state == State::Published)
    }

    /// The published organisation that somebody names by its acronym or its slug.
    pub fn called(&self, word: &str) -> Option<&Organization> {
        let by_acronym = self.by_acronym.get(&fold(word)).map(|at| &self.organizations[*at]);
        by_acronym.or_else(|| self.find_published(word))
    }

    /// The published members of an organisation by name.
    pub fn members(&self, id: OrganizationId) -> impl Iterator<Item = &Organization> {
        let members = self.members.get(&id).map(Vec::as_slice).unwrap_or_default();
        members.iter().map(|at| &self.organizations[*at]).filter(|it| it.state == State::Published)
    }

    /// The published organisations that this one belongs to.
    pub fn parents<'a>(&'a self, organization: &'a Organization) -> impl Iterator<Item = &'a Organization> {
        organization.parents.iter().filter_map(|id| self.get(*id)).filter(|it| it.state == State::Published)
    }

    /// Answers a filter over the published organisations.
    pub fn browse(&self, filter: &Filter) -> Answer<'_> {
        let scores = filter.text.as_deref().map(|text| self.scores(text));
        let mut facets = Counter::default();
        let mut found = Vec::new();
        for (at, organization) in self.organizations.iter().enumerate() {
            let score = scores.as_ref().map_or(Some(0), |scores| scores.get(&at).copied());
            let (Some(score), State::Published) = (score, organization.state) else { continue };
            let misses = self.misses(filter, organization);
            facets.add(self, organization, &misses);
            if !misses.contains(&true) {
                found.push((self.list_key(filter.order(), at, score), at));
            }
        }
        found.sort_unstable();
        let start = filter.after.as_ref().map_or(0, |after| found.partition_point(|(key, _)| key <= after));
        let page: Vec<_> = found.iter().skip(start).take(PAGE).collect();
        let has_more = start + page.len() < found.len();
        let suggestion = match &filter.text {
            Some(text) if found.is_empty() => self.index.suggest(text).map(|text| Suggestion { text }),
            _ => None,
        };
        Answer {
            total: found.len(),
            next: page.last().filter(|_| has_more).map(|(key, _)| key.clone()),
            items: page.iter().map(|(_, at)| &self.organizations[*at]).collect(),
            facets: facets.facets(self, filter),
            suggestion,
        }
    }

    /// The ids of all published organisations that a filter finds.
    pub fn matching(&self, filter: &Filter) -> HashSet<OrganizationId> {
        let scores = filter.text.as_deref().map(|text| self.scores(text));
        self.organizations
            .iter()
            .enumerate()
            .filter(|(at, it)| {
                it.state == State::Published && scores.as_ref().is_none_or(|scores| scores.contains_key(at))
            })
            .filter(|(_, it)| !self.misses(filter, it).contains(&true))
            .map(|(_, it)| it.id)
            .collect()
    }

    /// How many published organisations work in each region, for one domain or for all.
    pub fn by_region(&self, domain: Option<&TermId>) -> BTreeMap<Region, usize> {
        let mut counts: BTreeMap<Region, usize> = Region::all().map(|region| (region, 0)).collect();
        for organization in self.published() {
            let concerned = domain
                .is_none_or(|domain| organization.terms.iter().any(|it| self.terms.is_within(it, domain)));
            if concerned {
                for region in super::facets::regions(organization) {
                    *counts.entry(region).or_default() += 1;
                }
            }
        }
        counts
    }

    fn scores(&self, text: &str) -> HashMap<usize, u32> {
        self.index.search(&query_terms(text)).into_iter().map(|(at, score)| (at as usize, score)).collect()
    }

    /// For each facet, whether the organisation misses it.
    fn misses(&self, filter: &Filter, organization: &Organization) -> [bool; 6] {
        let misses_term = |wanted: &[TermId]| {
            let has = |it: &TermId| wanted.iter().any(|wanted| self.terms.is_within(it, wanted));
            !wanted.is_empty() && !organization.terms.iter().any(has)
        };
        let coverage = &organization.coverage;
        [
            misses_term(&filter.domains),
            !filter.regions.is_empty()
                && !coverage.iter().any(|place| filter.regions.contains(&place.region)),
            !filter.communes.is_empty()
                && !coverage
                    .iter()
                    .any(|place| place.commune.is_some_and(|it| filter.communes.contains(&it))),
            !filter.kinds.is_empty() && !filter.kinds.contains(&organization.kind),
            misses_term(&filter.targets),
            !filter.languages.is_empty()
                && !organization.languages.iter().any(|it| filter.languages.contains(it)),
        ]
    }

    /// A key that sorts the list and names a place in it that stays true when others come or go.
    fn list_key(&self, order: Sort, at: usize, score: u32) -> String {
        let name = &self.keys[at];
        match order {
            Sort::Name => name.clone(),
            Sort::Relevance => format!("{:06}-{name}", 999_999_u32.saturating_sub(score)),
            Sort::Verified => {
                let day = self.organizations[at].verified_on.map_or(0, |day| day.moment().0 / 1000);
                format!("{:011}-{name}", 99_999_999_999_i64.saturating_sub(day))
            }
        }
    }
}

pub(super) fn unique_key(organization: &Organization) -> String {
    format!("{}~{}", sort_key(organization.name.as_str()), organization.slug)
}

fn index(organizations: &[Organization], terms: &Terms) -> Index<u32> {
    let mut builder = Index::builder();
    for (key, organization) in (0_u32..).zip(organizations) {
        builder.add(key, weight::NAME, organization.name.as_str());
        if let Some(acronym) = &organization.acronym {
            builder.add(key, weight::NAME, acronym.as_str());
        }
        for name in &organization.other_names {
            builder.add(key, weight::NAME, name.as_str());
        }
        for term in organization.terms.iter().filter_map(|id| terms.get(id)) {
            for text in
                [Some(&term.french), term.bambara.as_ref(), term.english.as_ref()].into_iter().flatten()
            {
                builder.add(key, weight::TERM, text);
            }
            if let Some(parent) = term.parent.as_ref().and_then(|parent| terms.get(parent)) {
                builder.add(key, weight::TERM, parent.label(Locale::French));
            }
        }
        for place in &organization.coverage {
            builder.add(key, weight::PLACE, place.region.name());
            if let Some(commune) = place.commune {
                builder.add(key, weight::PLACE, commune.name());
                builder.add(key, weight::PLACE, commune.former_cercle());
            }
        }
        for service in &organization.services {
            builder.add(key, weight::SERVICE, service.title.as_str());
            if let Some(description) = &service.description {
                builder.add(key, weight::MISSION, description.as_str());
            }
        }
        if let Some(mission) = &organization.mission {
            builder.add(key, weight::MISSION, mission.as_str());
        }
    }
    builder.build()
}
