//! Files of documents and their variants.

use super::save::BUMP;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use domain::access::Contributor;
use domain::library::BlobOwner;
use model::audit::Entry;
use model::blob::BlobHash;
use model::id::{DocumentId, FileId, PersonId};
use model::language::SpokenLanguage;
use model::library::{
    AudioSummary, FileKind, Part, Pixels, Progress, Role, Shown, StoredFile, StoredVariant,
};
use std::collections::HashMap;

/// How a cover is told from a summary in the rows that are read.
const COVER: &str = "couverture";

statements! {
    /// The part is told in one column: a language is a summary's.
    FILES = "select id, document_id, case when cover = 1 then 'couverture' else language end, name, kind, blob, bytes, pages, duration_ms, width, height, has_text, \
        progress, problem, attempts, description from document_file";
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
    FORGET_CONTENT = "delete from document_file where document_id = $1 and language is null and cover = 0";
    FORGET_COVER = "delete from document_file where document_id = $1 and cover = 1";
    FORGET_SUMMARY = "delete from document_file where document_id = $1 and language = $2";
    PUT = "insert into document_file (id, document_id, language, name, kind, blob, bytes, pages, duration_ms, width, \
        height, has_text, progress, attempts, due_at, problem, cover, description, sent_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null, $12, 0, $13, null, $14, $15, $16)";
    DESCRIBE = "update document_file set description = $3 where id = $1 and document_id = $2";
    SENT_BY = "select cast(coalesce(sum(bytes), 0) as bigint) from document_file where sent_by = $1 and id <> $2";
    SENT_BY_EACH = "select cast(sum(bytes) as bigint) from document_file where sent_by is not null group by sent_by";
    REMOVE = "delete from document_file where id = $1 and document_id = $2";
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

/// A file's row.
pub(super) type FileRow = (
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
    Option<String>,
);
type VariantRow = (String, String, i64, String, String, i64, Option<i64>, Option<i64>, Option<i64>);

/// The files of a document.
#[derive(Default)]
pub struct Files {
    /// What it is made of.
    pub content: Option<StoredFile>,
    /// Its spoken summaries.
    pub spoken: Vec<AudioSummary>,
    /// The picture that stands for it.
    pub cover: Option<StoredFile>,
}

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
        let Some((mut file, part)) = file(row) else { continue };
        file.variants = variants_of.remove(&id).unwrap_or_default();
        file.previews = small(previews.get(&id).copied());
        let all = files.entry(document).or_default();
        match part {
            Part::Content => all.content = Some(file),
            Part::Summary(language) => all.spoken.push(AudioSummary { language, file }),
            Part::Cover => all.cover = Some(file),
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
    part: Part,
    file: &StoredFile,
    log: &Entry,
) -> Result<(), StoreError> {
    let language = match part {
        Part::Summary(language) => Some(language.code()),
        Part::Content | Part::Cover => None,
    };
    writing!(store, |tx| {
        let of = document.to_string();
        touch!(tx, right, of, log, part != Part::Content);
        let forget = match part {
            Part::Content => sqlx::query(FORGET_CONTENT).bind(&of),
            Part::Summary(language) => sqlx::query(FORGET_SUMMARY).bind(&of).bind(language.code()),
            Part::Cover => sqlx::query(FORGET_COVER).bind(&of),
        };
        forget.execute(&mut *tx).await?;
        sqlx::query(PUT)
            .bind(file.id.to_string())
            .bind(&of)
            .bind(language)
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
            .bind(i64::from(part == Part::Cover))
            .bind(file.shows.as_ref().map(|it| it.as_str()))
            .bind(right.person().map(|it| it.to_string()))
            .execute(&mut *tx)
            .await?;
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// Takes a file away, if the document is still hers to change.
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

/// Says what a file shows, if the document is still hers to change.
pub async fn describe(
    store: &Store,
    right: &Contributor,
    document: DocumentId,
    file: FileId,
    shows: Option<&Shown>,
    log: &Entry,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let of = document.to_string();
        touch!(tx, right, of, log, true);
        let words = shows.map(|it| it.as_str());
        let describe = sqlx::query(DESCRIBE).bind(file.to_string()).bind(&of).bind(words);
        if describe.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// How many bytes of files somebody sent, but for one of them.
pub async fn sent_by(store: &Store, person: PersonId, but: Option<FileId>) -> Result<u64, StoreError> {
    let (person, but) = (person.to_string(), but.map(|it| it.to_string()).unwrap_or_default());
    let bytes: i64 =
        reading!(store, |db| sqlx::query_scalar(SENT_BY).bind(&person).bind(&but).fetch_one(db).await)?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}

/// How many bytes of files each person sent who sent any, in no order.
pub async fn sent_by_each(store: &Store) -> Result<Vec<u64>, StoreError> {
    let bytes: Vec<i64> = reading!(store, |db| sqlx::query_scalar(SENT_BY_EACH).fetch_all(db).await)?;
    Ok(bytes.into_iter().filter_map(|it| u64::try_from(it).ok()).collect())
}

/// The file of a row, and which part of its document it is.
pub(super) fn file(row: FileRow) -> Option<(StoredFile, Part)> {
    let (
        id,
        _,
        part,
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
        description,
    ) = row;
    let part = match part.as_deref() {
        None => Part::Content,
        Some(COVER) => Part::Cover,
        Some(language) => Part::Summary(SpokenLanguage::parse(language)?),
    };
    let file = StoredFile {
        id: FileId::parse(&id)?,
        name,
        kind: FileKind::parse(&kind)?,
        blob: BlobHash::parse(&blob)?,
        bytes: u64::try_from(bytes).ok()?,
        pages: pages.map(|it| small(Some(it))),
        duration_ms: duration.and_then(|it| u64::try_from(it).ok()),
        pixels: pixels(width, height),
        shows: description.and_then(|it| Shown::parse(&it).ok()),
        progress: Progress::parse(&progress)?,
        problem: problem.and_then(|it| serde_json::from_str(&it).ok()),
        has_text: has_text.map(|it| it != 0),
        previews: 0,
        variants: Vec::new(),
    };
    Some((file, part))
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

/// A number as both engines keep it.
pub(super) fn large(count: Option<u64>) -> Option<i64> {
    count.map(|it| i64::try_from(it).unwrap_or(i64::MAX))
}
