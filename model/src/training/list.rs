//! All published paths in memory, which answer every filter and facet.

use super::path::Path;
use crate::directory::{Catalogue, Terms};
use crate::id::PathId;
use crate::projects::{Facts, Found, Known, Narrowing, WorkFilter};
use crate::search::Index;
use std::cmp::Reverse;

/// All published paths.
#[derive(Default)]
pub struct Paths {
    /// The last changed first.
    paths: Vec<Path>,
    narrowing: Narrowing,
}

impl Paths {
    /// Sorts and indexes what is published.
    pub fn new(mut paths: Vec<Path>, directory: &Catalogue) -> Self {
        paths.sort_by_cached_key(|it| (Reverse(it.updated_at), it.slug.clone()));
        let known = Known { directory };
        let facts = paths.iter().map(|it| facts(&known, it)).collect();
        let mut index = Index::builder();
        for (key, it) in (0_u32..).zip(&paths) {
            let own = &it.content;
            let mut texts = vec![own.goal.as_str()];
            for lesson in &it.lessons {
                texts.push(lesson.content.title.as_str());
                texts.extend(lesson.content.text.as_ref().map(|it| it.as_str()));
            }
            known.index_told(&mut index, key, own.title.as_str(), &own.domains, &[], &texts);
            known.index_name(&mut index, key, it.organization);
        }
        Self { narrowing: Narrowing::new(facts, index.build()), paths }
    }

    /// Every published path.
    pub fn all(&self) -> &[Path] {
        &self.paths
    }

    /// The path with this slug.
    pub fn find(&self, slug: &str) -> Option<&Path> {
        self.paths.iter().find(|it| it.slug == slug)
    }

    /// The path with this id.
    pub fn get(&self, id: PathId) -> Option<&Path> {
        self.paths.iter().find(|it| it.id == id)
    }

    /// Answers a filter.
    pub fn browse(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        self.narrowing.browse(filter, terms)
    }
}

fn facts(known: &Known<'_>, it: &Path) -> Facts {
    Facts {
        organizations: known.slugs([it.organization].into_iter()),
        day: it.updated_at.0,
        slug: it.slug.clone(),
        ..known.about(&it.content.domains)
    }
}
