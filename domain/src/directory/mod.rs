//! The directory: who works on what, where, and how to reach them.

mod browse;
mod example;
pub mod export;
pub mod hsds;
mod import;
mod keep;
mod logo;
mod messages;
mod reference;
mod vocabulary;

pub use import::{MAX_IMPORT_BYTES, PreviewedImport};
pub(crate) use import::{Sheet, is_hxl, letters, read_sheet};
pub(crate) use keep::find;
pub use keep::{Change, unique_slug};
pub use logo::MAX_LOGO_BYTES;
pub use vocabulary::Merger;

use crate::access::{Administrator, FocalPoint};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::directory::{ImportRecord, Organization, Term};
use model::id::{AnswerId, ImportId, MessageId, OrganizationId};
use model::message::{Body, Conversation, Message};
use model::time::Moment;

/// Keeps organisations, terms, imports and messages.
#[async_trait]
pub trait DirectoryStore: Send + Sync {
    /// A number that grows with every change of organisations or terms.
    async fn directory_version(&self) -> Result<i64, StoreError>;

    /// A number that grows with every change of the terms.
    async fn terms_version(&self) -> Result<i64, StoreError>;

    /// All terms in the order of display, also those that became one with another.
    async fn terms(&self) -> Result<Vec<Term>, StoreError>;

    /// Adds or replaces terms, all or none; `Conflict` if any term was changed since this version of them.
    async fn put_terms(
        &self,
        right: &Administrator,
        seen: i64,
        terms: &[Term],
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// All organisations, in no order.
    async fn organizations(&self) -> Result<Vec<Organization>, StoreError>;

    /// Keeps all changes or none; `Conflict` if one was changed in between or a slug is taken.
    async fn apply(&self, right: &Administrator, changes: &[Change], log: &Entry) -> Result<(), StoreError>;

    /// Keeps another content of the organisation that the right is about; `Conflict` if it was changed in between.
    async fn edit(&self, right: &FocalPoint, change: &Change, log: &Entry) -> Result<(), StoreError>;

    /// The logos that an older program kept in the database, by hash.
    async fn logos_in_rows(&self, right: &Administrator) -> Result<Vec<(String, Vec<u8>)>, StoreError>;

    /// Removes them, now that they are kept as files.
    async fn forget_logos_in_rows(&self, right: &Administrator) -> Result<(), StoreError>;

    /// Keeps a file whose import was previewed, and forgets older ones that nobody confirmed.
    async fn put_import_file(
        &self,
        right: &Administrator,
        id: ImportId,
        file_name: &str,
        content: &[u8],
        now: Moment,
    ) -> Result<(), StoreError>;

    /// The name and content of a file that waits for a word.
    async fn import_file(
        &self,
        right: &Administrator,
        id: ImportId,
    ) -> Result<Option<(String, Vec<u8>)>, StoreError>;

    /// Does an import in one piece: its changes, its record, and what was there before; its file is forgotten.
    async fn import(
        &self,
        right: &Administrator,
        record: &ImportRecord,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The imports that were done, the newest first.
    async fn imports(&self, right: &Administrator) -> Result<Vec<ImportRecord>, StoreError>;

    /// What an import changed: what was there before (nothing for a new organisation) and the version it left.
    async fn import_changes(
        &self,
        right: &Administrator,
        id: ImportId,
    ) -> Result<Vec<ImportedChange>, StoreError>;

    /// Takes an import back in one piece.
    async fn undo_import(
        &self,
        right: &Administrator,
        id: ImportId,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Keeps a message, and what is kept of the code with which its writer comes back for the answer; says whether it is a new one.
    async fn add_message(&self, message: &Message, code_hash: Option<&str>) -> Result<bool, StoreError>;

    /// The newest messages, those that wait first; at most 200.
    async fn messages(&self, right: &Administrator) -> Result<Vec<Message>, StoreError>;

    /// The newest messages to one organisation, those that wait first; at most 200.
    async fn messages_to(&self, right: &FocalPoint) -> Result<Vec<Message>, StoreError>;

    /// A message to this organisation with its answers.
    async fn conversation(
        &self,
        right: &FocalPoint,
        id: MessageId,
    ) -> Result<Option<Conversation>, StoreError>;

    /// The conversation of whoever has this code.
    async fn conversation_by_code(&self, code_hash: &str) -> Result<Option<Conversation>, StoreError>;

    /// Keeps an answer in the organisation's name.
    async fn answer_message(
        &self,
        right: &FocalPoint,
        id: MessageId,
        answer: (AnswerId, &Body),
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Keeps what whoever has this code writes further; the message waits again.
    async fn write_further(
        &self,
        code_hash: &str,
        answer: (AnswerId, &Body),
        now: Moment,
    ) -> Result<(), StoreError>;

    /// Marks a message to this organisation as dealt with.
    async fn finish_message(&self, right: &FocalPoint, id: MessageId, log: &Entry) -> Result<(), StoreError>;
}

/// What an import did to one organisation.
#[derive(Clone, Debug)]
pub struct ImportedChange {
    /// Which.
    pub organization: OrganizationId,
    /// What it was before.
    pub before: Option<Organization>,
    /// The version that the import left.
    pub version: i64,
}
