//! FFOM.

use super::kept::{self, Counter, Kept, Row, Table, table};
use crate::engine::{Store, reading};
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Contributor, Librarian};
use domain::projects::{MOST_ON_A_DESK, SwotStore};
use model::audit::Entry;
use model::id::{OrganizationId, SwotId};
use model::projects::Swot;
use model::time::Moment;

table!(
    "swot",
    VERSION = "select value from counter where name = 'swot'",
    pub(super) BUMP = "update counter set value = value + 1 where name = 'swot' returning value",
    SLUGS = "select slug from swot where slug = $1 or slug like $2"
);

impl Kept for Swot {
    const TABLE: Table = TABLE;
    const COUNTER: Counter = Counter { bump: BUMP, gone: None };

    fn from_row(row: Row) -> Option<Self> {
        Some(Self {
            id: SwotId::parse(&row.id)?,
            slug: row.slug,
            organization: OrganizationId::parse(&row.organization_id)?,
            content: serde_json::from_str(&row.content).ok()?,
            published: row.published != 0,
            example: row.example != 0,
            created_at: Moment(row.created_at),
            updated_at: Moment(row.updated_at),
            version: row.version,
        })
    }

    fn to_row(&self) -> serde_json::Result<Row> {
        Ok(Row {
            id: self.id.to_string(),
            slug: self.slug.clone(),
            organization_id: self.organization.to_string(),
            content: serde_json::to_string(&self.content)?,
            published: i64::from(self.published),
            example: i64::from(self.example),
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            version: self.version,
        })
    }
}

#[async_trait]
impl SwotStore for Store {
    async fn swots_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_swots(&self) -> Result<Vec<Swot>, StoreError> {
        kept::published(self).await
    }

    async fn swot(&self, slug: &str) -> Result<Option<Swot>, StoreError> {
        kept::one(self, slug).await
    }

    async fn swot_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn swots_of(&self, right: &Contributor) -> Result<Vec<Swot>, StoreError> {
        kept::of(self, right, MOST_ON_A_DESK).await
    }

    async fn put_swot(
        &self,
        right: &Contributor,
        swot: &Swot,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        kept::put(self, right, swot, replaces, log).await
    }

    async fn publish_swot(
        &self,
        right: &Librarian,
        swot: &Swot,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        kept::put(self, &right.contributor(), swot, Some(replaces), Some(log)).await
    }

    async fn remove_swot(&self, right: &Contributor, id: SwotId, log: &Entry) -> Result<(), StoreError> {
        kept::remove::<Swot>(self, right, &id.to_string(), log).await
    }
}
