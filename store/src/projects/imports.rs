//! Imports of projects and activities: the file that waits for a word, the record, what was there before, and the way back.

use super::kept::{Kept, Row, Table, keeping};
use super::{BUMP, GONE};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Librarian;
use domain::projects::WorkImportStore;
use domain::projects::import::{ImportedWork, Work, WorkChange};
use model::audit::Entry;
use model::directory::ImportRecord;
use model::id::{ImportId, PersonId};
use model::projects::{Activity, Project, WorkKind};
use model::time::Moment;

/// How long a previewed file waits, in milliseconds: a day.
const FILE_KEPT: i64 = 24 * 60 * 60 * 1000;

statements! {
    PUT_FILE = "insert into work_import (id, organization_id, person_id, at, file_name, content, done, created, changed, \
        undone_at) values ($1, $2, $3, $4, $5, $6, 0, 0, 0, null)";
    FORGET_FILES = "delete from work_import where done = 0 and at < $1";
    FILE = "select file_name, content from work_import where id = $1 and organization_id = $2 and done = 0";
    FORGET_FILE = "delete from work_import where id = $1 and organization_id = $2 and done = 0";
    ADD_RECORD = "insert into work_import (id, organization_id, person_id, at, file_name, content, done, created, changed, \
        undone_at) values ($1, $2, $3, $4, $5, null, 1, $6, $7, null)";
    LIST = "select id, person_id, at, file_name, created, changed, undone_at from work_import where organization_id = $1 \
        and done = 1 order by at desc, id desc limit 50";
    ADD_CHANGE = "insert into work_import_change (import_id, kind, work_id, before, version) values ($1, $2, $3, $4, $5)";
    CHANGES = "select c.kind, c.work_id, c.before, c.version from work_import_change c join work_import i on i.id = c.import_id \
        where c.import_id = $1 and i.organization_id = $2 and i.done = 1 order by c.work_id";
    MARK_UNDONE = "update work_import set undone_at = $3 where id = $1 and organization_id = $2 and done = 1 \
        and undone_at is null";
    /// What a row was before an import, once the row is gone.
    pub(super) FORGET_BEFORE = "update work_import_change set before = null where work_id = $1";
    FORGET_ALL_BEFORE = "update work_import_change set before = null where import_id = $1";
    FOLLOW = "update work_import_change set version = $1 where work_id = $2 and version = $3 and import_id <> $4";
    NAMING_WORK = "select id, content from project where content like $1 union all \
        select id, content from activity where content like $1 union all select id, content from event where content like $1 \
        union all select id, content from action_plan where content like $1";
    REMOVE_PROJECT = "delete from project where id = $1 and version = $2";
    REMOVE_ACTIVITY = "delete from activity where id = $1 and version = $2";
}

/// A row as JSON, in the order of its columns.
type Columns = (String, String, String, String, i64, i64, i64, i64, i64);

#[async_trait]
impl WorkImportStore for Store {
    async fn put_work_file(
        &self,
        right: &Librarian,
        id: ImportId,
        file_name: &str,
        content: &[u8],
        now: Moment,
    ) -> Result<(), StoreError> {
        let organization = right.organization().to_string();
        writing!(self, |tx| {
            sqlx::query(FORGET_FILES).bind(now.0 - FILE_KEPT).execute(&mut *tx).await?;
            sqlx::query(PUT_FILE)
                .bind(id.to_string())
                .bind(&organization)
                .bind(right.person().map(|id| id.to_string()))
                .bind(now.0)
                .bind(file_name)
                .bind(content)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn work_file(
        &self,
        right: &Librarian,
        id: ImportId,
    ) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        let organization = right.organization().to_string();
        reading!(self, |db| {
            sqlx::query_as(FILE).bind(id.to_string()).bind(&organization).fetch_optional(db).await
        })
    }

    async fn import_works(
        &self,
        right: &Librarian,
        record: &ImportRecord,
        changes: &[WorkChange],
        log: &Entry,
    ) -> Result<(), StoreError> {
        let organization = right.organization().to_string();
        let mut rows = Vec::new();
        for change in changes {
            let row = row(&change.now)?;
            if row.organization_id != change.right.organization().to_string() {
                return Err(StoreError::Conflict);
            }
            let before = change.before.as_ref().map(columns).transpose()?;
            rows.push((change, row, before));
        }
        writing!(self, |tx| {
            let now: i64 = sqlx::query_scalar(BUMP).fetch_one(&mut *tx).await?;
            sqlx::query(FORGET_FILE)
                .bind(record.id.to_string())
                .bind(&organization)
                .execute(&mut *tx)
                .await?;
            sqlx::query(ADD_RECORD)
                .bind(record.id.to_string())
                .bind(&organization)
                .bind(record.by.map(|id| id.to_string()))
                .bind(record.at.0)
                .bind(&record.file_name)
                .bind(record.created)
                .bind(record.changed)
                .execute(&mut *tx)
                .await?;
            for (change, row, before) in &rows {
                let replaces = change.before.as_ref().map(Work::version);
                keeping!(tx, table(change.now.kind()), row, replaces, now, 1_i64);
                sqlx::query(ADD_CHANGE)
                    .bind(record.id.to_string())
                    .bind(change.now.kind().code())
                    .bind(&row.id)
                    .bind(before)
                    .bind(row.version)
                    .execute(&mut *tx)
                    .await?;
            }
            logging!(tx, log);
        })
    }

    async fn work_imports(&self, right: &Librarian) -> Result<Vec<ImportRecord>, StoreError> {
        type Record = (String, Option<String>, i64, String, i64, i64, Option<i64>);
        let organization = right.organization().to_string();
        let rows: Vec<Record> =
            reading!(self, |db| sqlx::query_as(LIST).bind(&organization).fetch_all(db).await)?;
        let record = |(id, person, at, file_name, created, changed, undone_at): Record| {
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

    async fn imported_works(&self, right: &Librarian, id: ImportId) -> Result<Vec<ImportedWork>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<(String, String, Option<String>, i64)> = reading!(self, |db| {
            sqlx::query_as(CHANGES).bind(id.to_string()).bind(&organization).fetch_all(db).await
        })?;
        let known = |text: &str| StoreError::Other(text.into());
        rows.into_iter()
            .map(|(kind, id, before, version)| {
                let kind = WorkKind::parse(&kind).ok_or_else(|| known("a kind in work_import_change"))?;
                let before = before.map(|json| work(kind, &json)).transpose()?;
                Ok(ImportedWork { kind, id, before, version })
            })
            .collect()
    }

    async fn naming_works(&self, ids: &[&str]) -> Result<Vec<(String, String)>, StoreError> {
        let mut naming = Vec::new();
        for id in ids {
            let wanted = ["%\"", id, "\"%"].concat();
            let rows: Vec<(String, String)> =
                reading!(self, |db| sqlx::query_as(NAMING_WORK).bind(&wanted).fetch_all(db).await)?;
            naming.extend(rows.into_iter().map(|(id, content)| (id, title(&content))));
        }
        Ok(naming)
    }

    async fn undo_work_import(
        &self,
        right: &Librarian,
        id: ImportId,
        works: &[ImportedWork],
        log: &Entry,
    ) -> Result<(), StoreError> {
        let organization = right.organization().to_string();
        let mut rows = Vec::new();
        for it in works {
            let row = it.before.as_ref().map(row).transpose()?;
            rows.push((it, row.map(|row| Row { version: it.version + 1, ..row })));
        }
        writing!(self, |tx| {
            let now: i64 = sqlx::query_scalar(BUMP).fetch_one(&mut *tx).await?;
            let marked = sqlx::query(MARK_UNDONE).bind(id.to_string()).bind(&organization).bind(log.at.0);
            if marked.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            for (it, before) in &rows {
                if let Some(row) = before {
                    keeping!(tx, table(it.kind), row, Some(it.version), now, 1_i64);
                    // An import before this one left it as it is again, and can be undone in its turn.
                    sqlx::query(FOLLOW)
                        .bind(row.version)
                        .bind(&row.id)
                        .bind(it.before.as_ref().map(Work::version))
                        .bind(id.to_string())
                        .execute(&mut *tx)
                        .await?;
                    continue;
                }
                sqlx::query(GONE).bind(now).execute(&mut *tx).await?;
                let remove = match it.kind {
                    WorkKind::Project => REMOVE_PROJECT,
                    WorkKind::Activity => REMOVE_ACTIVITY,
                };
                sqlx::query(FORGET_BEFORE).bind(&it.id).execute(&mut *tx).await?;
                let removed = sqlx::query(remove).bind(&it.id).bind(it.version).execute(&mut *tx).await?;
                if removed.rows_affected() != 1 {
                    return Err(WriteError::Conflict);
                }
            }
            sqlx::query(FORGET_ALL_BEFORE).bind(id.to_string()).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }
}

/// What a project, a report or a meeting is called in its content.
fn title(content: &str) -> String {
    let content: serde_json::Value = serde_json::from_str(content).unwrap_or_default();
    content.get("title").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

const fn table(kind: WorkKind) -> Table {
    match kind {
        WorkKind::Project => <Project as Kept>::TABLE,
        WorkKind::Activity => <Activity as Kept>::TABLE,
    }
}

fn row(work: &Work) -> Result<Row, StoreError> {
    let row = match work {
        Work::Project(it) => it.to_row(),
        Work::Activity(it) => it.to_row(),
    };
    row.map_err(|error| StoreError::Other(error.into()))
}

/// A row as it was, to be put back.
fn columns(work: &Work) -> Result<String, StoreError> {
    let it = row(work)?;
    let columns: Columns = (
        it.id,
        it.slug,
        it.organization_id,
        it.content,
        it.published,
        it.example,
        it.created_at,
        it.updated_at,
        it.version,
    );
    serde_json::to_string(&columns).map_err(|error| StoreError::Other(error.into()))
}

fn work(kind: WorkKind, json: &str) -> Result<Work, StoreError> {
    let columns: Columns = serde_json::from_str(json).map_err(|error| StoreError::Other(error.into()))?;
    let (id, slug, organization_id, content, published, example, created_at, updated_at, version) = columns;
    let row = Row { id, slug, organization_id, content, published, example, created_at, updated_at, version };
    let work = match kind {
        WorkKind::Project => Project::from_row(row).map(|it| Work::Project(Box::new(it))),
        WorkKind::Activity => Activity::from_row(row).map(|it| Work::Activity(Box::new(it))),
    };
    work.ok_or_else(|| StoreError::Other("a row in work_import_change".into()))
}
