//! The rows of common work: projects, and the reports of activities.

mod activity;
mod album;
mod imports;
mod kept;
mod project;
mod swot;

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
pub(crate) const ALL_STATEMENTS: &[Statements] = &[
    STATEMENTS,
    activity::STATEMENTS,
    album::STATEMENTS,
    imports::STATEMENTS,
    project::STATEMENTS,
    swot::STATEMENTS,
];

statements! {
    VERSION = "select value from counter where name = 'project'";
    GONE_AT = "select value from counter where name = 'project-gone'";
    pub(crate) BUMP = "update counter set value = value + 1 where name = 'project' returning value";
    /// What follows a removal is read from all rows.
    pub(crate) GONE = "update counter set value = $1 where name = 'project-gone'";
    SLUGS = "select slug from project where slug = $1 or slug like $2 \
        union select slug from activity where slug = $1 or slug like $2";
    REMOVE_EXAMPLE_PROJECTS = "delete from project where example = 1";
    REMOVE_EXAMPLE_SWOTS = "delete from swot where example = 1";
    REMOVE_EXAMPLE_ACTIVITIES = "delete from activity where example = 1";
}

#[async_trait]
impl ProjectStore for Store {
    async fn works_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn works_since(&self, version: i64) -> Result<Option<(Vec<Project>, Vec<Activity>)>, StoreError> {
        let gone: i64 = reading!(self, |db| sqlx::query_scalar(GONE_AT).fetch_one(db).await)?;
        if gone > version {
            return Ok(None);
        }
        Ok(Some((kept::since(self, version).await?, kept::since(self, version).await?)))
    }

    async fn published_projects(&self) -> Result<Vec<Project>, StoreError> {
        kept::published(self).await
    }

    async fn published_activities(&self) -> Result<Vec<Activity>, StoreError> {
        kept::published(self).await
    }

    async fn project(&self, slug: &str) -> Result<Option<Project>, StoreError> {
        kept::one(self, slug).await
    }

    async fn project_by_id(&self, id: ProjectId) -> Result<Option<Project>, StoreError> {
        kept::by_id(self, &id.to_string()).await
    }

    async fn activity(&self, slug: &str) -> Result<Option<Activity>, StoreError> {
        kept::one(self, slug).await
    }

    async fn activity_by_id(&self, id: ActivityId) -> Result<Option<Activity>, StoreError> {
        kept::by_id(self, &id.to_string()).await
    }

    async fn slugs_like(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn projects_of(&self, right: &Contributor, most: i64) -> Result<Vec<Project>, StoreError> {
        kept::of(self, right, most).await
    }

    async fn activities_of(&self, right: &Contributor, most: i64) -> Result<Vec<Activity>, StoreError> {
        kept::of(self, right, most).await
    }

    async fn put_project(
        &self,
        right: &Contributor,
        project: &Project,
        replaces: Option<i64>,
        log: &Entry,
    ) -> Result<(), StoreError> {
        kept::put(self, right, project, replaces, Some(log)).await
    }

    async fn publish_project(
        &self,
        right: &Librarian,
        project: &Project,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        kept::put(self, &right.contributor(), project, Some(replaces), Some(log)).await
    }

    async fn remove_project(
        &self,
        right: &Contributor,
        id: ProjectId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        kept::remove::<Project>(self, right, &id.to_string(), log).await
    }

    async fn put_activity(
        &self,
        right: &Contributor,
        activity: &Activity,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        kept::put(self, right, activity, replaces, log).await
    }

    async fn publish_activity(
        &self,
        right: &Librarian,
        activity: &Activity,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        kept::put(self, &right.contributor(), activity, Some(replaces), Some(log)).await
    }

    async fn remove_activity(
        &self,
        right: &Contributor,
        id: ActivityId,
        log: &Entry,
    ) -> Result<(), StoreError> {
        kept::remove::<Activity>(self, right, &id.to_string(), log).await
    }

    async fn remove_example_works(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            let now: i64 = sqlx::query_scalar(BUMP).fetch_one(&mut *tx).await?;
            sqlx::query(GONE).bind(now).execute(&mut *tx).await?;
            sqlx::query(swot::BUMP).execute(&mut *tx).await?;
            for statement in [REMOVE_EXAMPLE_SWOTS, REMOVE_EXAMPLE_ACTIVITIES, REMOVE_EXAMPLE_PROJECTS] {
                sqlx::query(statement).execute(&mut *tx).await?;
            }
        })
    }
}
