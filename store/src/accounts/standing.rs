//! People as staff see them, and what staff decide about them.

use super::members::{WITHDRAW_MADE, WITHDRAW_UNBACKED};
use super::people::END_SESSIONS;
use super::rows::{StandingRow, standing_columns, standings};
use super::{person_columns, person_tables};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::forum::SPACES;
use crate::statements::statements;
use domain::StoreError;
use domain::access::Administrator;
use model::accounts::{Moderates, Standing};
use model::audit::Entry;
use model::id::PersonId;
use model::time::Moment;

statements! {
    PEOPLE = concat!("select ", standing_columns!(), person_tables!(), " where p.id in (select f.id from person f \
        where f.folded_name like '%' || $1 || '%' and f.folded_name > $2 order by f.folded_name limit cast($3 as bigint)) \
        order by p.folded_name, a.since");
    pub(crate) EVERYBODY = concat!("select ", standing_columns!(), person_tables!(), " order by p.folded_name, a.since");
    COUNT_PEOPLE = "select count(id) from person";
    STANDING = concat!("select ", standing_columns!(), person_tables!(), " where p.id = $1 order by a.since");
    SET_STANDING = "update person set administrator = $2, moderates = $3, rights_version = rights_version + 1, \
        settled_since = case when $2 > administrator then $4 else settled_since end where id = $1";
    SET_SHUT_OUT = "update person set shut_out_at = $2 where id = $1";
}

/// Those whose name has this in it, after this one; at most so many.
pub async fn people(store: &Store, text: &str, after: &str, limit: i64) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = reading!(store, |db| {
        sqlx::query_as(PEOPLE).bind(text).bind(after).bind(limit).fetch_all(db).await
    })?;
    Ok(standings(rows))
}

/// All of them.
pub async fn everybody(store: &Store) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = reading!(store, |db| sqlx::query_as(EVERYBODY).fetch_all(db).await)?;
    Ok(standings(rows))
}

/// How many there are.
pub async fn count(store: &Store) -> Result<i64, StoreError> {
    reading!(store, |db| sqlx::query_scalar(COUNT_PEOPLE).fetch_one(db).await)
}

/// One of them.
pub async fn one(store: &Store, id: PersonId) -> Result<Option<Standing>, StoreError> {
    let rows: Vec<StandingRow> =
        reading!(store, |db| sqlx::query_as(STANDING).bind(id.to_string()).fetch_all(db).await)?;
    Ok(standings(rows).into_iter().next())
}

/// Keeps what she administers and moderates.
pub async fn set(
    store: &Store,
    right: &Administrator,
    id: PersonId,
    administrator: bool,
    moderates: &Moderates,
    log: &Entry,
) -> Result<(), StoreError> {
    // Whom the operator of the machine raises counts at once: he holds the database anyway.
    let settled_since = right.person().map_or(0, |_| log.at.0);
    writing!(store, |tx| {
        sqlx::query(SET_STANDING)
            .bind(id.to_string())
            .bind(i64::from(administrator))
            .bind(moderates.code())
            .bind(settled_since)
            .execute(&mut *tx)
            .await?;
        // The teams of spaces are shown on their pages.
        sqlx::query(SPACES).execute(&mut *tx).await?;
        sqlx::query(WITHDRAW_UNBACKED).bind(id.to_string()).bind(log.at.0).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// Shuts her out, with her sessions and her invitations, or lets her in again.
pub async fn set_shut_out(
    store: &Store,
    id: PersonId,
    since: Option<Moment>,
    log: &Entry,
) -> Result<(), StoreError> {
    let id = id.to_string();
    writing!(store, |tx| {
        sqlx::query(SET_SHUT_OUT).bind(&id).bind(since.map(|it| it.0)).execute(&mut *tx).await?;
        sqlx::query(SPACES).execute(&mut *tx).await?;
        if since.is_some() {
            sqlx::query(WITHDRAW_MADE).bind(&id).bind(log.at.0).execute(&mut *tx).await?;
            sqlx::query(END_SESSIONS).bind(&id).execute(&mut *tx).await?;
        }
        logging!(tx, log);
    })
}
