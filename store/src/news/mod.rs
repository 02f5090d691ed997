//! The rows of articles.

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian, Moderator, Oneself};
use domain::news::{MOST_ON_A_DESK, NewsStore};
use model::audit::Entry;
use model::id::{ArticleId, OrganizationId, PersonId};
use model::library::{DocumentState, Remark};
use model::news::Article;
use model::time::Moment;

macro_rules! columns {
    () => {
        "select id, slug, organization_id, content, state, remark, entered_by, pinned_until, example, created_at, updated_at, \
        published_at, version from article "
    };
}

statements! {
    VERSION = "select value from counter where name = 'article'";
    BUMP = "update counter set value = value + 1 where name = 'article'";
    PUBLISHED = concat!(columns!(), "where state = 'publie'");
    ONE = concat!(columns!(), "where slug = $1");
    BY_ID = concat!(columns!(), "where id = $1");
    SLUGS = "select slug from article where slug = $1 or slug like $2";
    OF = concat!(columns!(), "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)");
    ENTERED = concat!(columns!(), "where entered_by = $1 order by created_at limit cast($2 as bigint)");
    ARTICLES_PROPOSED = concat!(columns!(), "where state = 'propose' order by updated_at limit cast($1 as bigint)");
    ARTICLES_PROPOSED_OF = concat!(columns!(), "where organization_id = $2 and state = 'propose' order by updated_at limit cast($1 as bigint)");
    INSERT = "insert into article (id, slug, organization_id, content, state, remark, entered_by, pinned_until, example, created_at, \
        updated_at, published_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    UPDATE = "update article set slug = $2, content = $4, state = $5, remark = $6, entered_by = $7, pinned_until = $8, example = $9, \
        created_at = $10, updated_at = $11, published_at = $12, version = $13 where id = $1 and organization_id = $3 \
        and version = $14 and (state in ('brouillon', 'propose') or $15 = 1)";
    PIN = "update article set pinned_until = $2, version = version + 1 where id = $1 and state = 'publie'";
    REMOVE = "delete from article where id = $1 and organization_id = $2 and published_at is null";
    REMOVE_EXAMPLES = "delete from article where example = 1";
}

/// The columns as they are read.
type Row = (
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<i64>,
    i64,
    i64,
    i64,
    Option<i64>,
    i64,
);

/// What a newer program keeps and this one does not know is left out; so is what does not parse any more.
fn read(row: Row) -> Option<Article> {
    let (
        id,
        slug,
        organization,
        content,
        state,
        remark,
        author,
        pinned,
        example,
        created,
        updated,
        published,
        version,
    ) = row;
    Some(Article {
        id: ArticleId::parse(&id)?,
        slug,
        organization: OrganizationId::parse(&organization)?,
        content: serde_json::from_str(&content).ok()?,
        state: DocumentState::parse(&state)?,
        remark: remark.and_then(|it| Remark::parse(&it).ok()),
        entered_by: author.and_then(|it| PersonId::parse(&it)),
        pinned_until: pinned.map(Moment),
        example: example != 0,
        created_at: Moment(created),
        updated_at: Moment(updated),
        published_at: published.map(Moment),
        version,
    })
}

/// Keeps one: new, or in the place of a version. What only those who work on it read bumps no counter.
async fn put(
    store: &Store,
    right: &Contributor,
    it: &Article,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    if it.organization != right.organization() {
        return Err(StoreError::Conflict);
    }
    let content = serde_json::to_string(&it.content).map_err(|error| StoreError::Other(error.into()))?;
    let seen = it.published_at.is_some() || right.decides();
    writing!(store, |tx| {
        let statement = if replaces.is_some() { UPDATE } else { INSERT };
        let mut query = sqlx::query(statement)
            .bind(it.id.to_string())
            .bind(&it.slug)
            .bind(it.organization.to_string())
            .bind(&content)
            .bind(it.state.code())
            .bind(it.remark.as_ref().map(|it| it.as_str()))
            .bind(it.entered_by.map(|it| it.to_string()))
            .bind(it.pinned_until.map(|it| it.0))
            .bind(i64::from(it.example))
            .bind(it.created_at.0)
            .bind(it.updated_at.0)
            .bind(it.published_at.map(|it| it.0))
            .bind(it.version);
        if let Some(version) = replaces {
            query = query.bind(version).bind(i64::from(right.decides()));
        }
        if query.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        if seen {
            sqlx::query(BUMP).execute(&mut *tx).await?;
        }
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

#[async_trait]
impl NewsStore for Store {
    async fn news_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_articles(&self) -> Result<Vec<Article>, StoreError> {
        let rows: Vec<Row> = reading!(self, |db| sqlx::query_as(PUBLISHED).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn article(&self, slug: &str) -> Result<Option<Article>, StoreError> {
        let row: Option<Row> = reading!(self, |db| sqlx::query_as(ONE).bind(slug).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn article_by_id(&self, id: ArticleId) -> Result<Option<Article>, StoreError> {
        let id = id.to_string();
        let row: Option<Row> = reading!(self, |db| sqlx::query_as(BY_ID).bind(&id).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn article_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn articles_of(&self, right: &Contributor) -> Result<Vec<Article>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Row> = reading!(self, |db| {
            sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn articles_entered(&self, right: &Oneself, limit: i64) -> Result<Vec<Article>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Row> =
            reading!(self, |db| sqlx::query_as(ENTERED).bind(&person).bind(limit).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn articles_proposed(
        &self,
        _: &Moderator,
        organization: Option<OrganizationId>,
        limit: i64,
    ) -> Result<Vec<Article>, StoreError> {
        let rows: Vec<Row> = match organization.map(|id| id.to_string()) {
            None => reading!(self, |db| sqlx::query_as(ARTICLES_PROPOSED).bind(limit).fetch_all(db).await)?,
            Some(id) => reading!(self, |db| {
                sqlx::query_as(ARTICLES_PROPOSED_OF).bind(limit).bind(&id).fetch_all(db).await
            })?,
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn put_article(
        &self,
        right: &Contributor,
        article: &Article,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        put(self, right, article, replaces, log).await
    }

    async fn publish_article(
        &self,
        right: &Librarian,
        article: &Article,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, &right.contributor(), article, Some(replaces), Some(log)).await
    }

    async fn pin_article(
        &self,
        _: &Administrator,
        id: ArticleId,
        until: Option<Moment>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let id = id.to_string();
        writing!(self, |tx| {
            let pinned = sqlx::query(PIN).bind(&id).bind(until.map(|it| it.0)).execute(&mut *tx).await?;
            if pinned.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(BUMP).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn remove_article(
        &self,
        right: &Contributor,
        id: ArticleId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&id).bind(&organization).execute(&mut *tx).await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn remove_example_articles(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE_EXAMPLES).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }
}
