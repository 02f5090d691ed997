//! The rows of common work: projects, and the reports of activities.

mod activity;
mod project;

use crate::directory::Statements;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian};
use domain::projects::ProjectStore;
use model::audit::Entry;
use model::id::{ActivityId, ProjectId};
use model::projects::{Activity, Project};

/// The statements of every file of this folder.
pub(crate) const ALL_STATEMENTS: &[Statements] = &[STATEMENTS, activity::STATEMENTS, project::STATEMENTS];

statements! {
    VERSION = "select value from counter where name = 'project'";
    BUMP = "update counter set value = value + 1 where name = 'project'";
    SLUGS = "select slug from project where slug = $1 or slug like $2 \
        union select slug from activity where slug = $1 or slug like $2";
    REMOVE_EXAMPLE_PROJECTS = "delete from project where example = 1";
    REMOVE_EXAMPLE_ACTIVITIES = "delete from activity where example = 1";
}

/// A row of either table: both hold the same things around another value.
struct Row {
    id: String,
    slug: String,
    organization: String,
    content: String,
    published: bool,
    example: bool,
    created_at: i64,
    updated_at: i64,
    version: i64,
}

/// Its columns as they are read.
type Columns = (String, String, String, String, i64, i64, i64, i64, i64);

impl From<Columns> for Row {
    fn from(columns: Columns) -> Self {
        let (id, slug, organization, content, published, example, created_at, updated_at, version) = columns;
        let (published, example) = (published != 0, example != 0);
        Self { id, slug, organization, content, published, example, created_at, updated_at, version }
    }
}

/// Keeps a row: a new one, or in the place of a version; what is published is put only by who decides, and what is seen or is
/// seen no more counts.
macro_rules! put {
    ($store:expr, $insert:expr, $update:expr, $row:expr, $replaces:expr, $decides:expr, $log:expr) => {{
        let row: &$crate::projects::Row = $row;
        writing!($store, |tx| {
            let statement = if $replaces.is_some() { $update } else { $insert };
            let mut query = sqlx::query(statement)
                .bind(&row.id)
                .bind(&row.slug)
                .bind(&row.organization)
                .bind(&row.content)
                .bind(i64::from(row.published))
                .bind(i64::from(row.example))
                .bind(row.created_at)
                .bind(row.updated_at)
                .bind(row.version);
            if let Some(version) = $replaces {
                query = query.bind(version).bind(i64::from($decides));
            }
            if query.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            // A draft that changes changes nothing that anybody reads.
            if row.published || $decides {
                sqlx::query($crate::projects::BUMP).execute(&mut *tx).await?;
            }
            if let Some(log) = $log {
                logging!(tx, log);
            }
        })
    }};
}

/// Removes a draft.
macro_rules! remove {
    ($store:expr, $statement:expr, $id:expr, $organization:expr, $log:expr) => {{
        let (id, organization) = ($id.to_string(), $organization.to_string());
        writing!($store, |tx| {
            let removed = sqlx::query($statement).bind(&id).bind(&organization).execute(&mut *tx).await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, $log);
        })
    }};
}
use {put, remove};

#[async_trait]
impl ProjectStore for Store {
    async fn works_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_projects(&self) -> Result<Vec<Project>, StoreError> {
        project::published(self).await
    }

    async fn published_activities(&self) -> Result<Vec<Activity>, StoreError> {
        activity::published(self).await
    }

    async fn project(&self, slug: &str) -> Result<Option<Project>, StoreError> {
        project::one(self, slug).await
    }

    async fn activity(&self, slug: &str) -> Result<Option<Activity>, StoreError> {
        activity::one(self, slug).await
    }

    async fn activity_by_id(&self, id: ActivityId) -> Result<Option<Activity>, StoreError> {
        activity::by_id(self, id).await
    }

    async fn slugs_like(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn projects_of(&self, right: &Contributor) -> Result<Vec<Project>, StoreError> {
        project::of(self, right).await
    }

    async fn activities_of(&self, right: &Contributor) -> Result<Vec<Activity>, StoreError> {
        activity::of(self, right).await
    }

    async fn put_project(
        &self,
        right: &Contributor,
        project: &Project,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        project::put(self, right, project, replaces, log).await
    }

    async fn publish_project(
        &self,
        right: &Librarian,
        project: &Project,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        project::put(self, &right.contributor(), project, Some(replaces), log).await
    }

    async fn remove_project(
        &self,
        right: &Contributor,
        id: ProjectId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        project::remove_one(self, right, id, log).await
    }

    async fn put_activity(
        &self,
        right: &Contributor,
        activity: &Activity,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        activity::put(self, right, activity, replaces, log).await
    }

    async fn publish_activity(
        &self,
        right: &Librarian,
        activity: &Activity,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        activity::put(self, &right.contributor(), activity, Some(replaces), Some(log)).await
    }

    async fn remove_activity(
        &self,
        right: &Contributor,
        id: ActivityId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        activity::remove_one(self, right, id, log).await
    }

    async fn remove_example_works(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            for statement in [REMOVE_EXAMPLE_ACTIVITIES, REMOVE_EXAMPLE_PROJECTS, BUMP] {
                sqlx::query(statement).execute(&mut *tx).await?;
            }
        })
    }
}
