//! News: articles that members write, somebody proposes, and who decides for the organisation publishes.

mod browse;
mod example;
mod keep;
mod newest;
mod publish;
mod review;

pub use browse::FoundNews;
pub use newest::{Newest, NewestOf};

use crate::access::{Administrator, Contributor, Librarian, Moderator, Oneself};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::id::{ArticleId, OrganizationId};
use model::news::Article;
use model::time::Moment;

/// The most articles that an organisation's desk lists.
pub const MOST_ON_A_DESK: i64 = 300;

/// Keeps articles.
#[async_trait]
pub trait NewsStore: Send + Sync {
    /// A number that grows with every change of what is published.
    async fn news_version(&self) -> Result<i64, StoreError>;

    /// Every published article, in no order.
    async fn published_articles(&self) -> Result<Vec<Article>, StoreError>;

    /// The article with this slug, published or not.
    async fn article(&self, slug: &str) -> Result<Option<Article>, StoreError>;

    /// The article with this id, published or not.
    async fn article_by_id(&self, id: ArticleId) -> Result<Option<Article>, StoreError>;

    /// The slugs that are this one or this one with a number.
    async fn article_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The articles of an organisation, the last changed first.
    async fn articles_of(&self, right: &Contributor) -> Result<Vec<Article>, StoreError>;

    /// The articles that she entered, the oldest first; at most `limit`.
    async fn articles_entered(&self, right: &Oneself, limit: i64) -> Result<Vec<Article>, StoreError>;

    /// Those of an organisation, or of each, that somebody would like to be published, the oldest first; at most `limit`.
    async fn articles_proposed(
        &self,
        right: &Moderator,
        organization: Option<OrganizationId>,
        limit: i64,
    ) -> Result<Vec<Article>, StoreError>;

    /// Keeps an article of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a
    /// new one. `Conflict` if it was changed in between, if its slug is taken, or if it was published and is not hers to decide about.
    async fn put_article(
        &self,
        right: &Contributor,
        article: &Article,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for an article that its readers see from now on or no longer, or that goes back to her who proposed it.
    async fn publish_article(
        &self,
        right: &Librarian,
        article: &Article,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Puts an article above the others before this moment, or back among them.
    async fn pin_article(
        &self,
        right: &Administrator,
        id: ArticleId,
        until: Option<Moment>,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes what was never published. `Conflict` if it was.
    async fn remove_article(&self, right: &Contributor, id: ArticleId, log: &Entry)
    -> Result<(), StoreError>;

    /// Removes the articles that are example data.
    async fn remove_example_articles(&self, right: &Administrator) -> Result<(), StoreError>;
}
