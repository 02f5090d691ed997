//! Experiences that are being told: each for one person alone, and the whole state in one value.

use super::{experiences, practices, recordings};
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Administrator, Oneself, SpaceModerator, Writer};
use domain::forum::{ExperienceStore, Mark, Place, Standing};
use model::audit::Entry;
use model::forum::{Experience, ExperienceDraft, KeptExperience, Listed, Post, Topic};
use model::id::{DocumentId, PostId, SpaceId, TopicId};
use model::time::Moment;

macro_rules! columns {
    () => {
        "select id, space_id, corrects, told, created_at, updated_at, version from experience_draft "
    };
}

statements! {
    OF = concat!(columns!(), "where person_id = $1 order by updated_at desc, id desc");
    ONE = concat!(columns!(), "where id = $1 and person_id = $2");
    INSERT = "insert into experience_draft (id, person_id, space_id, corrects, told, created_at, updated_at, version) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "update experience_draft set space_id = $3, corrects = $4, told = $5, created_at = $6, updated_at = $7, version = $8 \
        where id = $1 and person_id = $2 and version = $9";
    REMOVE = "delete from experience_draft where id = $1 and person_id = $2";
}

type Row = (String, Option<String>, Option<i64>, String, i64, i64, i64);

/// The draft of a row. What a newer program keeps of it and this one does not know is left out.
fn draft((id, space, corrects, told, created_at, updated_at, version): Row) -> Option<ExperienceDraft> {
    Some(ExperienceDraft {
        id: PostId::parse(&id)?,
        space: space.as_deref().and_then(SpaceId::parse),
        corrects,
        told: serde_json::from_str(&told).ok()?,
        created_at: Moment(created_at),
        updated_at: Moment(updated_at),
        version,
    })
}

async fn put(
    store: &Store,
    right: &Oneself,
    it: &ExperienceDraft,
    replaces: Option<i64>,
) -> Result<(), StoreError> {
    let (id, person) = (it.id.to_string(), right.person().to_string());
    let told = serde_json::to_string(&it.told).map_err(|error| StoreError::Other(error.into()))?;
    writing!(store, |tx| {
        let row = sqlx::query(if replaces.is_some() { UPDATE } else { INSERT })
            .bind(&id)
            .bind(&person)
            .bind(it.space.map(|space| space.to_string()))
            .bind(it.corrects)
            .bind(&told)
            .bind(it.created_at.0)
            .bind(it.updated_at.0)
            .bind(it.version);
        let row = match replaces {
            Some(version) => row.bind(version),
            None => row,
        };
        if row.execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
    })
}

#[async_trait]
impl ExperienceStore for Store {
    async fn drafts(&self, right: &Oneself) -> Result<Vec<ExperienceDraft>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<Row> = reading!(self, |db| sqlx::query_as(OF).bind(&person).fetch_all(db).await)?;
        Ok(rows.into_iter().filter_map(draft).collect())
    }

    async fn draft(&self, right: &Oneself, id: PostId) -> Result<Option<ExperienceDraft>, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(ONE).bind(&id).bind(&person).fetch_optional(db).await)?;
        Ok(row.and_then(draft))
    }

    async fn put_draft(
        &self,
        right: &Oneself,
        draft: &ExperienceDraft,
        replaces: Option<i64>,
    ) -> Result<(), StoreError> {
        put(self, right, draft, replaces).await
    }

    async fn remove_draft(&self, right: &Oneself, id: PostId) -> Result<bool, StoreError> {
        let (id, person) = (id.to_string(), right.person().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&id).bind(&person).execute(&mut *tx).await?;
            sqlx::query(recordings::DROP).bind(&id).bind(&person).execute(&mut *tx).await?;
            removed.rows_affected() == 1
        })
    }

    async fn published(&self, right: &Oneself, id: PostId) -> Result<Option<Place>, StoreError> {
        experiences::published(self, right, id).await
    }

    async fn experience(&self, topic: TopicId) -> Result<Option<KeptExperience>, StoreError> {
        experiences::one(self, topic).await
    }

    async fn open_experience(
        &self,
        right: &Writer,
        topic: &Topic,
        post: &Post,
        experience: &Experience,
    ) -> Result<i64, StoreError> {
        experiences::open(self, right, topic, post, experience).await
    }

    async fn correct_experience(
        &self,
        right: &Writer,
        topic: &Topic,
        post: &Post,
        experience: &Experience,
        replaces: i64,
        log: &Entry,
    ) -> Result<(), StoreError> {
        experiences::correct(self, right, topic, post, experience, replaces, log).await
    }

    async fn experiences_version(&self) -> Result<i64, StoreError> {
        experiences::version(self).await
    }

    async fn experiences(&self) -> Result<Vec<(Listed, Experience)>, StoreError> {
        experiences::all(self).await
    }

    async fn standings(&self) -> Result<Vec<Standing>, StoreError> {
        practices::standings(self).await
    }

    async fn mark_experience(
        &self,
        right: &SpaceModerator,
        topic: TopicId,
        mark: Mark,
        log: &Entry,
    ) -> Result<(), StoreError> {
        practices::mark(self, right, topic, mark, log).await
    }

    async fn mark_example(
        &self,
        _: &Administrator,
        topic: TopicId,
        since: Moment,
        document: DocumentId,
    ) -> Result<(), StoreError> {
        practices::mark_example(self, topic, since, document).await
    }

    async fn unseen_practices(&self) -> Result<Vec<i64>, StoreError> {
        practices::unseen(self).await
    }

    async fn lift_unseen(&self, topic: i64, log: &Entry) -> Result<(), StoreError> {
        practices::lift_unseen(self, topic, log).await
    }

    async fn topic_of_document(&self, document: DocumentId) -> Result<Option<i64>, StoreError> {
        practices::of_document(self, document).await
    }

    async fn documents_told(&self, right: &Oneself, post: Option<PostId>) -> Result<Vec<i64>, StoreError> {
        practices::documents_told(self, right, post).await
    }
}
