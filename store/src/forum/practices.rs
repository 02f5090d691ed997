//! Good practices: the marks of experiences, and the documents of the library that say them.

use super::{TOUCH, topics};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::library::BUMP as LIBRARY;
use crate::statements::statements;
use domain::StoreError;
use domain::access::{Oneself, SpaceModerator};
use domain::forum::{Mark, Standing};
use model::audit::Entry;
use model::id::{DocumentId, PostId, SpaceId, TopicId};
use model::time::Moment;

statements! {
    STANDINGS = "select t.number, t.space_id, e.practice_since from experience e \
        join post m on m.id = e.post_id join topic t on t.id = m.topic_id where t.visible = 'montre' and m.visible = 'montre'";
    MARK = "update experience set practice_since = $2, document_id = $3 where practice_since is null and post_id in \
        (select id from post where topic_id = $1 and number = 1 and visible = 'montre')";
    LIFT = "update experience set practice_since = null where practice_since is not null and post_id in \
        (select id from post where topic_id = $1 and number = 1)";
    /// Whatever it says is read by nobody any more; who decides for its organisation may publish it again.
    pub(crate) WITHDRAW = "update document set state = 'retire', version = version + 1, updated_at = $2 where state in ('publie', 'propose') \
        and id in (select e.document_id from experience e join post m on m.id = e.post_id where m.topic_id = $1 and m.number = 1)";
    /// A document is for no more readers than its experience: hidden, erased, or moved to where fewer read.
    UNSEEN = "select t.number from experience e join post m on m.id = e.post_id join topic t on t.id = m.topic_id \
        join space s on s.id = t.space_id left join document d on d.id = e.document_id where e.practice_since is not null \
        and (t.visible <> 'montre' or m.visible <> 'montre' or (d.audience = 'public' and s.audience <> 'public') \
        or (d.audience = 'reseau' and s.audience in ('organisation', 'groupe')) or (d.audience = 'organisation' and s.audience = 'groupe') \
        or (d.audience = 'organisation' and s.audience = 'organisation' and s.organization_id <> d.publisher_id))";
    TOPIC = "select id from topic where number = $1";
    OF_DOCUMENT = "select t.number from experience e join post m on m.id = e.post_id join topic t on t.id = m.topic_id \
        where e.document_id = $1 and e.practice_since is not null";
    TOLD_BY = "select d.number from experience e join post m on m.id = e.post_id join document d on d.id = e.document_id \
        where m.author_id = $1";
    TOLD_IN = "select d.number from experience e join post m on m.id = e.post_id join document d on d.id = e.document_id \
        where m.author_id = $1 and m.id = $2";
}

/// Where those stand that are seen.
pub async fn standings(store: &Store) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<(i64, String, Option<i64>)> =
        reading!(store, |db| sqlx::query_as(STANDINGS).fetch_all(db).await)?;
    let read = |(topic, space, since): (i64, String, Option<i64>)| {
        Some(Standing { topic, space: SpaceId::parse(&space)?, practice: since.is_some() })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Keeps what a moderator decided about a good practice.
pub async fn mark(
    store: &Store,
    right: &SpaceModerator,
    topic: TopicId,
    mark: Mark,
    log: &Entry,
) -> Result<(), StoreError> {
    let (id, space) = (topic.to_string(), right.space().to_string());
    writing!(store, |tx| {
        let standing: Option<(String, String)> =
            sqlx::query_as(topics::STANDING).bind(&id).fetch_optional(&mut *tx).await?;
        if standing.is_none_or(|(own, _)| own != space) {
            return Err(WriteError::Conflict);
        }
        let marked = match mark {
            Mark::Since(since, document) => {
                let mark = sqlx::query(MARK).bind(&id).bind(since.0).bind(document.to_string());
                mark.execute(&mut *tx).await?.rows_affected()
            }
            Mark::Lifted => {
                sqlx::query(WITHDRAW).bind(&id).bind(log.at.0).execute(&mut *tx).await?;
                sqlx::query(LIBRARY).execute(&mut *tx).await?;
                sqlx::query(LIFT).bind(&id).execute(&mut *tx).await?.rows_affected()
            }
        };
        if marked != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(TOUCH).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// Marks an example.
pub async fn mark_example(
    store: &Store,
    topic: TopicId,
    since: Moment,
    document: DocumentId,
) -> Result<(), StoreError> {
    let (topic, document) = (topic.to_string(), document.to_string());
    writing!(store, |tx| {
        sqlx::query(MARK).bind(&topic).bind(since.0).bind(&document).execute(&mut *tx).await?;
        sqlx::query(TOUCH).execute(&mut *tx).await?;
    })
}

/// The topics of good practices that those who read their documents no longer see.
pub async fn unseen(store: &Store) -> Result<Vec<i64>, StoreError> {
    reading!(store, |db| sqlx::query_scalar(UNSEEN).fetch_all(db).await)
}

/// Lifts the mark of such a topic.
pub async fn lift_unseen(store: &Store, topic: i64, log: &Entry) -> Result<(), StoreError> {
    writing!(store, |tx| {
        let id: Option<String> = sqlx::query_scalar(TOPIC).bind(topic).fetch_optional(&mut *tx).await?;
        let Some(id) = id else { return Err(WriteError::Conflict) };
        sqlx::query(WITHDRAW).bind(&id).bind(log.at.0).execute(&mut *tx).await?;
        if sqlx::query(LIFT).bind(&id).execute(&mut *tx).await?.rows_affected() != 1 {
            return Err(WriteError::Conflict);
        }
        sqlx::query(LIBRARY).execute(&mut *tx).await?;
        sqlx::query(TOUCH).execute(&mut *tx).await?;
        logging!(tx, log);
    })
}

/// The number of the topic whose experience a document says.
pub async fn of_document(store: &Store, document: DocumentId) -> Result<Option<i64>, StoreError> {
    let document = document.to_string();
    reading!(store, |db| sqlx::query_scalar(OF_DOCUMENT).bind(&document).fetch_optional(db).await)
}

/// The numbers of the documents that say what she told, or what she told in one post.
pub async fn documents_told(
    store: &Store,
    right: &Oneself,
    post: Option<PostId>,
) -> Result<Vec<i64>, StoreError> {
    let person = right.person().to_string();
    match post.map(|it| it.to_string()) {
        None => reading!(store, |db| sqlx::query_scalar(TOLD_BY).bind(&person).fetch_all(db).await),
        Some(post) => {
            reading!(store, |db| sqlx::query_scalar(TOLD_IN).bind(&person).bind(&post).fetch_all(db).await)
        }
    }
}
