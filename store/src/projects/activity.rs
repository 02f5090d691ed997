//! The reports of activities.

use super::{Columns, Row, put, remove};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use domain::access::Contributor;
use domain::projects::MOST_ON_A_DESK;
use model::audit::Entry;
use model::id::{ActivityId, OrganizationId};
use model::projects::Activity;
use model::time::Moment;

macro_rules! columns {
    () => {
        "select id, slug, organization_id, content, published, example, created_at, updated_at, version from activity "
    };
}

statements! {
    PUBLISHED = concat!(columns!(), "where published = 1");
    ONE = concat!(columns!(), "where slug = $1");
    BY_ID = concat!(columns!(), "where id = $1");
    OF = concat!(columns!(), "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)");
    INSERT = "insert into activity (id, slug, organization_id, content, published, example, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "update activity set slug = $2, content = $4, published = $5, example = $6, created_at = $7, updated_at = $8, \
        version = $9 where id = $1 and organization_id = $3 and version = $10 and (published = 0 or $11 = 1)";
    REMOVE = "delete from activity where id = $1 and organization_id = $2 and published = 0";
}

/// What a newer program keeps and this one does not know is left out; so is what does not parse any more.
fn read(columns: Columns) -> Option<Activity> {
    let row = Row::from(columns);
    Some(Activity {
        id: ActivityId::parse(&row.id)?,
        slug: row.slug,
        organization: OrganizationId::parse(&row.organization)?,
        report: serde_json::from_str(&row.content).ok()?,
        published: row.published,
        example: row.example,
        created_at: Moment(row.created_at),
        updated_at: Moment(row.updated_at),
        version: row.version,
    })
}

/// Everything that is published.
pub async fn published(store: &Store) -> Result<Vec<Activity>, StoreError> {
    let rows: Vec<Columns> = reading!(store, |db| sqlx::query_as(PUBLISHED).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The one with this slug.
pub async fn one(store: &Store, slug: &str) -> Result<Option<Activity>, StoreError> {
    let row: Option<Columns> = reading!(store, |db| sqlx::query_as(ONE).bind(slug).fetch_optional(db).await)?;
    Ok(row.and_then(read))
}

/// The one with this id.
pub async fn by_id(store: &Store, id: ActivityId) -> Result<Option<Activity>, StoreError> {
    let id = id.to_string();
    let row: Option<Columns> =
        reading!(store, |db| sqlx::query_as(BY_ID).bind(&id).fetch_optional(db).await)?;
    Ok(row.and_then(read))
}

/// Those of an organisation, the last changed first.
pub async fn of(store: &Store, right: &Contributor) -> Result<Vec<Activity>, StoreError> {
    let organization = right.organization().to_string();
    let rows: Vec<Columns> = reading!(store, |db| {
        sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
    })?;
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Keeps one of the organisation that the right is about.
pub async fn put(
    store: &Store,
    right: &Contributor,
    it: &Activity,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    if it.organization != right.organization() {
        return Err(StoreError::Conflict);
    }
    let content = serde_json::to_string(&it.report).map_err(|error| StoreError::Other(error.into()))?;
    let row = Row {
        id: it.id.to_string(),
        slug: it.slug.clone(),
        organization: it.organization.to_string(),
        content,
        published: it.published,
        example: it.example,
        created_at: it.created_at.0,
        updated_at: it.updated_at.0,
        version: it.version,
    };
    put!(store, INSERT, UPDATE, &row, replaces, right.decides(), log)
}

/// Removes a draft.
pub async fn remove_one(
    store: &Store,
    right: &Contributor,
    id: ActivityId,
    log: &Entry,
) -> Result<(), StoreError> {
    remove!(store, REMOVE, id, right.organization(), log)
}
