//! Reading news: what is published stands in memory, the rest is read for those who work on it.

use crate::access::{Caller, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use model::browse::Ignored;
use model::fields::Fields;
use model::library::DocumentState;
use model::news::{Article, News};
use model::projects::{Found, Listing, WorkFilter};
use std::sync::Arc;

/// What a query finds of the news.
pub struct FoundNews {
    /// What it was narrowed to.
    pub filter: WorkFilter,
    /// What of the address means nothing.
    pub ignored: Vec<Ignored>,
    /// Where what was found stands in the list.
    pub found: Found,
    /// The list.
    pub news: Arc<News>,
}

impl Platform {
    /// Everything that is published.
    ///
    /// # Errors
    /// `Store`.
    pub async fn news(&self) -> Result<Arc<News>, Error> {
        Ok(self.versioned_news().await?.1)
    }

    pub(crate) async fn versioned_news(&self) -> Result<(i64, Arc<News>), Error> {
        // They know the names of organisations and terms, so they are made anew with the directory.
        let (of_directory, catalogue) = self.versioned_catalogue().await?;
        let ask = || async { Ok(self.stores.news.news_version().await?) };
        let load = || async { Ok(News::new(self.stores.news.published_articles().await?, &catalogue)) };
        self.news.get(self.clock.as_ref(), of_directory, ask, load).await
    }

    /// The articles that a query asks for.
    ///
    /// # Errors
    /// `Store`.
    pub async fn find_news(&self, query: &Fields) -> Result<FoundNews, Error> {
        let (catalogue, news) = (self.catalogue().await?, self.news().await?);
        let terms = catalogue.terms();
        let is_organization = |slug: &str| catalogue.find_published(slug).is_some();
        let (filter, ignored) = WorkFilter::parse(query, Listing::News, terms, is_organization);
        let found = news.browse(&filter, terms);
        Ok(FoundNews { filter, ignored, found, news })
    }

    /// The article of this slug, if it is published or hers to work on.
    ///
    /// # Errors
    /// `NotFound`: of what is not for her nothing is told.
    pub async fn visible_article(&self, caller: &Caller, slug: &str) -> Result<Article, Error> {
        if let Some(it) = self.news().await?.find(slug) {
            return Ok(it.clone());
        }
        let it = self.stores.news.article(slug).await?.ok_or(Error::NotFound)?;
        let reads = it.is_published() || caller.contributor(it.organization).is_ok();
        if reads { Ok(it) } else { Err(Error::NotFound) }
    }

    /// The article of this slug as it is kept now, with the right to change it.
    ///
    /// # Errors
    /// `SignIn`, `NotFound` also for what is not for her, `NotAllowed` for what was published and is not hers to decide about.
    pub async fn article_to_change(
        &self,
        caller: &Caller,
        slug: &str,
    ) -> Result<(Contributor, Article), Error> {
        caller.signed_in()?;
        let it = self.stores.news.article(slug).await?.ok_or(Error::NotFound)?;
        let is_open = matches!(it.state, DocumentState::Draft | DocumentState::Proposed);
        Ok((crate::projects::to_change(caller, it.organization, !is_open)?, it))
    }

    /// The articles of an organisation, the last changed first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn articles_of(&self, right: &Contributor) -> Result<Vec<Article>, Error> {
        Ok(self.stores.news.articles_of(right).await?)
    }
}
