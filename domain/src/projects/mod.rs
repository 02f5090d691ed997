//! Common work: projects and the reports of activities, entered by members, published by who decides for their organisation.

mod album;
mod browse;
mod example;
pub mod export;
pub mod import;
mod keep;
mod lessons;
mod names;
mod report;
mod retell;
mod swot;

pub use album::{AlbumStore, KeptPhoto};
pub use browse::FoundWorks;
pub(crate) use browse::to_change;
pub(crate) use example::{example_fields, parts as example_parts, wrong_example};
pub use lessons::FoundLessons;
pub use names::Names;
pub use swot::SwotStore;

use crate::access::{Administrator, Contributor, Librarian};
use crate::error::StoreError;
use async_trait::async_trait;
use import::{ImportedWork, WorkChange};
use model::audit::Entry;
use model::directory::ImportRecord;
use model::id::{ActivityId, ImportId, ProjectId};
use model::projects::{Activity, Project};
use model::time::Moment;

/// The most projects, and the most activities, that an organisation's desk lists.
pub const MOST_ON_A_DESK: i64 = 300;

/// Keeps projects and activities.
#[async_trait]
pub trait ProjectStore: Send + Sync {
    /// A number that grows with every change of what is published.
    async fn works_version(&self) -> Result<i64, StoreError>;

    /// The projects and activities that were shown, changed or withdrawn since this version, as they are now; nothing if rows that readers
    /// knew are gone since, and all must be read again.
    async fn works_since(&self, version: i64) -> Result<Option<(Vec<Project>, Vec<Activity>)>, StoreError>;

    /// Every published project, in no order.
    async fn published_projects(&self) -> Result<Vec<Project>, StoreError>;

    /// Every published activity, in no order.
    async fn published_activities(&self) -> Result<Vec<Activity>, StoreError>;

    /// The project with this slug, published or not.
    async fn project(&self, slug: &str) -> Result<Option<Project>, StoreError>;

    /// The project with this id, published or not.
    async fn project_by_id(&self, id: ProjectId) -> Result<Option<Project>, StoreError>;

    /// The activity with this slug, published or not.
    async fn activity(&self, slug: &str) -> Result<Option<Activity>, StoreError>;

    /// The activity with this id, published or not.
    async fn activity_by_id(&self, id: ActivityId) -> Result<Option<Activity>, StoreError>;

    /// The slugs of projects, and of activities, that are this one or this one with a number.
    async fn slugs_like(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The projects of an organisation, the last changed first.
    async fn projects_of(&self, right: &Contributor, most: i64) -> Result<Vec<Project>, StoreError>;

    /// The activities of an organisation, the last changed first.
    async fn activities_of(&self, right: &Contributor, most: i64) -> Result<Vec<Activity>, StoreError>;

    /// Keeps a project of the organisation that the right is about; `replaces` is the version that it takes the place of, nothing for a
    /// new one. `Conflict` if it was changed in between, if its slug is taken, or if it is published and not hers to decide about.
    async fn put_project(
        &self,
        right: &Contributor,
        project: &Project,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The same for a project that its readers see from now on, or no longer.
    async fn publish_project(
        &self,
        right: &Librarian,
        project: &Project,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a draft of a project. `Conflict` if it is none.
    async fn remove_project(&self, right: &Contributor, id: ProjectId, log: &Entry)
    -> Result<(), StoreError>;

    /// Keeps what was told of an activity, as `put_project`; a screen of a draft leaves no line in the log.
    async fn put_activity(
        &self,
        right: &Contributor,
        activity: &Activity,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError>;

    /// The same for an activity that its readers see from now on, or no longer.
    async fn publish_activity(
        &self,
        right: &Librarian,
        activity: &Activity,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes a draft of a report. `Conflict` if it is none.
    async fn remove_activity(
        &self,
        right: &Contributor,
        id: ActivityId,
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// Removes the projects and activities that are example data.
    async fn remove_example_works(&self, right: &Administrator) -> Result<(), StoreError>;
}

/// Keeps imports of projects and activities.
#[async_trait]
pub trait WorkImportStore: Send + Sync {
    /// Keeps a file until it is confirmed.
    async fn put_work_file(
        &self,
        right: &Librarian,
        id: ImportId,
        file_name: &str,
        content: &[u8],
        now: Moment,
    ) -> Result<(), StoreError>;

    /// The name and the content of a file of the organisation that waits.
    async fn work_file(
        &self,
        right: &Librarian,
        id: ImportId,
    ) -> Result<Option<(String, Vec<u8>)>, StoreError>;

    /// Makes and changes all rows, or none. `Conflict` if one was changed in between.
    async fn import_works(
        &self,
        right: &Librarian,
        record: &ImportRecord,
        changes: &[WorkChange],
        log: &Entry,
    ) -> Result<(), StoreError>;

    /// The imports of an organisation, the last first.
    async fn work_imports(&self, right: &Librarian) -> Result<Vec<ImportRecord>, StoreError>;

    /// The rows that an import made and changed.
    async fn imported_works(&self, right: &Librarian, id: ImportId) -> Result<Vec<ImportedWork>, StoreError>;

    /// The id and the title of every project, report and meeting that names one of these rows, published or not.
    async fn naming_works(&self, ids: &[&str]) -> Result<Vec<(String, String)>, StoreError>;

    /// Takes all of them back. `Conflict` if one was changed in between, or the import was undone.
    async fn undo_work_import(
        &self,
        right: &Librarian,
        id: ImportId,
        works: &[ImportedWork],
        log: &Entry,
    ) -> Result<(), StoreError>;
}
