//! For each choice of a facet the things of a list that have it, so that a filter is answered and its facets are counted without looking at
//! the things (docs/decisions/0062).

use super::browse::{Facts, WorkFacets};
use super::filter::{ADVICE, WorkFilter};
use super::project::ProjectStatus;
use super::step::{ActivityKind, ReportPart};
use crate::browse::options;
use crate::directory::{Scheme, TermId, Terms};
use crate::place::Region;
use roaring::{MultiOps, RoaringBitmap};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

/// The most organisations that a facet offers.
const MOST_ORGANIZATIONS: usize = 30;
/// How many facets a list has.
const FACETS: usize = 7;

/// The keys of the things that have each choice of a facet. A changed copy shares all that did not change.
type Sets<K> = HashMap<K, Arc<RoaringBitmap>>;

/// The choices of all facets of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    all: Arc<RoaringBitmap>,
    parts: Sets<&'static str>,
    statuses: Sets<ProjectStatus>,
    kinds: Sets<ActivityKind>,
    /// What is about a domain; under the broadest ones also what is about one below.
    domains: Sets<TermId>,
    regions: Sets<Region>,
    years: Sets<i32>,
    organizations: Sets<Arc<str>>,
}

/// What a filter lets through.
pub(super) struct Narrowed {
    /// The keys of what it finds.
    pub(super) keys: RoaringBitmap,
    /// How often each choice of a facet occurs among what the other facets let through.
    pub(super) counter: Counter,
}

impl Choices {
    /// A thing comes to the list, or goes.
    pub(super) fn change(&mut self, key: u32, it: &Facts, comes: bool) {
        if comes {
            Arc::make_mut(&mut self.all).insert(key);
        } else {
            Arc::make_mut(&mut self.all).remove(key);
        }
        it.part.iter().for_each(|own| change(&mut self.parts, own, key, comes));
        it.status.iter().for_each(|own| change(&mut self.statuses, own, key, comes));
        it.kind.iter().for_each(|own| change(&mut self.kinds, own, key, comes));
        it.domains.iter().chain(&*it.roots).for_each(|own| change(&mut self.domains, own, key, comes));
        it.regions.iter().for_each(|own| change(&mut self.regions, own, key, comes));
        it.years.iter().for_each(|own| change(&mut self.years, own, key, comes));
        it.organizations.iter().for_each(|own| change(&mut self.organizations, own, key, comes));
    }

    /// Answers a filter among these things, or among all of them.
    pub(super) fn narrow(
        &self,
        filter: &WorkFilter,
        terms: &Terms,
        among: Option<RoaringBitmap>,
    ) -> Narrowed {
        let is_part =
            |own: &&str| filter.advice && *own == ADVICE || filter.parts.iter().any(|it| it.code() == *own);
        let is_domain = |own: &TermId| filter.domains.iter().any(|wanted| terms.is_within(own, wanted));
        let is_organization = |own: &Arc<str>| filter.organizations.iter().any(|it| **it == **own);
        let wanted: [Option<RoaringBitmap>; FACETS] = [
            having(&self.parts, !filter.parts.is_empty() || filter.advice, is_part),
            having(&self.statuses, !filter.statuses.is_empty(), |own| filter.statuses.contains(own)),
            having(&self.kinds, !filter.kinds.is_empty(), |own| filter.kinds.contains(own)),
            having(&self.domains, !filter.domains.is_empty(), is_domain),
            having(&self.regions, !filter.regions.is_empty(), |own| filter.regions.contains(own)),
            having(&self.years, !filter.years.is_empty(), |own| filter.years.contains(own)),
            having(&self.organizations, !filter.organizations.is_empty(), is_organization),
        ];
        let among = among.map_or_else(|| (*self.all).clone(), |it| it & &*self.all);
        let without = |facet: usize| {
            let others = wanted.iter().enumerate().filter(|(at, _)| *at != facet);
            others.filter_map(|(_, set)| set.as_ref()).fold(among.clone(), |rest, set| rest & set)
        };
        let keys = without(FACETS);
        let base: [Option<RoaringBitmap>; FACETS] =
            std::array::from_fn(|facet| wanted[facet].as_ref().map(|_| without(facet)));
        let among = |facet: usize| base[facet].as_ref().unwrap_or(&keys);
        let whole = self.all.len();
        let counter = Counter {
            parts: counts(&self.parts, among(0), whole),
            statuses: counts(&self.statuses, among(1), whole),
            kinds: counts(&self.kinds, among(2), whole),
            domains: counts(&self.domains, among(3), whole),
            regions: counts(&self.regions, among(4), whole),
            years: counts(&self.years, among(5), whole),
            organizations: counts(&self.organizations, among(6), whole),
        };
        Narrowed { keys, counter }
    }
}

/// One more under a choice, or one less; a choice that nothing has is not there.
fn change<K: Clone + Eq + Hash>(sets: &mut Sets<K>, own: &K, key: u32, comes: bool) {
    match sets.get_mut(own) {
        Some(set) if comes => drop(Arc::make_mut(set).insert(key)),
        Some(set) => {
            Arc::make_mut(set).remove(key);
            if set.is_empty() {
                sets.remove(own);
            }
        }
        None if comes => drop(sets.insert(own.clone(), Arc::new([key].into()))),
        None => {}
    }
}

/// What has a choice that is wanted; nothing if the facet is not narrowed.
fn having<K>(sets: &Sets<K>, narrows: bool, is_wanted: impl Fn(&K) -> bool) -> Option<RoaringBitmap> {
    narrows.then(|| sets.iter().filter(|(own, _)| is_wanted(own)).map(|(_, set)| &**set).union())
}

/// How often each choice occurs among these; those that do not are left out.
fn counts<K: Clone + Eq + Hash>(sets: &Sets<K>, among: &RoaringBitmap, whole: u64) -> Counts<K> {
    let is_whole = among.len() == whole;
    let count = |set: &RoaringBitmap| if is_whole { set.len() } else { set.intersection_len(among) };
    let counted = sets.iter().map(|(own, set)| (own, usize::try_from(count(set)).unwrap_or(usize::MAX)));
    counted.filter(|(_, count)| *count > 0).map(|(own, count)| (own.clone(), count)).collect()
}

/// How often each choice of a facet occurs.
type Counts<K> = HashMap<K, usize>;

/// How often the choices of all facets occur.
#[derive(Clone, Debug, Default)]
pub(super) struct Counter {
    parts: Counts<&'static str>,
    statuses: Counts<ProjectStatus>,
    kinds: Counts<ActivityKind>,
    domains: Counts<TermId>,
    regions: Counts<Region>,
    years: Counts<i32>,
    organizations: Counts<Arc<str>>,
}

impl Counter {
    /// With what was counted in another list.
    pub(super) fn add(&mut self, other: Self) {
        add(&mut self.parts, other.parts);
        add(&mut self.statuses, other.statuses);
        add(&mut self.kinds, other.kinds);
        add(&mut self.domains, other.domains);
        add(&mut self.regions, other.regions);
        add(&mut self.years, other.years);
        add(&mut self.organizations, other.organizations);
    }

    /// The facets as a page offers them.
    pub(super) fn facets(self, filter: &WorkFilter, terms: &Terms) -> WorkFacets {
        let count = |it: Option<&usize>| it.copied().unwrap_or(0);
        let domains = terms.of(Scheme::Domain).map(|term| term.id.clone());
        let mut parts: Vec<&'static str> = filter.parts.iter().map(|it| it.code()).collect();
        parts.extend(filter.advice.then_some(ADVICE));
        let all_parts = ReportPart::LESSONS.iter().map(|it| it.code()).chain([ADVICE]);
        let mut years: BTreeSet<i32> = self.years.keys().copied().collect();
        years.extend(&filter.years);
        let mut organizations: Vec<(String, usize)> =
            self.organizations.iter().map(|(slug, count)| (slug.to_string(), *count)).collect();
        organizations.extend(filter.organizations.iter().map(|slug| (slug.clone(), 0)));
        organizations.sort_by(|one, other| (Reverse(one.1), &one.0).cmp(&(Reverse(other.1), &other.0)));
        let mut offered: Vec<String> = Vec::new();
        for (slug, _) in organizations {
            let chosen = filter.organizations.contains(&slug);
            if !offered.contains(&slug) && (chosen || offered.len() < MOST_ORGANIZATIONS) {
                offered.push(slug);
            }
        }
        WorkFacets {
            parts: options(all_parts, &parts, |it| count(self.parts.get(it))),
            statuses: options(ProjectStatus::ALL.iter().copied(), &filter.statuses, |it| {
                count(self.statuses.get(it))
            }),
            kinds: options(ActivityKind::ALL.iter().copied(), &filter.kinds, |it| count(self.kinds.get(it))),
            domains: options(domains, &filter.domains, |it| count(self.domains.get(it))),
            regions: options(Region::all(), &filter.regions, |it| count(self.regions.get(it))),
            years: options(years.into_iter().rev(), &filter.years, |it| count(self.years.get(it))),
            organizations: options(offered.into_iter(), &filter.organizations, |it| {
                count(self.organizations.get(it.as_str()))
            }),
        }
    }
}

fn add<K: Eq + Hash>(counts: &mut Counts<K>, others: Counts<K>) {
    for (own, count) in others {
        *counts.entry(own).or_default() += count;
    }
}

#[cfg(test)]
mod tests;
