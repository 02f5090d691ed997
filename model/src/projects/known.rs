//! What lists know of projects, activities, articles, campaigns and paths, and the words by which they are found.

use super::browse::{Facts, day};
use super::partner::Whom;
use super::project::{MOST_YEARS, Project};
use super::report::Activity;
use crate::directory::{Catalogue, TermId};
use crate::id::OrganizationId;
use crate::language::Locale;
use crate::place::Place;
use crate::search::Builder;

/// How much a word weighs by where it stands.
mod weight {
    pub const TITLE: u16 = 40;
    pub const TERM: u16 = 12;
    pub const NAME: u16 = 10;
    pub const TEXT: u16 = 4;
}

/// What is known around what is listed.
pub(crate) struct Known<'a> {
    pub(crate) directory: &'a Catalogue,
}

impl Known<'_> {
    /// The slugs of these organisations, each once.
    pub(crate) fn slugs(&self, all: impl Iterator<Item = OrganizationId>) -> Vec<String> {
        let mut slugs: Vec<String> =
            all.filter_map(|id| self.directory.get(id)).map(|it| it.slug.clone()).collect();
        slugs.sort_unstable();
        slugs.dedup();
        slugs
    }

    /// Domains as they are called today: one that became another counts as that.
    pub(crate) fn domains(&self, own: &[TermId]) -> Vec<TermId> {
        let mut domains: Vec<TermId> =
            own.iter().filter_map(|id| self.directory.terms().get(id)).map(|it| it.id.clone()).collect();
        domains.dedup();
        domains
    }

    pub(super) fn of_project(&self, it: &Project) -> Facts {
        let partners = it.content.partners.iter().map(|it| &it.whom).chain(&it.content.lead);
        let others = partners.filter_map(Whom::organization);
        Facts {
            domains: self.domains(&it.content.domains),
            regions: it.content.regions(),
            years: it.content.period().map(|it| it.years(MOST_YEARS).collect()).unwrap_or_default(),
            organizations: self.slugs(others.chain([it.organization])),
            status: Some(it.content.status),
            day: day(it.content.period()),
            slug: it.slug.clone(),
            ..Facts::default()
        }
    }

    pub(super) fn of_activity(&self, it: &Activity) -> Facts {
        let others = it.report.organizers.iter().chain(&it.report.partners).filter_map(Whom::organization);
        Facts {
            domains: self.domains(&it.report.domains),
            regions: it.report.place.map(|it| it.region).into_iter().collect(),
            years: it.report.period().map(|it| it.years(MOST_YEARS).collect()).unwrap_or_default(),
            organizations: self.slugs(others.chain([it.organization])),
            kind: it.report.kind,
            day: day(it.report.period()),
            slug: it.slug.clone(),
            ..Facts::default()
        }
    }

    fn index_around<'a>(
        &self,
        index: &mut Builder<u32>,
        key: u32,
        domains: &[TermId],
        places: impl Iterator<Item = Place>,
        names: impl Iterator<Item = &'a Whom>,
    ) {
        for term in domains.iter().filter_map(|id| self.directory.terms().get(id)) {
            index.add(key, weight::TERM, term.label(Locale::French));
        }
        places.for_each(|it| index.add(key, weight::TERM, &it.label()));
        for name in names {
            match name {
                Whom::Named(name) => index.add(key, weight::NAME, name.as_str()),
                Whom::Organization(id) => self.index_name(index, key, *id),
            }
        }
    }

    pub(crate) fn index_name(&self, index: &mut Builder<u32>, key: u32, id: OrganizationId) {
        let Some(it) = self.directory.get(id) else { return };
        index.add(key, weight::NAME, it.name.as_str());
        if let Some(acronym) = &it.acronym {
            index.add(key, weight::NAME, acronym.as_str());
        }
    }

    /// What has a title, domains, places and texts.
    pub(crate) fn index_told(
        &self,
        index: &mut Builder<u32>,
        key: u32,
        title: &str,
        domains: &[TermId],
        places: &[Place],
        texts: &[&str],
    ) {
        index.add(key, weight::TITLE, title);
        self.index_around(index, key, domains, places.iter().copied(), std::iter::empty());
        texts.iter().for_each(|text| index.add(key, weight::TEXT, text));
    }

    pub(super) fn index_project(&self, index: &mut Builder<u32>, key: u32, it: &Project) {
        let own = &it.content;
        index.add(key, weight::TITLE, own.title.as_str());
        let names = own.partners.iter().map(|it| &it.whom).chain(&own.lead);
        self.index_around(index, key, &own.domains, own.places.iter().copied(), names);
        self.index_name(index, key, it.organization);
        for text in [&own.general, &own.objectives, &own.targets].into_iter().flatten() {
            index.add(key, weight::TEXT, text.as_str());
        }
        own.indicators.iter().for_each(|it| index.add(key, weight::TEXT, it.title.as_str()));
    }

    pub(super) fn index_activity(&self, index: &mut Builder<u32>, key: u32, it: &Activity) {
        let own = &it.report;
        index.add(key, weight::TITLE, it.title());
        if let Some(series) = &own.series {
            index.add(key, weight::TERM, series.as_str());
        }
        let names = own.organizers.iter().chain(&own.partners);
        self.index_around(index, key, &own.domains, own.place.into_iter(), names);
        self.index_name(index, key, it.organization);
        own.texts.values().for_each(|text| index.add(key, weight::TEXT, text.as_str()));
        own.advice.iter().for_each(|it| index.add(key, weight::TEXT, it.as_str()));
    }
}
