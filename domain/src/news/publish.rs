//! Publishing: a member proposes, who decides for the organisation publishes, gives back and withdraws, as in the library.

use crate::access::{Contributor, Librarian};
use crate::error::Error;
use crate::platform::Platform;
use model::accounts::NoticeKind;
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::PersonId;
use model::library::{DocumentState, Remark, document_field};
use model::news::Article;

impl Platform {
    /// A member asks that a draft of her organisation be published.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is no draft any more.
    pub async fn propose_article(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let old = self.own_article(right, slug).await?;
        if old.state != DocumentState::Draft {
            return Err(Error::Conflict);
        }
        let version = old.version;
        let article = Article { remark: None, ..self.article_in(old, DocumentState::Proposed) };
        self.stores.news.put_article(right, &article, Some(version), None).await?;
        // The deed is done; news that cannot be kept do not undo it.
        for reader in self.stores.members.focal_points(article.organization).await.unwrap_or_default() {
            self.tell_of_article(reader, NoticeKind::Request, "article_proposed", &article).await;
        }
        Ok(())
    }

    /// Publishes an article, or publishes it again.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published or was changed in between.
    pub async fn publish_article(&self, right: &Librarian, slug: &str) -> Result<Article, Error> {
        let deed = Deed::ArticlePublished;
        let published = self.move_article(right, slug, DocumentState::Published, deed, None).await?;
        self.tell_author_of(right, "article_published", &published).await;
        Ok(published)
    }

    /// Takes a published article away from its readers; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`.
    pub async fn withdraw_article(&self, right: &Librarian, slug: &str) -> Result<(), Error> {
        let deed = Deed::ArticleWithdrawn;
        self.move_article(right, slug, DocumentState::Withdrawn, deed, None).await?;
        Ok(())
    }

    /// Gives a proposal back to her who made it, with the reason.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Invalid` if no reason is given.
    pub async fn give_back_article(
        &self,
        right: &Librarian,
        slug: &str,
        fields: &Fields,
    ) -> Result<Article, Error> {
        let reason = fields.filled(document_field::REMARK).map_or(Err(Problem::Required), Remark::parse);
        let reason = reason.map_err(|problem| Error::field(document_field::REMARK, problem))?;
        let deed = Deed::ArticleGivenBack;
        let back = self.move_article(right, slug, DocumentState::Draft, deed, Some(reason)).await?;
        self.tell_author_of(right, "article_given_back", &back).await;
        Ok(back)
    }

    async fn move_article(
        &self,
        right: &Librarian,
        slug: &str,
        state: DocumentState,
        deed: Deed,
        remark: Option<Remark>,
    ) -> Result<Article, Error> {
        use DocumentState::{Draft, Proposed, Published, Withdrawn};
        let old = self.own_article(&right.contributor(), slug).await?;
        let moves = matches!(
            (old.state, state),
            (Draft | Proposed | Withdrawn, Published) | (Published, Withdrawn) | (Proposed, Draft)
        );
        if !moves {
            return Err(Error::Conflict);
        }
        let version = old.version;
        let article = Article { remark, ..self.article_in(old, state) };
        let log = self.entry(right.person(), deed, Subject::Article(article.id));
        self.stores.news.publish_article(right, &article, version, &log).await?;
        self.news.doubt();
        Ok(article)
    }

    /// Tells her who entered it what somebody else did with it.
    pub(super) async fn tell_author_of(&self, right: &Librarian, what: &str, article: &Article) {
        if let Some(author) = article.entered_by.filter(|author| right.person() != Some(*author)) {
            self.tell_of_article(author, NoticeKind::Message, what, article).await;
        }
    }

    async fn tell_of_article(&self, to: PersonId, kind: NoticeKind, what: &str, article: &Article) {
        let href = format!("/actualites/{}/modifier", article.slug);
        self.tell(to, kind, what, Some(article.content.title.as_str()), &href).await;
    }

    fn article_in(&self, old: Article, state: DocumentState) -> Article {
        let now = self.clock.now();
        let published_at = old.published_at.or((state == DocumentState::Published).then_some(now));
        // What nobody reads stands above nothing.
        let pinned_until = old.pinned_until.filter(|_| state == DocumentState::Published);
        Article { state, published_at, pinned_until, updated_at: now, version: old.version + 1, ..old }
    }
}
