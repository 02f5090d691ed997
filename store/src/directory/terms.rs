//! Terms: read all at once, and written only over what the writer saw.

use super::save;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use model::audit::Entry;
use model::directory::{Scheme, Term, TermId};

statements! {
    VERSION = "select value from counter where name = 'terms'";
    TAKE = "update counter set value = value + 1 where name = 'terms' and value = $1";
    LIST = "select id, scheme, parent_id, icon, dac_code, french, bambara, english, position, version, edited, moved, \
        retired, merged_into from term order by position, id";
    PUT = "insert into term (id, scheme, parent_id, icon, dac_code, french, bambara, english, position, version, edited, \
        moved, retired, merged_into) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
        on conflict (id) do update set scheme = excluded.scheme, parent_id = excluded.parent_id, icon = excluded.icon, \
        dac_code = excluded.dac_code, french = excluded.french, bambara = excluded.bambara, \
        english = excluded.english, position = excluded.position, version = excluded.version, \
        edited = excluded.edited, moved = excluded.moved, retired = excluded.retired, \
        merged_into = excluded.merged_into";
}

/// A row of `term`.
type Row = (
    String,
    String,
    Option<String>,
    String,
    Option<String>,
    String,
    Option<String>,
    Option<String>,
    i64,
    i64,
    i64,
    i64,
    i64,
    Option<String>,
);

pub async fn version(store: &Store) -> Result<i64, StoreError> {
    reading!(store, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
}

pub async fn list(store: &Store) -> Result<Vec<Term>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(LIST).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(term).collect())
}

pub async fn put(store: &Store, seen: i64, terms: &[Term], log: Option<&Entry>) -> Result<(), StoreError> {
    writing!(store, |tx| {
        // First of all, so that of two writers the second waits here and then finds another number.
        if sqlx::query(TAKE).bind(seen).execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        for term in terms {
            sqlx::query(PUT)
                .bind(term.id.as_str())
                .bind(term.scheme.code())
                .bind(term.parent.as_ref().map(TermId::as_str))
                .bind(&term.icon)
                .bind(&term.dac_code)
                .bind(&term.french)
                .bind(&term.bambara)
                .bind(&term.english)
                .bind(term.position)
                .bind(term.version)
                .bind(i64::from(term.edited))
                .bind(i64::from(term.moved))
                .bind(i64::from(term.retired))
                .bind(term.merged_into.as_ref().map(TermId::as_str))
                .execute(&mut *tx)
                .await?;
        }
        sqlx::query(save::BUMP).execute(&mut *tx).await?;
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

fn term(row: Row) -> Option<Term> {
    let (
        id,
        scheme,
        parent,
        icon,
        dac_code,
        french,
        bambara,
        english,
        position,
        version,
        edited,
        moved,
        retired,
        into,
    ) = row;
    Some(Term {
        id: TermId(id),
        scheme: Scheme::parse(&scheme)?,
        parent: parent.map(TermId),
        icon,
        dac_code,
        french,
        bambara,
        english,
        position,
        version,
        edited: edited != 0,
        moved: moved != 0,
        retired: retired != 0,
        merged_into: into.map(TermId),
    })
}
