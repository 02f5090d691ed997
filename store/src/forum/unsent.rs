//! What was begun and not sent: the form as it was left, one row for each place, and gone in the transaction that keeps the post.

use crate::engine::{Store, reading, writing};
use crate::error::WriteError;
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::{Oneself, Writer};
use domain::forum::UnsentStore;
use model::forum::{Unsent, UnsentPlace};
use model::id::{SpaceId, TopicId};
use model::time::Moment;

statements! {
    OTHERS = "select count(1) from unsent where person_id = $1 and place <> $2";
    KEEP = "insert into unsent (person_id, place, space_id, topic_id, fields, saved_at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (person_id, place) do update set space_id = excluded.space_id, fields = excluded.fields, \
        saved_at = excluded.saved_at";
    ONE = "select space_id, topic_id, fields, saved_at from unsent where person_id = $1 and place = $2";
    ALL = "select u.space_id, u.topic_id, u.fields, u.saved_at, t.number from unsent u left join topic t on t.id = u.topic_id \
        where u.person_id = $1 order by u.saved_at desc, u.place";
    pub(super) FORGET = "delete from unsent where person_id = $1 and place = $2";
}

/// Ends what was begun here, inside the transaction that keeps it as a post.
macro_rules! sent {
    ($tx:ident, $right:expr, $place:expr) => {
        sqlx::query($crate::forum::unsent::FORGET)
            .bind($right.person().map(|it| it.to_string()))
            .bind(&$place)
            .execute(&mut *$tx)
            .await?;
    };
}
pub(super) use sent;

type Row = (String, Option<String>, String, i64);

fn unsent((space, topic, fields, saved_at): Row) -> Option<Unsent> {
    let place =
        UnsentPlace { space: SpaceId::parse(&space)?, topic: topic.as_deref().and_then(TopicId::parse) };
    Some(Unsent { place, fields: serde_json::from_str(&fields).ok()?, saved_at: Moment(saved_at) })
}

#[async_trait]
impl UnsentStore for Store {
    async fn keep_unsent(&self, right: &Writer, it: &Unsent, most: i64) -> Result<(), StoreError> {
        let (Some(person), true) = (right.person(), right.space() == it.place.space) else {
            return Err(StoreError::Conflict);
        };
        let (person, place) = (person.to_string(), it.place.key());
        let fields = serde_json::to_string(&it.fields).map_err(|cause| StoreError::Other(cause.into()))?;
        writing!(self, |tx| {
            let others: i64 =
                sqlx::query_scalar(OTHERS).bind(&person).bind(&place).fetch_one(&mut *tx).await?;
            if others >= most {
                return Err(WriteError::Conflict);
            }
            sqlx::query(KEEP)
                .bind(&person)
                .bind(&place)
                .bind(it.place.space.to_string())
                .bind(it.place.topic.map(|topic| topic.to_string()))
                .bind(&fields)
                .bind(it.saved_at.0)
                .execute(&mut *tx)
                .await?;
        })
    }

    async fn unsent(&self, right: &Oneself, place: UnsentPlace) -> Result<Option<Unsent>, StoreError> {
        let (person, place) = (right.person().to_string(), place.key());
        let row: Option<Row> =
            reading!(self, |db| sqlx::query_as(ONE).bind(&person).bind(&place).fetch_optional(db).await)?;
        Ok(row.and_then(unsent))
    }

    async fn all_unsent(&self, right: &Oneself) -> Result<Vec<(Unsent, Option<i64>)>, StoreError> {
        let person = right.person().to_string();
        let rows: Vec<(String, Option<String>, String, i64, Option<i64>)> =
            reading!(self, |db| sqlx::query_as(ALL).bind(&person).fetch_all(db).await)?;
        let read = |(space, topic, fields, saved_at, number)| {
            Some((unsent((space, topic, fields, saved_at))?, number))
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn throw_unsent(&self, right: &Oneself, place: UnsentPlace) -> Result<(), StoreError> {
        let (person, place) = (right.person().to_string(), place.key());
        writing!(self, |tx| {
            sqlx::query(FORGET).bind(&person).bind(&place).execute(&mut *tx).await?;
        })
    }
}
