//! All published articles in memory, which answer every filter and facet.

use super::article::Article;
use crate::directory::{Catalogue, Terms};
use crate::projects::{Facts, Found, Known, Narrowing, WorkFilter};
use crate::search::Index;
use crate::time::Moment;
use std::cmp::Reverse;

/// All published articles.
#[derive(Default)]
pub struct News {
    /// The latest first.
    articles: Vec<Article>,
    narrowing: Narrowing,
}

impl News {
    /// Sorts and indexes what is published.
    pub fn new(mut articles: Vec<Article>, directory: &Catalogue) -> Self {
        articles.sort_by_cached_key(|it| (Reverse(it.told_at()), it.slug.clone()));
        let known = Known { directory };
        let facts = articles.iter().map(|it| facts(&known, it)).collect();
        let mut index = Index::builder();
        for (key, it) in (0_u32..).zip(&articles) {
            let own = &it.content;
            let texts = [own.summary.as_str(), own.text.as_str()];
            known.index_told(&mut index, key, own.title.as_str(), &own.domains, &own.places, &texts);
            known.index_name(&mut index, key, it.organization);
        }
        Self { narrowing: Narrowing::new(facts, index.build()), articles }
    }

    /// Every published article, the latest first.
    pub fn all(&self) -> &[Article] {
        &self.articles
    }

    /// The article with this slug.
    pub fn find(&self, slug: &str) -> Option<&Article> {
        self.articles.iter().find(|it| it.slug == slug)
    }

    /// Those that stand above the others now, the latest first.
    pub fn pinned(&self, now: Moment) -> impl Iterator<Item = &Article> {
        self.articles.iter().filter(move |it| it.is_pinned(now))
    }

    /// Answers a filter.
    pub fn browse(&self, filter: &WorkFilter, terms: &Terms) -> Found {
        self.narrowing.browse(filter, terms)
    }
}

fn facts(known: &Known<'_>, it: &Article) -> Facts {
    Facts {
        regions: it.content.regions().into(),
        years: [it.told_at().day().year()].into(),
        organizations: known.slugs([it.organization].into_iter()),
        day: it.told_at().0,
        slug: it.slug.clone(),
        ..known.about(&it.content.domains)
    }
}
