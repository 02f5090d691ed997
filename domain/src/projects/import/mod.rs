//! Import of projects and activities from a spreadsheet: a preview of what it would do, all or nothing, and the way back
//! (docs/decisions/0063). Whoever decides for an organisation imports for it, an administrator for all.

mod columns;
mod desk;
mod fields;
mod made;
mod plan;

pub use columns::{OF_ACTIVITIES, OF_PROJECTS};
pub use plan::{Rights, WorkPlan};

use crate::access::Librarian;
use crate::directory::{MAX_IMPORT_BYTES, read_sheet};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Entry, Subject};
use model::directory::{ImportOutcome, ImportRecord};
use model::failure::{FieldError, Problem};
use model::id::{ImportId, OrganizationId};
use model::projects::{Activity, Project, WorkKind, WorkPreview, report_field};
use model::time::Moment;
use std::collections::HashSet;

/// A project or the report of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// A project.
    Project(Box<Project>),
    /// The report of an activity.
    Activity(Box<Activity>),
}

/// A row that an import makes or changes.
#[derive(Clone, Debug)]
pub struct WorkChange {
    /// That she who imports decides for its organisation.
    pub right: Librarian,
    /// What it is afterwards.
    pub now: Work,
    /// What it was before; nothing for one that is new.
    pub before: Option<Work>,
}

/// A row as an import left it.
#[derive(Clone, Debug)]
pub struct ImportedWork {
    /// What it is about.
    pub kind: WorkKind,
    /// Its id.
    pub id: String,
    /// What it was before; nothing for one that the import made.
    pub before: Option<Work>,
    /// Its version after the import.
    pub version: i64,
}

/// A file that was read and waits for a word.
#[derive(Clone, Debug)]
pub struct PreviewedWorks {
    /// Its id.
    pub id: ImportId,
    /// Its name.
    pub file_name: String,
    /// What it would do.
    pub preview: WorkPreview,
    /// What the file is confirmed with: it says that this is what was seen.
    pub seal: String,
}

/// What can be done about an import that was done.
#[derive(Clone, Debug)]
pub struct UndoableWorks {
    /// The import.
    pub record: ImportRecord,
    /// What was changed since, by title: as long as there is any, it is not undone.
    pub changed_since: Vec<String>,
}

impl Work {
    /// Its id.
    pub fn id(&self) -> String {
        match self {
            Self::Project(it) => it.id.to_string(),
            Self::Activity(it) => it.id.to_string(),
        }
    }

    /// What it is about.
    pub const fn kind(&self) -> WorkKind {
        match self {
            Self::Project(_) => WorkKind::Project,
            Self::Activity(_) => WorkKind::Activity,
        }
    }

    /// Whose it is.
    pub fn organization(&self) -> OrganizationId {
        match self {
            Self::Project(it) => it.organization,
            Self::Activity(it) => it.organization,
        }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        match self {
            Self::Project(it) => it.content.title.as_str(),
            Self::Activity(it) => it.title(),
        }
    }

    /// How often it was changed.
    pub fn version(&self) -> i64 {
        match self {
            Self::Project(it) => it.version,
            Self::Activity(it) => it.version,
        }
    }

    /// Whether everybody reads it.
    pub fn published(&self) -> bool {
        match self {
            Self::Project(it) => it.published,
            Self::Activity(it) => it.published,
        }
    }

    fn set_published(&mut self, published: bool) {
        match self {
            Self::Project(it) => it.published = published,
            Self::Activity(it) => it.published = published,
        }
    }

    fn next_version(&mut self, now: Moment) {
        let (version, at) = match self {
            Self::Project(it) => (&mut it.version, &mut it.updated_at),
            Self::Activity(it) => (&mut it.version, &mut it.updated_at),
        };
        *version += 1;
        *at = now;
    }

    /// What a reader would miss, by the screens of the report.
    fn missing(&self) -> Vec<FieldError> {
        match self {
            Self::Project(_) => Vec::new(),
            Self::Activity(it) => it.report.whole().err().unwrap_or_default(),
        }
    }

    /// The sums that do not add up.
    fn mismatches(&self) -> Vec<FieldError> {
        let Self::Activity(it) = self else { return Vec::new() };
        let wrong = it.report.people.mismatches().into_iter();
        wrong
            .map(|it| {
                let problem = Problem::DoesNotAddUp { counted: it.counted, said: it.said };
                FieldError::new(report_field::ALL, problem)
            })
            .collect()
    }

    /// Whether both say the same to the same readers.
    fn says_as(&self, other: &Self) -> bool {
        self.published() == other.published()
            && match (self, other) {
                (Self::Project(one), Self::Project(other)) => one.content == other.content,
                (Self::Activity(one), Self::Activity(other)) => one.report == other.report,
                _ => false,
            }
    }
}

impl Platform {
    /// Reads a file, keeps it until it is confirmed, and says what it would do.
    ///
    /// # Errors
    /// `TooLarge`; `Unreadable` if it is no spreadsheet or is truncated.
    pub async fn preview_works(
        &self,
        right: &Librarian,
        rights: Rights<'_>,
        file_name: &str,
        content: &[u8],
    ) -> Result<PreviewedWorks, Error> {
        let plan = self.read_works(right, rights, content).await?;
        let (now, seal) = (self.clock.now(), plan.seal());
        let id = ImportId::new(self.chance.uuid(now));
        if plan.preview.is_acceptable() {
            self.stores.work_imports.put_work_file(right, id, file_name, content, now).await?;
        }
        Ok(PreviewedWorks { id, file_name: file_name.to_owned(), preview: plan.preview, seal })
    }

    /// What a file would do; nothing of it is kept.
    ///
    /// # Errors
    /// As `preview_works`.
    pub async fn tried_works(
        &self,
        right: &Librarian,
        rights: Rights<'_>,
        content: &[u8],
    ) -> Result<WorkPreview, Error> {
        Ok(self.read_works(right, rights, content).await?.preview)
    }

    /// What a kept file would do now.
    ///
    /// # Errors
    /// `NotFound` if the file waits no more.
    pub async fn previewed_works(
        &self,
        right: &Librarian,
        rights: Rights<'_>,
        id: ImportId,
    ) -> Result<PreviewedWorks, Error> {
        let (file_name, content) =
            self.stores.work_imports.work_file(right, id).await?.ok_or(Error::NotFound)?;
        let plan = self.read_works(right, rights, &content).await?;
        let seal = plan.seal();
        Ok(PreviewedWorks { id, file_name, preview: plan.preview, seal })
    }

    /// Does what the preview with this seal said.
    ///
    /// # Errors
    /// `NotFound` if the file waits no more; `Conflict` if it would do something else now, so that nobody's edit is overwritten unseen.
    pub async fn confirm_works(
        &self,
        right: &Librarian,
        rights: Rights<'_>,
        id: ImportId,
        seal: &str,
    ) -> Result<ImportRecord, Error> {
        let (file_name, content) =
            self.stores.work_imports.work_file(right, id).await?.ok_or(Error::NotFound)?;
        let plan = self.read_works(right, rights, &content).await?;
        if plan.seal() != seal {
            return Err(Error::Conflict);
        }
        self.do_works(right, id, file_name, plan).await
    }

    /// Reads a file and does what it says in one step, for the command line.
    ///
    /// # Errors
    /// As `preview_works`. A file with a refusal is not taken: the preview comes back and nothing is written.
    pub async fn import_works_at_once(
        &self,
        right: &Librarian,
        rights: Rights<'_>,
        file_name: &str,
        content: &[u8],
    ) -> Result<(WorkPreview, Option<ImportRecord>), Error> {
        let plan = self.read_works(right, rights, content).await?;
        let preview = plan.preview.clone();
        if !preview.is_acceptable() {
            return Ok((preview, None));
        }
        let id = ImportId::new(self.chance.uuid(self.clock.now()));
        let record = self.do_works(right, id, file_name.to_owned(), plan).await?;
        Ok((preview, Some(record)))
    }

    /// The imports of an organisation, the last first.
    ///
    /// # Errors
    /// `Store`.
    pub async fn work_imports(&self, right: &Librarian) -> Result<Vec<ImportRecord>, Error> {
        Ok(self.stores.work_imports.work_imports(right).await?)
    }

    /// An import that was done and is not undone, with what was changed since.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn undoable_works(&self, right: &Librarian, id: ImportId) -> Result<UndoableWorks, Error> {
        let imports = self.stores.work_imports.work_imports(right).await?;
        let record = imports.into_iter().find(|it| it.id == id && it.undone_at.is_none());
        let record = record.ok_or(Error::NotFound)?;
        let (_, changed_since) = self.undoing(right, id).await?;
        Ok(UndoableWorks { record, changed_since })
    }

    /// Takes an import back: what it made goes, what it changed is as before.
    ///
    /// # Errors
    /// `NotFound` if it was undone; `NotAllowed` if it is about organisations for which she does not decide; `Conflict` if
    /// something of it was changed since.
    pub async fn undo_works(&self, right: &Librarian, rights: Rights<'_>, id: ImportId) -> Result<(), Error> {
        self.undoable_works(right, id).await?;
        let (changes, changed_since) = self.undoing(right, id).await?;
        for it in &changes {
            // An administrator may have imported for others too.
            let of = self.work_of(it.kind, &it.id).await?.map(|it| it.organization());
            if of.is_some_and(|of| rights(of).is_none()) {
                return Err(Error::NotAllowed);
            }
        }
        if !changed_since.is_empty() {
            return Err(Error::Conflict);
        }
        let log = self.entry(right.person(), Deed::ImportUndone, Subject::Import(id));
        self.stores.work_imports.undo_work_import(right, id, &changes, &log).await?;
        self.works.doubt();
        Ok(())
    }

    /// What an import changed, and what of it is not any more as it left it.
    async fn undoing(
        &self,
        right: &Librarian,
        id: ImportId,
    ) -> Result<(Vec<ImportedWork>, Vec<String>), Error> {
        let mut changed = Vec::new();
        let imported = self.stores.work_imports.imported_works(right, id).await?;
        for it in &imported {
            match self.work_of(it.kind, &it.id).await? {
                Some(now) if now.version() == it.version => {}
                Some(now) => changed.push(now.title().to_owned()),
                // What was thrown away since is told by what it was called before, or not at all.
                None => changed.push(it.before.as_ref().map(|it| it.title().to_owned()).unwrap_or_default()),
            }
        }
        // What was written below or about what the import made would hang in the air.
        let made: Vec<&str> =
            imported.iter().filter(|it| it.before.is_none()).map(|it| it.id.as_str()).collect();
        let own: HashSet<&str> = imported.iter().map(|it| it.id.as_str()).collect();
        for (by, title) in self.stores.work_imports.naming_works(&made).await? {
            if !own.contains(by.as_str()) && !changed.contains(&title) {
                changed.push(title);
            }
        }
        Ok((imported, changed))
    }

    async fn read_works(
        &self,
        right: &Librarian,
        rights: Rights<'_>,
        content: &[u8],
    ) -> Result<WorkPlan, Error> {
        if content.len() > MAX_IMPORT_BYTES {
            return Err(Error::TooLarge);
        }
        let bytes = content.to_vec();
        let sheet = tokio::task::spawn_blocking(move || read_sheet("", &bytes)).await;
        let sheet = sheet.map_err(|error| Error::Internal(error.into()))??;
        self.plan_works(right.organization(), rights, &sheet).await
    }

    async fn do_works(
        &self,
        right: &Librarian,
        id: ImportId,
        file_name: String,
        plan: WorkPlan,
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
        self.stores.work_imports.import_works(right, &record, &plan.changes, &log).await?;
        self.works.doubt();
        Ok(record)
    }
}
