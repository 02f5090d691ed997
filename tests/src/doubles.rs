//! Stores that can be made to fail: the real directory with a mood, the real files on a disk that is full.

use async_trait::async_trait;
use bytes::Bytes;
use domain::StoreError;
use domain::access::{Administrator, FocalPoint};
use domain::directory::{Change, DirectoryStore, ImportedChange};
use domain::files::{Blob, FileStore, Pieces};
use model::audit::Entry;
use model::blob::BlobHash;
use model::directory::{ImportRecord, Organization, Term};
use model::id::{AnswerId, ImportId, MessageId};
use model::message::{Body, Conversation, Message};
use model::time::Moment;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use store::Store;
use tokio::sync::Semaphore;

/// How the store is today.
#[derive(Clone)]
pub enum Mood {
    Well,
    /// The database is locked.
    Unavailable,
    /// A fault of ours.
    Panics,
    /// It does what it is asked once somebody gives a permit.
    Waits(Arc<Semaphore>),
    /// It reads the version and tells it once somebody gives a permit.
    AnswersLate(Arc<Semaphore>),
}

/// The store with its mood.
pub struct Moody {
    pub store: Store,
    mood: Mutex<Mood>,
    waiting: AtomicUsize,
}

impl Moody {
    pub fn of(store: &Store) -> Arc<Self> {
        Arc::new(Self { store: store.clone(), mood: Mutex::new(Mood::Well), waiting: AtomicUsize::new(0) })
    }

    pub fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Goes on when so many have come to a gate since the story began.
    pub async fn until_waiting(&self, count: usize) {
        while self.waiting.load(Ordering::SeqCst) < count {
            tokio::task::yield_now().await;
        }
    }

    async fn pass(&self, gate: &Semaphore) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        gate.acquire().await.expect("an open gate").forget();
    }

    async fn inner(&self) -> Result<&Store, StoreError> {
        let mood = self.mood.lock().unwrap().clone();
        match mood {
            Mood::Well | Mood::AnswersLate(_) => {}
            Mood::Unavailable => return Err(StoreError::Unavailable("the database is locked".into())),
            Mood::Panics => panic!("a fault of ours, made on purpose by a test"),
            Mood::Waits(gate) => self.pass(&gate).await,
        }
        Ok(&self.store)
    }
}

/// Files on a disk that can be full: what is there can be read, nothing can be added.
pub struct Disk {
    files: Arc<dyn FileStore>,
    is_full: AtomicBool,
}

impl Disk {
    pub fn of(files: &Arc<dyn FileStore>) -> Arc<Self> {
        Arc::new(Self { files: Arc::clone(files), is_full: AtomicBool::new(false) })
    }

    pub fn is_full(&self, full: bool) {
        self.is_full.store(full, Ordering::SeqCst);
    }

    fn room(&self) -> Result<&dyn FileStore, StoreError> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable(io::Error::from(ErrorKind::StorageFull).into()));
        }
        Ok(self.files.as_ref())
    }
}

#[async_trait]
impl FileStore for Disk {
    async fn keep(&self, hash: &BlobHash, file: &Path) -> Result<(), StoreError> {
        self.room()?.keep(hash, file).await
    }

    async fn keep_bytes(&self, hash: &BlobHash, bytes: Bytes) -> Result<(), StoreError> {
        self.room()?.keep_bytes(hash, bytes).await
    }

    async fn bytes_of(&self, hash: &BlobHash) -> Result<Option<u64>, StoreError> {
        self.files.bytes_of(hash).await
    }

    async fn read(&self, hash: &BlobHash, range: Range<u64>) -> Result<Pieces, StoreError> {
        self.files.read(hash, range).await
    }

    async fn all(&self) -> Result<Vec<Blob>, StoreError> {
        self.files.all().await
    }

    async fn remove(&self, hash: &BlobHash, kept_by: Moment) -> Result<bool, StoreError> {
        self.files.remove(hash, kept_by).await
    }
}

#[async_trait]
impl DirectoryStore for Moody {
    async fn directory_version(&self) -> Result<i64, StoreError> {
        let version = self.inner().await?.directory_version().await;
        let mood = self.mood.lock().unwrap().clone();
        if let Mood::AnswersLate(gate) = mood {
            self.pass(&gate).await;
        }
        version
    }

    async fn terms(&self) -> Result<Vec<Term>, StoreError> {
        self.inner().await?.terms().await
    }

    async fn terms_version(&self) -> Result<i64, StoreError> {
        self.inner().await?.terms_version().await
    }

    async fn put_terms(
        &self,
        right: &Administrator,
        seen: i64,
        terms: &[Term],
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        self.inner().await?.put_terms(right, seen, terms, log).await
    }

    async fn organizations(&self) -> Result<Vec<Organization>, StoreError> {
        self.inner().await?.organizations().await
    }

    async fn apply(&self, right: &Administrator, changes: &[Change], log: &Entry) -> Result<(), StoreError> {
        self.inner().await?.apply(right, changes, log).await
    }

    async fn edit(&self, right: &FocalPoint, change: &Change, log: &Entry) -> Result<(), StoreError> {
        self.inner().await?.edit(right, change, log).await
    }

    async fn logos_in_rows(&self, right: &Administrator) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.inner().await?.logos_in_rows(right).await
    }

    async fn forget_logos_in_rows(&self, right: &Administrator) -> Result<(), StoreError> {
        self.inner().await?.forget_logos_in_rows(right).await
    }

    async fn put_import_file(
        &self,
        right: &Administrator,
        id: ImportId,
        file_name: &str,
        content: &[u8],
        now: Moment,
    ) -> Result<(), StoreError> {
        self.inner().await?.put_import_file(right, id, file_name, content, now).await
    }

    async fn import_file(
        &self,
        right: &Administrator,
        id: ImportId,
    ) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        self.inner().await?.import_file(right, id).await
    }

    async fn import(
        &self,
        right: &Administrator,
        record: &ImportRecord,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), StoreError> {
        self.inner().await?.import(right, record, changes, log).await
    }

    async fn imports(&self, right: &Administrator) -> Result<Vec<ImportRecord>, StoreError> {
        self.inner().await?.imports(right).await
    }

    async fn import_changes(
        &self,
        right: &Administrator,
        id: ImportId,
    ) -> Result<Vec<ImportedChange>, StoreError> {
        self.inner().await?.import_changes(right, id).await
    }

    async fn undo_import(
        &self,
        right: &Administrator,
        id: ImportId,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), StoreError> {
        self.inner().await?.undo_import(right, id, changes, log).await
    }

    async fn add_message(&self, message: &Message, code_hash: Option<&str>) -> Result<bool, StoreError> {
        self.inner().await?.add_message(message, code_hash).await
    }

    async fn messages(&self, right: &Administrator) -> Result<Vec<Message>, StoreError> {
        self.inner().await?.messages(right).await
    }

    async fn finish_message(&self, right: &FocalPoint, id: MessageId, log: &Entry) -> Result<(), StoreError> {
        self.inner().await?.finish_message(right, id, log).await
    }

    async fn messages_to(&self, right: &FocalPoint) -> Result<Vec<Message>, StoreError> {
        self.inner().await?.messages_to(right).await
    }

    async fn conversation(
        &self,
        right: &FocalPoint,
        id: MessageId,
    ) -> Result<Option<Conversation>, StoreError> {
        self.inner().await?.conversation(right, id).await
    }

    async fn conversation_by_code(&self, code_hash: &str) -> Result<Option<Conversation>, StoreError> {
        self.inner().await?.conversation_by_code(code_hash).await
    }

    async fn answer_message(
        &self,
        right: &FocalPoint,
        id: MessageId,
        answer: (AnswerId, &Body),
        log: &Entry,
    ) -> Result<(), StoreError> {
        self.inner().await?.answer_message(right, id, answer, log).await
    }

    async fn write_further(
        &self,
        code_hash: &str,
        answer: (AnswerId, &Body),
        now: Moment,
    ) -> Result<(), StoreError> {
        self.inner().await?.write_further(code_hash, answer, now).await
    }
}
