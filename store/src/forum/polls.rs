//! Polls: the row of the poll is the lock under which votes are counted, so that each counts once however often it is sent.

use super::topics::opening;
use super::unsent::sent;
use super::{TOUCH, marked};
use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Oneself, Writer};
use domain::forum::{OwnVote, PollStore};
use model::forum::{Poll, PollCount, PollOption, PollQuestion, PollStyle, Post, Topic};
use model::id::TopicId;
use model::time::Moment;

statements! {
    POLL = "select style, question, ends_at, closed_at, votes from poll where topic_id = $1";
    OPTIONS = "select text, votes from poll_option where topic_id = $1 order by position";
    BEGIN = "insert into poll (topic_id, style, question, ends_at, closed_at, votes) values ($1, $2, $3, $4, null, 0)";
    ADD = "insert into poll_option (topic_id, position, text, votes) values ($1, $2, $3, 0)";
    LOCK = "update poll set votes = votes where topic_id = $1 and closed_at is null and ends_at > $2 and exists (select 1 from topic t \
        where t.id = $1 and t.space_id = $3 and t.closed = 0 and t.visible = 'montre') returning votes";
    OWN = "select position from poll_vote where topic_id = $1 and person_id = $2";
    OF = "select t.number, t.space_id, case when t.visible = 'montre' then t.title end, v.position, \
        case when t.visible = 'montre' then o.text end, v.at from poll_vote v join topic t on t.id = v.topic_id \
        join poll_option o on o.topic_id = v.topic_id and o.position = v.position where v.person_id = $1 \
        order by v.at, t.number limit cast($2 as bigint)";
    VOTE = "insert into poll_vote (topic_id, person_id, position, at) values ($1, $2, $3, $4) \
        on conflict (topic_id, person_id) do update set position = excluded.position, at = excluded.at";
    COUNT = "update poll_option set votes = votes + $3 where topic_id = $1 and position = $2";
    VOTED = "update poll set votes = votes + 1 where topic_id = $1";
    CLOSE = "update poll set closed_at = $2 where topic_id = $1 and closed_at is null and ends_at > $2 \
        and exists (select 1 from topic t where t.id = $1 and t.author_id = $3)";
    pub(crate) FORGET = "delete from poll where topic_id = (select topic_id from post where id = $1 and number = 1)";
    pub(crate) FORGET_PERSON = "delete from poll where topic_id in (select topic_id from post where author_id = $1 and number = 1)";
}

/// A topic with its space and its title, and what was voted in it, with its words and the moment.
type VoteRow = (i64, String, Option<String>, i64, Option<String>, i64);

#[async_trait]
impl PollStore for Store {
    async fn open_topic_with_poll(
        &self,
        right: &Writer,
        topic: &Topic,
        post: &Post,
        poll: &Poll,
    ) -> Result<i64, StoreError> {
        if topic.space != right.space() {
            return Err(StoreError::Conflict);
        }
        let (id, space) = (topic.id.to_string(), topic.space.to_string());
        writing!(self, |tx| {
            let number = opening!(tx, right, id, space, topic, post);
            sent!(tx, right, space);
            sqlx::query(BEGIN)
                .bind(&id)
                .bind(poll.style.code())
                .bind(poll.question.as_ref().map(|it| it.as_str()))
                .bind(poll.ends_at.0)
                .execute(&mut *tx)
                .await?;
            for (position, count) in (1_i64..).zip(&poll.counts) {
                let text = count.option.as_ref().map(|it| it.as_str());
                sqlx::query(ADD).bind(&id).bind(position).bind(text).execute(&mut *tx).await?;
            }
            number
        })
    }

    async fn poll(&self, topic: TopicId) -> Result<Option<Poll>, StoreError> {
        let id = topic.to_string();
        let row: Option<(String, Option<String>, i64, Option<i64>, i64)> =
            reading!(self, |db| sqlx::query_as(POLL).bind(&id).fetch_optional(db).await)?;
        let Some((style, question, ends_at, closed_at, votes)) = row else { return Ok(None) };
        let rows: Vec<(Option<String>, i64)> =
            reading!(self, |db| sqlx::query_as(OPTIONS).bind(&id).fetch_all(db).await)?;
        let count = |(text, votes): (Option<String>, i64)| {
            PollCount::new(text.and_then(|it| PollOption::parse(&it).ok()), votes)
        };
        Ok(PollStyle::parse(&style).map(|style| Poll {
            topic,
            style,
            question: question.and_then(|it| PollQuestion::parse(&it).ok()),
            ends_at: Moment(ends_at),
            closed_at: closed_at.map(Moment),
            votes,
            counts: rows.into_iter().map(count).collect(),
        }))
    }

    async fn own_vote(&self, right: &Oneself, topic: TopicId) -> Result<Option<i64>, StoreError> {
        let (topic, person) = (topic.to_string(), right.person().to_string());
        reading!(self, |db| sqlx::query_scalar(OWN).bind(&topic).bind(&person).fetch_optional(db).await)
    }

    async fn votes_of(&self, right: &Oneself, limit: i64) -> Result<Vec<OwnVote>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<VoteRow> =
            reading!(self, |db| sqlx::query_as(OF).bind(&person).bind(limit).fetch_all(db).await)?;
        let read = |(topic, space, title, option, words, at): VoteRow| {
            Some(OwnVote { of: marked((topic, 1, space, title))?, option, words, at: Moment(at) })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn vote(&self, right: &Writer, topic: TopicId, option: i64, now: Moment) -> Result<(), StoreError> {
        let Some(person) = right.person() else { return Err(StoreError::Conflict) };
        let (topic, person, space) = (topic.to_string(), person.to_string(), right.space().to_string());
        writing!(self, |tx| {
            let open: Option<i64> = sqlx::query_scalar(LOCK)
                .bind(&topic)
                .bind(now.0)
                .bind(&space)
                .fetch_optional(&mut *tx)
                .await?;
            if open.is_none() {
                return Err(WriteError::Conflict);
            }
            let before: Option<i64> =
                sqlx::query_scalar(OWN).bind(&topic).bind(&person).fetch_optional(&mut *tx).await?;
            if before != Some(option) {
                let counted = sqlx::query(COUNT).bind(&topic).bind(option).bind(1_i64);
                if counted.execute(&mut *tx).await?.rows_affected() != 1 {
                    return Err(WriteError::Conflict);
                }
                let vote = sqlx::query(VOTE).bind(&topic).bind(&person).bind(option).bind(now.0);
                vote.execute(&mut *tx).await?;
                match before {
                    Some(before) => sqlx::query(COUNT).bind(&topic).bind(before).bind(-1_i64),
                    None => sqlx::query(VOTED).bind(&topic),
                }
                .execute(&mut *tx)
                .await?;
                sqlx::query(TOUCH).execute(&mut *tx).await?;
            }
        })
    }

    async fn close_poll(&self, right: &Writer, topic: TopicId, now: Moment) -> Result<(), StoreError> {
        let (topic, person) = (topic.to_string(), right.person().map(|it| it.to_string()));
        writing!(self, |tx| {
            let closed = sqlx::query(CLOSE).bind(&topic).bind(now.0).bind(&person).execute(&mut *tx).await?;
            if closed.rows_affected() == 1 {
                sqlx::query(TOUCH).execute(&mut *tx).await?;
            }
        })
    }
}
