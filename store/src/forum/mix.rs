//! Topics that become one, posts that become a topic of their own, and where each post stood before.

use super::along::{self, readers_along};
use super::texts::{FORGET_TITLE, UNINDEXED};
use super::{TOUCH, topics};
use crate::audit::logging;
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::moderation::MOVE_CASES;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::SpaceModerator;
use domain::forum::{Mix, MixStore, Origin, Splitting};
use model::audit::Entry;
use model::forum::{Topic, TopicTitle, Visible};

statements! {
    NOW = "select t.number, m.number from post_moved x join post m on m.id = x.post_id join topic t on t.id = m.topic_id \
        where x.topic = $1 and x.number = $2";
    CAME = "select m.number, x.topic, x.number, case when o.space_id = t.space_id and (o.visible = 'montre' or o.merged_into is not null) \
        and not exists (select 1 from post_moved y join flag f on f.post_id = y.post_id where y.topic = o.number and y.number = 1 \
        and f.reason = 'danger' and (f.unfounded is null or f.unfounded = 0)) then o.title end from post m \
        join post_moved x on x.post_id = m.id join topic o on o.number = x.topic join topic t on t.id = m.topic_id \
        where m.topic_id = $1 and m.number >= $2 and m.number < $3 order by m.number, x.topic";
    WENT = "select x.number, t.number, m.number from post_moved x join post m on m.id = x.post_id join topic t on t.id = m.topic_id \
        where x.topic = $1 and x.number >= $2 and x.number < $3";
    /// Nobody replies any more from here on: how many posts there are is known.
    GIVE_UP = "update topic set closed = 1, pinned = 0, visible = 'masque', merged_into = $2, merged_at = $5, version = version + 1 \
        where id = $1 and version = $3 and space_id = $4 and merged_into is null and visible = 'montre' returning posts";
    TAKE_IN = "update topic set posts = posts + $2, last_at = case when last_at < $3 then $3 else last_at end, mixed = 1, \
        version = version + 1 where id = $1 and version = $4 and space_id = $5 and merged_into is null and visible = 'montre' \
        returning posts - $2";
    REMEMBER_ALL = "insert into post_moved (topic, number, post_id) select $2, number, id from post \
        where topic_id = $1 and visible <> 'deplace'";
    /// A place from which a post went before goes along, and still leads to it.
    REMEMBER_PLACES = "insert into post_moved (topic, number, post_id) select $2, x.number + $3, x.post_id from post_moved x \
        join post m on m.topic_id = $1 and m.number = x.number where x.topic = $4 and m.visible = 'deplace'";
    MOVE_ALL = "update post set topic_id = $2, number = number + $3 where topic_id = $1";
    /// What somebody began to answer goes along, unless she began something there too.
    MOVE_BEGUN = "update unsent set place = $2, topic_id = $2, space_id = $3 where topic_id = $1 \
        and person_id not in (select person_id from unsent where place = $2)";
    PART = "update topic set mixed = 1, answer = case when answer = $4 then null else answer end, version = version + 1 \
        where id = $1 and version = $2 and space_id = $3 and merged_into is null returning version";
    /// She who wrote the first of them began the new topic, under whatever name.
    BEGIN = "insert into topic (id, number, space_id, kind, title, author_id, alias, visible, pinned, closed, answer, posts, \
        created_at, last_at, example, version, mixed) select $1, $2, $3, $4, $5, m.author_id, m.alias, $6, 0, 0, null, $7, $8, $9, $10, 1, 1 \
        from post m where m.topic_id = $11 and m.number = $12";
    MOVE_ONE = "update post set topic_id = $3, number = $4 where topic_id = $1 and number = $2 and visible <> 'deplace' returning id";
    LEAVE = "insert into post (id, topic_id, number, author_id, alias, text, visible, thanks, created_at, edited_at, version) \
        values ($1, $2, $3, null, null, '(…)', 'deplace', 0, $4, null, 1)";
    REMEMBER = "insert into post_moved (topic, number, post_id) values ($1, $2, $3)";
}

type Came = (i64, i64, i64, Option<String>);

fn origin((number, topic, post, title): Came) -> Origin {
    Origin { number, topic, post, title: title.and_then(|it| TopicTitle::parse(&it).ok()) }
}

#[async_trait]
impl MixStore for Store {
    async fn place_now(&self, topic: i64, post: i64) -> Result<Option<(i64, i64)>, StoreError> {
        reading!(self, |db| sqlx::query_as(NOW).bind(topic).bind(post).fetch_optional(db).await)
    }

    async fn mix(&self, topic: &Topic, from: i64, limit: i64) -> Result<Mix, StoreError> {
        let id = topic.id.to_string();
        let came: Vec<Came> = reading!(self, |db| {
            sqlx::query_as(CAME).bind(&id).bind(from).bind(from + limit).fetch_all(db).await
        })?;
        let went: Vec<(i64, i64, i64)> = reading!(self, |db| {
            sqlx::query_as(WENT).bind(topic.number).bind(from).bind(from + limit).fetch_all(db).await
        })?;
        Ok(Mix {
            came: came.into_iter().map(origin).collect(),
            went: went.into_iter().map(|(number, topic, post)| (number, (topic, post))).collect(),
            asked: None,
        })
    }

    async fn merge_topics(
        &self,
        (right, other): (&SpaceModerator, &SpaceModerator),
        from: &Topic,
        into: &Topic,
        log: &Entry,
    ) -> Result<(), StoreError> {
        let (old, new) = (from.id.to_string(), into.id.to_string());
        let (space, target) = (right.space().to_string(), other.space().to_string());
        writing!(self, |tx| {
            let posts: Option<i64> = sqlx::query_scalar(GIVE_UP)
                .bind(&old)
                .bind(into.number)
                .bind(from.version)
                .bind(&space)
                .bind(log.at.0)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(posts) = posts else { return Err(WriteError::Conflict) };
            let before: Option<i64> = sqlx::query_scalar(TAKE_IN)
                .bind(&new)
                .bind(posts)
                .bind(from.last_at.0)
                .bind(into.version)
                .bind(&target)
                .fetch_optional(&mut *tx)
                .await?;
            let Some(before) = before else { return Err(WriteError::Conflict) };
            sqlx::query(REMEMBER_PLACES)
                .bind(&old)
                .bind(into.number)
                .bind(before)
                .bind(from.number)
                .execute(&mut *tx)
                .await?;
            sqlx::query(REMEMBER_ALL).bind(&old).bind(from.number).execute(&mut *tx).await?;
            sqlx::query(MOVE_ALL).bind(&old).bind(&new).bind(before).execute(&mut *tx).await?;
            sqlx::query(MOVE_CASES).bind(&new).bind(&target).execute(&mut *tx).await?;
            sqlx::query(MOVE_BEGUN).bind(&old).bind(&new).bind(&target).execute(&mut *tx).await?;
            readers_along!(tx, &old, &new, before, log.at.0);
            sqlx::query(FORGET_TITLE).bind(from.number).execute(&mut *tx).await?;
            sqlx::query(UNINDEXED).bind(&new).execute(&mut *tx).await?;
            if from.visible == Visible::Shown {
                sqlx::query(topics::COUNT).bind(&space).bind(-1_i64).execute(&mut *tx).await?;
            }
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
        })
    }

    async fn split_topic(
        &self,
        right: &SpaceModerator,
        splitting: &Splitting,
        log: &Entry,
    ) -> Result<i64, StoreError> {
        let Splitting { from, into, chosen } = splitting;
        let (old, new, space) = (from.id.to_string(), into.id.to_string(), right.space().to_string());
        let first = chosen.first().map_or(0, |(number, _)| *number);
        let last = chosen.last().map_or(0, |(number, _)| *number);
        let answer = from.answer.filter(|answer| chosen.iter().any(|(number, _)| number == answer));
        writing!(self, |tx| {
            let parted: Option<i64> = sqlx::query_scalar(PART)
                .bind(&old)
                .bind(from.version)
                .bind(&space)
                .bind(answer.unwrap_or(0))
                .fetch_optional(&mut *tx)
                .await?;
            if parted.is_none() {
                return Err(WriteError::Conflict);
            }
            let topic: i64 = sqlx::query_scalar(topics::NUMBER).fetch_one(&mut *tx).await?;
            let begun = sqlx::query(BEGIN)
                .bind(&new)
                .bind(topic)
                .bind(&space)
                .bind(into.kind.code())
                .bind(into.title.as_str())
                .bind(into.visible.code())
                .bind(into.posts)
                .bind(into.created_at.0)
                .bind(into.last_at.0)
                .bind(i64::from(into.example))
                .bind(&old)
                .bind(first)
                .execute(&mut *tx)
                .await?;
            if begun.rows_affected() != 1 {
                return Err(WriteError::Conflict);
            }
            for (place, (number, left)) in (1_i64..).zip(chosen) {
                let post: Option<String> = sqlx::query_scalar(MOVE_ONE)
                    .bind(&old)
                    .bind(number)
                    .bind(&new)
                    .bind(place)
                    .fetch_optional(&mut *tx)
                    .await?;
                let Some(post) = post else { return Err(WriteError::Conflict) };
                sqlx::query(LEAVE)
                    .bind(left.to_string())
                    .bind(&old)
                    .bind(number)
                    .bind(log.at.0)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(REMEMBER).bind(from.number).bind(number).bind(&post).execute(&mut *tx).await?;
                sqlx::query(along::MOVE_NAMED_IN)
                    .bind(&old)
                    .bind(number)
                    .bind(&new)
                    .bind(place)
                    .execute(&mut *tx)
                    .await?;
            }
            sqlx::query(along::PART_READERS)
                .bind(&old)
                .bind(&new)
                .bind(from.number)
                .bind(last)
                .bind(into.posts)
                .execute(&mut *tx)
                .await?;
            sqlx::query(along::FRESHEN).bind(&new).bind(log.at.0).execute(&mut *tx).await?;
            sqlx::query(UNINDEXED).bind(&new).execute(&mut *tx).await?;
            if into.visible == Visible::Shown {
                sqlx::query(topics::COUNT).bind(&space).bind(1_i64).execute(&mut *tx).await?;
            }
            sqlx::query(TOUCH).execute(&mut *tx).await?;
            logging!(tx, log);
            topic
        })
    }
}
