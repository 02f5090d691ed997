//! How far everybody read, and what she follows: one row for a person and a topic, and no look at its posts.

use super::topics;
use crate::engine::{Store, reading, writing};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Oneself;
use domain::forum::{FollowStore, Opened, OwnMarks, TopicMark, TopicRange};
use model::forum::{Followed, FollowedPlace, Stance, Topic, TopicReader};
use model::id::{NoticeId, PersonId, PostId, SpaceId, TopicId};
use model::time::Moment;
use sqlx::{ColumnIndex, Decode, FromRow, Type};

statements! {
    /// One row for each thing that is hers alone, of several kinds: a statement for each would cost more.
    OWN_MARKS = "select 'merci', m.id, m.number, cast(0 as bigint) from post m where m.topic_id = $2 and m.number >= $3 and m.number <= $4 \
        and (select count(1) from post_thanks k where k.post_id = m.id and k.person_id = $1) > 0 \
        union all select 'bloque', b.blocked_id, 0, 0 from blocked b where b.person_id = $1 \
        union all select 'lu', r.stance, r.seen, (select count(1) from notice n where n.topic_id = $2 and n.person_id = $1 \
        and n.read_at is null and (n.number is null or n.number <= $4)) \
        from topic_reader r where r.person_id = $1 and r.topic_id = $2 \
        union all select 'brouillon', u.place, 0, 0 from unsent u where u.person_id = $1 and u.place = $2";
    SPACE_SINCE = "select since from space_reader where person_id = $1 and space_id = $2";
    ENTER = "insert into space_reader (person_id, space_id, since) values ($1, $2, $3) on conflict (person_id, space_id) do nothing";
    /// Who reads what is new is told of what comes next; what came while the page was made is still news.
    OPEN = "insert into topic_reader (person_id, topic_id, stance, seen, told, news_id, fresh_at, seen_at) \
        values ($1, $2, 'lu', $3, 0, $4, 0, 0) on conflict (person_id, topic_id) do update set \
        seen = case when topic_reader.seen < excluded.seen then excluded.seen else topic_reader.seen end, \
        told = case when (select t.posts from topic t where t.id = $2) = $5 then 0 else topic_reader.told end, \
        fresh_at = case when (select t.posts from topic t where t.id = $2) <= excluded.seen then 0 else topic_reader.fresh_at end, \
        seen_at = case when topic_reader.stance = 'suivi' then $6 else 0 end";
    OPEN_NEWS = "update notice set read_at = $3 where topic_id = $2 and person_id = $1 and read_at is null \
        and (number <= $4 or number is null and (select t.posts from topic t where t.id = $2) = $5)";
    STAND = "insert into topic_reader (person_id, topic_id, stance, seen, told, news_id, fresh_at, seen_at) \
        values ($1, $2, $3, 0, 0, $4, 0, $5) on conflict (person_id, topic_id) do update set stance = excluded.stance, told = 0, \
        seen_at = excluded.seen_at, fresh_at = case when excluded.stance = 'suivi' and topic_reader.seen < $6 then $7 else 0 end";
    STAND_NEWS = "update notice set read_at = $3 where topic_id = $2 and person_id = $1 and number is null and read_at is null";
    MARKS = "select t.number, t.posts, t.created_at, r.stance, r.seen from topic t \
        left join topic_reader r on r.topic_id = t.id and r.person_id = $1 \
        where t.space_id = $2 and t.visible = 'montre' and t.pinned = $3 and t.last_at >= $4 and t.last_at <= $5 \
        order by t.last_at desc, t.number desc limit cast($6 as bigint)";
    READ_SPACE = "insert into space_reader (person_id, space_id, since) values ($1, $2, $3) \
        on conflict (person_id, space_id) do update set since = excluded.since";
    READ_TOPICS = "update topic_reader set told = 0, fresh_at = 0, \
        seen = (select t.posts from topic t where t.id = topic_reader.topic_id) where person_id = $1 \
        and exists (select 1 from topic t where t.id = topic_reader.topic_id and t.space_id = $2 and t.posts > topic_reader.seen)";
    READ_NEWS = "update notice set read_at = $3 where person_id = $1 and read_at is null \
        and exists (select 1 from topic t where t.id = notice.topic_id and t.space_id = $2)";
    FOLLOWED = concat!(topics::columns!(", r.stance, r.seen, r.fresh_at, r.seen_at"), "join topic_reader r on r.topic_id = t.id \
        where r.person_id = $1 and r.stance = $2 order by r.fresh_at desc, r.seen_at desc, r.topic_id desc limit cast($3 as bigint)");
    FOLLOWED_AFTER = concat!(topics::columns!(", r.stance, r.seen, r.fresh_at, r.seen_at"), "join topic_reader r on r.topic_id = t.id \
        where r.person_id = $1 and r.stance = $2 and (r.fresh_at, r.seen_at, r.topic_id) < ($3, $4, $5) \
        order by r.fresh_at desc, r.seen_at desc, r.topic_id desc limit cast($6 as bigint)");
    FRESH = "select t.space_id from topic_reader r join topic t on t.id = r.topic_id \
        where r.person_id = $1 and r.stance = 'suivi' and r.fresh_at > 0 and t.visible = 'montre' \
        order by r.fresh_at desc limit cast($2 as bigint)";
}

/// A topic with her row.
struct FollowedRow {
    topic: topics::Row,
    stance: String,
    seen: i64,
    fresh_at: i64,
    seen_at: i64,
}

impl<'r, R: sqlx::Row> FromRow<'r, R> for FollowedRow
where
    &'static str: ColumnIndex<R>,
    topics::Row: FromRow<'r, R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            topic: topics::Row::from_row(row)?,
            stance: row.try_get("stance")?,
            seen: row.try_get("seen")?,
            fresh_at: row.try_get("fresh_at")?,
            seen_at: row.try_get("seen_at")?,
        })
    }
}

fn followed(row: FollowedRow) -> Option<Followed> {
    let topic = topics::topic(row.topic)?;
    let place =
        FollowedPlace { fresh_at: Moment(row.fresh_at), seen_at: Moment(row.seen_at), topic: topic.id };
    let reader = TopicReader { stance: Stance::parse(&row.stance)?, seen: row.seen };
    Some(Followed { topic, reader, place })
}

#[async_trait]
impl FollowStore for Store {
    async fn own_marks(
        &self,
        right: &Oneself,
        topic: TopicId,
        from: i64,
        upto: i64,
    ) -> Result<OwnMarks, StoreError> {
        let (person, topic) = (right.person().to_string(), topic.to_string());
        let rows: Vec<(String, String, i64, i64)> = reading!(self, |db| {
            sqlx::query_as(OWN_MARKS).bind(&person).bind(&topic).bind(from).bind(upto).fetch_all(db).await
        })?;
        let mut own = OwnMarks::default();
        for (kind, what, number, news) in rows {
            match kind.as_str() {
                "merci" => own.thanked.extend(PostId::parse(&what)),
                "bloque" => own.blocked.extend(PersonId::parse(&what)),
                "lu" => {
                    let reader = |stance| (TopicReader { stance, seen: number }, news);
                    own.reader = Stance::parse(&what).map(reader);
                }
                _ => own.begun = true,
            }
        }
        Ok(own)
    }

    async fn reads_since(&self, right: &Oneself, space: SpaceId) -> Result<Option<Moment>, StoreError> {
        let (person, space) = (right.person().to_string(), space.to_string());
        let since: Option<i64> = reading!(self, |db| {
            sqlx::query_scalar(SPACE_SINCE).bind(&person).bind(&space).fetch_optional(db).await
        })?;
        Ok(since.map(Moment))
    }

    async fn enter_space(&self, right: &Oneself, space: SpaceId, now: Moment) -> Result<(), StoreError> {
        let (person, space) = (right.person().to_string(), space.to_string());
        writing!(self, |tx| {
            sqlx::query(ENTER).bind(&person).bind(&space).bind(now.0).execute(&mut *tx).await?;
        })
    }

    async fn open(
        &self,
        right: &Oneself,
        opened: &Opened,
        news: NoticeId,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let (person, topic) = (right.person().to_string(), opened.topic.to_string());
        let (space, news) = (opened.space.to_string(), news.to_string());
        writing!(self, |tx| {
            sqlx::query(ENTER).bind(&person).bind(&space).bind(now.0).execute(&mut *tx).await?;
            sqlx::query(OPEN)
                .bind(&person)
                .bind(&topic)
                .bind(opened.upto)
                .bind(&news)
                .bind(opened.posts)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            let read = sqlx::query(OPEN_NEWS)
                .bind(&person)
                .bind(&topic)
                .bind(now.0)
                .bind(opened.upto)
                .bind(opened.posts);
            read.execute(&mut *tx).await?.rows_affected()
        })
    }

    async fn set_stance(
        &self,
        right: &Oneself,
        topic: &Topic,
        stance: Stance,
        news: NoticeId,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let (person, id, news) = (right.person().to_string(), topic.id.to_string(), news.to_string());
        let seen_at = if stance == Stance::Reads { 0 } else { now.0 };
        writing!(self, |tx| {
            sqlx::query(STAND)
                .bind(&person)
                .bind(&id)
                .bind(stance.code())
                .bind(&news)
                .bind(seen_at)
                .bind(topic.posts)
                .bind(now.0)
                .execute(&mut *tx)
                .await?;
            if stance == Stance::Follows {
                0
            } else {
                let read = sqlx::query(STAND_NEWS).bind(&person).bind(&id).bind(now.0);
                read.execute(&mut *tx).await?.rows_affected()
            }
        })
    }

    async fn marks(
        &self,
        right: &Oneself,
        range: &TopicRange,
        limit: i64,
    ) -> Result<Vec<TopicMark>, StoreError> {
        let (person, space) = (right.person().to_string(), range.space.to_string());
        let rows: Vec<(i64, i64, i64, Option<String>, Option<i64>)> = reading!(self, |db| {
            sqlx::query_as(MARKS)
                .bind(&person)
                .bind(&space)
                .bind(i64::from(range.pinned))
                .bind(range.from.0)
                .bind(range.to.0)
                .bind(limit)
                .fetch_all(db)
                .await
        })?;
        let read =
            |(topic, posts, created_at, stance, seen): (i64, i64, i64, Option<String>, Option<i64>)| {
                let reader = stance.as_deref().and_then(Stance::parse).zip(seen);
                TopicMark {
                    topic,
                    posts,
                    created_at: Moment(created_at),
                    reader: reader.map(|(stance, seen)| TopicReader { stance, seen }),
                }
            };
        Ok(rows.into_iter().map(read).collect())
    }

    async fn read_space(&self, right: &Oneself, space: SpaceId, now: Moment) -> Result<u64, StoreError> {
        let (person, space) = (right.person().to_string(), space.to_string());
        writing!(self, |tx| {
            sqlx::query(READ_SPACE).bind(&person).bind(&space).bind(now.0).execute(&mut *tx).await?;
            sqlx::query(READ_TOPICS).bind(&person).bind(&space).execute(&mut *tx).await?;
            let read = sqlx::query(READ_NEWS).bind(&person).bind(&space).bind(now.0);
            read.execute(&mut *tx).await?.rows_affected()
        })
    }

    async fn followed(
        &self,
        right: &Oneself,
        stance: Stance,
        after: Option<&FollowedPlace>,
        limit: i64,
    ) -> Result<Vec<Followed>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<FollowedRow> = match after {
            None => reading!(self, |db| {
                sqlx::query_as(FOLLOWED).bind(&person).bind(stance.code()).bind(limit).fetch_all(db).await
            })?,
            Some(place) => reading!(self, |db| {
                sqlx::query_as(FOLLOWED_AFTER)
                    .bind(&person)
                    .bind(stance.code())
                    .bind(place.fresh_at.0)
                    .bind(place.seen_at.0)
                    .bind(place.topic.to_string())
                    .bind(limit)
                    .fetch_all(db)
                    .await
            })?,
        };
        Ok(rows.into_iter().filter_map(followed).collect())
    }

    async fn fresh(&self, right: &Oneself, limit: i64) -> Result<Vec<SpaceId>, StoreError> {
        let person = right.person().to_string();
        let ids: Vec<String> =
            reading!(self, |db| sqlx::query_scalar(FRESH).bind(&person).bind(limit).fetch_all(db).await)?;
        Ok(ids.iter().filter_map(|id| SpaceId::parse(id)).collect())
    }
}
