//! What somebody wrote lately.

use crate::engine::{Store, reading};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::access::Writer;
use domain::forum::{GateStore, RecentPost};
use model::id::{PostId, SpaceId, TopicId};
use model::time::Moment;

statements! {
    RECENT = "select m.id, m.topic_id, t.space_id, m.created_at from post m join topic t on t.id = m.topic_id \
        where m.author_id = $1 and m.created_at > $2 order by m.created_at desc limit $3";
}

#[async_trait]
impl GateStore for Store {
    async fn recent_posts(
        &self,
        right: &Writer,
        since: Moment,
        limit: i64,
    ) -> Result<Vec<RecentPost>, StoreError> {
        let person = right.person().map(|it| it.to_string());
        let rows: Vec<(String, String, String, i64)> = reading!(self, |db| {
            sqlx::query_as(RECENT).bind(&person).bind(since.0).bind(limit).fetch_all(db).await
        })?;
        let recent = |(id, topic, space, at): (String, String, String, i64)| {
            Some(RecentPost {
                id: PostId::parse(&id)?,
                topic: TopicId::parse(&topic)?,
                space: SpaceId::parse(&space)?,
                at: Moment(at),
            })
        };
        Ok(rows.into_iter().filter_map(recent).collect())
    }
}
