//! What somebody wrote lately, and how well she is known.

use crate::engine::{Store, reading};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Writer;
use domain::forum::{Acquaintance, GateStore, RecentPost};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

statements! {
    RECENT = "select m.id, m.topic_id, t.space_id, m.created_at, cast(case when m.text = $2 then 1 else 0 end as bigint) \
        from post m join topic t on t.id = m.topic_id where m.author_id = $1 and m.created_at > $3 order by m.created_at desc limit cast($4 as bigint)";
    KNOWN = "select p.created_at, (select count(1) from (select m.id from post m where m.author_id = p.id limit cast($2 as bigint)) written) \
        from person p where p.id = $1";
}

#[async_trait]
impl GateStore for Store {
    async fn recent_posts(
        &self,
        right: &Writer,
        text: &str,
        since: Moment,
        limit: i64,
    ) -> Result<Vec<RecentPost>, StoreError> {
        let person = right.person().map(|it| it.to_string());
        let rows: Vec<(String, String, String, i64, i64)> = reading!(self, |db| {
            sqlx::query_as(RECENT).bind(&person).bind(text).bind(since.0).bind(limit).fetch_all(db).await
        })?;
        let recent = |(id, topic, space, at, same): (String, String, String, i64, i64)| {
            Some(RecentPost {
                id: PostId::parse(&id)?,
                topic: TopicId::parse(&topic)?,
                space: SpaceId::parse(&space)?,
                at: Moment(at),
                same: same != 0,
            })
        };
        Ok(rows.into_iter().filter_map(recent).collect())
    }

    async fn acquaintance(&self, right: &Writer, most: i64) -> Result<Option<Acquaintance>, StoreError> {
        let person = right.person().map(|it| it.to_string());
        let known: Option<(i64, i64)> =
            reading!(self, |db| sqlx::query_as(KNOWN).bind(&person).bind(most).fetch_optional(db).await)?;
        Ok(known.map(|(joined, posts)| Acquaintance { joined_at: Moment(joined), posts }))
    }
}
