//! Collections: a row, and the documents in their order.

use super::save::BUMP;
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use domain::StoreError;
use domain::access::Librarian;
use model::audit::Entry;
use model::id::{CollectionId, DocumentId, OrganizationId};
use model::library::{Collection, DocumentTitle, Summary};
use model::time::Moment;
use std::collections::HashMap;

statements! {
    COLLECTIONS = "select id, slug, title, summary, publisher_id, published, example, created_at, updated_at, version \
        from collection";
    COLLECTED = "select collection_id, document_id from collection_document order by collection_id, position";
    INSERT = "insert into collection (id, slug, title, summary, publisher_id, published, example, created_at, updated_at, \
        version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "update collection set title = $2, summary = $3, published = $4, example = $5, updated_at = $6, \
        version = $7 where id = $1 and publisher_id = $8 and version = $9";
    REMOVE = "delete from collection where id = $1 and publisher_id = $2";
    CLEAR = "delete from collection_document where collection_id = $1";
    ADD = "insert into collection_document (collection_id, position, document_id) values ($1, $2, $3)";
}

type Row = (String, String, String, Option<String>, String, i64, i64, i64, i64, i64);

/// Every collection, in no order. A value that no longer parses is left out.
pub async fn all(store: &Store) -> Result<Vec<Collection>, StoreError> {
    let rows: Vec<Row> = reading!(store, |db| sqlx::query_as(COLLECTIONS).fetch_all(db).await)?;
    let pairs: Vec<(String, String)> = reading!(store, |db| sqlx::query_as(COLLECTED).fetch_all(db).await)?;
    let mut documents: HashMap<String, Vec<DocumentId>> = HashMap::new();
    for (collection, document) in pairs {
        documents.entry(collection).or_default().extend(DocumentId::parse(&document));
    }
    let read = |row: Row| {
        let documents = documents.remove(&row.0).unwrap_or_default();
        let (id, slug, title, summary, publisher, published, example, created, updated, version) = row;
        Some(Collection {
            id: CollectionId::parse(&id)?,
            slug,
            title: DocumentTitle::parse(&title).ok()?,
            summary: summary.and_then(|it| Summary::parse(&it).ok()),
            publisher: OrganizationId::parse(&publisher)?,
            published: published != 0,
            documents,
            example: example != 0,
            created_at: Moment(created),
            updated_at: Moment(updated),
            version,
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Keeps a collection of the organisation that the right is about.
pub async fn put(
    store: &Store,
    right: &Librarian,
    it: &Collection,
    replaces: Option<i64>,
    log: &Entry,
) -> Result<(), StoreError> {
    if it.publisher != right.organization() {
        return Err(StoreError::Conflict);
    }
    let (id, publisher) = (it.id.to_string(), it.publisher.to_string());
    let (title, summary) = (it.title.as_str(), it.summary.as_ref().map(|it| it.as_str()));
    writing!(store, |tx| {
        let row = match replaces {
            Some(version) => sqlx::query(UPDATE)
                .bind(&id)
                .bind(title)
                .bind(summary)
                .bind(i64::from(it.published))
                .bind(i64::from(it.example))
                .bind(it.updated_at.0)
                .bind(it.version)
                .bind(&publisher)
                .bind(version),
            None => sqlx::query(INSERT)
                .bind(&id)
                .bind(&it.slug)
                .bind(title)
                .bind(summary)
                .bind(&publisher)
                .bind(i64::from(it.published))
                .bind(i64::from(it.example))
                .bind(it.created_at.0)
                .bind(it.updated_at.0)
                .bind(it.version),
        };
        if row.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(CLEAR).bind(&id).execute(&mut *tx).await?;
        for (position, document) in (0_i64..).zip(&it.documents) {
            sqlx::query(ADD).bind(&id).bind(position).bind(document.to_string()).execute(&mut *tx).await?;
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// Removes a collection; its documents stay.
pub async fn remove(
    store: &Store,
    right: &Librarian,
    id: CollectionId,
    log: &Entry,
) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let remove = sqlx::query(REMOVE).bind(id.to_string()).bind(right.organization().to_string());
        if remove.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(BUMP).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}
