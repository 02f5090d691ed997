//! What somebody wrote lately, and how well she is known.

use crate::engine::{Store, reading};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Writer;
use domain::forum::{Acquaintance, GateStore, Lately, Recent};
use model::time::Moment;

statements! {
    RECENT = "select (select count(1) from post m where m.id = $2 and m.author_id = $1), \
        (select m.created_at from post m where m.author_id = $1 and m.created_at > $3 \
        order by m.created_at desc limit 1 offset cast($4 as bigint)), \
        (select m.created_at from post m where m.author_id = $1 and m.created_at > $5 \
        order by m.created_at desc limit 1 offset cast($6 as bigint)), \
        (select max(m.created_at) from post m join topic t on t.id = m.topic_id \
        where m.author_id = $1 and m.created_at > $7 and t.space_id = $8), \
        (select max(m.created_at) from post m where m.author_id = $1 and m.created_at > $9 and m.topic_id = $10), \
        (select count(1) from post m where m.author_id = $1 and m.created_at > $11 and m.text = $12)";
    KNOWN = "select p.created_at, (select count(1) from (select m.id from post m where m.author_id = p.id limit cast($2 as bigint)) written) \
        from person p where p.id = $1";
}

#[async_trait]
impl GateStore for Store {
    async fn recent(&self, right: &Writer, lately: &Lately<'_>) -> Result<Recent, StoreError> {
        let person = right.person().map(|it| it.to_string());
        let (post, space) = (lately.post.to_string(), lately.in_space.0.to_string());
        let topic = lately.in_topic.0.map(|it| it.to_string());
        let moment = |it: Option<Moment>| it.map(|it| it.0);
        // The one with which a window is full has one fewer before it.
        let [few, many] = lately.windows.map(|it| (moment(it.since), (it.most - 1).max(0)));
        let row: (i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>, i64) = reading!(self, |db| {
            sqlx::query_as(RECENT)
                .bind(&person)
                .bind(&post)
                .bind(few.0)
                .bind(few.1)
                .bind(many.0)
                .bind(many.1)
                .bind(moment(lately.in_space.1))
                .bind(&space)
                .bind(moment(lately.in_topic.1))
                .bind(&topic)
                .bind(moment(lately.text.1))
                .bind(lately.text.0)
                .fetch_one(db)
                .await
        })?;
        let (kept, few, many, in_space, in_topic, said) = row;
        Ok(Recent {
            kept: kept > 0,
            full: [few.map(Moment), many.map(Moment)],
            in_space: in_space.map(Moment),
            in_topic: in_topic.map(Moment),
            said: said > 0,
        })
    }

    async fn acquaintance(&self, right: &Writer, most: i64) -> Result<Option<Acquaintance>, StoreError> {
        let person = right.person().map(|it| it.to_string());
        let known: Option<(i64, i64)> =
            reading!(self, |db| sqlx::query_as(KNOWN).bind(&person).bind(most).fetch_optional(db).await)?;
        Ok(known.map(|(joined, posts)| Acquaintance { joined_at: Moment(joined), posts }))
    }
}
