//! What the two tables of common work have in common: the same columns around another value, read and kept in the same way.

use super::BUMP;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::row::row;
use domain::StoreError;
use domain::access::Contributor;
use domain::projects::MOST_ON_A_DESK;
use model::audit::Entry;

macro_rules! columns {
    ($more:literal, $name:literal) => {
        concat!(
            "select id, slug, organization_id, content, published, example, created_at, updated_at, version from ",
            $name,
            " ",
            $more
        )
    };
}
pub(super) use columns;

/// The statements of one of the tables.
macro_rules! table {
    ($name:literal) => {
        crate::statements::statements! {
            PUBLISHED = crate::projects::kept::columns!("where published = 1", $name);
            ONE = crate::projects::kept::columns!("where slug = $1", $name);
            BY_ID = crate::projects::kept::columns!("where id = $1", $name);
            OF = crate::projects::kept::columns!(
                "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)",
                $name
            );
            INSERT = concat!("insert into ", $name,
                " (id, slug, organization_id, content, published, example, created_at, updated_at, version) \
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
            UPDATE = concat!("update ", $name, " set slug = $2, content = $4, published = $5, example = $6, created_at = $7, \
                updated_at = $8, version = $9 where id = $1 and organization_id = $3 and version = $10 and (published = 0 or $11 = 1)");
            REMOVE = concat!("delete from ", $name, " where id = $1 and organization_id = $2 and published = 0");
        }
        /// All of them.
        const TABLE: crate::projects::kept::Table = crate::projects::kept::Table {
            published: PUBLISHED,
            one: ONE,
            by_id: BY_ID,
            of: OF,
            insert: INSERT,
            update: UPDATE,
            remove: REMOVE,
        };
    };
}
pub(super) use table;

/// The statements of one of the tables.
pub(super) struct Table {
    pub published: &'static str,
    pub one: &'static str,
    pub by_id: &'static str,
    pub of: &'static str,
    pub insert: &'static str,
    pub update: &'static str,
    pub remove: &'static str,
}

row! {
    id: String,
    slug: String,
    organization_id: String,
    content: String,
    published: i64,
    example: i64,
    created_at: i64,
    updated_at: i64,
    version: i64,
}

/// What such a table keeps.
pub(super) trait Kept: Sized + Sync {
    /// Its statements.
    const TABLE: Table;

    /// Reads a row. What a newer program keeps and this one does not know is left out; so is what does not parse any more.
    fn from_row(row: Row) -> Option<Self>;

    /// Writes it as a row.
    fn to_row(&self) -> serde_json::Result<Row>;
}

/// Everything that is published.
pub(super) async fn published<K: Kept>(store: &Store) -> Result<Vec<K>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(K::TABLE.published).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(K::from_row).collect())
}

/// The one with this slug.
pub(super) async fn one<K: Kept>(store: &Store, slug: &str) -> Result<Option<K>, StoreError> {
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(K::TABLE.one).bind(slug).fetch_optional(db).await)?;
    Ok(row.and_then(K::from_row))
}

/// The one with this id.
pub(super) async fn by_id<K: Kept>(store: &Store, id: &str) -> Result<Option<K>, StoreError> {
    let row: Option<Row> =
        reading!(store, |db| sqlx::query_as(K::TABLE.by_id).bind(id).fetch_optional(db).await)?;
    Ok(row.and_then(K::from_row))
}

/// Those of an organisation, the last changed first.
pub(super) async fn of<K: Kept>(store: &Store, right: &Contributor) -> Result<Vec<K>, StoreError> {
    let organization = right.organization().to_string();
    let rows: Vec<Row> = reading!(store, |db| {
        sqlx::query_as(K::TABLE.of).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
    })?;
    Ok(rows.into_iter().filter_map(K::from_row).collect())
}

/// Keeps one of the organisation that the right is about: a new one, or in the place of a version; what is published is put only by
/// who decides, and what is seen or is seen no more counts.
pub(super) async fn put<K: Kept>(
    store: &Store,
    right: &Contributor,
    it: &K,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    let row = it.to_row().map_err(|error| StoreError::Other(error.into()))?;
    if row.organization_id != right.organization().to_string() {
        return Err(StoreError::Conflict);
    }
    writing!(store, |tx| {
        let statement = if replaces.is_some() { K::TABLE.update } else { K::TABLE.insert };
        let mut query = sqlx::query(statement)
            .bind(&row.id)
            .bind(&row.slug)
            .bind(&row.organization_id)
            .bind(&row.content)
            .bind(row.published)
            .bind(row.example)
            .bind(row.created_at)
            .bind(row.updated_at)
            .bind(row.version);
        if let Some(version) = replaces {
            query = query.bind(version).bind(i64::from(right.decides()));
        }
        if query.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        // A draft that changes changes nothing that anybody reads.
        if row.published != 0 || right.decides() {
            sqlx::query(BUMP).execute(&mut *tx).await?;
        }
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

/// Removes a draft.
pub(super) async fn remove<K: Kept>(
    store: &Store,
    right: &Contributor,
    id: &str,
    log: &Entry,
) -> Result<(), StoreError> {
    let organization = right.organization().to_string();
    writing!(store, |tx| {
        let removed = sqlx::query(K::TABLE.remove).bind(id).bind(&organization).execute(&mut *tx).await?;
        if removed.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        logging!(tx, log);
    })
}
