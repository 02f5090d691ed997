//! Facets: what a list can be narrowed to, with counts.

use super::catalogue::Catalogue;
use super::filter::Filter;
use super::organization::{Organization, OrganizationKind};
use super::term::{Scheme, TermId};
use crate::browse::{FacetOption, options};
use crate::language::SpokenLanguage;
use crate::place::{Commune, Region};
use crate::search::sort_key;
use std::collections::{BTreeMap, HashMap};

/// How many communes the facet shows while no region is chosen.
const COMMUNES_SHOWN: usize = 12;

/// The facets of a list; a choice's count is what the list would hold with it, the other facets staying as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Domains in the order of the taxonomy, narrower ones behind their broader one.
    pub domains: Vec<FacetOption<TermId>>,
    /// Regions by code.
    pub regions: Vec<FacetOption<Region>>,
    /// Communes of the chosen regions, or the most frequent ones.
    pub communes: Vec<FacetOption<Commune>>,
    /// Kinds.
    pub kinds: Vec<FacetOption<OrganizationKind>>,
    /// Target groups.
    pub targets: Vec<FacetOption<TermId>>,
    /// Languages.
    pub languages: Vec<FacetOption<SpokenLanguage>>,
}

/// Counts the choices of each facet among what the other facets let through.
#[derive(Default)]
pub(super) struct Counter {
    terms: HashMap<TermId, usize>,
    regions: BTreeMap<Region, usize>,
    communes: BTreeMap<Commune, usize>,
    kinds: BTreeMap<OrganizationKind, usize>,
    languages: BTreeMap<SpokenLanguage, usize>,
}

impl Counter {
    pub(super) fn add(&mut self, catalogue: &Catalogue, organization: &Organization, misses: &[bool; 6]) {
        let others_fit = |facet: usize| misses.iter().enumerate().all(|(at, miss)| at == facet || !miss);
        for (facet, scheme) in [(0, Scheme::Domain), (4, Scheme::Target)] {
            if others_fit(facet) {
                let mut ids: Vec<&TermId> = organization
                    .terms
                    .iter()
                    .filter(|id| catalogue.terms().get(id).is_some_and(|term| term.scheme == scheme))
                    .flat_map(|id| [id, catalogue.terms().root_of(id)])
                    .collect();
                ids.sort_unstable();
                ids.dedup();
                for id in ids {
                    *self.terms.entry(id.clone()).or_default() += 1;
                }
            }
        }
        if others_fit(1) {
            for region in regions(organization) {
                *self.regions.entry(region).or_default() += 1;
            }
        }
        if others_fit(2) {
            let mut communes: Vec<_> =
                organization.coverage.iter().filter_map(|place| place.commune).collect();
            communes.sort_unstable();
            communes.dedup();
            for commune in communes {
                *self.communes.entry(commune).or_default() += 1;
            }
        }
        if others_fit(3) {
            *self.kinds.entry(organization.kind).or_default() += 1;
        }
        if others_fit(5) {
            for language in &organization.languages {
                *self.languages.entry(*language).or_default() += 1;
            }
        }
    }

    pub(super) fn facets(self, catalogue: &Catalogue, filter: &Filter) -> Facets {
        let terms = |scheme: Scheme, chosen: &[TermId]| {
            let ids = catalogue.terms().of(scheme).map(|term| term.id.clone());
            options(ids, chosen, |id| self.terms.get(id).copied().unwrap_or(0))
        };
        let in_region =
            |commune: &Commune| filter.regions.is_empty() || filter.regions.contains(&commune.region());
        let mut communes: Vec<Commune> = self.communes.keys().copied().filter(in_region).collect();
        communes.extend(filter.communes.iter().filter(|it| !self.communes.contains_key(it)));
        communes.sort_by_key(|it| {
            let count = self.communes.get(it).copied().unwrap_or(0);
            (!filter.communes.contains(it), std::cmp::Reverse(count), sort_key(it.name()))
        });
        if filter.regions.is_empty() {
            communes.truncate(COMMUNES_SHOWN.max(filter.communes.len()));
        }
        Facets {
            domains: terms(Scheme::Domain, &filter.domains),
            targets: terms(Scheme::Target, &filter.targets),
            regions: options(Region::all(), &filter.regions, |it| self.regions.get(it).copied().unwrap_or(0)),
            communes: options(communes.into_iter(), &filter.communes, |it| {
                self.communes.get(it).copied().unwrap_or(0)
            }),
            kinds: options(OrganizationKind::ALL.iter().copied(), &filter.kinds, |it| {
                self.kinds.get(it).copied().unwrap_or(0)
            }),
            languages: options(SpokenLanguage::ALL.iter().copied(), &filter.languages, |it| {
                self.languages.get(it).copied().unwrap_or(0)
            }),
        }
    }
}

/// The regions of an organisation, each once.
pub(super) fn regions(organization: &Organization) -> Vec<Region> {
    let mut regions: Vec<_> = organization.coverage.iter().map(|place| place.region).collect();
    regions.sort_unstable();
    regions.dedup();
    regions
}
