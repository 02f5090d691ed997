//! Files of documents and their variants, and the queue of those that wait for the workshop.

use super::save::BUMP;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Contributor;
use domain::library::{BlobOwner, Finished, Job, QueueStore};
use model::audit::Entry;
use model::blob::BlobHash;
use model::failure::Problem;
use model::id::{DocumentId, FileId};
use model::language::SpokenLanguage;
use model::library::{AudioSummary, FileKind, Pixels, Progress, Role, StoredFile, StoredVariant};
use model::time::Moment;
use std::collections::HashMap;

statements! {
    FILES = "select id, document_id, language, name, kind, blob, bytes, pages, duration_ms, width, height, has_text, \
        progress, problem, attempts from document_file";
    /// The previews of pages are counted, not carried along.
    VARIANTS = "select file_id, role, page, kind, blob, bytes, width, height, duration_ms from file_variant \
        where role <> 'page'";
    COUNT_PREVIEWS = "select file_id, count(1) from file_variant where role = 'page' group by file_id";
    PREVIEWS = "select file_id, role, page, kind, blob, bytes, width, height, duration_ms from file_variant \
        where file_id = $1 and role = 'page' order by page";
    OWNERS = "select f.document_id, f.name, f.kind, cast(1 as bigint) from document_file f where f.blob = $1 \
        union all select f.document_id, f.name, v.kind, cast(0 as bigint) from file_variant v \
        join document_file f on f.id = v.file_id where v.blob = $1";
    /// What is published only she changes who decides what is; a text or a link has no file.
    TOUCH = "update document set updated_at = $3 where id = $1 and publisher_id = $2 \
        and ($4 = 1 or state in ('brouillon', 'propose')) and ($5 = 1 or (link is null and written is null))";
    FORGET_CONTENT = "delete from document_file where document_id = $1 and language is null";
    FORGET_SUMMARY = "delete from document_file where document_id = $1 and language = $2";
    PUT = "insert into document_file (id, document_id, language, name, kind, blob, bytes, pages, duration_ms, width, \
        height, has_text, progress, attempts, due_at, problem) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, $12, 0, $13, null)";
    REMOVE = "delete from document_file where id = $1 and document_id = $2";
    NEXT = "select id from document_file where (progress = 'attend' and due_at <= $1) \
        or (progress = 'en-cours' and due_at <= $2) order by due_at, id limit 1";
    TAKE = "update document_file set progress = 'en-cours', attempts = attempts + 1, due_at = $2 \
        where id = $1 and (progress = 'attend' or (progress = 'en-cours' and due_at <= $3)) \
        returning id, document_id, language, name, kind, blob, bytes, pages, duration_ms, width, height, has_text, \
        progress, problem, attempts";
    CLEAR_VARIANTS = "delete from file_variant where file_id = $1";
    ADD_VARIANT = "insert into file_variant (file_id, role, page, kind, blob, bytes, width, height, duration_ms) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FINISH = "update document_file set progress = 'fait', has_text = $2, problem = null where id = $1";
    FAIL = "update document_file set progress = $2, due_at = $3, problem = $4 where id = $1";
}

/// Notes that the document changed, or ends with a conflict if it is not hers to change any more.
macro_rules! touch {
    ($tx:ident, $right:ident, $of:ident, $log:ident, $beside:expr) => {
        let touch = sqlx::query(TOUCH)
            .bind(&$of)
            .bind($right.organization().to_string())
            .bind($log.at.0)
            .bind(i64::from($right.decides()))
            .bind(i64::from($beside));
        if touch.execute(&mut *$tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
    };
}

type FileRow = (
    String,
    String,
    Option<String>,
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    String,
    Option<String>,
    i64,
);
type VariantRow = (String, String, i64, String, String, i64, Option<i64>, Option<i64>, Option<i64>);

/// What a document is made of, and its spoken summaries.
pub type Files = (Option<StoredFile>, Vec<AudioSummary>);

/// All files with their variants, by their document's id as text.
pub async fn all(store: &Store) -> Result<HashMap<String, Files>, StoreError> {
    let rows: Vec<FileRow> = reading!(store, |db| sqlx::query_as(FILES).fetch_all(db).await)?;
    let variants: Vec<VariantRow> = reading!(store, |db| sqlx::query_as(VARIANTS).fetch_all(db).await)?;
    let previews: Vec<(String, i64)> =
        reading!(store, |db| sqlx::query_as(COUNT_PREVIEWS).fetch_all(db).await)?;
    let previews: HashMap<String, i64> = previews.into_iter().collect();
    let mut variants_of: HashMap<String, Vec<StoredVariant>> = HashMap::new();
    for row in variants {
        let file = row.0.clone();
        variants_of.entry(file).or_default().extend(variant(row));
    }
    let mut files: HashMap<String, Files> = HashMap::new();
    for row in rows {
        let (id, document) = (row.0.clone(), row.1.clone());
        let Some((mut file, language)) = file(row) else { continue };
        file.variants = variants_of.remove(&id).unwrap_or_default();
        file.previews = small(previews.get(&id).copied());
        let (content, spoken) = files.entry(document).or_default();
        match language {
            Some(language) => spoken.push(AudioSummary { language, file }),
            None => *content = Some(file),
        }
    }
    Ok(files)
}

/// The previews of a file's pages, in order.
pub async fn previews(store: &Store, file: FileId) -> Result<Vec<StoredVariant>, StoreError> {
    let rows: Vec<VariantRow> =
        reading!(store, |db| sqlx::query_as(PREVIEWS).bind(file.to_string()).fetch_all(db).await)?;
    Ok(rows.into_iter().filter_map(variant).collect())
}

/// What a blob belongs to.
pub async fn owners_of(store: &Store, blob: &BlobHash) -> Result<Vec<BlobOwner>, StoreError> {
    let rows: Vec<(String, String, String, i64)> =
        reading!(store, |db| sqlx::query_as(OWNERS).bind(blob.as_str()).fetch_all(db).await)?;
    let read = |(document, name, kind, original): (String, String, String, i64)| {
        Some(BlobOwner {
            document: DocumentId::parse(&document)?,
            name,
            kind: FileKind::parse(&kind)?,
            is_original: original != 0,
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Keeps a file in the place of the one before, if the document is still hers to change.
pub async fn put(
    store: &Store,
    right: &Contributor,
    document: DocumentId,
    language: Option<SpokenLanguage>,
    file: &StoredFile,
    log: &Entry,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let of = document.to_string();
        touch!(tx, right, of, log, language.is_some());
        match language {
            Some(language) => {
                let forget = sqlx::query(FORGET_SUMMARY).bind(&of).bind(language.code());
                forget.execute(&mut *tx).await?;
            }
            None => {
                sqlx::query(FORGET_CONTENT).bind(&of).execute(&mut *tx).await?;
            }
        }
        sqlx::query(PUT)
            .bind(file.id.to_string())
            .bind(&of)
            .bind(language.map(SpokenLanguage::code))
            .bind(&file.name)
            .bind(file.kind.code())
            .bind(file.blob.as_str())
            .bind(large(Some(file.bytes)))
            .bind(file.pages.map(i64::from))
            .bind(large(file.duration_ms))
            .bind(file.pixels.map(|it| i64::from(it.width)))
            .bind(file.pixels.map(|it| i64::from(it.height)))
            .bind(file.progress.code())
            .bind(log.at.0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// Takes a spoken summary away, if the document is still hers to change.
pub async fn remove(
    store: &Store,
    right: &Contributor,
    document: DocumentId,
    file: FileId,
    log: &Entry,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let of = document.to_string();
        touch!(tx, right, of, log, true);
        let remove = sqlx::query(REMOVE).bind(file.to_string()).bind(&of);
        if remove.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

#[async_trait]
impl QueueStore for Store {
    async fn take(&self, now: Moment, stale: Moment) -> Result<Option<Job>, StoreError> {
        let next: Option<String> = reading!(self, |db| {
            sqlx::query_scalar(NEXT).bind(now.0).bind(stale.0).fetch_optional(db).await
        })?;
        let Some(id) = next else { return Ok(None) };
        // Another process may have taken it in between. To readers a file that waits and one that is being read are the same,
        // so pages that were drawn stay true.
        let taken: Option<FileRow> = writing!(self, |tx| {
            sqlx::query_as(TAKE).bind(&id).bind(now.0).bind(stale.0).fetch_optional(&mut *tx).await?
        })?;
        let Some(row) = taken else { return Ok(None) };
        let (document, attempts) = (DocumentId::parse(&row.1), row.14);
        Ok(document.zip(file(row)).map(|(document, (file, language))| Job {
            file,
            document,
            is_content: language.is_none(),
            attempts,
        }))
    }

    async fn finish(&self, file: FileId, finished: &Finished) -> Result<(), StoreError> {
        let id = file.to_string();
        writing!(self, |tx| {
            let done = sqlx::query(FINISH).bind(&id).bind(finished.has_text.map(i64::from));
            // Somebody may have taken the file away in the meantime.
            if done.execute(&mut *tx).await?.rows_affected() == 1 {
                sqlx::query(CLEAR_VARIANTS).bind(&id).execute(&mut *tx).await?;
                for it in &finished.variants {
                    let (role, page) = it.role.code();
                    sqlx::query(ADD_VARIANT)
                        .bind(&id)
                        .bind(role)
                        .bind(page)
                        .bind(it.kind.code())
                        .bind(it.blob.as_str())
                        .bind(large(Some(it.bytes)))
                        .bind(it.pixels.map(|it| i64::from(it.width)))
                        .bind(it.pixels.map(|it| i64::from(it.height)))
                        .bind(large(it.duration_ms))
                        .execute(&mut *tx)
                        .await?;
                }
                sqlx::query(BUMP).execute(&mut *tx).await?;
            }
        })
    }

    async fn fail(
        &self,
        file: FileId,
        due_at: Option<Moment>,
        problem: Option<&Problem>,
    ) -> Result<(), StoreError> {
        let progress = if due_at.is_some() { Progress::Waiting } else { Progress::Failed };
        let problem = problem.and_then(|it| serde_json::to_string(it).ok());
        writing!(self, |tx| {
            sqlx::query(FAIL)
                .bind(file.to_string())
                .bind(progress.code())
                .bind(due_at.map_or(0, |it| it.0))
                .bind(&problem)
                .execute(&mut *tx)
                .await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }
}

fn file(row: FileRow) -> Option<(StoredFile, Option<SpokenLanguage>)> {
    let (
        id,
        _,
        language,
        name,
        kind,
        blob,
        bytes,
        pages,
        duration,
        width,
        height,
        has_text,
        progress,
        problem,
        _,
    ) = row;
    let file = StoredFile {
        id: FileId::parse(&id)?,
        name,
        kind: FileKind::parse(&kind)?,
        blob: BlobHash::parse(&blob)?,
        bytes: u64::try_from(bytes).ok()?,
        pages: pages.map(|it| small(Some(it))),
        duration_ms: duration.and_then(|it| u64::try_from(it).ok()),
        pixels: pixels(width, height),
        progress: Progress::parse(&progress)?,
        problem: problem.and_then(|it| serde_json::from_str(&it).ok()),
        has_text: has_text.map(|it| it != 0),
        previews: 0,
        variants: Vec::new(),
    };
    Some((file, language.and_then(|it| SpokenLanguage::parse(&it))))
}

fn variant((_, role, page, kind, blob, bytes, width, height, duration): VariantRow) -> Option<StoredVariant> {
    Some(StoredVariant {
        role: Role::parse(&role, page)?,
        kind: FileKind::parse(&kind)?,
        blob: BlobHash::parse(&blob)?,
        bytes: u64::try_from(bytes).ok()?,
        pixels: pixels(width, height),
        duration_ms: duration.and_then(|it| u64::try_from(it).ok()),
    })
}

fn pixels(width: Option<i64>, height: Option<i64>) -> Option<Pixels> {
    Some(Pixels { width: u32::try_from(width?).ok()?, height: u32::try_from(height?).ok()? })
}

fn small(count: Option<i64>) -> u32 {
    count.and_then(|it| u32::try_from(it).ok()).unwrap_or(0)
}

fn large(count: Option<u64>) -> Option<i64> {
    count.map(|it| i64::try_from(it).unwrap_or(i64::MAX))
}
