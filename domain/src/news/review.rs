//! Articles in the one queue of what waits: decided about, and the decision taken back.

use crate::access::Caller;
use crate::error::Error;
use crate::moderation::{Decided, MOST_WAITING, was_published};
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::id::ArticleId;
use model::library::DocumentState;
use model::moderation::ItemId;
use model::news::Article;

impl Platform {
    /// The articles that somebody would like to be published and that the caller decides about, the oldest first.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`.
    pub async fn proposed_articles(&self, caller: &Caller) -> Result<Vec<Article>, Error> {
        let right = caller.moderator()?;
        let own = Self::decides_for(caller).map(|own| own.into_iter().map(Some).collect());
        let mut proposed = Vec::new();
        for organization in own.unwrap_or_else(|| vec![None]) {
            let store = &self.stores.news;
            proposed.extend(store.articles_proposed(&right, organization, MOST_WAITING).await?);
        }
        Ok(proposed)
    }

    /// An article that the caller decides about, whatever its state.
    ///
    /// # Errors
    /// `SignIn`, `NotAllowed`, `SecondFactor`, `NotFound`.
    pub async fn article_to_review(&self, caller: &Caller, id: ArticleId) -> Result<Article, Error> {
        caller.moderator()?;
        let article = self.stores.news.article_by_id(id).await?.ok_or(Error::NotFound)?;
        caller.librarian(article.organization)?;
        Ok(article)
    }

    /// Publishes a proposed article, or gives it back with a reason; `version` is the one that the moderator saw.
    ///
    /// # Errors
    /// As `article_to_review`; `Invalid` on the reason; `Conflict` if somebody decided or changed it in between.
    pub async fn decide_article(
        &self,
        caller: &Caller,
        id: ArticleId,
        version: i64,
        publishes: bool,
        fields: &Fields,
    ) -> Result<(), Error> {
        let right = caller.moderator()?;
        let old = self.article_to_review(caller, id).await?;
        let librarian = caller.librarian(old.organization)?;
        if old.version != version || old.state != DocumentState::Proposed {
            return Err(Error::Conflict);
        }
        let new = if publishes {
            self.publish_article(&librarian, &old.slug).await?
        } else {
            self.give_back_article(&librarian, &old.slug, fields).await?
        };
        let decided = Decided::on_proposal(
            ItemId::Article(id),
            old.updated_at,
            old.published_at.is_some(),
            (new.updated_at, new.version),
        );
        self.note_decision(&right, decided).await;
        Ok(())
    }

    /// An article that was decided about a moment ago waits again, unless somebody changed it since.
    pub(crate) async fn propose_article_again(
        &self,
        caller: &Caller,
        id: ArticleId,
        before: &str,
    ) -> Result<(), Error> {
        let old = self.article_to_review(caller, id).await?;
        let right = caller.librarian(old.organization)?;
        let was_published = was_published(before, old.version)?;
        let replaces = old.version;
        let article = Article {
            state: DocumentState::Proposed,
            remark: None,
            published_at: old.published_at.filter(|_| was_published),
            pinned_until: None,
            updated_at: self.clock.now(),
            version: replaces + 1,
            ..old
        };
        let log = self.entry(right.person(), Deed::DecisionUndone, Subject::Article(id));
        self.stores.news.publish_article(&right, &article, replaces, &log).await?;
        self.news.doubt();
        self.tell_author_of(&right, "article_waits_again", &article).await;
        Ok(())
    }
}
