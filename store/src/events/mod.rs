//! The rows of meetings, and of who registers for them.

mod attendance;
mod registration;

use crate::audit::logging;
use crate::directory::Statements;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian};
use domain::events::EventStore;
use domain::projects::MOST_ON_A_DESK;
use model::audit::Entry;
use model::events::Event;
use model::forum::{Age, Sex};
use model::id::{EventId, OrganizationId};
use model::projects::Situation;
use model::time::Moment;

/// The statements of every file of this folder.
pub(crate) const ALL_STATEMENTS: &[Statements] =
    &[STATEMENTS, attendance::STATEMENTS, registration::STATEMENTS];

macro_rules! columns {
    () => {
        "select id, slug, organization_id, content, attendance, published, example, created_at, updated_at, version from event "
    };
}

statements! {
    VERSION = "select value from counter where name = 'event'";
    BUMP = "update counter set value = value + 1 where name = 'event'";
    PUBLISHED = concat!(columns!(), "where published = 1");
    ONE = concat!(columns!(), "where slug = $1");
    OF = concat!(columns!(), "where organization_id = $1 order by starts_at desc limit cast($2 as bigint)");
    SLUGS = "select slug from event where slug = $1 or slug like $2";
    INSERT = "insert into event (id, slug, organization_id, content, capacity, starts_at, ends_at, published, example, created_at, \
        updated_at, version, attendance) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '{}')";
    UPDATE = "update event set slug = $2, content = $4, capacity = $5, starts_at = $6, ends_at = $7, published = $8, example = $9, \
        created_at = $10, updated_at = $11, version = $12 \
        where id = $1 and organization_id = $3 and version = $13 and (published = 0 or $14 = 1)";
    REMOVE = "delete from event where id = $1 and organization_id = $2 and published = 0";
    REMOVE_EXAMPLES = "delete from event where example = 1";
}

/// The columns of a row as they are read.
type Columns = (String, String, String, String, String, i64, i64, i64, i64, i64);

/// What a newer program keeps and this one does not know is left out; so is what does not parse any more.
fn read(columns: Columns) -> Option<Event> {
    let (id, slug, organization, content, attendance, published, example, created_at, updated_at, version) =
        columns;
    Some(Event {
        id: EventId::parse(&id)?,
        slug,
        organization: OrganizationId::parse(&organization)?,
        content: serde_json::from_str(&content).ok()?,
        attendance: serde_json::from_str(&attendance).ok()?,
        published: published != 0,
        example: example != 0,
        created_at: Moment(created_at),
        updated_at: Moment(updated_at),
        version,
    })
}

/// Keeps a meeting: a new one, or in the place of a version; what is published is put only by who decides.
async fn put(
    store: &Store,
    right: &Contributor,
    it: &Event,
    replaces: Option<i64>,
    decides: bool,
    log: &Entry,
) -> Result<(), StoreError> {
    if it.organization != right.organization() {
        return Err(StoreError::Conflict);
    }
    let content = serde_json::to_string(&it.content).map_err(|error| StoreError::Other(error.into()))?;
    let (id, organization) = (it.id.to_string(), it.organization.to_string());
    writing!(store, |tx| {
        let mut query = sqlx::query(if replaces.is_some() { UPDATE } else { INSERT })
            .bind(&id)
            .bind(&it.slug)
            .bind(&organization)
            .bind(&content)
            .bind(it.content.capacity.map(i64::from))
            .bind(it.content.span.begins().0)
            .bind(it.content.span.ends().0)
            .bind(i64::from(it.published))
            .bind(i64::from(it.example))
            .bind(it.created_at.0)
            .bind(it.updated_at.0)
            .bind(it.version);
        if let Some(version) = replaces {
            query = query.bind(version).bind(i64::from(decides));
        }
        if query.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        // A draft that changes changes nothing that anybody reads.
        if it.published || decides {
            sqlx::query(BUMP).execute(&mut *tx).await?;
        }
        logging!(tx, log);
    })
}

#[async_trait]
impl EventStore for Store {
    async fn events_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_events(&self) -> Result<Vec<Event>, StoreError> {
        let rows: Vec<Columns> = reading!(self, |db| sqlx::query_as(PUBLISHED).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn event(&self, slug: &str) -> Result<Option<Event>, StoreError> {
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(ONE).bind(slug).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn event_slugs_like(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn events_of(&self, right: &Contributor) -> Result<Vec<Event>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn put_event(
        &self,
        right: &Contributor,
        event: &Event,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, right, event, replaces, right.decides(), log).await
    }

    async fn publish_event(
        &self,
        right: &Librarian,
        event: &Event,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, &right.contributor(), event, Some(replaces), true, log).await
    }

    async fn link_report(
        &self,
        right: &Contributor,
        event: &Event,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, right, event, Some(replaces), true, log).await
    }

    async fn count_attendance(
        &self,
        right: &Contributor,
        event: EventId,
        cell: (Sex, Age, Situation),
        more: bool,
    ) -> Result<(), StoreError> {
        attendance::count(self, right, event, cell, more).await
    }

    async fn remove_event(&self, right: &Contributor, id: EventId, log: &Entry) -> Result<(), StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&id).bind(&organization).execute(&mut *tx).await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn remove_example_events(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE_EXAMPLES).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }
}
