//! What the tables of common work have in common: the same columns around another value, read and kept in the same way.

use super::imports::FORGET_BEFORE;
use super::{BUMP, GONE};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::row::row;
use domain::StoreError;
use domain::access::Contributor;
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

/// The statements of one of the tables, and those that it has besides.
macro_rules! table {
    ($name:literal $(, $vis:vis $more:ident = $sql:expr)*) => {
        crate::statements::statements! {
            $($vis $more = $sql;)*
            PUBLISHED = crate::projects::kept::columns!("where published = 1", $name);
            SINCE = crate::projects::kept::columns!("where changed > $1", $name);
            ONE = crate::projects::kept::columns!("where slug = $1", $name);
            BY_ID = crate::projects::kept::columns!("where id = $1", $name);
            OF = crate::projects::kept::columns!(
                "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)",
                $name
            );
            INSERT = concat!("insert into ", $name,
                " (id, slug, organization_id, content, published, example, created_at, updated_at, version, \
                changed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
            UPDATE = concat!("update ", $name, " set slug = $2, content = $4, published = $5, example = $6, created_at = $7, \
                updated_at = $8, version = $9, changed = case when $10 > 0 then $10 else changed end \
                where id = $1 and organization_id = $3 and version = $11 and (published = 0 or $12 = 1)");
            SEEN = concat!("select published from ", $name, " where id = $1");
            CHANGED = concat!("select changed from ", $name, " where id = $1 and organization_id = $2 and published = 0");
            REMOVE = concat!("delete from ", $name, " where id = $1 and organization_id = $2 and published = 0 and changed = $3");
        }
        /// All of them.
        const TABLE: crate::projects::kept::Table = crate::projects::kept::Table {
            published: PUBLISHED,
            since: SINCE,
            one: ONE,
            by_id: BY_ID,
            of: OF,
            insert: INSERT,
            update: UPDATE,
            seen: SEEN,
            changed: CHANGED,
            remove: REMOVE,
        };
    };
}
pub(super) use table;

/// The statements of one of the tables.
pub(super) struct Table {
    pub published: &'static str,
    pub since: &'static str,
    pub one: &'static str,
    pub by_id: &'static str,
    pub of: &'static str,
    pub insert: &'static str,
    pub update: &'static str,
    pub seen: &'static str,
    pub changed: &'static str,
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

/// Writes a row in the transaction `$tx` of either engine: a new one, or in the place of the version `$replaces`; used inside `writing!`.
macro_rules! keeping {
    ($tx:ident, $table:expr, $row:expr, $replaces:expr, $changed:expr, $decides:expr) => {{
        let (table, row, replaces): ($crate::projects::kept::Table, _, Option<i64>) =
            ($table, &$row, $replaces);
        let mut query = sqlx::query(if replaces.is_some() { table.update } else { table.insert })
            .bind(&row.id)
            .bind(&row.slug)
            .bind(&row.organization_id)
            .bind(&row.content)
            .bind(row.published)
            .bind(row.example)
            .bind(row.created_at)
            .bind(row.updated_at)
            .bind(row.version)
            .bind($changed);
        if let Some(version) = replaces {
            query = query.bind(version).bind($decides);
        }
        if query.execute(&mut *$tx).await?.rows_affected() != 1 {
            return Err($crate::error::WriteError::Conflict);
        }
    }};
}
pub(super) use keeping;

/// A counter of changes.
pub(super) struct Counter {
    /// Counts one more, and says the number.
    pub bump: &'static str,
    /// Says that something that was read once is gone; nothing where everything is read anew after each change.
    pub gone: Option<&'static str>,
}

/// What such a table keeps.
pub(super) trait Kept: Sized + Sync {
    /// Its statements.
    const TABLE: Table;
    /// What counts the changes that its readers see.
    const COUNTER: Counter = Counter { bump: BUMP, gone: Some(GONE) };

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

/// What readers got to see another way since this number of the counter, withdrawn or not.
pub(super) async fn since<K: Kept>(store: &Store, version: i64) -> Result<Vec<K>, StoreError> {
    let rows: Vec<Row> =
        reading!(store, |db| sqlx::query_as(K::TABLE.since).bind(version).fetch_all(db).await)?;
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
pub(super) async fn of<K: Kept>(store: &Store, right: &Contributor, most: i64) -> Result<Vec<K>, StoreError> {
    let organization = right.organization().to_string();
    let rows: Vec<Row> = reading!(store, |db| {
        sqlx::query_as(K::TABLE.of).bind(&organization).bind(most).fetch_all(db).await
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
        // A draft that changes changes nothing that anybody reads; whether it was one is true of the version that is replaced, else nothing
        // is kept. Whoever counts comes first: who holds the counter waits for no row that another holds who waits for the counter, and
        // numbers come in the order in which they are seen.
        let was: Option<i64> =
            sqlx::query_scalar(K::TABLE.seen).bind(&row.id).fetch_optional(&mut *tx).await?;
        let mut changed = 0_i64;
        if row.published != 0 || was.is_some_and(|it| it != 0) {
            changed = sqlx::query_scalar(K::COUNTER.bump).fetch_one(&mut *tx).await?;
        }
        keeping!(tx, K::TABLE, row, replaces, changed, i64::from(right.decides()));
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
        let found = sqlx::query_scalar(K::TABLE.changed)
            .bind(id)
            .bind(&organization)
            .fetch_optional(&mut *tx)
            .await?;
        let changed: i64 = found.ok_or(WriteError::Conflict)?;
        if changed > 0
            && let Some(gone) = K::COUNTER.gone
        {
            let now: i64 = sqlx::query_scalar(K::COUNTER.bump).fetch_one(&mut *tx).await?;
            sqlx::query(gone).bind(now).execute(&mut *tx).await?;
        }
        let removed =
            sqlx::query(K::TABLE.remove).bind(id).bind(&organization).bind(changed).execute(&mut *tx).await?;
        if removed.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        // What she threw away stays nowhere: not in what an import replaced either.
        sqlx::query(FORGET_BEFORE).bind(id).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}
