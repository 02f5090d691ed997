//! Common work: projects and the reports of activities, entered by members, published by who decides for their organisation.

mod browse;
mod example;
pub mod export;
mod keep;
mod lessons;
mod names;
mod report;
mod retell;

pub use browse::FoundWorks;
pub(crate) use browse::to_change;
pub(crate) use example::{example_fields, parts as example_parts, wrong_example};
pub use lessons::FoundLessons;
pub use names::Names;

use crate::access::{Administrator, Contributor, Librarian};
use crate::error::StoreError;
use async_trait::async_trait;
use model::audit::Entry;
use model::id::{ActivityId, ProjectId};
use model::projects::{Activity, Project};

/// The most projects, and the most activities, that an organisation's desk lists.
pub const MOST_ON_A_DESK: i64 = 300;

/// Keeps projects and activities.
#[async_trait]
pub trait ProjectStore: Send + Sync {
    /// A number that grows with every change of what is published.
    async fn works_version(&self) -> Result<i64, StoreError>;

    /// Every published project, in no order.
    async fn published_projects(&self) -> Result<Vec<Project>, StoreError>;

    /// Every published activity, in no order.
    async fn published_activities(&self) -> Result<Vec<Activity>, StoreError>;

    /// The project with this slug, published or not.
    async fn project(&self, slug: &str) -> Result<Option<Project>, StoreError>;

    /// The activity with this slug, published or not.
    async fn activity(&self, slug: &str) -> Result<Option<Activity>, StoreError>;

    /// The activity with this id, published or not.
    async fn activity_by_id(&self, id: ActivityId) -> Result<Option<Activity>, StoreError>;

    /// The slugs of projects, and of activities, that are this one or this one with a number.
    async fn slugs_like(&self, slug: &str) -> Result<Vec<String>, StoreError>;

    /// The projects of an organisation, the last changed first.
    async fn projects_of(&self, right: &Contributor) -> Result<Vec<Project>, StoreError>;

    /// The activities of an organisation, the last changed first.
    async fn activities_of(&self, right: &Contributor) -> Result<Vec<Activity>, StoreError>;

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
