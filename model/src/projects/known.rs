//! What lists know of projects, activities, articles, campaigns and paths, and the words by which they are found.

use super::browse::{Facts, day};
use super::partner::Whom;
use super::project::{MOST_YEARS, Project};
use super::report::Activity;
use crate::directory::{Catalogue, TermId, Terms};
use crate::id::OrganizationId;
use crate::language::Locale;
use crate::place::Place;
use crate::search::Gather;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// How much a word weighs by where it stands.
mod weight {
    pub const TITLE: u16 = 40;
    pub const TERM: u16 = 12;
    pub const NAME: u16 = 10;
    pub const TEXT: u16 = 4;
}

/// The broadest domains that these stand below, or are, each once.
pub(super) fn roots(terms: &Terms, own: &[TermId]) -> Arc<[TermId]> {
    let mut roots: Vec<TermId> = own.iter().map(|id| terms.root_of(id).clone()).collect();
    roots.sort_unstable();
    roots.dedup();
    roots.into()
}

/// What is known around what is listed.
pub(crate) struct Known<'a> {
    pub(crate) directory: &'a Catalogue,
}

impl Known<'_> {
    /// The slugs of these organisations, of those that everybody sees, each once.
    pub(crate) fn slugs(&self, all: impl Iterator<Item = OrganizationId>) -> Arc<[Arc<str>]> {
        let mut slugs: Vec<&str> =
            all.filter_map(|id| self.directory.get_published(id)).map(|it| it.slug.as_str()).collect();
        slugs.sort_unstable();
        slugs.dedup();
        slugs.into_iter().map(Arc::from).collect()
    }

    /// What is known of something about these domains, as they are called today: one that became another counts as that.
    pub(crate) fn about(&self, own: &[TermId]) -> Facts {
        let terms = self.directory.terms();
        let mut domains: Vec<TermId> =
            own.iter().filter_map(|id| terms.get(id)).map(|it| it.id.clone()).collect();
        domains.dedup();
        let roots = roots(terms, &domains);
        Facts { domains: domains.into(), roots, ..Facts::default() }
    }

    pub(super) fn of_project(&self, it: &Project) -> Facts {
        let partners = it.content.partners.iter().map(|it| &it.whom).chain(&it.content.lead);
        let names = self.names(&it.content.domains, partners.clone(), it.organization);
        let others = partners.filter_map(Whom::organization);
        Facts {
            names,
            regions: it.content.regions().into(),
            years: it.content.period().map(|it| it.years(MOST_YEARS).collect()).unwrap_or_default(),
            organizations: self.slugs(others.chain([it.organization])),
            status: Some(it.content.status),
            day: day(it.content.period()),
            slug: it.slug.clone(),
            ..self.about(&it.content.domains)
        }
    }

    pub(super) fn of_activity(&self, it: &Activity) -> Facts {
        let whom = it.report.organizers.iter().chain(&it.report.partners);
        let names = self.names(&it.report.domains, whom.clone(), it.organization);
        let others = whom.filter_map(Whom::organization);
        Facts {
            names,
            regions: it.report.place.map(|it| it.region).into_iter().collect(),
            years: it.report.period().map(|it| it.years(MOST_YEARS).collect()).unwrap_or_default(),
            organizations: self.slugs(others.chain([it.organization])),
            kind: it.report.kind,
            day: day(it.report.period()),
            slug: it.slug.clone(),
            ..self.about(&it.report.domains)
        }
    }

    /// A number that changes with what the directory calls the domains and the organisations of a thing.
    fn names<'a>(
        &self,
        domains: &[TermId],
        whom: impl Iterator<Item = &'a Whom>,
        own: OrganizationId,
    ) -> u64 {
        let mut hasher = DefaultHasher::new();
        for term in domains.iter().filter_map(|id| self.directory.terms().get(id)) {
            term.label(Locale::French).hash(&mut hasher);
        }
        for id in whom.filter_map(Whom::organization).chain([own]) {
            if let Some(it) = self.directory.get_published(id) {
                (it.name.as_str(), it.acronym.as_ref().map(|it| it.as_str())).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    fn index_around<'a>(
        &self,
        index: &mut impl Gather,
        key: u32,
        domains: &[TermId],
        places: impl Iterator<Item = Place>,
        names: impl Iterator<Item = &'a Whom>,
    ) {
        for term in domains.iter().filter_map(|id| self.directory.terms().get(id)) {
            index.gather(key, weight::TERM, term.label(Locale::French));
        }
        places.for_each(|it| index.gather(key, weight::TERM, &it.label()));
        names.for_each(|it| self.index_whom(index, key, it));
    }

    pub(crate) fn index_whom(&self, index: &mut impl Gather, key: u32, whom: &Whom) {
        match whom {
            Whom::Named(name) => index.gather(key, weight::NAME, name.as_str()),
            Whom::Organization(id) => self.index_name(index, key, *id),
        }
    }

    pub(crate) fn index_name(&self, index: &mut impl Gather, key: u32, id: OrganizationId) {
        let Some(it) = self.directory.get_published(id) else { return };
        index.gather(key, weight::NAME, it.name.as_str());
        if let Some(acronym) = &it.acronym {
            index.gather(key, weight::NAME, acronym.as_str());
        }
    }

    /// What has a title, domains, places and texts.
    pub(crate) fn index_told(
        &self,
        index: &mut impl Gather,
        key: u32,
        title: &str,
        domains: &[TermId],
        places: &[Place],
        texts: &[&str],
    ) {
        index.gather(key, weight::TITLE, title);
        self.index_around(index, key, domains, places.iter().copied(), std::iter::empty());
        texts.iter().for_each(|text| index.gather(key, weight::TEXT, text));
    }

    pub(super) fn index_project(&self, index: &mut impl Gather, key: u32, it: &Project) {
        let own = &it.content;
        index.gather(key, weight::TITLE, own.title.as_str());
        let names = own.partners.iter().map(|it| &it.whom).chain(&own.lead);
        self.index_around(index, key, &own.domains, own.places.iter().copied(), names);
        self.index_name(index, key, it.organization);
        for text in [&own.general, &own.objectives, &own.targets].into_iter().flatten() {
            index.gather(key, weight::TEXT, text.as_str());
        }
        own.indicators.iter().for_each(|it| index.gather(key, weight::TEXT, it.title.as_str()));
    }

    pub(super) fn index_activity(&self, index: &mut impl Gather, key: u32, it: &Activity) {
        let own = &it.report;
        index.gather(key, weight::TITLE, it.title());
        if let Some(series) = &own.series {
            index.gather(key, weight::TERM, series.as_str());
        }
        let names = own.organizers.iter().chain(&own.partners);
        self.index_around(index, key, &own.domains, own.place.into_iter(), names);
        self.index_name(index, key, it.organization);
        own.texts.values().for_each(|text| index.gather(key, weight::TEXT, text.as_str()));
        own.advice.iter().for_each(|it| index.gather(key, weight::TEXT, it.as_str()));
    }
}
