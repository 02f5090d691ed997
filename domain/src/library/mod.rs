//! The library: documents that are entered, published, found inside, heard and kept.

mod browse;
mod collect;
mod example;
mod files;
mod keep;
mod package;
mod publish;
mod queue;
mod room;
mod search;
mod shelf;

mod upload;
pub mod workshop;

pub use files::{BlobOwner, Served, Visibility};
pub use package::{Package, Packed, PackedContent};
pub use queue::{HOLD_AGAIN, Worked};
pub use room::{ROOM, Room};
pub use search::Passage;
pub use upload::{ABANDONED, MAX_UPLOAD_BYTES, Upload};

use crate::access::{Administrator, Contributor, Librarian, Oneself};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::blob::BlobHash;
use model::failure::Problem;
use model::id::{CollectionId, DocumentId, FileId, PersonId, UploadId};
use model::library::{Collection, Document, Part, Shown, StoredFile, StoredVariant};
use model::search::{ConcordancePart, QueryTerm};
use model::time::Moment;

/// Keeps documents, and on whose shelf they stand.
#[async_trait]
pub trait LibraryStore: Send + Sync {
    /// A number that grows with every change of the library.
    async fn library_version(&self) -> Result<i64, StoreError>;

    /// All documents with their files, in no order.
    async fn documents(&self) -> Result<Vec<Document>, StoreError>;

    /// A number of the index of full texts that no document ever had.
    async fn next_document_number(&self) -> Result<i64, StoreError>;

    /// Keeps a document of the organisation that the right is about; `replaces` is the version that it takes the place of,
    /// nothing for a new one. Its files are kept apart. `Conflict` if it was changed in between, or its slug is taken.
    async fn put_document(
        &self,
        right: &Contributor,
        document: &Document,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for a document that its readers see from now on, or no longer.
    async fn publish_document(
        &self,
        right: &Librarian,
        document: &Document,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a document that never was published, with its files' rows.
    async fn remove_document(
        &self,
        right: &Contributor,
        id: DocumentId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Gives a document this file as this part of it, in the place of the one before; it
    /// waits for the workshop from the moment of the log. `Conflict` if the document is not hers to change any more, or became
    /// a text or a link.
    async fn put_file(
        &self,
        right: &Contributor,
        document: DocumentId,
        part: Part,
        file: &StoredFile,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Takes a file away. `Conflict` if it is gone, or the document is not hers to change any more.
    async fn remove_file(
        &self,
        right: &Contributor,
        document: DocumentId,
        file: FileId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Says what a file shows, or that nobody said it. `Conflict` if it is gone, or the document is not hers to change any more.
    async fn describe_file(
        &self,
        right: &Contributor,
        document: DocumentId,
        file: FileId,
        shows: Option<&Shown>,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// How many bytes of files somebody sent, but for one of them.
    async fn bytes_sent(&self, person: PersonId, but: Option<FileId>) -> Result<u64, StoreError>;

    /// How many each person sent who sent any, in no order.
    async fn bytes_sent_by_each(&self, right: &Administrator) -> Result<Vec<u64>, StoreError>;

    /// All collections, in no order.
    async fn collections(&self) -> Result<Vec<Collection>, StoreError>;

    /// Keeps a collection of the organisation that the right is about; `replaces` is the version that it takes the place of,
    /// nothing for a new one. `Conflict` if it was changed in between, or its slug is taken.
    async fn put_collection(
        &self,
        right: &Librarian,
        collection: &Collection,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a collection; its documents stay.
    async fn remove_collection(
        &self,
        right: &Librarian,
        id: CollectionId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The previews of a file's pages, in order.
    async fn previews(&self, file: FileId) -> Result<Vec<StoredVariant>, StoreError>;

    /// What a blob belongs to.
    async fn owners_of(&self, blob: &BlobHash) -> Result<Vec<BlobOwner>, StoreError>;

    /// Puts a document on her shelf.
    async fn keep(&self, right: &Oneself, document: DocumentId, now: Moment) -> Result<(), StoreError>;

    /// Takes it off.
    async fn unkeep(&self, right: &Oneself, document: DocumentId) -> Result<(), StoreError>;

    /// What stands on her shelf, the latest first.
    async fn kept(&self, right: &Oneself) -> Result<Vec<DocumentId>, StoreError>;
}

/// What a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobOf {
    /// A document.
    Document {
        /// Which one.
        id: DocumentId,
        /// Which part of it.
        part: Part,
    },
    /// A voice of the forum.
    Recording,
    /// An image of the forum.
    Picture,
}

/// A file that waits for the workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Which file.
    pub file: StoredFile,
    /// Of what.
    pub of: JobOf,
    /// How often it was tried.
    pub attempts: i64,
}

/// What the workshop made of a file, as it is kept.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// Its light variants.
    pub variants: Vec<StoredVariant>,
    /// Whether it has text; `None` for what has no pages.
    pub has_text: Option<bool>,
}

/// The queue of files that wait for the workshop: voices and images of the forum first, then documents.
#[async_trait]
pub trait QueueStore: Send + Sync {
    /// Takes the file that has waited longest and is due; what was taken, and not held since `stale`, is due again.
    async fn take(&self, now: Moment, stale: Moment) -> Result<Option<Job>, StoreError>;

    /// Notes that it is still worked on.
    async fn hold(&self, job: &Job, now: Moment) -> Result<(), StoreError>;

    /// Keeps what was made of it.
    async fn finish(&self, job: &Job, finished: &Finished) -> Result<(), StoreError>;

    /// Tries again at `due_at`, or never, for this reason.
    async fn fail(
        &self,
        job: &Job,
        due_at: Option<Moment>,
        problem: Option<&Problem>,
    ) -> Result<(), StoreError>;
}

/// The text of a document as it is put into the index.
#[derive(Clone, Debug, Default)]
pub struct IndexedText {
    /// The document's number.
    pub number: i64,
    /// Every term of the whole document, each once.
    pub terms: Vec<String>,
    /// What stands on its pages; nothing if they stay as they are.
    pub pages: Option<IndexedPages>,
    /// Words to suggest: plain spelling and readable one.
    pub words: Vec<(String, String)>,
}

/// The pages of a document as they are put into the index.
#[derive(Clone, Debug, Default)]
pub struct IndexedPages {
    /// Each page's number, from 1, with its text; 0 for a text that has no pages.
    pub texts: Vec<(i64, String)>,
    /// On which page each term stands.
    pub concordance: Vec<ConcordancePart>,
}

/// A page with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText {
    /// The document's number.
    pub number: i64,
    /// The page, from 1; 0 for a text that has no pages.
    pub page: i64,
    /// What it says.
    pub text: String,
}

/// The index of full texts.
#[async_trait]
pub trait TextStore: Send + Sync {
    /// Puts a document into the index in the place of what was there.
    async fn index(&self, text: &IndexedText) -> Result<(), StoreError>;

    /// Takes a document out of the index.
    async fn forget_text(&self, number: i64) -> Result<(), StoreError>;

    /// The numbers of the documents that are not in the index, in order.
    async fn missing_texts(&self) -> Result<Vec<i64>, StoreError>;

    /// The text of a document's pages, in order.
    async fn pages(&self, number: i64) -> Result<Vec<(i64, String)>, StoreError>;

    /// The numbers of the documents that have all these words, in no order.
    async fn search(&self, query: &[QueryTerm]) -> Result<Vec<i64>, StoreError>;

    /// On which pages the terms of these documents stand: those parts, each with its document's number, that have one of
    /// these initials; in no order.
    async fn concordance(
        &self,
        numbers: &[i64],
        initials: &[char],
    ) -> Result<Vec<(i64, ConcordancePart)>, StoreError>;

    /// The texts of these pages, each named by its document's number and its own; in no order, without what is not there.
    async fn texts_of(&self, pages: &[(i64, i64)]) -> Result<Vec<PageText>, StoreError>;

    /// Words of the documents that begin or end like this one, plain and readable: among them are all that one slip parts
    /// from it.
    async fn words_like(&self, word: &str) -> Result<Vec<(String, String)>, StoreError>;
}

/// Files on their way.
#[async_trait]
pub trait UploadStore: Send + Sync {
    /// Begins one.
    async fn begin_upload(&self, right: &Oneself, upload: &Upload) -> Result<(), StoreError>;

    /// One of hers.
    async fn upload(&self, right: &Oneself, id: UploadId) -> Result<Option<Upload>, StoreError>;

    /// Notes that something came now.
    async fn touch_upload(&self, right: &Oneself, id: UploadId, now: Moment) -> Result<(), StoreError>;

    /// Ends one.
    async fn end_upload(&self, right: &Oneself, id: UploadId) -> Result<(), StoreError>;

    /// How many bytes she has under way.
    async fn bytes_under_way(&self, right: &Oneself) -> Result<u64, StoreError>;

    /// Those that nothing came for since then.
    async fn abandoned_uploads(&self, since: Moment) -> Result<Vec<UploadId>, StoreError>;

    /// Forgets it, whosever it is.
    async fn forget_upload(&self, id: UploadId) -> Result<(), StoreError>;
}
