//! The rows of training: paths, the quizzes that members passed, and groups.

mod group;

use crate::audit::logging;
use crate::directory::Statements;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Contributor, Librarian, Oneself};
use domain::training::{MOST_ON_A_DESK, TrainingStore};
use model::audit::Entry;
use model::id::{OrganizationId, PathId};
use model::time::{Day, Moment};
use model::training::{Lesson, Passed, Path, PathContent, Progress};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The statements of every file of this folder.
pub(crate) const ALL_STATEMENTS: &[Statements] = &[STATEMENTS, group::STATEMENTS];

macro_rules! columns {
    () => {
        "select id, slug, organization_id, content, published, example, created_at, updated_at, version from training_path "
    };
}

statements! {
    VERSION = "select value from counter where name = 'training'";
    BUMP = "update counter set value = value + 1 where name = 'training'";
    PUBLISHED = concat!(columns!(), "where published = 1");
    ONE = concat!(columns!(), "where slug = $1");
    SLUGS = "select slug from training_path where slug = $1 or slug like $2";
    OF = concat!(columns!(), "where organization_id = $1 order by updated_at desc limit cast($2 as bigint)");
    INSERT = "insert into training_path (id, slug, organization_id, content, published, example, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "update training_path set slug = $2, content = $4, published = $5, example = $6, created_at = $7, updated_at = $8, \
        version = $9 where id = $1 and organization_id = $3 and version = $10 and (published = 0 or $11 = 1)";
    REMOVE = "delete from training_path where id = $1 and organization_id = $2 and published = 0";
    REMOVE_EXAMPLES = "delete from training_path where example = 1";
    PASS = "insert into training_passed (person_id, path_id, lesson, edition, passed_on) values ($1, $2, $3, $4, $5) \
        on conflict (person_id, path_id, lesson) do update set edition = excluded.edition, passed_on = excluded.passed_on \
        where training_passed.edition < excluded.edition";
    PASSED = "select lesson, edition, passed_on from training_passed where person_id = $1 and path_id = $2";
    ALL_PASSED = "select path_id, lesson, edition, passed_on from training_passed where person_id = $1";
    FORGET = "delete from training_passed where person_id = $1 and path_id = $2";
}

type Columns = (String, String, String, String, i64, i64, i64, i64, i64);

/// What a newer program keeps and this one does not know is left out; so is what does not parse any more.
fn read(columns: Columns) -> Option<Path> {
    let (id, slug, organization, content, published, example, created, updated, version) = columns;
    let mut told: Value = serde_json::from_str(&content).ok()?;
    let said: PathContent = serde_json::from_value(told["said"].take()).ok()?;
    let lessons: Vec<Lesson> = serde_json::from_value(told["lessons"].take()).ok()?;
    let last_number: u32 = serde_json::from_value(told["last"].take()).ok()?;
    Some(Path {
        id: PathId::parse(&id)?,
        slug,
        organization: OrganizationId::parse(&organization)?,
        content: said,
        lessons,
        last_number,
        published: published != 0,
        example: example != 0,
        created_at: Moment(created),
        updated_at: Moment(updated),
        version,
    })
}

async fn put(
    store: &Store,
    right: &Contributor,
    it: &Path,
    replaces: Option<i64>,
    log: Option<&Entry>,
) -> Result<(), StoreError> {
    if it.organization != right.organization() {
        return Err(StoreError::Conflict);
    }
    let content = json!({ "said": it.content, "lessons": it.lessons, "last": it.last_number }).to_string();
    writing!(store, |tx| {
        let statement = if replaces.is_some() { UPDATE } else { INSERT };
        let mut query = sqlx::query(statement)
            .bind(it.id.to_string())
            .bind(&it.slug)
            .bind(it.organization.to_string())
            .bind(&content)
            .bind(i64::from(it.published))
            .bind(i64::from(it.example))
            .bind(it.created_at.0)
            .bind(it.updated_at.0)
            .bind(it.version);
        if let Some(version) = replaces {
            query = query.bind(version).bind(i64::from(right.decides()));
        }
        if query.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        // A draft that changes changes nothing that anybody reads.
        if it.published || right.decides() {
            sqlx::query(BUMP).execute(&mut *tx).await?;
        }
        if let Some(log) = log {
            logging!(tx, log);
        }
    })
}

fn passed(lesson: i64, edition: i64, on: &str) -> Option<(u32, Passed)> {
    let edition = u32::try_from(edition).ok()?;
    Some((u32::try_from(lesson).ok()?, Passed { edition, on: Day::parse(on)? }))
}

#[async_trait]
impl TrainingStore for Store {
    async fn paths_version(&self) -> Result<i64, StoreError> {
        reading!(self, |db| sqlx::query_scalar(VERSION).fetch_one(db).await)
    }

    async fn published_paths(&self) -> Result<Vec<Path>, StoreError> {
        let rows: Vec<Columns> = reading!(self, |db| sqlx::query_as(PUBLISHED).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn path(&self, slug: &str) -> Result<Option<Path>, StoreError> {
        let row: Option<Columns> =
            reading!(self, |db| sqlx::query_as(ONE).bind(slug).fetch_optional(db).await)?;
        Ok(row.and_then(read))
    }

    async fn path_slugs(&self, slug: &str) -> Result<Vec<String>, StoreError> {
        let numbered = [slug, "-%"].concat();
        reading!(self, |db| sqlx::query_scalar(SLUGS).bind(slug).bind(&numbered).fetch_all(db).await)
    }

    async fn paths_of(&self, right: &Contributor) -> Result<Vec<Path>, StoreError> {
        let organization = right.organization().to_string();
        let rows: Vec<Columns> = reading!(self, |db| {
            sqlx::query_as(OF).bind(&organization).bind(MOST_ON_A_DESK).fetch_all(db).await
        })?;
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn put_path(
        &self,
        right: &Contributor,
        path: &Path,
        replaces: Option<i64>,
        log: Option<&Entry>,
    ) -> Result<(), StoreError> {
        put(self, right, path, replaces, log).await
    }

    async fn publish_path(
        &self,
        right: &Librarian,
        path: &Path,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        put(self, &right.contributor(), path, Some(replaces), Some(log)).await
    }

    async fn remove_path(&self, right: &Contributor, id: PathId, log: &Entry) -> Result<(), StoreError> {
        let (id, organization) = (id.to_string(), right.organization().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&id).bind(&organization).execute(&mut *tx).await?;
            if removed.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            logging!(tx, log);
        })
    }

    async fn pass(
        &self,
        right: &Oneself,
        path: PathId,
        lesson: u32,
        passed: Passed,
    ) -> Result<(), StoreError> {
        let (person, path, on) = (right.person().to_string(), path.to_string(), passed.on.iso());
        writing!(self, |tx| {
            let query = sqlx::query(PASS).bind(&person).bind(&path).bind(i64::from(lesson));
            query.bind(i64::from(passed.edition)).bind(&on).execute(&mut *tx).await?;
        })
    }

    async fn own_progress(&self, right: &Oneself, path: PathId) -> Result<Progress, StoreError> {
        let (person, path) = (right.person().to_string(), path.to_string());
        let rows: Vec<(i64, i64, String)> =
            reading!(self, |db| sqlx::query_as(PASSED).bind(&person).bind(&path).fetch_all(db).await)?;
        Ok(Progress::of(rows.iter().filter_map(|(lesson, edition, on)| passed(*lesson, *edition, on))))
    }

    async fn all_own_progress(&self, right: &Oneself) -> Result<BTreeMap<PathId, Progress>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<(String, i64, i64, String)> =
            reading!(self, |db| sqlx::query_as(ALL_PASSED).bind(&person).fetch_all(db).await)?;
        let mut all: BTreeMap<PathId, Vec<(u32, Passed)>> = BTreeMap::new();
        for (path, lesson, edition, on) in rows {
            if let Some((path, it)) = PathId::parse(&path).zip(passed(lesson, edition, &on)) {
                all.entry(path).or_default().push(it);
            }
        }
        Ok(all.into_iter().map(|(path, list)| (path, Progress::of(list))).collect())
    }

    async fn forget_progress(&self, right: &Oneself, path: PathId) -> Result<(), StoreError> {
        let (person, path) = (right.person().to_string(), path.to_string());
        writing!(self, |tx| {
            sqlx::query(FORGET).bind(&person).bind(&path).execute(&mut *tx).await?;
        })
    }

    async fn remove_example_paths(&self, _: &Administrator) -> Result<(), StoreError> {
        writing!(self, |tx| {
            sqlx::query(REMOVE_EXAMPLES).execute(&mut *tx).await?;
            sqlx::query(BUMP).execute(&mut *tx).await?;
        })
    }
}
