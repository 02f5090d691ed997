//! Acts on what people wrote: for their authors to read, other words in the place of theirs, and none.

use crate::audit::logging;
use crate::engine::{Store, writing};
use crate::error::WriteError;
use crate::forum::TOUCH;
use crate::forum::experiences::retelling;
use crate::forum::posts::erasing_post;
use crate::forum::texts::index;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::SpaceModerator;
use domain::moderation::{ActStore, NewAct, Removal, Retold, Retouch};
use model::audit::Entry;
use model::id::{PersonId, PostId};

statements! {
    KEEP = "insert into measure (id, kind, person_id, alias, post_id, space_id, reason, made_by, made_at, waiting, version) \
        select $1, $2, m.author_id, m.alias, m.id, $4, $5, $6, $7, 0, 1 from post m where m.id = $3 and m.author_id <> $6 \
        returning person_id";
    REMEMBER = "insert into post_revision (post_id, version, until, text, by_moderator, withheld) select id, version, $2, text, 1, 1 \
        from post where id = $1";
    WITHHOLD = "update post_revision set withheld = 1 where post_id = $1 and withheld = 0 and exists (select 1 from post m \
        join topic t on t.id = m.topic_id where m.id = $1 and t.space_id = $2)";
    RETOUCH = "update post set text = $2, moderated_at = $3, version = version + 1 where id = $1 and version = $4 \
        and visible in ('montre', 'masque') and topic_id in (select id from topic where space_id = $5)";
    pub(crate) TOLD_IN_DOCUMENT = "select d.number from experience e join document d on d.id = e.document_id where e.post_id = $1";
    REMOVE = "update post set text = '(…)', visible = 'efface', version = version + 1 where id = $1 and version = $2 \
        and visible = 'masque' and topic_id in (select id from topic where space_id = $3) \
        and exists (select 1 from moderation_case c where c.post_id = $1 and c.verdict = 'masque' and c.waiting = 0)";
}

#[async_trait]
impl ActStore for Store {
    async fn keep_act(&self, right: &SpaceModerator, act: &NewAct) -> Result<Option<PersonId>, StoreError> {
        let concerned: Option<String> = writing!(self, |tx| {
            sqlx::query_scalar(KEEP)
                .bind(act.id.to_string())
                .bind(act.kind.code())
                .bind(act.post.to_string())
                .bind(act.space.to_string())
                .bind(&act.reason)
                .bind(right.person().to_string())
                .bind(act.at.0)
                .fetch_optional(&mut *tx)
                .await?
        })?;
        Ok(concerned.as_deref().and_then(PersonId::parse))
    }

    async fn retouch(
        &self,
        right: &SpaceModerator,
        retouch: &Retouch,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (post, space) = (retouch.post.to_string(), right.space().to_string());
        writing!(self, |tx| {
            sqlx::query(REMEMBER).bind(&post).bind(log.at.0).execute(&mut *tx).await?;
            // What a moderator takes out of it stood in what it said before too.
            sqlx::query(WITHHOLD).bind(&post).bind(&space).execute(&mut *tx).await?;
            let changed = sqlx::query(RETOUCH)
                .bind(&post)
                .bind(retouch.text.as_str())
                .bind(log.at.0)
                .bind(retouch.version)
                .bind(&space);
            if changed.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            if let Some(Retold { topic, experience, replaces, lifted }) = &retouch.retold {
                retelling!(tx, topic.to_string(), &post, experience, replaces, log.at, lifted);
            }
            index!(tx, &post, retouch.text.as_str());
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn withhold(&self, right: &SpaceModerator, post: PostId, log: &Entry) -> Result<(), StoreError> {
        let (post, space) = (post.to_string(), right.space().to_string());
        writing!(self, |tx| {
            let withheld = sqlx::query(WITHHOLD).bind(&post).bind(&space);
            if withheld.execute(&mut *tx).await?.rows_affected() == 0 {
                return Err(WriteError::Conflict);
            }
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn remove(
        &self,
        right: &SpaceModerator,
        removal: Removal,
        log: &Entry,
    ) -> Result<Vec<i64>, StoreError> {
        let (post, space) = (removal.post.to_string(), right.space().to_string());
        writing!(self, |tx| {
            let removed = sqlx::query(REMOVE).bind(&post).bind(removal.version).bind(&space);
            if removed.execute(&mut *tx).await?.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            let told: Vec<i64> = sqlx::query_scalar(TOLD_IN_DOCUMENT).bind(&post).fetch_all(&mut *tx).await?;
            erasing_post!(tx, &post);
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
            told
        })
    }
}
