//! The directory's rows: reading everything at once, writing changes in one piece.

mod imports;
mod load;
mod messages;
mod save;
mod terms;

pub(crate) use save::BUMP;

use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, FocalPoint};
use domain::directory::{Change, DirectoryStore, ImportedChange};
use model::audit::Entry;
use model::directory::{ImportRecord, Organization, Term};
use model::id::{AnswerId, ImportId, MessageId};
use model::message::{Body, Conversation, Message};
use model::time::Moment;

/// The statements of every file of this folder.
pub(crate) type Statements = &'static [(&'static str, &'static str)];
pub(crate) const ALL_STATEMENTS: &[Statements] = &[
    STATEMENTS,
    load::STATEMENTS,
    save::STATEMENTS,
    imports::STATEMENTS,
    messages::STATEMENTS,
    terms::STATEMENTS,
];

statements! {
    VERSION = "select value from counter where name = 'directory'";
    LOGOS_IN_ROWS = "select hash, png from logo";
    FORGET_LOGOS_IN_ROWS = "delete from logo";
}

#[async_trait]
impl DirectoryStore for Store {
    async fn directory_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn terms_version(&self) -> Result<i64, StoreError> {
        terms::version(self).await
    }

    async fn terms(&self) -> Result<Vec<Term>, StoreError> {
        terms::list(self).await
    }

    async fn put_terms(
        &self,
        _: &Administrator,
        seen: i64,
        terms: &[Term],
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        terms::put(self, seen, terms, log).await
    }

    async fn organizations(&self) -> Result<Vec<Organization>, StoreError> {
        load::organizations(self).await
    }

    async fn apply(&self, _: &Administrator, changes: &[Change], log: &Entry) -> Result<(), StoreError> {
        writing!(self, |tx| {
            save::changes!(tx, changes, log.at);
            logging!(tx, log);
        })
    }

    async fn edit(&self, right: &FocalPoint, change: &Change, log: &Entry) -> Result<(), StoreError> {
        if change.organization.id != right.organization() || change.delete || change.replaces.is_none() {
            return Err(StoreError::Conflict);
        }
        writing!(self, |tx| {
            save::changes!(tx, std::slice::from_ref(change), log.at);
            logging!(tx, log);
        })
    }

    async fn logos_in_rows(&self, _: &Administrator) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        reading!(self, |db| sqlx::query_as(LOGOS_IN_ROWS).fetch_all(db).await)
    }

    async fn forget_logos_in_rows(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(FORGET_LOGOS_IN_ROWS).execute(&mut *tx).await?;
        })
    }

    async fn put_import_file(
        &self,
        right: &Administrator,
        id: ImportId,
        file_name: &str,
        content: &[u8],
        now: Moment,
    ) -> Result<(), StoreError> {
        imports::put_file(self, right, id, file_name, content, now).await
    }

    async fn import_file(
        &self,
        _: &Administrator,
        id: ImportId,
    ) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        imports::file(self, id).await
    }

    async fn import(
        &self,
        _: &Administrator,
        record: &ImportRecord,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), StoreError> {
        imports::import(self, record, changes, log).await
    }

    async fn imports(&self, _: &Administrator) -> Result<Vec<ImportRecord>, StoreError> {
        imports::list(self).await
    }

    async fn import_changes(
        &self,
        _: &Administrator,
        id: ImportId,
    ) -> Result<Vec<ImportedChange>, StoreError> {
        imports::changes(self, id).await
    }

    async fn undo_import(
        &self,
        _: &Administrator,
        id: ImportId,
        changes: &[Change],
        log: &Entry,
    ) -> Result<(), StoreError> {
        imports::undo(self, id, changes, log).await
    }

    async fn add_message(&self, message: &Message, code_hash: Option<&str>) -> Result<bool, StoreError> {
        messages::add(self, message, code_hash).await
    }

    async fn messages(&self, _: &Administrator) -> Result<Vec<Message>, StoreError> {
        messages::list(self).await
    }

    async fn messages_to(&self, right: &FocalPoint) -> Result<Vec<Message>, StoreError> {
        messages::list_to(self, right).await
    }

    async fn conversation(
        &self,
        right: &FocalPoint,
        id: MessageId,
    ) -> Result<Option<Conversation>, StoreError> {
        messages::conversation(self, right, id).await
    }

    async fn conversation_by_code(&self, code_hash: &str) -> Result<Option<Conversation>, StoreError> {
        messages::by_code(self, code_hash).await
    }

    async fn answer_message(
        &self,
        right: &FocalPoint,
        id: MessageId,
        answer: (AnswerId, &Body),
        log: &Entry,
    ) -> Result<(), StoreError> {
        messages::answer(self, right, id, answer, log).await
    }

    async fn write_further(
        &self,
        code_hash: &str,
        answer: (AnswerId, &Body),
        now: Moment,
    ) -> Result<(), StoreError> {
        messages::write_further(self, code_hash, answer, now).await
    }

    async fn finish_message(&self, right: &FocalPoint, id: MessageId, log: &Entry) -> Result<(), StoreError> {
        messages::finish(self, right, id, log).await
    }
}
