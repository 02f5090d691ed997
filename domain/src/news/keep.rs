//! Entering, changing and throwing away articles.

use crate::access::{Administrator, Contributor};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::Names;
use model::audit::{Deed, Subject};
use model::failure::{FieldError, Problem};
use model::fields::Fields;
use model::id::ArticleId;
use model::library::{DocumentState, Reader};
use model::news::{Article, ArticleContent, article_field as field};
use model::projects::ProjectContext;
use model::search::slug as slug_of;
use model::time::{Day, Moment};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The longest that an article stands above the others, in milliseconds: a year.
const LONGEST: i64 = 366 * DAY;

impl Platform {
    /// Enters an article in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_article(&self, right: &Contributor, fields: &Fields) -> Result<Article, Error> {
        let names = self.names_for(right).await?;
        let content = article_content(&names, fields, None)?;
        let now = self.clock.now();
        let taken = self.stores.news.article_slugs(&slug_of(content.title.as_str())).await?;
        let article = Article {
            id: ArticleId::new(self.chance.uuid(now)),
            slug: unique_slug(content.title.as_str(), |slug| taken.iter().any(|it| it == slug)),
            organization: right.organization(),
            content,
            state: DocumentState::Draft,
            remark: None,
            entered_by: right.person(),
            pinned_until: None,
            example: false,
            created_at: now,
            updated_at: now,
            published_at: None,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::ArticleEntered, Subject::Article(article.id));
        self.stores.news.put_article(right, &article, None, Some(&log)).await?;
        Ok(article)
    }

    /// Changes what is said in an article; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what was published and is not hers to decide about, `Conflict` if it was changed since, `Invalid` with
    /// every refused field.
    pub async fn change_article(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let old = self.own_article(right, slug).await?;
        let was_published = !matches!(old.state, DocumentState::Draft | DocumentState::Proposed);
        if was_published && !right.decides() {
            return Err(Error::NotAllowed);
        }
        let names = self.names_for(right).await?;
        let content = article_content(&names, fields, Some(&old))?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        let article = Article { content, updated_at: self.clock.now(), version: version + 1, ..old };
        let log = self.entry(right.person(), Deed::ArticleChanged, Subject::Article(article.id));
        let log = was_published.then_some(&log);
        self.stores.news.put_article(right, &article, Some(version), log).await?;
        self.news.doubt();
        Ok(())
    }

    /// Throws away what was never published.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was.
    pub async fn discard_article(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let article = self.own_article(right, slug).await?;
        let log = self.entry(right.person(), Deed::ArticleDiscarded, Subject::Article(article.id));
        Ok(self.stores.news.remove_article(right, article.id, &log).await?)
    }

    /// Puts a published article above the others up to and with a day, or back among them.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if nobody reads it, `Invalid` on the day.
    pub async fn pin_article(
        &self,
        right: &Administrator,
        slug: &str,
        fields: Option<&Fields>,
    ) -> Result<(), Error> {
        let article = self.stores.news.article(slug).await?.ok_or(Error::NotFound)?;
        if !article.is_published() {
            return Err(Error::Conflict);
        }
        let until = match fields {
            Some(fields) => Some(pinned_until(fields, self.clock.now())?),
            None => None,
        };
        let deed = if until.is_some() { Deed::ArticlePinned } else { Deed::ArticleUnpinned };
        let log = self.entry(right.person(), deed, Subject::Article(article.id));
        self.stores.news.pin_article(right, article.id, until, &log).await?;
        self.news.doubt();
        Ok(())
    }

    pub(super) async fn own_article(&self, right: &Contributor, slug: &str) -> Result<Article, Error> {
        let found = self.stores.news.article(slug).await?;
        found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)
    }
}

/// The end of the day that is named: today or later, and within a year.
fn pinned_until(fields: &Fields, now: Moment) -> Result<Moment, Error> {
    let wrong = |problem| Error::field(field::UNTIL, problem);
    let text = fields.filled(field::UNTIL).ok_or_else(|| wrong(Problem::Required))?;
    let day = Day::parse(text).ok_or_else(|| wrong(Problem::NotADay))?;
    let until = day.moment().plus(DAY);
    if until <= now {
        return Err(wrong(Problem::InThePast));
    }
    if until > now.plus(LONGEST) {
        return Err(wrong(Problem::TooFarAway));
    }
    Ok(until)
}

/// What a form says in an article. Its picture must be one that everybody may see, unless it stands there already.
fn article_content(
    names: &Names,
    fields: &Fields,
    own: Option<&Article>,
) -> Result<ArticleContent, Vec<FieldError>> {
    let held = own.map_or(&[][..], |it| &it.content.domains);
    let terms = names.catalogue.terms();
    let parsed =
        names.lend(|naming| ArticleContent::parse(fields, &ProjectContext { terms, naming, held }))?;
    let before = own.and_then(|it| it.content.picture);
    let seen = parsed.picture.and_then(|id| names.shelves.get(id)).is_none_or(|it| Reader::Visitor.reads(it));
    if seen || parsed.picture == before {
        Ok(parsed)
    } else {
        Err(vec![FieldError::new(field::PICTURE, Problem::NotForEverybody)])
    }
}
