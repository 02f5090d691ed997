//! The library's rows: documents, their files, the queue of the workshop, shelves, uploads, and the index of full texts.

mod collections;
mod files;
mod load;
mod queue;
mod save;
pub(crate) mod texts;
mod uploads;

pub(crate) use save::BUMP;

use crate::directory::Statements;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian, Oneself};
use domain::library::{BlobOwner, LibraryStore};
use model::audit::Entry;
use model::blob::BlobHash;
use model::id::{CollectionId, DocumentId, FileId, PersonId};
use model::library::{Collection, Document, Part, Shown, StoredFile, StoredVariant};
use model::time::Moment;

/// The statements of every file of this folder that both engines understand.
pub(crate) const ALL_STATEMENTS: &[Statements] = &[
    STATEMENTS,
    collections::STATEMENTS,
    files::STATEMENTS,
    load::STATEMENTS,
    queue::STATEMENTS,
    save::STATEMENTS,
    texts::STATEMENTS,
    uploads::STATEMENTS,
];

statements! {
    VERSION = "select value from counter where name = 'library'";
    KEEP = "insert into shelf (person_id, document_id, kept_at) values ($1, $2, $3) on conflict do nothing";
    UNKEEP = "delete from shelf where person_id = $1 and document_id = $2";
    KEPT = "select document_id from shelf where person_id = $1 order by kept_at desc, document_id";
}

#[async_trait]
impl LibraryStore for Store {
    async fn library_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn documents(&self) -> Result<Vec<Document>, StoreError> {
        load::documents(self).await
    }

    async fn next_document_number(&self) -> Result<i64, StoreError> {
        writing!(self, |tx| sqlx::query_scalar(save::NEXT_NUMBER).fetch_one(&mut *tx).await?)
    }

    async fn collections(&self) -> Result<Vec<Collection>, StoreError> {
        collections::all(self).await
    }

    async fn put_collection(
        &self,
        right: &Librarian,
        collection: &Collection,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        collections::put(self, right, collection, replaces, log).await
    }

    async fn remove_collection(
        &self,
        right: &Librarian,
        id: CollectionId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        collections::remove(self, right, id, log).await
    }

    async fn put_document(
        &self,
        right: &Contributor,
        document: &Document,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        save::put(self, right.organization(), document, replaces, log).await
    }

    async fn publish_document(
        &self,
        right: &Librarian,
        document: &Document,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        save::put(self, right.organization(), document, Some(replaces), Some(log)).await
    }

    async fn remove_document(
        &self,
        right: &Contributor,
        id: DocumentId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        save::remove(self, right.organization(), id, log).await
    }

    async fn put_file(
        &self,
        right: &Contributor,
        document: DocumentId,
        part: Part,
        file: &StoredFile,
        log: &Entry,
    ) -> Result<(), StoreError> {
        files::put(self, right, document, part, file, log).await
    }

    async fn remove_file(
        &self,
        right: &Contributor,
        document: DocumentId,
        file: FileId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        files::remove(self, right, document, file, log).await
    }

    async fn describe_file(
        &self,
        right: &Contributor,
        document: DocumentId,
        file: FileId,
        shows: Option<&Shown>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        files::describe(self, right, document, file, shows, log).await
    }

    async fn bytes_sent(&self, person: PersonId, but: Option<FileId>) -> Result<u64, StoreError> {
        files::sent_by(self, person, but).await
    }

    async fn bytes_sent_by_each(&self, _: &Administrator) -> Result<Vec<u64>, StoreError> {
        files::sent_by_each(self).await
    }

    async fn previews(&self, file: FileId) -> Result<Vec<StoredVariant>, StoreError> {
        files::previews(self, file).await
    }

    async fn owners_of(&self, blob: &BlobHash) -> Result<Vec<BlobOwner>, StoreError> {
        files::owners_of(self, blob).await
    }

    async fn keep(&self, right: &Oneself, document: DocumentId, now: Moment) -> Result<(), StoreError> {
        let (person, document) = (right.person().to_string(), document.to_string());
        writing!(self, |tx| {
            sqlx::query(KEEP).bind(&person).bind(&document).bind(now.0).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }

    async fn unkeep(&self, right: &Oneself, document: DocumentId) -> Result<(), StoreError> {
        let (person, document) = (right.person().to_string(), document.to_string());
        writing!(self, |tx| {
            sqlx::query(UNKEEP).bind(&person).bind(&document).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }

    async fn kept(&self, right: &Oneself) -> Result<Vec<DocumentId>, StoreError> {
        let person = right.person().to_string();
        let ids: Vec<String> =
            reading!(self, |db| sqlx::query_scalar(KEPT).bind(&person).fetch_all(db).await)?;
        Ok(ids.iter().filter_map(|id| DocumentId::parse(id)).collect())
    }
}
