//! Import of a spreadsheet: a preview of what it would do, all or nothing, and the way back.

mod plan;
mod sheet;

use super::keep::{Change, same_content};
use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::directory::{ImportOutcome, ImportPreview, ImportRecord};
use model::id::ImportId;
pub(super) use plan::Plan;
pub(crate) use plan::{is_hxl, letters};
pub(crate) use sheet::{Sheet, read as read_sheet};

/// The largest spreadsheet that is accepted, in bytes.
pub const MAX_IMPORT_BYTES: usize = 5 * 1024 * 1024;

/// A file that was read and waits for a word.
#[derive(Clone, Debug)]
pub struct PreviewedImport {
    /// Its id.
    pub id: ImportId,
    /// Its name.
    pub file_name: String,
    /// What it would do.
    pub preview: ImportPreview,
}

impl Platform {
    /// Reads a file, keeps it until it is confirmed, and says what it would do.
    ///
    /// # Errors
    /// `TooLarge`; `Unreadable` if it is no spreadsheet or is truncated.
    pub async fn preview_import(
        &self,
        right: &Administrator,
        file_name: &str,
        content: &[u8],
    ) -> Result<PreviewedImport, Error> {
        let plan = self.plan_import(file_name, content).await?;
        let now = self.clock.now();
        let id = ImportId::new(self.chance.uuid(now));
        if plan.preview.is_acceptable() {
            self.stores.directory.put_import_file(right, id, file_name, content, now).await?;
        }
        Ok(PreviewedImport { id, file_name: file_name.to_owned(), preview: plan.preview })
    }

    /// What a kept file would do now.
    ///
    /// # Errors
    /// `NotFound` if the file waits no more.
    pub async fn previewed_import(
        &self,
        right: &Administrator,
        id: ImportId,
    ) -> Result<PreviewedImport, Error> {
        let (file_name, content) =
            self.stores.directory.import_file(right, id).await?.ok_or(Error::NotFound)?;
        let plan = self.plan_import(&file_name, &content).await?;
        Ok(PreviewedImport { id, file_name, preview: plan.preview })
    }

    /// Does what the preview said.
    ///
    /// # Errors
    /// `NotFound` if the file waits no more; `Conflict` if the directory changed so that it can no longer be taken.
    pub async fn confirm_import(&self, right: &Administrator, id: ImportId) -> Result<ImportRecord, Error> {
        let (file_name, content) =
            self.stores.directory.import_file(right, id).await?.ok_or(Error::NotFound)?;
        let plan = self.plan_import(&file_name, &content).await?;
        self.do_import(right, id, file_name, plan).await
    }

    /// Reads a file and does what it says in one step, for the command line.
    ///
    /// # Errors
    /// As `preview_import`. A file with a refusal is not taken: the preview comes back and nothing is written.
    pub async fn import_at_once(
        &self,
        right: &Administrator,
        file_name: &str,
        content: &[u8],
    ) -> Result<(ImportPreview, Option<ImportRecord>), Error> {
        let plan = self.plan_import(file_name, content).await?;
        let preview = plan.preview.clone();
        if !preview.is_acceptable() {
            return Ok((preview, None));
        }
        let id = ImportId::new(self.chance.uuid(self.clock.now()));
        let record = self.do_import(right, id, file_name.to_owned(), plan).await?;
        Ok((preview, Some(record)))
    }

    /// Takes the last import back, if it is the one that the person saw: what it created goes, what it changed is as before.
    ///
    /// # Errors
    /// `NotFound` if there is nothing to take back; `Conflict` if another import came since or an organisation was changed.
    pub async fn undo_last_import(
        &self,
        right: &Administrator,
        seen: ImportId,
    ) -> Result<ImportRecord, Error> {
        let imports = self.stores.directory.imports(right).await?;
        let last = imports.into_iter().find(|import| import.undone_at.is_none()).ok_or(Error::NotFound)?;
        if last.id != seen {
            return Err(Error::Conflict);
        }
        let catalogue = self.catalogue().await?;
        let mut changes = Vec::new();
        for imported in self.stores.directory.import_changes(right, last.id).await? {
            let now = catalogue.get(imported.organization).filter(|it| it.version == imported.version);
            let now = now.ok_or(Error::Conflict)?;
            changes.push(match imported.before {
                Some(before) => Change::replace(before, now.version),
                None => Change::delete(now.clone()),
            });
        }
        let log = self.entry(right.person(), Deed::ImportUndone, Subject::Import(last.id));
        let undone_at = log.at;
        self.stores.directory.undo_import(right, last.id, &changes, &log).await?;
        self.catalogue.doubt();
        Ok(ImportRecord { undone_at: Some(undone_at), ..last })
    }

    /// Reads a file and plans what it would do, without writing anything.
    pub(super) async fn plan_import(&self, file_name: &str, content: &[u8]) -> Result<Plan, Error> {
        if content.len() > MAX_IMPORT_BYTES {
            return Err(Error::TooLarge);
        }
        let (name, bytes) = (file_name.to_owned(), content.to_vec());
        let sheet = tokio::task::spawn_blocking(move || sheet::read(&name, &bytes)).await;
        let sheet = sheet.map_err(|error| Error::Internal(error.into()))??;
        let catalogue = self.catalogue().await?;
        Ok(self.plan(&catalogue, &sheet))
    }

    async fn do_import(
        &self,
        right: &Administrator,
        id: ImportId,
        file_name: String,
        plan: Plan,
    ) -> Result<ImportRecord, Error> {
        if !plan.preview.is_acceptable() {
            return Err(Error::Conflict);
        }
        let count = |outcome| i64::try_from(plan.preview.count(outcome)).unwrap_or(i64::MAX);
        let record = ImportRecord {
            id,
            by: right.person(),
            at: self.clock.now(),
            file_name,
            created: count(ImportOutcome::Created),
            changed: count(ImportOutcome::Changed),
            undone_at: None,
        };
        let log = Entry {
            reason: Some(record.file_name.clone()),
            ..self.entry(right.person(), Deed::Imported, Subject::Import(id))
        };
        self.stores.directory.import(right, &record, &plan.changes, &log).await?;
        self.catalogue.doubt();
        Ok(record)
    }
}
