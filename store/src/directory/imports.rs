//! Imports: the file that waits for a word, the record, what was there before, and the way back.

use super::save;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use domain::StoreError;
use domain::access::Administrator;
use domain::directory::{Change, ImportedChange};
use model::audit::Entry;
use model::directory::{ImportRecord, Organization};
use model::id::{ImportId, OrganizationId, PersonId};
use model::time::Moment;

/// How long a previewed file waits, in milliseconds: a day.
const FILE_KEPT: i64 = 24 * 60 * 60 * 1000;

statements! {
    PUT_FILE = "insert into import (id, person_id, at, file_name, content, done, created, changed, undone_at) \
        values ($1, $2, $3, $4, $5, 0, 0, 0, null)";
    FORGET_FILES = "delete from import where done = 0 and at < $1";
    FILE = "select file_name, content from import where id = $1 and done = 0";
    FORGET_FILE = "delete from import where id = $1 and done = 0";
    ADD_RECORD = "insert into import (id, person_id, at, file_name, content, done, created, changed, undone_at) \
        values ($1, $2, $3, $4, null, 1, $5, $6, null)";
    LIST = "select id, person_id, at, file_name, created, changed, undone_at from import where done = 1 \
        order by at desc, id desc limit 50";
    ADD_CHANGE = "insert into import_change (import_id, organization_id, before, version) values ($1, $2, $3, $4)";
    CHANGES = "select organization_id, before, version from import_change where import_id = $1";
    MARK_UNDONE = "update import set undone_at = $2 where id = $1 and undone_at is null";
}

pub async fn put_file(
    store: &Store,
    right: &Administrator,
    id: ImportId,
    file_name: &str,
    content: &[u8],
    now: Moment,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        sqlx::query(FORGET_FILES).bind(now.0 - FILE_KEPT).execute(&mut *tx).await?;
        sqlx::query(PUT_FILE)
            .bind(id.to_string())
            .bind(right.person().map(|id| id.to_string()))
            .bind(now.0)
            .bind(file_name)
            .bind(content)
            .execute(&mut *tx)
            .await?;
    })
}

pub async fn file(store: &Store, id: ImportId) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    reading!(store, |db| sqlx::query_as(FILE).bind(id.to_string()).fetch_optional(db).await)
}

pub async fn import(
    store: &Store,
    record: &ImportRecord,
    changes: &[Change],
    log: &Entry,
) -> Result<(), StoreError> {
    let before = organizations_before(store, changes).await?;
    writing!(store, |tx| {
        sqlx::query(FORGET_FILE).bind(record.id.to_string()).execute(&mut *tx).await?;
        sqlx::query(ADD_RECORD)
            .bind(record.id.to_string())
            .bind(record.by.map(|id| id.to_string()))
            .bind(record.at.0)
            .bind(&record.file_name)
            .bind(record.created)
            .bind(record.changed)
            .execute(&mut *tx)
            .await?;
        for (change, before) in changes.iter().zip(&before) {
            sqlx::query(ADD_CHANGE)
                .bind(record.id.to_string())
                .bind(change.organization.id.to_string())
                .bind(before)
                .bind(change.organization.version)
                .execute(&mut *tx)
                .await?;
        }
        save::changes!(tx, changes, log.at);
        logging!(tx, log);
    })
}

pub async fn list(store: &Store) -> Result<Vec<ImportRecord>, StoreError> {
    type Row = (String, Option<String>, i64, String, i64, i64, Option<i64>);
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(LIST).fetch_all(db).await)?;
    let record = |(id, person, at, file_name, created, changed, undone_at): Row| {
        Some(ImportRecord {
            id: ImportId::parse(&id)?,
            by: person.and_then(|id| PersonId::parse(&id)),
            at: Moment(at),
            file_name,
            created,
            changed,
            undone_at: undone_at.map(Moment),
        })
    };
    Ok(rows.into_iter().filter_map(record).collect())
}

pub async fn changes(store: &Store, id: ImportId) -> Result<Vec<ImportedChange>, StoreError> {
    type Row = (String, Option<String>, i64);
    let rows: Vec<Row> =
        reading!(store, |db| sqlx::query_as(CHANGES).bind(id.to_string()).fetch_all(db).await)?;
    rows.into_iter()
        .map(|(organization, before, version)| {
            let before = before.map(|json| serde_json::from_str(&json)).transpose();
            Ok(ImportedChange {
                organization: OrganizationId::parse(&organization)
                    .ok_or_else(|| StoreError::Other("an id in import_change".into()))?,
                before: before.map_err(|error| StoreError::Other(error.into()))?,
                version,
            })
        })
        .collect()
}

pub async fn undo(store: &Store, id: ImportId, changes: &[Change], log: &Entry) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let marked = sqlx::query(MARK_UNDONE).bind(id.to_string()).bind(log.at.0).execute(&mut *tx).await?;
        if marked.rows_affected() != 1 {
            return Err(crate::error::WriteError::Conflict);
        }
        save::changes!(tx, changes, log.at);
        logging!(tx, log);
    })
}

/// What each changed organisation is now, as JSON, in the order of the changes; the versions in `changes` make sure that it
/// is still so when they are written.
async fn organizations_before(store: &Store, changes: &[Change]) -> Result<Vec<Option<String>>, StoreError> {
    let organizations: Vec<Organization> = super::load::organizations(store).await?;
    changes
        .iter()
        .map(|change| {
            let before = organizations.iter().find(|it| it.id == change.organization.id);
            before.map(serde_json::to_string).transpose().map_err(|error| StoreError::Other(error.into()))
        })
        .collect()
}
